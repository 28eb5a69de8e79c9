#include "core/state/fleet.h"

#include "core/state/motion.h"

#include <algorithm>
#include <limits>

namespace roundsman {
namespace {

constexpr std::size_t marketsMax = 4096;

const MarketSettings& settingsOf(const LaneSettings& settings, std::string_view market) {
    static const MarketSettings defaults;
    const auto found = settings.markets.find(std::string(market));
    return found == settings.markets.end() ? defaults : found->second;
}

std::int32_t clampMillis(Millis duration) {
    using Limits = std::numeric_limits<std::int32_t>;
    return static_cast<std::int32_t>(std::clamp<std::int64_t>(duration.count(), Limits::min(), Limits::max()));
}

} // namespace

Fleet::Fleet(LaneSettings settings) : m_settings(std::move(settings)), m_cells(m_settings.cellResolution) {}

void Fleet::configure(LaneSettings settings) {
    m_settings = std::move(settings);
    for (std::size_t i = 0; i < m_markets.size(); ++i) {
        m_markets[i] = settingsOf(m_settings, m_marketNames[i]);
    }
    if (m_cells.resolution() != m_settings.cellResolution) {
        m_cells = CellCache(m_settings.cellResolution);
        findCells();
    }
}

void Fleet::findCells() {
    for (std::uint32_t n = 0; n < m_riders.size(); ++n) {
        RiderState& state = m_riders[RiderNo{n}];
        state.cell = {};
        if (state.hasFix) {
            m_cells.cellAt(state.position, state.cell);
        }
    }
}

void Fleet::setLaneTime(EventTime time) {
    m_laneTime = time;
    m_orders.forgetClosedBefore(time - m_settings.closedOrderMemory);
}

void Fleet::forEachOpenOrder(const std::function<void(const OrderRow&)>& visit) const {
    for (const auto& [number, order] : m_orders.open()) {
        visit(order);
    }
}

MarketNo Fleet::marketOf(std::string_view name, const DocumentRef& document, LaneOutput& out) {
    if (name == m_lastMarketName && m_lastMarket != noMarket) {
        return m_lastMarket;
    }
    const auto known = m_marketsByName.find(name);
    if (known == m_marketsByName.end()) {
        if (m_markets.size() == marketsMax) {
            return noMarket;
        }
        const MarketNo added{static_cast<std::uint16_t>(m_markets.size())};
        m_marketsByName.emplace(name, added.value());
        m_marketNames.append(name);
        m_markets.push_back(settingsOf(m_settings, name));
        out.markets.push_back({added, std::string(name), document});
        m_lastMarket = added;
    } else {
        m_lastMarket = MarketNo{static_cast<std::uint16_t>(known->second)};
    }
    m_lastMarketName = name;
    return m_lastMarket;
}

RiderNo Fleet::addRider(std::string_view id, std::uint64_t hash, const DocumentPlace& at, LaneOutput& out) {
    const RiderNo rider = m_riders.add(id, hash);
    m_riders[rider].market = at.market;
    m_riders[rider].firstDocument = at.document;
    tellRider(rider, at.document, out);
    return rider;
}

RiderNo Fleet::riderOf(std::string_view id, const DocumentPlace& at, LaneOutput& out) {
    const std::uint64_t hash = RiderTable::hashOf(id);
    const RiderNo known = m_riders.find(id, hash);
    return known == noRider ? addRider(id, hash, at, out) : known;
}

void Fleet::tellRider(RiderNo rider, const DocumentRef& document, LaneOutput& out) const {
    const RiderState& state = m_riders[rider];
    out.riders.push_back({.rider = rider,
                          .id = m_riders.ids()[rider.value()],
                          .market = state.market,
                          .onShift = state.onShift,
                          .connected = m_connections.any(rider),
                          .firstDocument = state.firstDocument,
                          .lastDocument = document});
}

AcceptedFix Fleet::take(RiderNo rider, const Fix& fix, const Clocks& clocks, const DocumentPlace& at, Judgement how,
                        LaneOutput& out) {
    RiderState& state = m_riders[rider];
    const bool late = how.verdict == Verdict::late;
    const bool names = fix.status != RiderStatus::unknown && !state.wentOffAfter(clocks.device);
    const FixRow& row = out.fixes.emplace_back(FixRow{.rider = rider,
                                                      .market = at.market,
                                                      .position = fix.position,
                                                      .deviceTime = clocks.device,
                                                      .receiveTime = clocks.receive,
                                                      .logTime = clocks.log,
                                                      .document = at.document,
                                                      .speedMps = fix.speedMps,
                                                      .headingDegrees = fix.headingDegrees,
                                                      .accuracyMetres = fix.accuracyMetres,
                                                      .status = names ? fix.status : state.impliedStatus,
                                                      .late = late,
                                                      .jumped = how.jumped});
    AcceptedFix taken{.row = row,
                      .rider = state,
                      .order = orderOfFix(fix, state),
                      .cell = {},
                      .first = !state.hasFix,
                      .statusBefore = state.status,
                      .cellBefore = state.cell.cell,
                      .positionBefore = state.position,
                      .deviceTimeBefore = state.deviceTime};
    if (late) {
        taken.cell =
            CellCache::holds(state.cell, fix.position) ? state.cell.cell : cellOf(fix.position, m_cells.resolution());
        return taken;
    }
    rememberMove(state, fix, clocks, how.jumped);
    state.status = row.status;
    state.givesStatus = names;
    taken.cell = m_cells.cellAt(fix.position, state.cell);
    if (state.market != at.market) [[unlikely]] {
        state.market = at.market;
        tellRider(rider, at.document, out);
    }
    return taken;
}

OrderNo Fleet::orderOfFix(const Fix& fix, const RiderState& state) const {
    return fix.order.empty() ? state.order : m_orders.find(fix.order);
}

void Fleet::rememberMove(RiderState& state, const Fix& fix, const Clocks& clocks, bool jumped) {
    const std::int32_t delay = clampMillis(clocks.receive - clocks.device);
    if (state.hasFix) {
        const std::int32_t step = clampMillis(clocks.device - state.deviceTime);
        state.previous = state.position;
        state.previousAgeMillis = static_cast<std::uint32_t>(step);
        smoothMotion(state, fix, static_cast<double>(step) / 1000.0, jumped);
        const std::int64_t longer = std::int64_t{step} - state.intervalMillis;
        state.intervalMillis = static_cast<std::uint32_t>(state.intervalMillis + longer / 8);
        // The smallest delay seen is the phone's clock; it drifts up slowly, so that a mended clock is noticed.
        const std::int64_t above = std::int64_t{delay} - state.skewMillis;
        state.skewMillis = above <= 0 ? delay : static_cast<std::int32_t>(state.skewMillis + above / 256);
    } else {
        state.previous = fix.position;
        state.skewMillis = delay;
        startMotion(state, fix);
    }
    state.delayMillis = delay;
    state.position = fix.position;
    state.deviceTime = clocks.device;
    state.logTime = clocks.log;
    state.accuracyMetres = fix.accuracyMetres;
    state.jumped = jumped;
    state.hasFix = true;
}

} // namespace roundsman
