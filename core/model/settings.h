#pragma once

#include "core/base/time.h"

#include <cstdint>
#include <map>
#include <string>

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

struct LaneSettings {
    std::uint32_t version = 0;
    std::string defaultMarket = "default"; ///< for documents that name none, in no way; empty: they are quarantined
    bool onlyKnownMarkets = false;         ///< quarantine documents of markets that are not named below
    int cellResolution = 8;                ///< of the H3 cells riders are counted in
    Millis closedOrderMemory{6LL * 3600 * 1000};   ///< how long events may still reach an order after it closed
    std::map<std::string, MarketSettings> markets; ///< by name; a market that is not named here has the defaults
    AdmitSettings admit;
    StalenessSettings staleness;

    bool operator==(const LaneSettings&) const = default;
};

} // namespace roundsman
