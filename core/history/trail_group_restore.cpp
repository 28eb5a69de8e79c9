// The way back from an open_trails row; the way there is openRow() in trail_group.cpp.
#include "core/history/trail_group.h"
#include "core/history/trail_stream.h"

namespace roundsman {
namespace {

bool restoreStream(VarintReader& in, OpenTrail& trail) {
    const std::uint64_t fixes = in.get();
    VarintReader entries(in.bytes(in.get()));
    for (std::uint64_t i = 0; in.ok() && i < fixes; ++i) {
        TrailPoint fix = trail.newest();
        const ByteSpan before = entries.rest();
        if (!readStreamEntry(entries, fix) || !trail.restore(before.first(before.size() - entries.rest().size()))) {
            return false;
        }
    }
    return in.ok() && entries.atEnd();
}

} // namespace

bool TrailGroup::takeTrail(VarintReader& in, std::uint32_t& next, bool shelf, TrailPoint& chain) {
    const std::uint64_t gap = in.get();
    if (!in.ok() || gap >= ridersAGroup || next + gap >= ridersAGroup) {
        return false;
    }
    const std::uint32_t rider = next + static_cast<std::uint32_t>(gap);
    next = rider + 1;
    const bool seen = in.byte() != 0;
    if (seen && !readStreamEntry(in, chain)) {
        return false;
    }
    if (!wants(rider)) {
        in.get();
        in.bytes(in.get());
        return in.ok();
    }
    OpenTrail trail;
    if (!restoreStream(in, trail)) {
        return false;
    }
    if (seen) {
        trail.setLastSeen(chain);
    }
    trailOf(rider, shelf) = std::move(trail);
    return true;
}

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
            if (!takeTrail(in, next, shelf, chain)) {
                return false;
            }
        }
    }
    recount();
    return in.ok() && in.atEnd();
}

} // namespace roundsman
