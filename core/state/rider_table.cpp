#include "core/state/rider_table.h"

#include "core/base/hash.h"

#include <algorithm>

namespace roundsman {
namespace {

constexpr std::size_t shortIdMax = 15;

std::uint32_t tagOf(std::uint64_t hash) {
    return static_cast<std::uint32_t>(hash >> 32);
}

/// An id of at most 15 bytes as two words, its length in the last byte: compared without a call.
std::array<char, 16> shortIdOf(std::string_view id) {
    std::array<char, 16> text{};
    if (id.size() <= shortIdMax) {
        std::ranges::copy(id, text.begin()); // an empty one may have no bytes at all
        text[shortIdMax] = static_cast<char>(id.size());
    } else {
        text[shortIdMax] = static_cast<char>(0xFF);
    }
    return text;
}

} // namespace

std::uint64_t RiderTable::hashOf(std::string_view id) {
    return hash64(id);
}

void RiderTable::prefetchRider(std::uint64_t hash) const {
    for (std::size_t i = hash & mask(); m_slots[i].riderPlusOne != 0; i = (i + 1) & mask()) {
        if (m_slots[i].tag == tagOf(hash)) {
            const char* const state = reinterpret_cast<const char*>(&at(m_slots[i].riderPlusOne - 1));
            __builtin_prefetch(state);
            __builtin_prefetch(state + 64);
            __builtin_prefetch(state + 128);
            return;
        }
    }
}

RiderNo RiderTable::find(std::string_view id, std::uint64_t hash) const {
    for (std::size_t i = hash & mask(); m_slots[i].riderPlusOne != 0; i = (i + 1) & mask()) {
        if (m_slots[i].tag == tagOf(hash) && isCalled(m_slots[i].riderPlusOne - 1, id)) {
            return RiderNo{m_slots[i].riderPlusOne - 1};
        }
    }
    return noRider;
}

bool RiderTable::isCalled(std::size_t n, std::string_view id) const {
    return id.size() <= shortIdMax ? at(n).shortId == shortIdOf(id) : m_ids[n] == id;
}

RiderNo RiderTable::add(std::string_view id, std::uint64_t hash) {
    const std::size_t n = m_ids.size();
    if ((n + 1) * 4 > m_slots.size() * 3) {
        grow();
    }
    if (n % chunkRiders == 0) {
        m_chunks.push_back(std::make_unique<Chunk>());
    }
    m_ids.append(id);
    at(n).shortId = shortIdOf(id);
    place({tagOf(hash), static_cast<std::uint32_t>(n + 1)}, hash);
    return RiderNo{static_cast<std::uint32_t>(n)};
}

void RiderTable::place(Slot slot, std::uint64_t hash) {
    std::size_t i = hash & mask();
    while (m_slots[i].riderPlusOne != 0) {
        i = (i + 1) & mask();
    }
    m_slots[i] = slot;
}

void RiderTable::grow() {
    m_slots.assign(m_slots.size() * 2, Slot{});
    for (std::size_t n = 0; n < m_ids.size(); ++n) {
        const std::uint64_t hash = hashOf(m_ids[n]);
        place({tagOf(hash), static_cast<std::uint32_t>(n + 1)}, hash);
    }
}

std::size_t RiderTable::bytes() const {
    return m_slots.capacity() * sizeof(Slot) + m_chunks.size() * sizeof(Chunk) + m_ids.size() * sizeof(std::string);
}

} // namespace roundsman
