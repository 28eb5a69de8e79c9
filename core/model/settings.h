#pragma once

#include "core/base/time.h"

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace roundsman {

// Settings that change results. They travel through the log as `settings.changed`, with a version, and every derived
// row can name the version it was computed under. (Addresses, paths and limits are configuration, in TOML, app/.)

enum class Coordinates : std::uint8_t { degrees, webMercatorMetres };

struct MarketSettings {
    std::string timeZone = "UTC";
    Coordinates coordinates = Coordinates::degrees;
    Millis businessDayStart{0};  ///< after local midnight; 04:00 is usual for restaurants
    std::int32_t partition = -1; ///< the lane this market belongs to; negative: wherever its documents are

    bool operator==(const MarketSettings&) const = default;
};

struct AdmitSettings {
    Millis clockAheadMax{60'000};
    double impossibleSpeedMps = 70;
    std::uint32_t reanchorFixes = 3; ///< so many mutually consistent fixes re-anchor after a jump
    bool jumpRule = true;
    double accuracyMaxMetres = 0; ///< 0: off
    bool sameDeviceTimeIsDuplicate = false;
    std::uint32_t sequenceWindow = 1024;
    Millis eventIdMemory{48LL * 3600 * 1000};

    bool operator==(const AdmitSettings&) const = default;
};

struct StalenessSettings {
    Millis ageingAfter{15'000};
    Millis staleAfter{90'000};
    Millis lostAfter{300'000};

    bool operator==(const StalenessSettings&) const = default;
};

/// A point of the curve that turns demand per supply into a multiplier; straight lines between, flat outside.
struct CurvePoint {
    double ratio = 1;
    double multiplier = 1;

    bool operator==(const CurvePoint&) const = default;
};

struct SurgeSettings {
    bool on = true;
    Millis supplyFreshWithin{90'000};
    Millis demandWindow{300'000};
    Millis coverageWindow{900'000}; ///< riders heard within it are known to be about
    Millis marketSilentAfter{120'000};
    std::array<double, 3> ringWeights{1, 0.5, 0.25};
    double prior = 2; ///< added to demand and to supply: few of either pull the ratio to 1
    std::vector<CurvePoint> curve{{1, 1}, {1.5, 1.2}, {2, 1.4}, {3, 1.7}, {4, 2}}; ///< ascending ratios
    double emaAlpha = 0.3;
    double changeMaxPerMinute = 0.2;
    double cap = 2;
    double offBelow = 1.1;
    std::uint8_t offAfterMinutes = 3;
    double demandMin = 4; ///< weighted demand around the cell

    bool operator==(const SurgeSettings&) const = default;
};

struct RollupSettings {
    Millis lateness{60'000};           ///< so long after its end a bucket still fills without a revision
    Millis openOrderHolds{86'400'000}; ///< an order that stays open longer no longer holds completeness back
    Millis readyDelayedBy{600'000};    ///< ready so much later than promised counts as delayed
    double pickupMarkMaxMetres = 100;  ///< a pick-up marked farther away voids the avoidable wait
    double atDoorMetres = 25;
    Millis minutesKept{48LL * 3600 * 1000}; ///< then their quarters of an hour answer
    Millis quartersKept{90LL * 24 * 3600 * 1000};
    Millis hoursKept{396LL * 24 * 3600 * 1000}; ///< 13 months; days, weeks and months stay

    bool operator==(const RollupSettings&) const = default;
};

struct FenceSettings {
    double accuracyMaxMetres = 50;   ///< worse fixes decide nothing
    std::uint32_t confirmations = 2; ///< of the last three fixes
    Millis segmentGapMax{300'000};   ///< a path is drawn between fixes no farther apart than this
    double crossMetresMin = 50;      ///< how far a rider must have come for a fence passed in between to count
    std::size_t fencesMax = 100'000;

    bool operator==(const FenceSettings&) const = default;
};

struct LadderSettings {
    double nearMetres = 500;
    Millis nearEta{300'000};
    double approachingMetres = 100;
    double arrivedMetres = 25;
    std::uint32_t arrivedFixes = 2;
    double leftMetres = 100;
    std::uint32_t leftFixes = 3;
    double accuracyMaxMetres = 50;
    Millis ageMax{900'000}; ///< older fixes move the ladder but tell nobody

    bool operator==(const LadderSettings&) const = default;
};

struct AlertSettings {
    Millis coolDown{900'000};     ///< the same subject raises the same alert again only after this
    Millis atRiskBefore{600'000}; ///< not picked up so shortly before the promise
    Millis stuckAfter{600'000};
    double stuckMetres = 50;
    std::uint32_t slowMerchantOrders = 3; ///< so many of its open orders are past their promised ready time
    Millis slowMerchantBy{300'000};
    std::uint32_t quarantineBurst = 100; ///< in a minute
    Millis lagAfter{60'000};             ///< receive time to log time, median of a minute

    bool operator==(const AlertSettings&) const = default;
};

struct EtaSettings {
    Millis every{60'000};       ///< of lane time: how often every open order is estimated again
    Millis revisionMin{60'000}; ///< a promise is revised when it moved by so much
    Millis driftWindow{86'400'000};
    std::uint32_t driftOrdersMin = 50; ///< delivered within the window: fewer prove nothing
    double coverageMin = 0.80;         ///< share of orders delivered by the p90 they were promised
    double coverageMax = 0.97;         ///< above, promises are longer than they need to be

    bool operator==(const EtaSettings&) const = default;
};

struct LaneSettings {
    std::uint32_t version = 0;
    std::string defaultMarket = "default"; ///< for documents that name none, in no way; empty: they are quarantined
    bool onlyKnownMarkets = false;         ///< quarantine documents of markets that are not named below
    int cellResolution = 8;                ///< of the H3 cells riders are counted in
    Millis closedOrderMemory{6LL * 3600 * 1000};   ///< how long events may still reach an order after it closed
    std::map<std::string, MarketSettings> markets; ///< by name; a market that is not named here has the defaults
    AdmitSettings admit;
    StalenessSettings staleness;
    SurgeSettings surge;
    RollupSettings rollups;
    FenceSettings fences;
    LadderSettings ladder;
    AlertSettings alerts;
    EtaSettings eta;

    bool operator==(const LaneSettings&) const = default;
};

} // namespace roundsman
