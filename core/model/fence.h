#pragma once

#include "core/base/time.h"
#include "core/model/geo.h"
#include "core/model/ids.h"

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace roundsman {

/// What an area is for: a fence raises events, a zone groups figures, a border ends a market's surge neighbourhood.
enum class FenceUse : std::uint8_t { fence, zone, border };
std::string_view toText(FenceUse use);

/// An area on the map as `fence.changed` defines it: a circle, or polygons by the even-odd rule over all rings (outer
/// rings, holes and islands alike; any winding; closed or not; across the antimeridian too).
struct Fence {
    std::string id;
    std::string name;
    MarketNo market;
    FenceUse use = FenceUse::fence;
    std::uint32_t version = 0;
    std::vector<std::vector<GeoPoint>> rings; ///< empty: a circle
    GeoPoint centre;
    double radiusMetres = 0;
    double exitMarginMetres = 25; ///< so far outside the shape begins "left": no flapping on the border
    Millis dwellAfter{0};         ///< 0: no dwell events
    bool alerts = false;          ///< enter, exit, dwell and cross also raise an alert

    bool operator==(const Fence&) const = default;
};

/// "POLYGON ((lon lat, …), …)", "MULTIPOLYGON (…)" or "CIRCLE (lon lat, metres)"; `latitudeFirst` for sources that
/// write latitude first. Fills the shape of `fence` alone.
std::expected<void, std::string_view> readWkt(std::string_view text, bool latitudeFirst, Fence& fence);

enum class FenceChange : std::uint8_t { enter, exit, dwell, cross };
std::string_view toText(FenceChange change);

/// Why an exit was written although nobody was seen leaving.
enum class FenceCause : std::uint8_t { seen, fenceRemoved, riderLeft };
std::string_view toText(FenceCause cause);

struct FenceEventRow {
    std::string fence;
    std::uint32_t fenceVersion = 0;
    MarketNo market;
    RiderNo rider;
    FenceChange change = FenceChange::enter;
    FenceCause cause = FenceCause::seen;
    EventTime time; ///< by the device
    EventTime logTime;
    GeoPoint position;
    DocumentRef document;
    Millis inside{0}; ///< exit and dwell: how long

    bool operator==(const FenceEventRow&) const = default;
};

/// The near ladder of an order's leg: forward only, each rung once.
enum class LadderLeg : std::uint8_t { toMerchant, toCustomer };
enum class LadderRung : std::uint8_t { none, near, approaching, arrived, left };
std::string_view toText(LadderLeg leg);
std::string_view toText(LadderRung rung);

struct LadderRow {
    OrderNo order;
    RiderNo rider;
    MarketNo market;
    LadderLeg leg = LadderLeg::toMerchant;
    LadderRung rung = LadderRung::none;
    EventTime time;
    EventTime logTime;
    double metres = 0; ///< distance to the leg's end at that fix
    DocumentRef document;

    bool operator==(const LadderRow&) const = default;
};

} // namespace roundsman
