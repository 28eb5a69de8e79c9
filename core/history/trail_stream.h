#pragma once

#include "core/history/trail_bytes.h"
#include "core/history/trail_point.h"

#include <cstdint>

namespace roundsman {

inline constexpr std::size_t streamEntryBytesMax = 3 + 12 * 8 + 8;

/// A rider's fixes, one after the other, each as its difference from the one before: open rows and key frames have them
/// so, and tail rows of schema 4 and before.
/// Writes at `at`, where streamEntryBytesMax bytes must be free; gives the place after it. `last` becomes `fix`.
std::uint8_t* putStreamEntry(std::uint8_t* at, TrailPoint& last, const TrailPoint& fix);

/// Takes the next entry; `last` becomes it. False: no whole entry is there.
bool readStreamEntry(VarintReader& in, TrailPoint& last);
/// Passes over the next entry.
void skipStreamEntry(VarintReader& in);

/// Where a tail row is: its entries are of many riders, in log order, so log time and document come close to the last
/// entry's, whoever's that was.
struct TailContext {
    std::int64_t logMillis = 0;
    std::int64_t offset = 0;
    std::uint32_t index = 0;
};
/// The same for an entry of a tail row; `before` is the rider's fix before. The next entry goes on with `context`.
std::uint8_t* putTailEntry(std::uint8_t* at, const TrailPoint& before, TailContext& context, const TrailPoint& fix);
bool readTailEntry(VarintReader& in, const TrailPoint& before, TailContext& context, TrailPoint& fix);
/// Passes over an entry of a rider who is not asked for.
bool skipTailEntry(VarintReader& in, TailContext& context);

} // namespace roundsman
