#include "ui/bench/synthetic_state.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QString>

#include <algorithm>
#include <utility>

namespace roundsman {

std::string SyntheticFleet::State::decideIntake(const QString& type, const QJsonObject& data) {
    auto shops = *merchants;
    const std::string id = data.value(QStringLiteral("merchantId")).toString().toStdString();
    const auto shop = std::ranges::find(shops, id, &MerchantView::id);
    if (shop == shops.end()) {
        return "unknown_merchant";
    }
    if (data.value(QStringLiteral("expectedVersion")).toInt() != static_cast<int>(shop->version)) {
        return "conflicting_version";
    }
    shop->intake = type.contains(QStringLiteral("open"))    ? Intake::open
                   : type.contains(QStringLiteral("pause")) ? Intake::paused
                                                            : Intake::closed;
    ++shop->version;
    merchants = std::make_shared<const std::vector<MerchantView>>(std::move(shops));
    return {};
}

/// As the lane decides: the version seen must be the version that is, or somebody else was first.
std::string SyntheticFleet::State::decide(const QString& type, const QJsonObject& data, const QString& subject) {
    if (type == QStringLiteral("command.acknowledge_alert")) {
        auto rows = *alerts;
        for (AlertRow& row : rows) {
            if (row.id == subject.toStdString()) {
                row.acknowledgedAt = now;
                row.acknowledgedBy = "console";
            }
        }
        alerts = std::make_shared<const std::vector<AlertRow>>(std::move(rows));
        return {};
    }
    if (type.endsWith(QStringLiteral("_merchant"))) {
        return decideIntake(type, data);
    }
    const std::string id = data.value(QStringLiteral("orderId")).toString().toStdString();
    const auto order = std::ranges::find(open, id, &OrderView::id);
    if (order == open.end()) {
        return "unknown_order";
    }
    if (type == QStringLiteral("command.mark_ready")) {
        if (order->times.has(OrderStep::ready)) {
            return "already_ready";
        }
        order->times.set(OrderStep::ready, now);
        order->last = OrderStep::ready;
        ++order->version;
        ordersChanged = true;
        return {};
    }
    if (data.value(QStringLiteral("expectedVersion")).toInt() != static_cast<int>(order->version)) {
        return "conflicting_version";
    }
    if (type == QStringLiteral("command.delay_order")) {
        const std::chrono::minutes by{data.value(QStringLiteral("minutes")).toInt()};
        order->promisedAt += by;
        order->promisedReadyAt += by;
        ++order->version;
        ordersChanged = true;
        return {};
    }
    const std::string rider = data.value(QStringLiteral("driverId")).toString().toStdString();
    order->rider = noRider;
    order->last = OrderStep::unassigned;
    for (std::uint32_t n = 0; n < riderIds->size() && !rider.empty(); ++n) {
        if ((*riderIds)[n] == rider) {
            order->rider = RiderNo{n};
            order->last = OrderStep::assigned;
            riders[n].order = order->order;
        }
    }
    ++order->version;
    ordersChanged = true;
    return {};
}

DocumentRef SyntheticFleet::State::obey(const std::string& json) {
    commands.push_back(json);
    const QJsonObject command = QJsonDocument::fromJson(QByteArray::fromStdString(json)).object();
    const DocumentRef document{Offset{static_cast<std::int64_t>(updates + commands.size())}, 0};
    const QString type = command.value(QStringLiteral("type")).toString();
    const QString subject = command.value(QStringLiteral("subject")).toString();
    const std::string reason = decide(type, command.value(QStringLiteral("data")).toObject(), subject);
    answers.push_back({.commandId = command.value(QStringLiteral("id")).toString().toStdString(),
                       .actor = "console",
                       .type = type.toStdString(),
                       .subject = subject.toStdString(),
                       .accepted = reason.empty(),
                       .reason = reason,
                       .document = document});
    return document;
}

void SyntheticFleet::State::move(RiderDot& dot) {
    const double seconds = std::chrono::duration<double>(now - dot.fixTime).count();
    const bool stands = dot.status == RiderStatus::atMerchant || dot.status == RiderStatus::atCustomer ||
                        dot.status == RiderStatus::onBreak;
    dot.previous = dot.position;
    dot.previousFixTime = dot.fixTime;
    if (!stands) {
        dot.position = moved(dot.position, dot.speedMps * seconds, dot.headingDegrees);
        if (distanceMetres(dot.position, settings.centre) > settings.radiusMetres) {
            dot.headingDegrees = static_cast<float>(bearingDegrees(dot.position, settings.centre));
        }
    }
    dot.fixTime = now;
    dot.logTime = now;
    dot.staleness = Staleness::fresh;
    dot.cause = StaleCause::none;
}

void SyntheticFleet::State::advance(Millis time) {
    now += time;
    owed += settings.updatesPerSecond * std::chrono::duration<double>(time).count();
    for (; owed >= 1 && !riders.empty(); owed -= 1) {
        // One in a hundred never answers, so that every age is to be seen.
        RiderDot& dot = riders[next++ % riders.size()];
        if (dot.rider.value() % 100 != 99) {
            move(dot);
            ++updates;
        }
    }
    for (std::size_t n = 99; n < riders.size(); n += 100) {
        const Millis age = now - riders[n].logTime + Millis{static_cast<std::int64_t>(n % 7) * 40'000};
        riders[n].staleness = age > Millis{300'000}  ? Staleness::lost
                              : age > Millis{90'000} ? Staleness::stale
                              : age > Millis{15'000} ? Staleness::ageing
                                                     : Staleness::fresh;
        riders[n].cause = riders[n].staleness == Staleness::fresh ? StaleCause::none : StaleCause::device;
    }
    show();
}

void SyntheticFleet::State::show() {
    auto made = std::make_shared<Frame>();
    made->partition = PartitionNo{0};
    made->nextOffset = Offset{static_cast<std::int64_t>(updates)};
    made->sequence = ++sequence;
    made->laneTime = now;
    made->verdicts.add(Verdict::accepted, Reason::none, updates);
    made->verdicts.add(Verdict::quarantined, Reason::clockAhead, updates / 5000);
    made->riders = riders;
    for (const RiderDot& dot : riders) {
        ++made->ridersByStatus[static_cast<std::size_t>(dot.status)];
        ++made->ridersByStaleness[static_cast<std::size_t>(dot.staleness)];
    }
    made->riderIds = riderIds;
    made->marketNames = markets;
    if (std::exchange(ordersChanged, false)) {
        orders = std::make_shared<const std::vector<OrderView>>(open);
    }
    made->openOrders = orders;
    made->surge = surge;
    made->fences = fences;
    made->openAlerts = alerts;
    made->answers = std::make_shared<const std::vector<CommandAnswerRow>>(answers);
    made->merchants = merchants;
    frame = std::move(made);
}

void SyntheticFleet::State::notify() {
    for (const auto& [id, changed] : watchers) {
        changed();
    }
}

} // namespace roundsman
