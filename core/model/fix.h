#pragma once

#include "core/base/time.h"
#include "core/model/geo.h"
#include "core/model/ids.h"
#include "core/model/rider.h"
#include "core/model/verdict.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

namespace roundsman {

inline constexpr float notMeasured = std::numeric_limits<float>::quiet_NaN();

/// The three clocks of a document (law 5).
struct Clocks {
    EventTime device;  ///< log time when the document names no time
    EventTime receive; ///< log time when no gateway or bridge stamped one
    EventTime log;
};

/// A position document, decoded. Texts are views into the record's bytes: valid while the record is.
struct Fix {
    std::string_view rider;
    std::string_view market; ///< empty: the record's header, then the rider's home market
    GeoPoint position;       ///< as degrees, when they are in range
    double x = 0;            ///< longitude and latitude as written when they are no degrees: perhaps metres
    double y = 0;
    bool inDegrees = true;
    std::optional<EventTime> deviceTime; ///< missing: log time
    std::optional<std::uint64_t> sequence;
    std::string_view session;
    std::string_view order;
    float speedMps = notMeasured;
    float headingDegrees = notMeasured;
    float accuracyMetres = notMeasured;
    RiderStatus status = RiderStatus::unknown;
};

/// One fix of a rider as the inspector lists it: with its verdict, whether it moved the dot or not.
struct FixSeen {
    EventTime deviceTime;
    EventTime receiveTime;
    EventTime logTime;
    GeoPoint position;
    DocumentRef document;
    Verdict verdict = Verdict::accepted;
    Reason reason = Reason::none;

    bool operator==(const FixSeen&) const = default;
};

/// A fix as admitted, ready for trails: what was measured, when by each of the three clocks, and which record said so.
struct FixRow {
    RiderNo rider;
    MarketNo market;
    GeoPoint position;
    EventTime deviceTime;
    EventTime receiveTime; ///< log time when no gateway or bridge stamped one
    EventTime logTime;
    DocumentRef document;
    float speedMps = notMeasured;
    float headingDegrees = notMeasured;
    float accuracyMetres = notMeasured;
    RiderStatus status = RiderStatus::unknown; ///< after the lane worked it out
    bool late = false;                         ///< kept in the trail, never moved the live dot
    bool jumped = false;                       ///< re-anchored here: no line from the fix before
};

} // namespace roundsman
