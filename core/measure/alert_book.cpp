#include "core/measure/alert_book.h"

#include <algorithm>
#include <format>

namespace roundsman {
namespace {

constexpr std::size_t endedKept = 1000; // an alert that is over can be acknowledged while it is among so many
constexpr Millis lateIsCritical{900'000};

std::int64_t minuteNumber(EventTime time) {
    return std::chrono::floor<std::chrono::minutes>(time).time_since_epoch().count();
}

std::int64_t wholeMinutes(Millis span) {
    return std::chrono::floor<std::chrono::minutes>(span).count();
}

bool onTheWay(RiderStatus status) {
    return status == RiderStatus::toMerchant || status == RiderStatus::toCustomer;
}

} // namespace

void AlertBook::configure(const LaneSettings& settings) {
    m_settings = settings.alerts;
    m_eta = settings.eta;
    m_lostAfter = settings.staleness.lostAfter;
    m_freshWithin = settings.staleness.staleAfter;
}

AlertBook::RiderMemo& AlertBook::memoOf(RiderNo rider) {
    if (rider.value() >= m_riders.size()) {
        m_riders.resize(rider.value() + std::size_t{1});
    }
    return m_riders[rider.value()];
}

AlertBook::MarketMemo& AlertBook::memoOf(MarketNo market) {
    if (market.value() >= m_markets.size()) {
        m_markets.resize(market.value() + std::size_t{1});
    }
    return m_markets[market.value()];
}

void AlertBook::changed(const AlertRow& row, std::vector<AlertRow>& out) {
    out.push_back(row);
    m_picture.reset();
}

void AlertBook::raise(Cause cause, EventTime at, std::vector<AlertRow>& out) {
    const Key key{cause.kind, cause.subject};
    m_seen[key] = true;
    if (const auto open = m_open.find(key); open != m_open.end()) {
        AlertRow& row = open->second;
        if (row.severity < cause.severity) { // it got worse: the same alert, said again
            row.severity = cause.severity;
            row.message = std::move(cause.message);
            row.last = cause.last;
            changed(row, out);
        }
        return;
    }
    if (const auto quiet = m_quiet.find(key); quiet != m_quiet.end() && at - quiet->second < m_settings.coolDown) {
        return;
    }
    AlertRow row;
    row.id = alertId(cause.kind, cause.subject, minuteNumber(at));
    row.kind = cause.kind;
    row.severity = cause.severity;
    row.market = cause.market;
    row.subject = std::move(cause.subject);
    row.raisedAt = at;
    row.message = std::move(cause.message);
    row.first = std::min(cause.first, cause.last);
    row.last = cause.last;
    changed(m_open.emplace(key, std::move(row)).first->second, out);
}

void AlertBook::end(const Key& key, EventTime at, std::vector<AlertRow>& out) {
    const auto open = m_open.find(key);
    if (open == m_open.end()) {
        return;
    }
    open->second.endedAt = at;
    changed(open->second, out);
    m_quiet[key] = at;
    if (open->second.acknowledgedAt == EventTime{}) {
        m_unacknowledged.insert_or_assign(open->second.id, open->second);
        if (m_unacknowledged.size() > endedKept) {
            m_unacknowledged.erase(std::ranges::min_element(
                m_unacknowledged, {}, [](const auto& entry) { return std::pair(entry.second.endedAt, entry.first); }));
        }
    }
    m_open.erase(open);
}

void AlertBook::endUnseen(EventTime minute, std::vector<AlertRow>& out) {
    std::vector<Key> over;
    for (const auto& [key, row] : m_open) {
        const bool endsByItself = key.first == AlertKind::fence; // by the exit
        if (!endsByItself && !m_seen.contains(key)) {
            over.push_back(key);
        }
    }
    for (const Key& key : over) {
        end(key, minute, out);
    }
    m_seen.clear();
    std::erase_if(m_quiet, [&](const auto& entry) { return minute - entry.second >= m_settings.coolDown; });
}

void AlertBook::apply(const AcceptedFix& fix) {
    const FixRow& row = fix.row;
    memoOf(row.rider).last = row.document;
    if (row.market != noMarket) {
        MarketMemo& memo = memoOf(row.market);
        if (memo.fixes++ == 0) {
            memo.first = row.document;
        }
        memo.last = row.document;
        memo.slow += row.logTime - row.receiveTime > m_settings.lagAfter ? 1 : 0;
    }
}

void AlertBook::apply(const AcceptedEvent& seen, std::vector<AlertRow>& out) {
    if (seen.event.kind != EventKind::command || seen.event.command != CommandKind::acknowledgeAlert) {
        return;
    }
    const auto acknowledge = [&](AlertRow& row) {
        if (row.acknowledgedAt == EventTime{}) {
            row.acknowledgedAt = seen.logTime;
            row.acknowledgedBy = seen.event.actor;
            changed(row, out);
        }
    };
    for (auto& [key, row] : m_open) {
        if (row.id == seen.event.subject) {
            acknowledge(row);
            return;
        }
    }
    if (const auto ended = m_unacknowledged.find(seen.event.subject); ended != m_unacknowledged.end()) {
        acknowledge(ended->second);
        m_unacknowledged.erase(ended);
    }
}

void AlertBook::apply(const FenceEventRow& row, bool alerting, const FleetView& fleet, std::vector<AlertRow>& out) {
    if (!alerting) {
        return;
    }
    const std::string_view rider = fleet.riderId(row.rider);
    const std::string subject = std::format("{}/{}", row.fence, rider);
    if (row.change == FenceChange::exit) {
        end({AlertKind::fence, subject}, row.logTime, out);
        return;
    }
    const std::string_view what = row.change == FenceChange::enter   ? "entered"
                                  : row.change == FenceChange::dwell ? "stays in"
                                                                     : "passed through";
    const Severity severity = row.change == FenceChange::dwell ? Severity::warning : Severity::info;
    raise({AlertKind::fence, severity, row.market, subject, std::format("rider {} {} {}", rider, what, row.fence),
           row.document, row.document},
          row.logTime, out);
    if (row.change == FenceChange::cross) {
        end({AlertKind::fence, subject}, row.logTime, out);
    }
}

void AlertBook::quarantined(DocumentRef document) {
    if (m_quarantined++ == 0) {
        m_firstQuarantined = document;
    }
    m_lastQuarantined = document;
}

void AlertBook::minute(EventTime minute, DocumentRef document, std::span<const SurgeRow> surge, const FleetView& fleet,
                       std::vector<AlertRow>& out) {
    fleet.forEachOpenOrder([&](const OrderRow& order) { lookAtOrder(order, minute, out); });
    lookAtMerchants(minute, fleet, out);
    for (std::uint32_t n = 0; n < fleet.riderCount(); ++n) {
        lookAtRider(RiderNo{n}, minute, fleet, out);
    }
    lookAtSurge(surge, minute, fleet, out);
    lookAtInput(minute, document, fleet, out);
    lookAtPromises(minute, fleet, out);
    endUnseen(minute, out);
}

std::shared_ptr<const std::vector<AlertRow>> AlertBook::open() const {
    if (!m_picture) {
        auto rows = std::make_shared<std::vector<AlertRow>>();
        for (const auto& [key, row] : m_open) {
            rows->push_back(row);
        }
        std::ranges::stable_sort(*rows, {}, &AlertRow::raisedAt);
        m_picture = std::move(rows);
    }
    return m_picture;
}

void AlertBook::lookAtOrder(const OrderRow& order, EventTime minute, std::vector<AlertRow>& out) {
    if (order.promisedAt == never) {
        return;
    }
    const Millis late = minute - order.promisedAt;
    if (late > Millis{0}) {
        raise({AlertKind::lateOrder, late >= lateIsCritical ? Severity::critical : Severity::warning, order.market,
               order.id, std::format("order {} is {} min past its promise", order.id, wholeMinutes(late)),
               order.firstDocument, order.lastDocument},
              minute, out);
        return;
    }
    const auto expected = m_deliveryOf ? m_deliveryOf(order.order) : std::nullopt;
    const bool pickedUp = order.times.has(OrderStep::pickedUp);
    const bool byRule = !pickedUp && -late <= m_settings.atRiskBefore;
    if (expected ? *expected > order.promisedAt : byRule) {
        const std::string why = expected ? std::format("order {} is expected {} min after its promise", order.id,
                                                       wholeMinutes(*expected - order.promisedAt))
                                         : std::format("order {} is not picked up {} min before its promise", order.id,
                                                       wholeMinutes(-late));
        raise({AlertKind::orderAtRisk, Severity::warning, order.market, order.id, why, order.firstDocument,
               order.lastDocument},
              minute, out);
    }
}

void AlertBook::lookAtMerchants(EventTime minute, const FleetView& fleet, std::vector<AlertRow>& out) {
    struct Slow {
        std::uint32_t orders = 0;
        MarketNo market;
        DocumentRef first;
        DocumentRef last;
    };
    std::map<MerchantNo, Slow> slow;
    fleet.forEachOpenOrder([&](const OrderRow& order) {
        const bool waits = order.merchant != noMerchant && order.promisedReadyAt != never &&
                           !order.times.has(OrderStep::ready) && !order.times.has(OrderStep::pickedUp);
        if (waits && minute - order.promisedReadyAt >= m_settings.slowMerchantBy) {
            Slow& one = slow[order.merchant];
            one.first = one.orders == 0 ? order.firstDocument : std::min(one.first, order.firstDocument);
            one.last = std::max(one.last, order.lastDocument);
            one.market = order.market;
            ++one.orders;
        }
    });
    for (const auto& [merchant, one] : slow) {
        if (one.orders >= m_settings.slowMerchantOrders) {
            const MerchantRow& row = fleet.merchant(merchant);
            raise({AlertKind::slowMerchant, Severity::warning, one.market, row.id,
                   std::format("{} orders of {} are not ready {} min after the merchant had said", one.orders,
                               row.name.empty() ? row.id : row.name, wholeMinutes(m_settings.slowMerchantBy)),
                   one.first, one.last},
                  minute, out);
        }
    }
}

bool AlertBook::isStuck(RiderMemo& memo, const RiderState& rider, EventTime minute) const {
    const bool looked = onTheWay(rider.status) && rider.order != noOrder && minute - rider.logTime <= m_freshWithin;
    if (!looked) {
        memo.anchored = false;
        return false;
    }
    if (!memo.anchored || distanceMetres(memo.anchor, rider.position) > m_settings.stuckMetres) {
        memo.anchored = true;
        memo.anchor = rider.position;
        memo.since = rider.logTime;
        memo.anchorDocument = memo.last;
    }
    return rider.logTime - memo.since >= m_settings.stuckAfter;
}

void AlertBook::lookAtRider(RiderNo number, EventTime minute, const FleetView& fleet, std::vector<AlertRow>& out) {
    const RiderState& rider = fleet.rider(number);
    if (!rider.hasFix || rider.market == noMarket) {
        return;
    }
    RiderMemo& memo = memoOf(number);
    if (isStuck(memo, rider, minute)) {
        raise({AlertKind::stuckRider, Severity::warning, rider.market, std::string(fleet.riderId(number)),
               std::format("rider {} has an order and has not moved for {} min", fleet.riderId(number),
                           wholeMinutes(rider.logTime - memo.since)),
               memo.anchorDocument, memo.last},
              minute, out);
    }
    const Millis silent = minute - rider.logTime;
    const bool working = rider.order != noOrder || rider.onShift ||
                         (rider.status != RiderStatus::offline && rider.status != RiderStatus::onBreak);
    if (silent > m_lostAfter && working) {
        const Severity severity = rider.order != noOrder ? Severity::critical
                                  : rider.onShift        ? Severity::warning
                                                         : Severity::info;
        raise({AlertKind::lostRider, severity, rider.market, std::string(fleet.riderId(number)),
               std::format("nothing was heard of rider {} for {} min", fleet.riderId(number), wholeMinutes(silent)),
               memo.last, memo.last},
              minute, out);
    }
}

void AlertBook::lookAtSurge(std::span<const SurgeRow> surge, EventTime minute, const FleetView& fleet,
                            std::vector<AlertRow>& out) {
    for (std::size_t from = 0; from < surge.size();) {
        const MarketNo market = surge[from].market;
        std::size_t to = from;
        std::size_t cells = 0;
        double highest = 1;
        for (; to < surge.size() && surge[to].market == market; ++to) {
            cells += surge[to].steps.active ? 1 : 0;
            highest = std::max(highest, surge[to].steps.multiplier);
        }
        if (cells > 0) {
            memoOf(market).surging = true;
            raise({AlertKind::surgeStarted, Severity::info, market, std::string(fleet.marketName(market)),
                   std::format("surge in {} cells of {}, up to {:.1f}", cells, fleet.marketName(market), highest),
                   surge[from].first, surge[from].last},
                  minute, out);
        }
        from = to;
    }
    for (std::uint16_t n = 0; n < m_markets.size(); ++n) {
        const std::string name(m_markets[n].surging ? fleet.marketName(MarketNo{n}) : std::string_view{});
        if (m_markets[n].surging && !m_seen.contains({AlertKind::surgeStarted, name})) {
            m_markets[n].surging = false;
            raise({AlertKind::surgeEnded, Severity::info, MarketNo{n}, name, std::format("surge in {} is over", name),
                   m_markets[n].first, m_markets[n].last},
                  minute, out);
            end({AlertKind::surgeEnded, name}, minute, out);
        }
    }
}

/// Promises drift when the p90 holds too seldom, or so often that people are told to wait longer than they need to.
void AlertBook::lookAtPromises(EventTime minute, const FleetView& fleet, std::vector<AlertRow>& out) {
    if (!m_promisesOf) {
        return;
    }
    for (const PromiseWatch::Coverage& promises : m_promisesOf(minute)) {
        const double share = promises.share();
        if (promises.orders < m_eta.driftOrdersMin || (share >= m_eta.coverageMin && share <= m_eta.coverageMax)) {
            continue;
        }
        const std::string name(fleet.marketName(promises.market));
        raise({AlertKind::etaDrift, share < m_eta.coverageMin ? Severity::warning : Severity::info, promises.market,
               name,
               std::format("{} of the last {} orders of {} were there by the time that nine of ten should keep",
                           promises.kept, promises.orders, name),
               promises.first, promises.last},
              minute, out);
    }
}

void AlertBook::lookAtInput(EventTime minute, DocumentRef document, const FleetView& fleet,
                            std::vector<AlertRow>& out) {
    if (m_quarantined >= m_settings.quarantineBurst) {
        raise({AlertKind::quarantineBurst, Severity::warning, noMarket, "documents",
               std::format("{} documents of the last minute went into quarantine", m_quarantined), m_firstQuarantined,
               m_lastQuarantined},
              minute, out);
    }
    m_quarantined = 0;
    for (std::uint16_t n = 0; n < m_markets.size(); ++n) {
        MarketMemo& memo = m_markets[n];
        if (memo.fixes > 0 && memo.slow * 2 > memo.fixes) {
            const std::string name(fleet.marketName(MarketNo{n}));
            raise({AlertKind::lag, Severity::warning, MarketNo{n}, name,
                   std::format("{} of {} fixes of {} reached the log over {} s after they were received", memo.slow,
                               memo.fixes, name, std::chrono::floor<std::chrono::seconds>(m_settings.lagAfter).count()),
                   memo.first, memo.last},
                  minute, out);
        }
        memo.fixes = memo.slow = 0;
        memo.first = memo.last = document;
    }
}

} // namespace roundsman
