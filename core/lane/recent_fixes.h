#pragma once

#include "core/model/fix.h"
#include "core/model/rider_state.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace roundsman {

/// The newest fixes of a lane in one ring, each linked to the one before of the same rider. For people to look at: a
/// fixed budget for the lane, whatever the number of riders, and no part of its state.
class RecentFixes {
public:
    static constexpr std::uint32_t fixesKept = 1U << 16;

    void add(RiderNo rider, RiderState& state, const FixSeen& seen) {
        if (m_ring.size() < fixesKept) {
            m_ring.emplace_back();
        }
        m_ring[m_next % fixesKept] = {seen, rider, state.recentFix};
        state.recentFix = m_next++;
    }

    /// Newest first.
    [[nodiscard]] std::vector<FixSeen> of(RiderNo rider, const RiderState& state) const {
        std::vector<FixSeen> seen;
        std::uint32_t at = state.recentFix;
        for (std::uint32_t age = m_next - at; age >= 1 && age <= m_ring.size(); age = m_next - at) {
            const Entry& entry = m_ring[at % fixesKept];
            if (entry.rider != rider) {
                break;
            }
            seen.push_back(entry.seen);
            if (m_next - entry.before <= age) {
                break; // its predecessor is overwritten or there was none
            }
            at = entry.before;
        }
        return seen;
    }

private:
    struct Entry {
        FixSeen seen;
        RiderNo rider;
        std::uint32_t before = UINT32_MAX;
    };

    std::vector<Entry> m_ring;
    std::uint32_t m_next = 0;
};

} // namespace roundsman
