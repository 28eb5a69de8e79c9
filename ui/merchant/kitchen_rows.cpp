#include "ui/merchant/kitchen_rows.h"

#include "ui/bridge/command_desk.h"
#include "ui/models/order_risk.h"
#include "ui/models/order_rows.h"
#include "ui/models/rider_words.h"
#include "ui/support/words.h"
#include "ui/theme/tones.h"

#include <QDateTime>
#include <QLocale>
#include <QTimeZone>

#include <algorithm>
#include <cmath>
#include <tuple>

namespace roundsman {

namespace {

constexpr double streetFactor = 1.35; // streets are longer than the crow's way
constexpr double usualMps = 5;

bool leftTheKitchen(const OrderView& order) {
    return order.times.has(OrderStep::pickedUp);
}

bool isAtDoor(const OrderView& order) {
    return order.rider != noRider && order.times.has(OrderStep::arrivedAtMerchant) && !leftTheKitchen(order);
}

/// When the order's rider will be there: as the ETA has it, or as far as he is away.
EventTime thereAt(const OrderView& order, const RiderDot* dot, EventTime now, bool& guessed) {
    guessed = order.eta.atMerchantAt == EventTime{};
    if (!guessed) {
        return std::max(order.eta.atMerchantAt, now);
    }
    if (!dot || !dot->hasFix) {
        return {};
    }
    const double seconds = distanceMetres(dot->position, order.pickup) * streetFactor / usualMps;
    return now + Millis{std::llround(seconds * 1000)};
}

Cell timeOrNothing(EventTime time) {
    return time == EventTime{} ? Cell() : Cell(time);
}

const RiderDot* riderOf(const Frame& lane, const OrderView& order) {
    return order.rider != noRider && order.rider.value() < lane.riders.size() ? &lane.riders[order.rider.value()]
                                                                              : nullptr;
}

std::string riderName(const Picture& picture, PartitionNo partition, RiderNo rider) {
    return rider == noRider ? std::string() : riderId(picture, {partition, rider}).toStdString();
}

template <typename Visit>
void forEachOrder(const Picture& picture, MerchantRef merchant, const Visit& visit) {
    if (const Frame* lane = laneOf(picture, merchant.partition)) {
        for (const OrderView& order : listOf(lane->openOrders)) {
            if (order.merchant == merchant.merchant) {
                visit(*lane, order);
            }
        }
    }
}

/// "in 4 min", "3 min over"; the seconds do not matter in a kitchen.
QString againstClock(EventTime due, EventTime now, const char* over) {
    const Millis left = due - now;
    const auto minutes = static_cast<int>(std::llround(std::fabs(static_cast<double>(left.count())) / 60'000));
    if (minutes == 0) {
        return say(QT_TRANSLATE_NOOP("roundsman", "now"));
    }
    return left.count() > 0 ? say(QT_TRANSLATE_NOOP("roundsman", "in %1 min")).arg(minutes) : say(over).arg(minutes);
}

/// By the restaurant's own clock.
QString clockIn(const Table& table, std::size_t row, const Cell& time) {
    const Millis offset{wholeOf(table.at(row, "offset_ms"))};
    return QDateTime::fromMSecsSinceEpoch(millisOf(timeOf(time) + offset), QTimeZone::utc())
        .toString(QStringLiteral("HH:mm"));
}

QString distanceText(double metres) {
    return metres < 950 ? say(QT_TRANSLATE_NOOP("roundsman", "%1 m")).arg(std::lround(metres / 10) * 10)
                        : say(QT_TRANSLATE_NOOP("roundsman", "%1 km")).arg(QLocale().toString(metres / 1000, 'f', 1));
}

QString readyText(const Table& table, std::size_t row) {
    const EventTime now = timeOf(table.at(row, "now"));
    if (!isNothing(table.at(row, "ready"))) {
        return say(QT_TRANSLATE_NOOP("roundsman", "ready for %1"))
            .arg(ageText(std::max(now - timeOf(table.at(row, "ready")), Millis{0})));
    }
    const Cell& by = table.at(row, "ready_by");
    return isNothing(by) ? say(QT_TRANSLATE_NOOP("roundsman", "nobody said"))
                         : clockIn(table, row, by) + QStringLiteral(" · ") +
                               againstClock(timeOf(by), now, QT_TRANSLATE_NOOP("roundsman", "%1 min over"));
}

QString stateText(const Table& table, std::size_t row) {
    if (wholeOf(table.at(row, "pending")) != 0) {
        return say(QT_TRANSLATE_NOOP("roundsman", "waiting for the log…"));
    }
    const auto step = orderStepFrom(textOf(table.at(row, "step")));
    return step ? stepName(*step) : QString();
}

QString riderText(const Table& table, std::size_t row) {
    if (isNothing(table.at(row, "rider"))) {
        return say(QT_TRANSLATE_NOOP("roundsman", "nobody yet"));
    }
    const QString rider = QString::fromStdString(textOf(table.at(row, "rider")));
    if (wholeOf(table.at(row, "at_door")) != 0) {
        return say(QT_TRANSLATE_NOOP("roundsman", "%1 · at the door")).arg(rider);
    }
    const Cell& there = table.at(row, "there");
    return isNothing(there) ? rider
                            : rider + QStringLiteral(" · ") +
                                  againstClock(timeOf(there), timeOf(table.at(row, "now")),
                                               QT_TRANSLATE_NOOP("roundsman", "%1 min over"));
}

QString promiseText(const Table& table, std::size_t row) {
    const Cell& promised = table.at(row, "promised");
    if (isNothing(promised)) {
        return QStringLiteral("–");
    }
    const auto moved = static_cast<int>(wholeOf(table.at(row, "moved_minutes")));
    QString text = clockIn(table, row, promised);
    if (moved != 0) {
        text += moved > 0 ? QStringLiteral("  +%1").arg(moved) : QStringLiteral("  −%1").arg(-moved);
    }
    return text;
}

QString whereText(const Table& table, std::size_t row) {
    if (wholeOf(table.at(row, "at_door")) != 0) {
        return say(QT_TRANSLATE_NOOP("roundsman", "at the door"));
    }
    const Cell& metres = table.at(row, "metres");
    return isNothing(metres) ? say(QT_TRANSLATE_NOOP("roundsman", "no position yet")) : distanceText(numberOf(metres));
}

QString arrivalText(const Table& table, std::size_t row) {
    const EventTime now = timeOf(table.at(row, "now"));
    const Cell& there = table.at(row, "there");
    if (wholeOf(table.at(row, "at_door")) != 0) {
        return say(QT_TRANSLATE_NOOP("roundsman", "waits %1")).arg(ageText(std::max(now - timeOf(there), Millis{0})));
    }
    if (isNothing(there)) {
        return QStringLiteral("–");
    }
    const QString sign = wholeOf(table.at(row, "guessed")) != 0 ? QStringLiteral("≈ ") : QString();
    return sign + clockIn(table, row, there) + QStringLiteral(" · ") +
           againstClock(timeOf(there), now, QT_TRANSLATE_NOOP("roundsman", "%1 min over"));
}

QString heardText(const Table& table, std::size_t row) {
    const Cell& age = table.at(row, "age_ms");
    if (isNothing(age)) {
        return QStringLiteral("–");
    }
    const auto staleness = static_cast<Staleness>(wholeOf(table.at(row, "staleness")));
    const QString text = ageText(Millis{wholeOf(age)});
    return staleness == Staleness::fresh ? text : stalenessName(staleness) + u' ' + text;
}

TableColumn shown(const char* title, QString (*text)(const Table&, std::size_t)) {
    return {.title = say(title), .text = text};
}

} // namespace

std::optional<MerchantRef> findMerchant(const Picture& picture, const std::string& id) {
    for (const FramePtr& lane : picture.lanes) {
        for (const MerchantView& merchant : listOf(lane->merchants)) {
            if (merchant.id == id && !id.empty()) {
                return MerchantRef{lane->partition, merchant.merchant};
            }
        }
    }
    return std::nullopt;
}

const MerchantView* merchantOf(const Picture& picture, MerchantRef ref) {
    const Frame* lane = laneOf(picture, ref.partition);
    return lane ? merchantOf(*lane, ref.merchant) : nullptr;
}

MerchantLoad loadOf(const Picture& picture, MerchantRef merchant) {
    MerchantLoad load;
    forEachOrder(picture, merchant, [&](const Frame& lane, const OrderView& order) {
        ++load.open;
        if (order.firstPromisedAt != never && order.promisedAt > order.firstPromisedAt) {
            ++load.delayed;
            load.mostDelayed = std::max(load.mostDelayed, order.promisedAt - order.firstPromisedAt);
        }
        if (leftTheKitchen(order)) {
            ++load.onTheWay;
            return;
        }
        const bool ready = order.times.has(OrderStep::ready);
        load.inKitchen += ready ? 0U : 1U;
        load.overdue += !ready && order.promisedReadyAt != never && order.promisedReadyAt < lane.now() ? 1U : 0U;
        load.waitingForRider += ready && !isAtDoor(order) ? 1U : 0U;
        load.ridersWaiting += isAtDoor(order) ? 1U : 0U;
        load.ridersComing += order.rider != noRider && !isAtDoor(order) ? 1U : 0U;
    });
    const Frame* lane = laneOf(picture, merchant.partition);
    const MerchantView* view = merchantOf(picture, merchant);
    if (lane && view) {
        load.idleNear = static_cast<std::size_t>(std::ranges::count_if(lane->riders, [&](const RiderDot& dot) {
            return dot.hasFix && dot.status == RiderStatus::idle && dot.staleness <= Staleness::ageing &&
                   std::fabs(dot.position.latitude() - view->position.latitude()) < 0.02 &&
                   distanceMetres(dot.position, view->position) <= nearMetres;
        }));
    }
    return load;
}

Table kitchenTable(const Picture& picture, MerchantRef merchant, const CommandDesk& commands, Millis utcOffset) {
    Table table;
    table.columns = {"order", "number", "step",     "ready_by",      "ready", "rider",   "at_door",
                     "there", "now",    "promised", "moved_minutes", "items", "pending", "offset_ms"};
    forEachOrder(picture, merchant, [&](const Frame& lane, const OrderView& order) {
        if (leftTheKitchen(order)) {
            return;
        }
        bool guessed = false;
        const EventTime there =
            order.rider == noRider ? EventTime{} : thereAt(order, riderOf(lane, order), lane.now(), guessed);
        const Millis moved = order.firstPromisedAt == never ? Millis{0} : order.promisedAt - order.firstPromisedAt;
        const std::string rider = riderName(picture, lane.partition, order.rider);
        table.rows.push_back(
            {Cell(order.id), Cell(std::int64_t{order.order.value()}), Cell(std::string(toText(order.last))),
             timeOrNothing(order.promisedReadyAt), timeOrNothing(order.times.of(OrderStep::ready)),
             rider.empty() ? Cell() : Cell(rider), Cell(std::int64_t{isAtDoor(order) ? 1 : 0}), timeOrNothing(there),
             Cell(std::chrono::floor<std::chrono::seconds>(lane.now())), timeOrNothing(order.promisedAt),
             Cell(static_cast<std::int64_t>(std::llround(static_cast<double>(moved.count()) / 60'000))),
             Cell(std::int64_t{order.items}),
             Cell(std::int64_t{commands.isPending(QString::fromStdString(order.id)) ? 1 : 0}),
             Cell(std::int64_t{utcOffset.count()})});
    });
    const std::size_t by = table.column("ready_by");
    const std::size_t ready = table.column("ready");
    std::ranges::stable_sort(table.rows, [=](const auto& a, const auto& b) {
        // What is still to be made comes first, by when it should be there; then what only waits for its rider.
        const auto key = [=](const auto& row) {
            return std::tuple(!isNothing(row[ready]), isNothing(row[by]), timeOf(row[by]));
        };
        return key(a) < key(b);
    });
    return table;
}

Table incomingTable(const Picture& picture, MerchantRef merchant, Millis utcOffset) {
    Table table;
    table.columns = {"order",   "rider", "rider_number", "at_door",   "metres", "there",
                     "guessed", "now",   "age_ms",       "staleness", "ready",  "offset_ms"};
    forEachOrder(picture, merchant, [&](const Frame& lane, const OrderView& order) {
        if (leftTheKitchen(order) || order.rider == noRider) {
            return;
        }
        const RiderDot* dot = riderOf(lane, order);
        const bool seen = dot && dot->hasFix;
        const bool atDoor = isAtDoor(order);
        bool guessed = false;
        const EventTime there =
            atDoor ? order.times.of(OrderStep::arrivedAtMerchant) : thereAt(order, dot, lane.now(), guessed);
        const Millis age = seen ? std::chrono::floor<std::chrono::seconds>(ageOf(*dot, lane)) : Millis{0};
        table.rows.push_back(
            {Cell(order.id), Cell(riderName(picture, lane.partition, order.rider)),
             Cell(std::int64_t{order.rider.value()}), Cell(std::int64_t{atDoor ? 1 : 0}),
             seen ? Cell(std::round(distanceMetres(dot->position, order.pickup) / 10) * 10) : Cell(),
             timeOrNothing(there), Cell(std::int64_t{guessed ? 1 : 0}),
             Cell(std::chrono::floor<std::chrono::seconds>(lane.now())), seen ? Cell(age.count()) : Cell(),
             Cell(static_cast<std::int64_t>(seen ? dot->staleness : Staleness::lost)),
             Cell(std::int64_t{order.times.has(OrderStep::ready) ? 1 : 0}), Cell(std::int64_t{utcOffset.count()})});
    });
    const std::size_t there = table.column("there");
    const std::size_t atDoor = table.column("at_door");
    std::ranges::stable_sort(table.rows, [=](const auto& a, const auto& b) {
        const auto key = [=](const auto& row) {
            return std::tuple(wholeOf(row[atDoor]) == 0, isNothing(row[there]), timeOf(row[there]));
        };
        return key(a) < key(b);
    });
    return table;
}

std::vector<TableColumn> kitchenColumns() {
    const auto order = [](const Table& table, std::size_t row) {
        return QString::fromStdString(textOf(table.at(row, "order")));
    };
    const auto items = [](const Table& table, std::size_t row) {
        return QLocale().toString(static_cast<qlonglong>(wholeOf(table.at(row, "items"))));
    };
    return {shown(QT_TRANSLATE_NOOP("roundsman", "Order"), order),
            shown(QT_TRANSLATE_NOOP("roundsman", "Ready by"), readyText),
            shown(QT_TRANSLATE_NOOP("roundsman", "State"), stateText),
            shown(QT_TRANSLATE_NOOP("roundsman", "Rider"), riderText),
            shown(QT_TRANSLATE_NOOP("roundsman", "Promised"), promiseText),
            shown(QT_TRANSLATE_NOOP("roundsman", "Items"), items)};
}

std::vector<TableColumn> incomingColumns() {
    const auto rider = [](const Table& table, std::size_t row) {
        return QString::fromStdString(textOf(table.at(row, "rider")));
    };
    const auto order = [](const Table& table, std::size_t row) {
        const QString id = QString::fromStdString(textOf(table.at(row, "order")));
        return wholeOf(table.at(row, "ready")) != 0 ? say(QT_TRANSLATE_NOOP("roundsman", "%1 · ready")).arg(id) : id;
    };
    return {shown(QT_TRANSLATE_NOOP("roundsman", "Rider"), rider),
            shown(QT_TRANSLATE_NOOP("roundsman", "There"), arrivalText),
            shown(QT_TRANSLATE_NOOP("roundsman", "Distance"), whereText),
            shown(QT_TRANSLATE_NOOP("roundsman", "For order"), order),
            shown(QT_TRANSLATE_NOOP("roundsman", "Heard"), heardText)};
}

} // namespace roundsman
