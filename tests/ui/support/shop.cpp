#include "tests/ui/support/shop.h"

#include "ui/merchant/merchant_period.h"

#include <cmath>

namespace roundsman {

namespace {

const Calendar kolkata = Calendar::of("Asia/Kolkata", std::chrono::hours{4}).value();
constexpr Millis daysKnown{20LL * 24 * 3600 * 1000};

/// A figure of the hour, busy at noon and in the evening, growing from week to week.
double appetite(EventTime start) {
    const int hour = kolkata.hourOfDay(start);
    const double noon = std::exp(-std::pow((hour - 13) / 1.8, 2));
    const double evening = 1.6 * std::exp(-std::pow((hour - 20) / 2.0, 2));
    const std::int64_t day = millisOf(start) / 86'400'000;
    return (noon + evening + 0.5) * static_cast<double>(9 + day % 7 + 3 * (day / 7 % 5));
}

} // namespace

Desk::Options kitchens(std::uint32_t riders) {
    Desk::Options options;
    options.fleet.riders = riders;
    options.fleet.updatesPerSecond = riders / 5.0;
    options.fleet.runs = false;
    return options;
}

void addFigures(Table& table, EventTime start, double orders) {
    const auto whole = [](double number) {
        return Cell(static_cast<std::int64_t>(std::llround(number)));
    };
    const auto minutes = [](double number) {
        return Cell(number * 60'000);
    };
    std::vector<Cell> row{start == EventTime{} ? Cell() : Cell(start), Cell(std::string("EUR")),
                          Cell(std::string("Asia/Kolkata")), Cell(std::int64_t{4 * 3'600'000})};
    const double busy = 11 + orders / 8;
    for (const Cell& cell : {whole(orders),
                             whole(orders * 0.97),
                             whole(orders * 0.03),
                             whole(orders * 0.02),
                             whole(orders * 0.94),
                             whole(orders * 0.94 * 1850),
                             whole(orders * 0.05 * 1850),
                             whole(orders * 0.94),
                             whole(orders * 0.8),
                             whole(orders * 0.9),
                             whole(orders * 0.1),
                             whole(orders * 0.94),
                             minutes(0.7),
                             minutes(busy),
                             minutes(busy * 1.7),
                             whole(orders * 0.5),
                             whole(orders * 40'000),
                             minutes(2.5),
                             minutes(6.0),
                             whole(orders * 0.94),
                             minutes(29.0),
                             minutes(44.0)}) {
        row.push_back(cell);
    }
    table.rows.push_back(std::move(row));
}

Table figuresOf(const Query& query, EventTime now) {
    Table table;
    table.columns = {"start",
                     "currency",
                     "time_zone",
                     "day_start_ms",
                     "placed",
                     "accepted",
                     "rejected",
                     "cancelled_by_customer",
                     "delivered",
                     "delivered_minor",
                     "lost_minor",
                     "delivered_promised",
                     "on_time",
                     "ready_promised",
                     "ready_delayed",
                     "preparation_count",
                     "acceptance_p50_ms",
                     "preparation_p50_ms",
                     "preparation_p90_ms",
                     "avoidable_wait_count",
                     "avoidable_wait_sum_ms",
                     "rider_wait_p50_ms",
                     "rider_wait_p90_ms",
                     "rider_wait_count",
                     "delivery_p50_ms",
                     "delivery_p90_ms"};
    const EventTime begin = kolkata.bucketStart(now - daysKnown, Granularity::hour);
    const EventTime from = std::max(query.from, begin);
    const EventTime to = std::min(query.to, now);
    table.completeThrough = now - std::chrono::minutes{25};
    if (query.limit == 1) { // since when?
        addFigures(table, begin, 1);
        return table;
    }
    double sum = 0;
    double inBucket = 0;
    EventTime bucket = from;
    for (EventTime at = from; at < to; at += std::chrono::minutes{15}) {
        const EventTime start = query.bucket ? kolkata.bucketStart(at, *query.bucket) : EventTime{};
        if (query.bucket && start != bucket && inBucket > 0) {
            addFigures(table, bucket, inBucket);
            inBucket = 0;
        }
        bucket = start;
        inBucket += appetite(at) / 4;
        sum += appetite(at) / 4;
    }
    if (query.bucket ? inBucket > 0 : sum > 0) {
        addFigures(table, query.bucket ? bucket : EventTime{}, query.bucket ? inBucket : sum);
    }
    return table;
}

Table waitsOf(EventTime now) {
    Table table;
    table.columns = {"partition",     "order",           "rider",        "placed",   "promised_ready", "ready",
                     "at_door",       "door_metres",     "offset",       "document", "picked_up",      "pickup_metres",
                     "pickup_offset", "pickup_document", "avoidable_ms", "void"};
    for (std::int64_t n = 0; n < 6; ++n) {
        const EventTime placed = now - std::chrono::minutes{40 + 55 * n};
        table.rows.push_back(
            {Cell(std::int64_t{0}), Cell("o-" + std::to_string(700 + n)), Cell("r-" + std::to_string(1004 + n)),
             Cell(placed), Cell(placed + std::chrono::minutes{14}), Cell(placed + std::chrono::minutes{24 - n}),
             Cell(placed + std::chrono::minutes{15}), Cell(11.0), Cell(std::int64_t{12 + n}), Cell(std::int64_t{0}),
             Cell(placed + std::chrono::minutes{25 - n}), Cell(9.0), Cell(std::int64_t{20 + n}), Cell(std::int64_t{0}),
             Cell((10 - n) * 60'000), Cell(std::int64_t{n == 5 ? 1 : 0})});
    }
    return table;
}

Shop::Shop(const Desk::Options& options) : desk(options), page(*desk.window().findChild<MerchantPage*>()) {
    desk.fleet().setAnswer(QueryKind::merchants, [now = now()](const Query& query) { return figuresOf(query, now); });
    desk.fleet().setAnswer(QueryKind::waits, [now = now()](const Query&) { return waitsOf(now); });
    QTest::keyClick(&desk.window(), Qt::Key_3, Qt::ControlModifier);
}

bool Shop::answered() {
    return QTest::qWaitFor([&] { return tile("orders").valueText() != QStringLiteral("–"); }, 10'000);
}

} // namespace roundsman
