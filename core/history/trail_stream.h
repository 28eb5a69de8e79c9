#pragma once

#include "core/history/trail_bytes.h"
#include "core/history/trail_point.h"

#include <cstdint>
#include <vector>

namespace roundsman {

inline constexpr std::size_t streamEntryBytesMax = 3 + 12 * 8 + 8;

/// A rider's newest fixes, one after the other, each as its difference from the one before: what the open end of a
/// trail is kept in until it is folded into a block. The same bytes stand in memory and in the tail rows.
/// Writes at `at`, where streamEntryBytesMax bytes must be free; gives the place after it. `last` becomes `fix`.
std::uint8_t* putStreamEntry(std::uint8_t* at, TrailPoint& last, const TrailPoint& fix);

/// Takes the next entry; `last` becomes it. False: no whole entry is there.
bool readStreamEntry(VarintReader& in, TrailPoint& last);
/// Passes over the next entry.
void skipStreamEntry(VarintReader& in);

} // namespace roundsman
