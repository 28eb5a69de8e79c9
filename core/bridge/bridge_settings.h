#pragma once

#include "core/base/time.h"
#include "core/model/settings.h"

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace roundsman {

/// Foreign topics that are read together by one consumer group: a `[[bridge]]` of the configuration.
struct BridgeSettings {
    std::vector<std::string> topics{"rider-updates", "rider_updates", "driver_location_updates", "order-events",
                                    "demand-events"}; ///< by name; one that begins with '^' is a pattern
    std::string group = "roundsman-bridge";
    std::string brokers;                            ///< empty: the log's own
    std::string market;                             ///< for documents that name none; empty: the lanes' own default
    bool marketFromKey = false;                     ///< a record's key names the market of documents that name none
    Coordinates coordinates = Coordinates::degrees; ///< how these topics write places
    bool fromStart = true;                          ///< where a new group begins: the oldest record, or the end
    bool topicIds = true;
    bool privileged = false; ///< commands, settings and the like are taken, too: whoever writes there may do everything
    std::map<std::string, std::string> options{}; ///< of librdkafka

    bool operator==(const BridgeSettings&) const = default;
};

struct BridgeLimits {
    std::size_t recordBytesMax = 256 * 1024;        ///< of a coalesced record, its source header included
    std::size_t wholeBytesMax = 512 * 1024;         ///< more of one source record goes document by document
    std::size_t waitingBytesMax = 16 * 1024 * 1024; ///< read and not yet acknowledged; more waits at its source
    Millis coalesceFor{20};                         ///< the longest that a document waits for others
    Millis commitEvery{1000};
    Millis retryFirst{250}; ///< back-off after trouble, doubled each time …
    Millis retryMax{10'000};
    Millis leaveWithin{2'000};         ///< for what was sent to be acknowledged, before partitions are given up
    Millis stopWithin{500};            ///< the same, and leaving the group, when the program stops
    Millis holdAfter{1'000};           ///< of a full log, before fetching stops too
    std::size_t ridersMax = 1'000'000; ///< whose home market is remembered

    bool operator==(const BridgeLimits&) const = default;
};

} // namespace roundsman
