#pragma once

#include "ui/models/rider_ref.h"

#include <QString>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace roundsman {

enum class RiderColumn : int { rider, state, order, load, age, speed, market };
inline constexpr int riderColumnCount = 7;

/// What a rider list shows, and in which order: a value that crosses threads.
struct RiderFilter {
    std::string text; ///< lower case; a part of the rider's or his order's id
    std::uint32_t statuses = 0xffffffff;
    std::uint32_t staleness = 0xffffffff;
    RiderColumn sortBy = RiderColumn::rider;
    bool descending = false;

    bool operator==(const RiderFilter&) const = default;
};

/// How many open orders each rider of a picture has: counted once for all of its rows.
class RiderLoads {
public:
    RiderLoads() = default;
    explicit RiderLoads(const Picture& fleet);
    [[nodiscard]] std::uint16_t of(RiderRef rider) const;

private:
    std::map<PartitionNo, std::vector<std::uint16_t>> m_lanes;
};

/// The riders that pass, sorted; equal ones in the order of their numbers, so that lists stand still.
std::vector<RiderRef> filteredRiders(const Picture& fleet, const RiderFilter& filter, const RiderLoads& loads);

/// How many riders there are, whichever pass.
std::size_t ridersIn(const Picture& fleet);

/// Shorter texts of figures first: "r-9" before "r-10".
bool idLess(const std::string& a, const std::string& b);

} // namespace roundsman
