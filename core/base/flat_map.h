#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace roundsman {

/// A map from hashes (or other well spread words) to small values in one array: no node, no allocation but for growth.
/// Iteration is left out on purpose: its order would depend on history, and results must not.
template <typename Value>
class FlatMap {
public:
    [[nodiscard]] std::size_t size() const { return m_size; }

    [[nodiscard]] const Value* find(std::uint64_t key) const {
        if (m_slots.empty()) {
            return nullptr;
        }
        for (std::size_t i = key & mask();; i = (i + 1) & mask()) {
            if (!m_slots[i].used) {
                return nullptr;
            }
            if (m_slots[i].key == key) {
                return &m_slots[i].value;
            }
        }
    }
    [[nodiscard]] Value* find(std::uint64_t key) { return const_cast<Value*>(std::as_const(*this).find(key)); }

    /// Inserts or replaces.
    void put(std::uint64_t key, Value value) {
        if ((m_size + 1) * 3 > m_slots.size() * 2) {
            grow();
        }
        std::size_t i = key & mask();
        while (m_slots[i].used && m_slots[i].key != key) {
            i = (i + 1) & mask();
        }
        m_size += m_slots[i].used ? 0 : 1;
        m_slots[i] = {key, std::move(value), true};
    }

    void erase(std::uint64_t key) {
        if (m_slots.empty()) {
            return;
        }
        std::size_t i = key & mask();
        while (m_slots[i].used && m_slots[i].key != key) {
            i = (i + 1) & mask();
        }
        if (!m_slots[i].used) {
            return;
        }
        // What follows in the same run moves up, so that no search ends too early.
        for (std::size_t j = (i + 1) & mask(); m_slots[j].used; j = (j + 1) & mask()) {
            const std::size_t home = m_slots[j].key & mask();
            if (((j - home) & mask()) >= ((j - i) & mask())) {
                m_slots[i] = std::move(m_slots[j]);
                i = j;
            }
        }
        m_slots[i] = {};
        --m_size;
    }

    [[nodiscard]] std::size_t bytes() const { return m_slots.capacity() * sizeof(Slot); }

private:
    struct Slot {
        std::uint64_t key = 0;
        Value value{};
        bool used = false;
    };
    [[nodiscard]] std::size_t mask() const { return m_slots.size() - 1; }
    void grow() {
        std::vector<Slot> old(m_slots.empty() ? 16 : m_slots.size() * 2);
        old.swap(m_slots);
        m_size = 0;
        for (Slot& slot : old) {
            if (slot.used) {
                put(slot.key, std::move(slot.value));
            }
        }
    }

    std::vector<Slot> m_slots;
    std::size_t m_size = 0;
};

} // namespace roundsman
