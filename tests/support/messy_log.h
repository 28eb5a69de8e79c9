#pragma once

#include "tests/support/lane_feed.h"

#include <cstdint>

namespace roundsman {

/// A log as bad as they come, the same for the same seed: fixes in and out of order, twice, with clocks ahead and
/// behind, jumps, sessions, orders, merchants, commands, settings, retries, bridged records that came twice, garbage,
/// gaps, several documents a record.
LaneFeed messyLog(std::uint64_t seed, int records);

} // namespace roundsman
