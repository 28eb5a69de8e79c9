#include "ui/bench/synthetic_state.h"

#include <array>
#include <cmath>
#include <numbers>

namespace roundsman {

namespace {

constexpr double metresPerDegree = 111'320;
constexpr std::array statuses{RiderStatus::idle,       RiderStatus::idle,       RiderStatus::toMerchant,
                              RiderStatus::atMerchant, RiderStatus::toCustomer, RiderStatus::toCustomer,
                              RiderStatus::atCustomer, RiderStatus::onBreak};

} // namespace

GeoPoint moved(GeoPoint from, double metres, double headingDegrees) {
    const double heading = headingDegrees * std::numbers::pi / 180;
    const double north = metres * std::cos(heading) / metresPerDegree;
    const double east =
        metres * std::sin(heading) / (metresPerDegree * std::cos(from.latitude() * std::numbers::pi / 180));
    return GeoPoint::fromDegrees(from.latitude() + north, from.longitude() + east);
}

void SyntheticFleet::State::populate() {
    std::uniform_real_distribution<double> turn(0, 360);
    std::uniform_real_distribution<double> unit(0, 1);
    markets->append("demo");
    riders.resize(settings.riders);
    for (std::uint32_t n = 0; n < settings.riders; ++n) {
        RiderDot& dot = riders[n];
        dot.rider = RiderNo{n};
        dot.position = moved(settings.centre, settings.radiusMetres * std::sqrt(unit(random)), turn(random));
        dot.previous = dot.position;
        dot.fixTime = now;
        dot.previousFixTime = now;
        dot.logTime = now;
        dot.speedMps = static_cast<float>(3 + 7 * unit(random));
        dot.headingDegrees = static_cast<float>(turn(random));
        dot.skewMillis = static_cast<std::int32_t>(unit(random) * 900) - 300;
        dot.status = statuses[random() % statuses.size()];
        dot.market = MarketNo{0};
        dot.hasFix = true;
        riderIds->append("r-" + std::to_string(1000 + n) + settings.riderIdTail);
    }
    sell();
}

void SyntheticFleet::State::sell() {
    std::vector<MerchantView> shops;
    const std::size_t most = settings.orders > 0 ? settings.orders : 5000;
    for (std::uint32_t n = 0; n < 40; ++n) {
        MerchantView shop;
        shop.merchant = MerchantNo{n};
        shop.id = "m-" + std::to_string(n);
        shop.name = "Kitchen " + std::to_string(n + 1);
        shop.position = moved(settings.centre, settings.radiusMetres * 0.5, n * 9.0);
        shop.market = MarketNo{0};
        shops.push_back(shop);
    }
    for (RiderDot& dot : riders) {
        if (dot.status < RiderStatus::toMerchant || dot.status > RiderStatus::atCustomer || open.size() >= most) {
            continue;
        }
        OrderView order;
        order.order = OrderNo{static_cast<std::uint32_t>(open.size())};
        order.id = "o-" + std::to_string(open.size() + 1);
        order.market = MarketNo{0};
        order.merchant = MerchantNo{order.order.value() % 40};
        order.rider = dot.rider;
        order.pickup = shops[order.merchant.value()].position;
        order.dropoff = moved(dot.position, 900, dot.headingDegrees);
        order.hasDropoff = true;
        order.promisedAt = now + std::chrono::seconds(static_cast<std::int64_t>(open.size() * 37 % 3000) - 400);
        order.times.set(OrderStep::placed, now - std::chrono::minutes(6));
        order.last = OrderStep::assigned;
        order.times.set(OrderStep::assigned, now - std::chrono::minutes(3));
        order.items = static_cast<std::int32_t>(1 + open.size() % 4);
        order.firstPromisedAt = order.promisedAt;
        order.promisedReadyAt = now + std::chrono::seconds(static_cast<std::int64_t>(open.size() * 53 % 1500) - 240);
        if (dot.status == RiderStatus::atMerchant) {
            order.times.set(OrderStep::arrivedAtMerchant, now - std::chrono::minutes(2));
            order.last = OrderStep::arrivedAtMerchant;
        } else if (dot.status != RiderStatus::toMerchant) {
            order.times.set(OrderStep::pickedUp, now - std::chrono::minutes(1));
            order.last = OrderStep::pickedUp;
        }
        if (open.size() % 6 == 5) { // nobody has it yet
            order.rider = noRider;
            order.last = OrderStep::accepted;
            for (const OrderStep step : {OrderStep::assigned, OrderStep::arrivedAtMerchant, OrderStep::pickedUp}) {
                order.times.set(step, never);
            }
        } else {
            dot.order = order.order;
        }
        order.version = 2;
        ++shops[order.merchant.value()].openOrders;
        open.push_back(order);
    }
    surround();
    worry();
    merchants = std::make_shared<const std::vector<MerchantView>>(std::move(shops));
}

/// Surge that falls off from the middle, and two fences.
void SyntheticFleet::State::surround() {
    std::vector<SurgeRow> rows;
    const CellId middle = cellOf(settings.centre, 8);
    for (int ring = 0; ring < 7; ++ring) {
        for (const CellId cell : cellRing(middle, ring)) {
            SurgeRow row;
            row.market = MarketNo{0};
            row.cell = cell;
            row.minute = std::chrono::floor<std::chrono::minutes>(now);
            row.first = {Offset{12}, 0};
            row.last = {Offset{36}, 1};
            row.inputs.openOrders = static_cast<std::uint32_t>(9 - ring);
            row.inputs.customers = static_cast<std::uint32_t>(22 - 3 * ring);
            row.inputs.supply = static_cast<std::uint32_t>(2 + ring);
            row.inputs.demandAround = 40 - 5.0 * ring;
            row.inputs.supplyAround = 12 + 2.0 * ring;
            row.inputs.heard = 30;
            row.inputs.known = 32;
            row.inputs.previousEma = 1.5;
            row.steps.ratio = row.inputs.demandAround / row.inputs.supplyAround;
            row.steps.multiplier = ring < 5 ? 2.0 - 0.2 * ring : 1.0;
            row.steps.target = row.steps.multiplier;
            row.steps.ema = row.steps.multiplier;
            row.steps.value = row.steps.multiplier;
            row.steps.shown = row.steps.multiplier;
            row.steps.active = ring < 5;
            row.steps.reason = ring == 6 ? SurgeReason::thinDemand : SurgeReason::curve;
            rows.push_back(row);
        }
    }
    surge = std::make_shared<const std::vector<SurgeRow>>(std::move(rows));
    Fence round;
    round.id = "depot";
    round.name = "Depot";
    round.version = 2;
    round.centre = moved(settings.centre, settings.radiusMetres * 0.4, 70);
    round.radiusMetres = 350;
    Fence field;
    field.id = "old-town";
    field.name = "Old Town";
    field.use = FenceUse::zone;
    field.rings.emplace_back();
    for (const double turn : {20.0, 100.0, 190.0, 260.0, 320.0}) {
        field.rings.front().push_back(moved(settings.centre, 700 + turn, turn));
    }
    fences = std::make_shared<const std::vector<Fence>>(std::vector<Fence>{round, field});
}

void SyntheticFleet::State::worry() {
    std::vector<AlertRow> rows;
    for (const OrderView& order : open) {
        if (order.promisedAt < now && rows.size() < 40) {
            AlertRow row;
            row.kind = AlertKind::lateOrder;
            row.severity = now - order.promisedAt > std::chrono::minutes(5) ? Severity::critical : Severity::warning;
            row.market = MarketNo{0};
            row.subject = order.id;
            row.raisedAt = order.promisedAt;
            row.id = "late_order:" + order.id + ":1";
            row.message = "order " + order.id + " is past its promise";
            row.first = {Offset{3}, 0};
            row.last = {Offset{9}, 1};
            rows.push_back(row);
        }
    }
    alerts = std::make_shared<const std::vector<AlertRow>>(std::move(rows));
}

} // namespace roundsman
