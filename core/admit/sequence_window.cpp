#include "core/admit/sequence_window.h"

#include "core/base/hash.h"

#include <algorithm>

namespace roundsman {
namespace {

constexpr std::uint64_t recentBits = 64;

bool isGap(const SequenceMemory& memory, std::uint64_t number) {
    const auto* const end = memory.gaps.begin() + memory.gapCount;
    return std::find(memory.gaps.begin(), end, static_cast<std::uint32_t>(number)) != end;
}

} // namespace

std::uint64_t SequenceWindows::sessionWord(std::string_view session) {
    const std::uint64_t word = hash64(session, 1);
    return word == 0 ? 1 : word;
}

SequenceWindows::Answer SequenceWindows::ask(RiderNo rider, const SequenceMemory& memory, std::uint64_t session,
                                             std::uint64_t number, std::uint64_t window) const {
    if (memory.session == session) {
        return askIn(memory, number, window);
    }
    if (m_oldSessions.empty()) {
        return Answer::fresh;
    }
    const auto old = m_oldSessions.find({rider, session});
    return old == m_oldSessions.end() ? Answer::fresh : askIn(old->second.memory, number, window);
}

SequenceWindows::Answer SequenceWindows::askIn(const SequenceMemory& memory, std::uint64_t number,
                                               std::uint64_t window) const {
    if (number > memory.highest) {
        return Answer::fresh;
    }
    const std::uint64_t behind = memory.highest - number;
    if (behind >= std::min(window, windowMax)) {
        return Answer::belowWindow;
    }
    bool taken = false;
    if (behind < recentBits) {
        taken = ((memory.recent >> behind) & 1) != 0;
    } else if (memory.bitmap != SequenceMemory::noBitmap) {
        taken = ((m_bitmaps[memory.bitmap][number % windowMax / 64] >> (number % 64)) & 1) != 0;
    } else {
        taken = behind <= memory.run && !isGap(memory, number);
    }
    return taken ? Answer::taken : Answer::fresh;
}

void SequenceWindows::take(RiderNo rider, SequenceMemory& memory, std::uint64_t session, std::uint64_t number,
                           EventTime laneTime) {
    if (memory.session != session) {
        switchSession(rider, memory, session, laneTime);
        if (memory.session != session) {
            memory.session = session;
            restart(memory, number);
            return;
        }
    }
    if (number > memory.highest) {
        takeNewer(memory, number);
    } else if (memory.highest - number < windowMax) {
        takeOlder(memory, number);
    } else {
        restart(memory, number);
    }
}

/// Puts the present session aside and brings back the other one, when it is known.
void SequenceWindows::switchSession(RiderNo rider, SequenceMemory& memory, std::uint64_t session, EventTime laneTime) {
    forgetOldSessions(laneTime);
    if (memory.session != 0) {
        const SessionKey key{rider, memory.session};
        m_oldSessions[key] = {memory, laneTime};
        m_leftOrder.emplace_back(laneTime, key);
        limitOldSessions(rider);
    }
    memory = {};
    if (const auto old = m_oldSessions.find({rider, session}); old != m_oldSessions.end()) {
        memory = old->second.memory;
        m_oldSessions.erase(old);
    }
}

void SequenceWindows::forgetOldSessions(EventTime laneTime) {
    while (!m_leftOrder.empty() && laneTime - m_leftOrder.front().first > oldSessionMemory) {
        const auto& [leftAt, key] = m_leftOrder.front();
        const auto old = m_oldSessions.find(key);
        if (old != m_oldSessions.end() && old->second.leftAt == leftAt) {
            freeBitmap(old->second.memory);
            m_oldSessions.erase(old);
        }
        m_leftOrder.pop_front();
    }
}

void SequenceWindows::limitOldSessions(RiderNo rider) {
    const auto first = m_oldSessions.lower_bound({rider, 0});
    auto oldest = first;
    std::size_t count = 0;
    for (auto at = first; at != m_oldSessions.end() && at->first.first == rider; ++at, ++count) {
        oldest = at->second.leftAt < oldest->second.leftAt ? at : oldest;
    }
    if (count > oldSessionsMax) {
        freeBitmap(oldest->second.memory);
        m_oldSessions.erase(oldest);
    }
}

void SequenceWindows::restart(SequenceMemory& memory, std::uint64_t number) {
    freeBitmap(memory);
    memory.highest = number;
    memory.recent = 1;
    memory.run = 0;
    memory.gapCount = 0;
}

void SequenceWindows::takeNewer(SequenceMemory& memory, std::uint64_t number) {
    const std::uint64_t step = number - memory.highest;
    if (step >= windowMax) {
        restart(memory, number);
        return;
    }
    // The usual step of one: what leaves the 64 bits must be what `run` says of it, or it must be noted.
    const bool oldestAsExpected = ((memory.recent >> 63) & 1) == (memory.run >= recentBits - 1 ? 1U : 0U);
    if (memory.bitmap == SequenceMemory::noBitmap && !(step == 1 && oldestAsExpected)) {
        for (std::uint64_t out = 0; out < step && memory.bitmap == SequenceMemory::noBitmap; ++out) {
            const bool inRecent = out < recentBits;
            const std::uint64_t behind = recentBits - 1 - out; // wraps when out >= 64: numbers above the highest
            const bool taken = inRecent && ((memory.recent >> behind) & 1) != 0;
            const bool expected = !inRecent || behind <= memory.run;
            if (taken == expected) {
                continue;
            }
            if (expected && memory.gapCount < memory.gaps.size()) {
                memory.gaps[memory.gapCount++] = static_cast<std::uint32_t>(memory.highest - behind);
            } else {
                promote(memory);
            }
        }
    }
    if (memory.bitmap != SequenceMemory::noBitmap) {
        Bitmap& bitmap = m_bitmaps[memory.bitmap];
        for (std::uint64_t n = memory.highest + 1; n < number; ++n) {
            bitmap[n % windowMax / 64] &= ~(1ULL << (n % 64));
        }
        bitmap[number % windowMax / 64] |= 1ULL << (number % 64);
    }
    memory.recent = step >= recentBits ? 1 : (memory.recent << step) | 1;
    memory.run = static_cast<std::uint16_t>(std::min<std::uint64_t>(memory.run + step, windowMax - 1));
    memory.highest = number;
    for (std::size_t i = memory.gapCount; i-- > 0;) {
        if (static_cast<std::uint32_t>(memory.highest) - memory.gaps[i] >= windowMax) {
            dropGap(memory, i);
        }
    }
    if (memory.bitmap != SequenceMemory::noBitmap && number % 64 == 0) {
        demoteWhenFull(memory);
    }
}

void SequenceWindows::takeOlder(SequenceMemory& memory, std::uint64_t number) {
    const std::uint64_t behind = memory.highest - number;
    if (behind < recentBits) {
        memory.recent |= 1ULL << behind;
    } else if (memory.bitmap == SequenceMemory::noBitmap) {
        if (behind > memory.run) {
            promote(memory);
        } else {
            for (std::size_t i = memory.gapCount; i-- > 0;) {
                if (memory.gaps[i] == static_cast<std::uint32_t>(number)) {
                    dropGap(memory, i);
                }
            }
        }
    }
    if (memory.bitmap != SequenceMemory::noBitmap) {
        m_bitmaps[memory.bitmap][number % windowMax / 64] |= 1ULL << (number % 64);
    }
}

void SequenceWindows::dropGap(SequenceMemory& memory, std::size_t index) {
    --memory.gapCount;
    for (std::size_t i = index; i < memory.gapCount; ++i) {
        memory.gaps[i] = memory.gaps[i + 1];
    }
    memory.gaps[memory.gapCount] = 0;
}

/// Writes out the whole window, for riders whose gaps no longer fit.
void SequenceWindows::promote(SequenceMemory& memory) {
    const std::uint32_t index = newBitmap();
    Bitmap& bitmap = m_bitmaps[index];
    bitmap = {};
    for (std::uint64_t behind = 0; behind < windowMax && behind <= memory.highest; ++behind) {
        const std::uint64_t number = memory.highest - behind;
        if (askIn(memory, number, windowMax) == Answer::taken) {
            bitmap[number % windowMax / 64] |= 1ULL << (number % 64);
        }
    }
    memory.bitmap = index;
    memory.gapCount = 0;
    memory.gaps = {};
}

void SequenceWindows::demoteWhenFull(SequenceMemory& memory) {
    const Bitmap& bitmap = m_bitmaps[memory.bitmap];
    const bool full = std::ranges::all_of(bitmap, [](std::uint64_t word) { return word == UINT64_MAX; });
    if (full) {
        freeBitmap(memory);
        memory.run = windowMax - 1;
    }
}

std::uint32_t SequenceWindows::newBitmap() {
    if (m_freeBitmaps.empty()) {
        m_bitmaps.emplace_back();
        return static_cast<std::uint32_t>(m_bitmaps.size() - 1);
    }
    const std::uint32_t index = m_freeBitmaps.back();
    m_freeBitmaps.pop_back();
    return index;
}

void SequenceWindows::freeBitmap(SequenceMemory& memory) {
    if (memory.bitmap != SequenceMemory::noBitmap) {
        m_freeBitmaps.push_back(memory.bitmap);
        memory.bitmap = SequenceMemory::noBitmap;
    }
}

void SequenceWindows::save(ByteWriter& out, const SequenceMemory& memory) const {
    out.put(memory.session);
    out.put(memory.highest);
    out.put(memory.recent);
    out.put(memory.run);
    out.put(memory.gapCount);
    for (std::size_t i = 0; i < memory.gapCount; ++i) {
        out.put(memory.gaps[i]);
    }
    const bool wide = memory.bitmap != SequenceMemory::noBitmap;
    out.put(wide);
    if (wide) {
        for (const std::uint64_t word : m_bitmaps[memory.bitmap]) {
            out.put(word);
        }
    }
}

void SequenceWindows::load(ByteReader& in, SequenceMemory& memory) {
    memory = {};
    memory.session = in.get<std::uint64_t>();
    memory.highest = in.get<std::uint64_t>();
    memory.recent = in.get<std::uint64_t>();
    memory.run = std::min<std::uint16_t>(in.get<std::uint16_t>(), windowMax - 1);
    memory.gapCount = in.get<std::uint8_t>();
    if (memory.gapCount > memory.gaps.size()) {
        in.fail();
        memory.gapCount = 0;
    }
    for (std::size_t i = 0; i < memory.gapCount; ++i) {
        memory.gaps[i] = in.get<std::uint32_t>();
    }
    if (in.get<bool>()) {
        memory.bitmap = newBitmap();
        for (std::uint64_t& word : m_bitmaps[memory.bitmap]) {
            word = in.get<std::uint64_t>();
        }
    }
}

void SequenceWindows::saveOldSessions(ByteWriter& out) const {
    out.put(static_cast<std::uint64_t>(m_oldSessions.size()));
    for (const auto& [key, old] : m_oldSessions) {
        out.put(key.first.value());
        out.put(key.second);
        out.put(millisOf(old.leftAt));
        save(out, old.memory);
    }
}

void SequenceWindows::loadOldSessions(ByteReader& in) {
    constexpr std::size_t bytesEach = 4 + 8 + 8 + 28;
    const std::size_t count = in.getCount(bytesEach);
    for (std::size_t i = 0; i < count && in.ok(); ++i) {
        const RiderNo rider{in.get<std::uint32_t>()};
        const auto session = in.get<std::uint64_t>();
        const EventTime leftAt = eventTimeFromMillis(in.get<std::int64_t>());
        OldSession old{{}, leftAt};
        load(in, old.memory);
        m_oldSessions[{rider, session}] = old;
        m_leftOrder.emplace_back(leftAt, SessionKey{rider, session});
    }
    std::ranges::stable_sort(m_leftOrder, {}, [](const auto& entry) { return entry.first; });
}

} // namespace roundsman
