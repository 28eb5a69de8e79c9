#pragma once

#include "core/base/flat_map.h"
#include "core/base/number_table.h"
#include "core/measure/eta/eta_knowledge.h"
#include "core/measure/eta/model_parts.h"
#include "core/measure/eta/order_way.h"
#include "core/measure/eta/promise_watch.h"
#include "core/model/accepted.h"
#include "core/model/calendar.h"
#include "core/model/fleet_view.h"
#include "core/model/lane_output.h"
#include "core/model/settings.h"

#include <map>
#include <vector>

namespace roundsman {

/// When open orders will be there. Each order's documents say which stretch of its way it is on; what each stretch
/// takes is known from a trained model or from the tables that learn as stretches end; all open orders are looked at
/// again once a minute of lane time, with where their riders are by then.
class EtaMeter {
public:
    void configure(const LaneSettings& settings) { m_settings = settings.eta; }

    void apply(const TimeStep& step, const FleetView& fleet, LaneOutput& out);
    /// Fixes say how far riders really come; when orders will be there is looked at by the minute.
    void apply(const AcceptedFix& fix);
    void apply(const AcceptedEvent& accepted, const FleetView& fleet, LaneOutput& out);

    /// nullptr: not open.
    [[nodiscard]] const OrderWay* way(OrderNo order) const;
    /// What pictures show of an order; nothing was said of one that is not open.
    [[nodiscard]] OrderEta eta(OrderNo order, EventTime now) const;
    /// Grows whenever something was said: pictures made at the same number show the same promises.
    [[nodiscard]] std::uint64_t changes() const { return m_changes; }
    /// How often promises held, of late; by market.
    [[nodiscard]] std::vector<PromiseWatch::Coverage> promises(EventTime now) const {
        return m_promises.within(m_settings.driftWindow, now);
    }
    [[nodiscard]] const EtaKnowledge& knowledge() const { return m_knowledge; }

    void save(ByteWriter& out) const;
    bool load(ByteReader& in);

private:
    void activate(const AcceptedEvent& accepted, LaneOutput& out);
    OrderWay& open(const AcceptedEvent& accepted, const FleetView& fleet);
    static void begin(Stretch& stretch, const AcceptedEvent& accepted);
    void step(OrderWay& way, OrderStep happened, const AcceptedEvent& accepted, const FleetView& fleet,
              LaneOutput& out);
    void start(OrderWay& way, Leg leg, const AcceptedEvent& accepted, const FleetView& fleet);
    void finish(OrderWay& way, Leg leg, const AcceptedEvent& accepted, const FleetView& fleet, LaneOutput& out);
    void pickedUp(OrderWay& way, const AcceptedEvent& accepted, const FleetView& fleet, LaneOutput& out);
    void delivered(OrderWay& way, const AcceptedEvent& accepted, const FleetView& fleet, LaneOutput& out);
    void lookAtRiders(EventTime now, const FleetView& fleet);
    void learnPath(const LegRow& row);
    void say(OrderWay& way, EventTime now, DocumentRef document, bool always, LaneOutput& out);
    [[nodiscard]] LegQuery query(Leg leg, const OrderWay& way, const OrderRow& order, EventTime at,
                                 const FleetView& fleet);
    [[nodiscard]] std::uint16_t minuteOfWeek(EventTime at, MarketNo market, const FleetView& fleet);
    [[nodiscard]] CellId cellAt(GeoPoint place);

    EtaSettings m_settings;
    EtaKnowledge m_knowledge;
    ModelParts m_parts;
    PromiseWatch m_promises;
    NumberTable<OrderNo, OrderWay> m_ways;
    std::vector<float> m_pathMetres; ///< by rider, since his present leg began
    // Caches, not state.
    std::map<std::string, Calendar, std::less<>> m_calendars; ///< by zone
    struct LocalMinute {
        EventTime at{};
        std::string zone;
        std::uint16_t minute = 0;
    };
    std::vector<LocalMinute> m_localMinutes; ///< by market: the last that was asked for
    FlatMap<CellId> m_cells;                 ///< of places of orders, by their hash
    std::uint64_t m_changes = 0;
    std::vector<LegQuery> m_queries;
    std::vector<LegEstimate> m_estimates;
    std::vector<Stretch*> m_asked;
};

} // namespace roundsman
