#pragma once

#include "core/base/time.h"
#include "core/model/alert.h"
#include "core/model/cell.h"
#include "core/model/command_answer.h"
#include "core/model/directory.h"
#include "core/model/eta.h"
#include "core/model/fence.h"
#include "core/model/geo.h"
#include "core/model/ids.h"
#include "core/model/merchant.h"
#include "core/model/order.h"
#include "core/model/rider.h"
#include "core/model/surge.h"
#include "core/model/verdict.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace roundsman {

/// A rider as drawn. `previous` and its time let the map glide from fix to fix, one interval behind.
struct RiderDot {
    RiderNo rider;
    OrderNo order = noOrder;
    GeoPoint position;
    GeoPoint previous;
    EventTime fixTime;         ///< device time of `position`
    EventTime previousFixTime; ///< device time of `previous`; equal to fixTime before the second fix
    EventTime logTime;         ///< when the log took the last fix: the base of its age
    float speedMps = 0;
    float headingDegrees = -1; ///< negative: unknown or too old to show
    std::int32_t skewMillis = 0;
    MarketNo market;
    RiderStatus status = RiderStatus::unknown;
    Staleness staleness = Staleness::fresh;
    StaleCause cause = StaleCause::none;
    bool jumped = false; ///< no line from `previous`
    bool hasFix = false; ///< false: known by events alone, and nowhere on the map yet
};

struct OrderView {
    OrderNo order;
    std::string id;
    MarketNo market;
    MerchantNo merchant = noMerchant;
    RiderNo rider = noRider;
    GeoPoint pickup;
    GeoPoint dropoff;
    bool hasDropoff = false;
    std::int32_t items = 0;
    EventTime firstPromisedAt = never;
    EventTime promisedAt = never;
    EventTime promisedReadyAt = never;
    OrderTimes times;
    OrderStep last = OrderStep::placed;
    OrderEta eta;
    std::uint32_t version = 0;
    std::string claimedBy{}; ///< who takes care of it; empty: nobody said so
    EventTime claimedAt = never;
    std::uint32_t notes = 0;
    std::string lastNote{};
};

struct MerchantView {
    MerchantNo merchant;
    std::string id;
    std::string name;
    GeoPoint position;
    MarketNo market;
    Intake intake = Intake::open;
    std::uint32_t openOrders = 0;
    std::uint32_t version = 0; ///< what a command names as the one it has seen
};

/// An immutable picture of one lane's state, made for people to look at, 10 to 30 a second. It runs ahead of the commit
/// and promises nothing; it carries the offset it was made at. Lists that change slowly are shared between frames.
struct Frame {
    PartitionNo partition;
    Offset nextOffset;
    std::uint64_t sequence = 0;
    EventTime laneTime;
    EventTime ownersTime{}; ///< when time goes on without the lane, its owner's; otherwise never
    VerdictCounts verdicts; ///< since the lane's beginning
    std::array<std::uint32_t, riderStatusCount> ridersByStatus{};
    std::array<std::uint32_t, stalenessCount> ridersByStaleness{};

    std::vector<RiderDot> riders; ///< by RiderNo: riders[n].rider == RiderNo{n}
    std::shared_ptr<const Directory> riderIds;
    std::shared_ptr<const Directory> marketNames;
    std::shared_ptr<const std::vector<OrderView>> openOrders;     ///< ascending OrderNo
    std::shared_ptr<const std::vector<MerchantView>> merchants;   ///< by MerchantNo
    std::shared_ptr<const std::vector<SurgeRow>> surge;           ///< of the last minute, by market and cell
    std::shared_ptr<const std::vector<SurgeLimit>> surgeLimits;   ///< that people set, by market and target
    std::shared_ptr<const std::vector<AlertRow>> openAlerts;      ///< not over yet, oldest first
    std::shared_ptr<const std::vector<Fence>> fences;             ///< by id
    std::shared_ptr<const std::vector<CommandAnswerRow>> answers; ///< to the last commands, oldest first

    /// What ages and lateness are told by.
    [[nodiscard]] EventTime now() const { return std::max(laneTime, ownersTime); }
};

using FramePtr = std::shared_ptr<const Frame>;

} // namespace roundsman
