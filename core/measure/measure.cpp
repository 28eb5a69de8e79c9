#include "core/measure/measure.h"

#include "core/measure/fence_bytes.h"
#include "core/measure/outbox_rows.h"

#include <algorithm>

namespace roundsman {
namespace {

// After so long a silence of the log every average has come to rest: the minutes between the first ones and the last
// ones would all be alike, and nobody lived them.
constexpr std::int64_t minutesAtOnce = 60;

std::int64_t minuteNumber(EventTime time) {
    return std::chrono::floor<std::chrono::minutes>(time).time_since_epoch().count();
}

EventTime minuteTime(std::int64_t number) {
    return EventTime{std::chrono::minutes{number}};
}

RollupRules rulesOf(MarketNo market, const FleetView& fleet) {
    const MarketSettings& place = fleet.marketSettings(market);
    const RollupSettings& kept = fleet.settings().rollups;
    return {place.timeZone, place.businessDayStart, kept.minutesKept, kept.quartersKept, kept.hoursKept};
}

} // namespace

Measure::Measure() {
    m_limits.setAreas([this](MarketNo market, std::string_view id) -> const Fence* {
        const auto known = m_known.find(id);
        return known == m_known.end() || known->second.market != market ? nullptr : &known->second;
    });
    m_surge.setLimits([this](MarketNo market, CellId cell, SurgeInputs& in) { m_limits.limit(market, cell, in); });
    m_ladder.setEta([this](OrderNo order, LadderLeg leg) -> std::optional<Millis> {
        const OrderWay* way = m_eta.way(order);
        const Leg stretch = leg == LadderLeg::toMerchant ? Leg::toMerchant : Leg::toCustomer;
        if (way == nullptr || !way->running(stretch)) {
            return {};
        }
        return Millis{static_cast<std::int64_t>(way->of(stretch).left(m_now).p50Seconds * 1000)};
    });
    m_alerts.setPromises([this](EventTime now) { return m_eta.promises(now); });
    m_alerts.setDelivery([this](OrderNo order) -> std::optional<EventTime> {
        const OrderWay* way = m_eta.way(order);
        return way == nullptr || way->p50At == EventTime{} ? std::nullopt : std::optional{way->p50At};
    });
}

void Measure::configure(const LaneSettings& settings) {
    m_surge.configure(settings);
    m_eta.configure(settings);
    m_areas.configure(settings);
    m_merchants.configure(settings);
    m_fences.configure(settings);
    m_ladder.configure(settings);
    m_alerts.configure(settings);
}

void Measure::apply(const TimeStep& step, const FleetView& fleet, LaneOutput& out) {
    m_now = step.to;
    startLap();
    const std::size_t etasFrom = out.etas.size();
    m_eta.apply(step, fleet, out);
    sendEtas(etasFrom, step.document, fleet, out);
    lap(m_costs.eta);
    if (step.from == never) {
        return;
    }
    std::int64_t minute = minuteNumber(step.from) + 1;
    const std::int64_t last = minuteNumber(step.to);
    const std::int64_t skipped = std::max<std::int64_t>(0, last - minute + 1 - minutesAtOnce);
    const std::int64_t pauseAt = minute + minutesAtOnce / 2;
    for (; minute <= last; ++minute) {
        if (minute == pauseAt) {
            minute += skipped;
        }
        passMinute(minuteTime(minute), step.document, fleet, out);
    }
}

void Measure::passMinute(EventTime minute, DocumentRef document, const FleetView& fleet, LaneOutput& out) {
    startLap();
    const std::size_t surgeFrom = out.surge.size();
    m_limits.minute(minute);
    m_surge.minute(minute, document, fleet, out.surge);
    const std::span<const SurgeRow> surge(out.surge.begin() + static_cast<std::ptrdiff_t>(surgeFrom), out.surge.end());
    lap(m_costs.surge);

    const std::size_t merchantsFrom = out.merchantRollups.size();
    const std::size_t completeFrom = out.completeness.size();
    m_areas.minute(minute, out.areaRollups, out.completeness);
    m_merchants.minute(minute, fleet, out.merchantRollups, out.completeness);
    for (std::size_t i = completeFrom; i < out.completeness.size(); ++i) {
        out.completeness[i].rules = rulesOf(out.completeness[i].market, fleet);
    }
    m_ladder.forget(fleet);
    lap(m_costs.rollups);

    const std::size_t alertsFrom = out.alerts.size();
    m_alerts.minute(minute, document, surge, fleet, out.alerts);
    OutboxRows outbox(document, out.outbox);
    for (const SurgeRow& row : surge) {
        outbox.add(row, fleet);
    }
    for (std::size_t i = merchantsFrom; i < out.merchantRollups.size(); ++i) {
        outbox.add(out.merchantRollups[i], fleet);
    }
    for (std::size_t i = alertsFrom; i < out.alerts.size(); ++i) {
        outbox.add(out.alerts[i], fleet);
    }
    lap(m_costs.alerts);
}

void Measure::apply(const AcceptedFix& fix, const FleetView& fleet, LaneOutput& out) {
    startLap();
    m_eta.apply(fix);
    lap(m_costs.eta);
    m_surge.apply(fix);
    lap(m_costs.surge);
    m_areas.apply(fix);
    m_merchants.apply(fix, fleet);
    lap(m_costs.rollups);
    const std::size_t fencesFrom = out.fenceEvents.size();
    m_fences.apply(fix, out.fenceEvents);
    m_ladder.apply(fix, fleet, out.ladder);
    lap(m_costs.fences);
    m_alerts.apply(fix);
    alertFences(fencesFrom, fleet, out);
    lap(m_costs.alerts);
}

void Measure::apply(const AcceptedEvent& event, const FleetView& fleet, LaneOutput& out) {
    startLap();
    const std::size_t etasFrom = out.etas.size();
    m_eta.apply(event, fleet, out);
    sendEtas(etasFrom, event.document, fleet, out);
    if (event.orderAfter != nullptr && event.orderAfter->times.closed() && !event.orderTimesBefore.closed()) {
        OutboxRows(event.document, out.outbox).addClosed(*event.orderAfter, event.time, fleet);
    }
    lap(m_costs.eta);
    m_limits.apply(event, fleet, out.settings);
    m_surge.apply(event);
    lap(m_costs.surge);
    m_areas.apply(event);
    m_merchants.apply(event, fleet);
    m_ladder.apply(event);
    lap(m_costs.rollups);
    const std::size_t fencesFrom = out.fenceEvents.size();
    if (event.event.kind == EventKind::riderLeft && event.rider != noRider) {
        m_fences.riderLeft(event.rider, event.logTime, event.document, out.fenceEvents);
    }
    const std::size_t alertsFrom = out.alerts.size();
    m_alerts.apply(event, out.alerts);
    for (std::size_t i = alertsFrom; i < out.alerts.size(); ++i) {
        OutboxRows(event.document, out.outbox).add(out.alerts[i], fleet);
    }
    alertFences(fencesFrom, fleet, out);
    lap(m_costs.alerts);
}

void Measure::sendEtas(std::size_t from, DocumentRef document, const FleetView& fleet, LaneOutput& out) {
    if (from == out.etas.size()) {
        return;
    }
    OutboxRows outbox(document, out.outbox);
    for (; from < out.etas.size(); ++from) {
        outbox.add(out.etas[from], fleet);
    }
}

void Measure::alertFences(std::size_t from, const FleetView& fleet, LaneOutput& out) {
    for (; from < out.fenceEvents.size(); ++from) {
        const FenceEventRow& row = out.fenceEvents[from];
        const bool alerts = !m_alerting.empty() && m_alerting.contains(row.fence);
        const std::size_t alertsFrom = out.alerts.size();
        m_alerts.apply(row, alerts, fleet, out.alerts);
        for (std::size_t i = alertsFrom; i < out.alerts.size(); ++i) {
            OutboxRows(row.document, out.outbox).add(out.alerts[i], fleet);
        }
    }
}

void Measure::apply(const AcceptedFence& change, const FleetView& fleet, LaneOutput& out) {
    const std::size_t fencesFrom = out.fenceEvents.size();
    const auto known = m_known.find(change.fence.id);
    const bool replaced = known != m_known.end();
    if (replaced &&
        (change.removed || known->second.use != change.fence.use || known->second.market != change.fence.market)) {
        dropFence(known->second, change.logTime, change.document, out);
    }
    alertFences(fencesFrom, fleet, out);
    m_known.erase(change.fence.id);
    m_alerting.erase(change.fence.id);
    if (!change.removed) {
        m_known[change.fence.id] = change.fence;
        takeFence(change.fence);
    }
    m_limits.areaChanged(change.fence.id);
    m_picture.reset(); // made again when somebody looks: fences come by the thousand
}

std::uint32_t Measure::fenceVersion(std::string_view id) const {
    const auto known = m_known.find(id);
    return known == m_known.end() ? 0 : known->second.version;
}

void Measure::takeFence(const Fence& fence) {
    if (fence.alerts) {
        m_alerting.insert(fence.id);
    }
    switch (fence.use) {
    case FenceUse::fence:
        m_fences.change(fence);
        break;
    case FenceUse::zone:
        m_areas.setZone(fence);
        break;
    case FenceUse::border:
        redrawBorder(fence.market);
        break;
    }
}

void Measure::dropFence(const Fence& fence, EventTime logTime, DocumentRef document, LaneOutput& out) {
    const MarketNo market = fence.market;
    switch (fence.use) {
    case FenceUse::fence:
        m_fences.remove(fence.id, logTime, document, out.fenceEvents);
        break;
    case FenceUse::zone:
        m_areas.removeZone(fence.id);
        break;
    case FenceUse::border:
        m_known.erase(m_known.find(fence.id));
        redrawBorder(market);
        break;
    }
}

/// A market's border is all its border areas together; without one every neighbour counts.
void Measure::redrawBorder(MarketNo market) {
    std::vector<Shape> shapes;
    for (const auto& [id, fence] : m_known) {
        if (fence.use == FenceUse::border && fence.market == market) {
            shapes.emplace_back(fence);
        }
    }
    if (shapes.empty()) {
        m_surge.setBorder(market, nullptr);
        return;
    }
    m_surge.setBorder(market, [shapes = std::move(shapes)](CellId cell) {
        const GeoPoint centre = cellCentre(cell);
        return std::ranges::any_of(shapes, [&](const Shape& shape) { return shape.contains(centre); });
    });
}

void Measure::fill(Frame& frame) const {
    frame.surge = m_surge.rows();
    frame.surgeLimits = m_limits.picture();
    frame.openAlerts = m_alerts.open();
    if (!m_picture) {
        auto picture = std::make_shared<std::vector<Fence>>();
        for (const auto& [id, fence] : m_known) {
            picture->push_back(fence);
        }
        m_picture = std::move(picture);
    }
    frame.fences = m_picture;
}

void Measure::save(ByteWriter& out) const {
    out.put(std::uint64_t{m_known.size()});
    for (const auto& [id, fence] : m_known) {
        putFence(out, fence);
    }
    putTime(out, m_now);
    m_limits.save(out);
    m_surge.save(out);
    m_eta.save(out);
    m_areas.save(out);
    m_merchants.save(out);
    m_fences.save(out);
    m_ladder.save(out);
    m_alerts.save(out);
}

bool Measure::load(ByteReader& in) {
    m_known.clear();
    m_alerting.clear();
    for (std::size_t n = in.getCount(60); n > 0; --n) {
        Fence fence = getFence(in);
        m_known.insert_or_assign(fence.id, std::move(fence));
    }
    m_now = getTime(in);
    const bool ok = in.ok() && m_limits.load(in) && m_surge.load(in) && m_eta.load(in) && m_areas.load(in) &&
                    m_merchants.load(in) && m_fences.load(in) && m_ladder.load(in) && m_alerts.load(in);
    for (const auto& [id, fence] : m_known) {
        takeFence(fence);
    }
    m_picture.reset();
    return ok;
}

void Measure::startLap() {
    if (m_clock != nullptr) {
        m_lapStart = m_clock();
    }
}

void Measure::lap(std::uint64_t& stage) {
    if (m_clock != nullptr) {
        const std::uint64_t now = m_clock();
        stage += now - m_lapStart;
        m_lapStart = now;
    }
}

} // namespace roundsman
