#pragma once

#include "core/model/directory.h"
#include "core/model/ids.h"
#include "core/model/rider_state.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace roundsman {

/// All riders of a lane, by number and by the text of their id. A look-up can be taken in steps, so that a reader of
/// many documents waits for memory once for all of them: `prefetchSlot`, then `prefetchRider`, then `find`.
class RiderTable {
public:
    RiderTable() : m_slots(64) {}

    static std::uint64_t hashOf(std::string_view id);

    void prefetchSlot(std::uint64_t hash) const { __builtin_prefetch(&m_slots[hash & mask()]); }
    void prefetchRider(std::uint64_t hash) const;
    [[nodiscard]] RiderNo find(std::string_view id, std::uint64_t hash) const;
    /// REQUIRES: find() gave noRider.
    RiderNo add(std::string_view id, std::uint64_t hash);

    [[nodiscard]] std::size_t size() const { return m_ids.size(); }
    [[nodiscard]] RiderState& operator[](RiderNo rider) { return at(rider.value()); }
    [[nodiscard]] const RiderState& operator[](RiderNo rider) const { return at(rider.value()); }
    [[nodiscard]] const Directory& ids() const { return m_ids; }
    [[nodiscard]] std::size_t bytes() const;

private:
    /// Half of the hash stands beside the number, so that a wrong slot is hardly ever followed to its rider.
    struct Slot {
        std::uint32_t tag = 0;
        std::uint32_t riderPlusOne = 0; ///< 0: free
    };
    static constexpr std::size_t chunkRiders = 1024;
    using Chunk = std::array<RiderState, chunkRiders>;

    [[nodiscard]] std::size_t mask() const { return m_slots.size() - 1; }
    [[nodiscard]] RiderState& at(std::size_t n) const { return (*m_chunks[n / chunkRiders])[n % chunkRiders]; }
    [[nodiscard]] bool isCalled(std::size_t n, std::string_view id) const;
    void place(Slot slot, std::uint64_t hash);
    void grow();

    std::vector<Slot> m_slots;
    std::vector<std::unique_ptr<Chunk>> m_chunks;
    Directory m_ids;
};

} // namespace roundsman
