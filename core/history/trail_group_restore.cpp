// The way back from an open_trails row; the way there is openRow() in trail_group.cpp.
#include "core/base/crc32c.h"
#include "core/history/trail_group.h"
#include "core/history/trail_stream.h"

namespace roundsman {
namespace {

bool takeTrail(VarintReader& in, std::uint32_t& next, std::uint32_t& rider, OpenTrail& trail, TrailPoint& chain) {
    const std::uint64_t gap = in.get();
    if (!in.ok() || gap >= ridersAGroup || next + gap >= ridersAGroup) {
        return false;
    }
    rider = next + static_cast<std::uint32_t>(gap);
    next = rider + 1;
    const std::int64_t placeHour = in.getSigned();
    const auto nextPlace = static_cast<std::uint32_t>(in.get());
    const bool seen = in.byte() != 0;
    if (seen && !readStreamEntry(in, chain)) {
        return false;
    }
    const std::uint64_t fixes = in.get();
    VarintReader entries(in.bytes(in.get()));
    for (std::uint64_t i = 0; in.ok() && i < fixes; ++i) {
        TrailPoint fix = trail.newest();
        const ByteSpan before = entries.rest();
        if (!readStreamEntry(entries, fix)) {
            return false;
        }
        if (!trail.restore(before.first(before.size() - entries.rest().size()))) {
            return false;
        }
    }
    trail.placeHour = placeHour;
    trail.nextPlace = nextPlace;
    if (seen) {
        trail.setLastSeen(chain);
    }
    return in.ok() && entries.atEnd();
}

} // namespace

bool TrailGroup::restoreOpenRow(ByteSpan row) {
    VarintReader in({});
    if (!openTailRow(row, in)) { // both kinds of rows begin alike
        return false;
    }
    for (const bool shelf : {false, true}) {
        TrailPoint chain;
        std::uint32_t next = 0;
        const std::uint64_t trails = in.get();
        for (std::uint64_t i = 0; i < trails; ++i) {
            std::uint32_t rider = 0;
            OpenTrail trail;
            if (!takeTrail(in, next, rider, trail, chain)) {
                return false;
            }
            trailOf(rider, shelf) = std::move(trail);
        }
    }
    recount();
    return in.ok() && in.atEnd();
}

} // namespace roundsman
