#pragma once

#include "core/base/bytes.h"
#include "core/measure/alert_book.h"
#include "core/measure/area_rollups.h"
#include "core/measure/eta/eta_meter.h"
#include "core/measure/fence_watch.h"
#include "core/measure/merchant_rollups.h"
#include "core/measure/near_ladder.h"
#include "core/measure/surge_limits.h"
#include "core/measure/surge_meter.h"
#include "core/model/accepted.h"
#include "core/model/fleet_view.h"
#include "core/model/frame.h"
#include "core/model/lane_output.h"
#include "core/model/settings.h"

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace roundsman {

/// The stages behind state: surge, ETA, fences, the near ladder, rollups, alerts. One lane's, used by its thread.
/// Deterministic (law 1): all it knows comes through these calls, in log order.
class Measure {
public:
    Measure();
    Measure(const Measure&) = delete; // stages ask each other through it
    Measure& operator=(const Measure&) = delete;

    /// Settings as they stand at the beginning and after each `settings.changed`.
    void configure(const LaneSettings& settings);

    /// Called before the documents of a record that moves lane time on.
    void apply(const TimeStep& step, const FleetView& fleet, LaneOutput& out);
    /// REQUIRES of all: the fleet is as it stands after the document.
    void apply(const AcceptedFix& fix, const FleetView& fleet, LaneOutput& out);
    void apply(const AcceptedEvent& event, const FleetView& fleet, LaneOutput& out);
    void apply(const AcceptedFence& change, const FleetView& fleet, LaneOutput& out);
    /// The version of a fence in force; 0: there is none.
    [[nodiscard]] std::uint32_t fenceVersion(std::string_view id) const;
    /// Why a command is not obeyed, as far as these stages are concerned; empty: they do not mind.
    [[nodiscard]] std::string_view objectionTo(const Event& event, MarketNo market, EventTime logTime) const {
        return m_limits.objectionTo(event, market, logTime);
    }
    /// A document went into quarantine.
    void quarantined(DocumentRef document) { m_alerts.quarantined(document); }

    /// Adds what people look at; called when a frame is made.
    void fill(Frame& frame) const;
    /// When an open order will be there, and what cost it time so far.
    [[nodiscard]] OrderEta eta(OrderNo order) const { return m_eta.eta(order, m_now); }
    [[nodiscard]] std::uint64_t etaChanges() const { return m_eta.changes(); }

    /// The state as bytes, the same for the same state; `load` gives false for bytes that are not such a state.
    void save(ByteWriter& out) const;
    bool load(ByteReader& in);

    /// Nanoseconds by stage, measured only while a clock is set (benchmarks).
    struct StageCosts {
        std::uint64_t surge = 0;
        std::uint64_t eta = 0;
        std::uint64_t fences = 0;
        std::uint64_t rollups = 0;
        std::uint64_t alerts = 0;
    };
    using StageClock = std::uint64_t (*)();
    void measureStages(StageClock clock) {
        m_clock = clock;
        m_costs = {};
    }
    [[nodiscard]] const StageCosts& stageCosts() const { return m_costs; }

private:
    void passMinute(EventTime minute, DocumentRef document, const FleetView& fleet, LaneOutput& out);
    void takeFence(const Fence& fence);
    void dropFence(const Fence& fence, EventTime logTime, DocumentRef document, LaneOutput& out);
    static void sendEtas(std::size_t from, DocumentRef document, const FleetView& fleet, LaneOutput& out);
    void alertFences(std::size_t from, const FleetView& fleet, LaneOutput& out);
    void redrawBorder(MarketNo market);
    void startLap();
    void lap(std::uint64_t& stage);

    SurgeLimits m_limits;
    SurgeMeter m_surge;
    EtaMeter m_eta;
    AreaRollups m_areas;
    MerchantRollups m_merchants;
    FenceWatch m_fences;
    NearLadder m_ladder;
    AlertBook m_alerts;
    std::map<std::string, Fence, std::less<>> m_known;           ///< fences, zones and borders, by id
    std::set<std::string, std::less<>> m_alerting;               ///< those of them that raise alerts: mostly few
    mutable std::shared_ptr<const std::vector<Fence>> m_picture; ///< null: to be made
    EventTime m_now{};
    StageClock m_clock = nullptr;
    StageCosts m_costs;
    std::uint64_t m_lapStart = 0;
};

} // namespace roundsman
