#include "core/state/saved_rows.h"

namespace roundsman {
namespace {

void saveTime(ByteWriter& out, EventTime time) {
    out.put(millisOf(time));
}
EventTime loadTime(ByteReader& in) {
    return eventTimeFromMillis(in.get<std::int64_t>());
}

template <typename Enum>
Enum loadEnum(ByteReader& in, std::size_t count) {
    const auto value = in.get<std::uint8_t>();
    if (value >= count) {
        in.fail();
        return Enum{};
    }
    return static_cast<Enum>(value);
}

} // namespace

void savePoint(ByteWriter& out, GeoPoint point) {
    out.put(point.latitudeE7());
    out.put(point.longitudeE7());
}

GeoPoint loadPoint(ByteReader& in) {
    const auto latitude = in.get<std::int32_t>();
    const auto longitude = in.get<std::int32_t>();
    if (latitude < -900'000'000 || latitude > 900'000'000 || longitude < -1'800'000'000 || longitude > 1'800'000'000) {
        in.fail();
        return {};
    }
    return GeoPoint::fromE7(latitude, longitude);
}

void saveRef(ByteWriter& out, const DocumentRef& document) {
    out.put(document.offset.value());
    out.put(document.index);
}

DocumentRef loadRef(ByteReader& in) {
    const Offset offset{in.get<std::int64_t>()};
    return {offset, in.get<std::uint32_t>()};
}

void saveRow(ByteWriter& out, const OrderRow& order) {
    out.put(order.order.value());
    out.put(std::string_view(order.id));
    out.put(order.market.value());
    out.put(order.merchant.value());
    out.put(order.rider.value());
    out.put(std::string_view(order.customerId));
    savePoint(out, order.pickup);
    savePoint(out, order.dropoff);
    out.put(order.hasPickup);
    out.put(order.hasDropoff);
    out.put(order.items);
    out.put(order.amountMinor);
    out.put(std::string_view(order.currency));
    out.put(std::string_view(order.channel));
    saveTime(out, order.firstPromisedAt);
    saveTime(out, order.promisedAt);
    saveTime(out, order.promisedReadyAt);
    for (const EventTime time : order.times.at) {
        saveTime(out, time);
    }
    out.put(order.last);
    out.put(std::string_view(order.cancelledBy));
    out.put(std::string_view(order.closeReason));
    out.put(order.version);
    saveRef(out, order.firstDocument);
    saveRef(out, order.lastDocument);
    out.put(std::string_view(order.claimedBy));
    saveTime(out, order.claimedAt);
    out.put(order.notes);
    out.put(std::string_view(order.lastNote));
}

OrderRow loadOrder(ByteReader& in) {
    OrderRow order;
    order.order = OrderNo{in.get<std::uint32_t>()};
    order.id = in.getText();
    order.market = MarketNo{in.get<std::uint16_t>()};
    order.merchant = MerchantNo{in.get<std::uint32_t>()};
    order.rider = RiderNo{in.get<std::uint32_t>()};
    order.customerId = in.getText();
    order.pickup = loadPoint(in);
    order.dropoff = loadPoint(in);
    order.hasPickup = in.get<bool>();
    order.hasDropoff = in.get<bool>();
    order.items = in.get<std::int32_t>();
    order.amountMinor = in.get<std::int64_t>();
    order.currency = in.getText();
    order.channel = in.getText();
    order.firstPromisedAt = loadTime(in);
    order.promisedAt = loadTime(in);
    order.promisedReadyAt = loadTime(in);
    for (EventTime& time : order.times.at) {
        time = loadTime(in);
    }
    order.last = loadEnum<OrderStep>(in, orderStepCount);
    order.cancelledBy = in.getText();
    order.closeReason = in.getText();
    order.version = in.get<std::uint32_t>();
    order.firstDocument = loadRef(in);
    order.lastDocument = loadRef(in);
    order.claimedBy = in.getText();
    order.claimedAt = loadTime(in);
    order.notes = in.get<std::uint32_t>();
    order.lastNote = in.getText();
    return order;
}

void saveRow(ByteWriter& out, const MerchantRow& merchant) {
    out.put(merchant.merchant.value());
    out.put(std::string_view(merchant.id));
    out.put(merchant.market.value());
    out.put(std::string_view(merchant.name));
    savePoint(out, merchant.position);
    out.put(merchant.hasPosition);
    out.put(std::string_view(merchant.timeZone));
    out.put(merchant.intake);
    out.put(merchant.openOrders);
    out.put(merchant.version);
    saveRef(out, merchant.lastDocument);
}

MerchantRow loadMerchant(ByteReader& in) {
    MerchantRow merchant;
    merchant.merchant = MerchantNo{in.get<std::uint32_t>()};
    merchant.id = in.getText();
    merchant.market = MarketNo{in.get<std::uint16_t>()};
    merchant.name = in.getText();
    merchant.position = loadPoint(in);
    merchant.hasPosition = in.get<bool>();
    merchant.timeZone = in.getText();
    merchant.intake = loadEnum<Intake>(in, 3);
    merchant.openOrders = in.get<std::uint32_t>();
    merchant.version = in.get<std::uint32_t>();
    merchant.lastDocument = loadRef(in);
    return merchant;
}

void saveRow(ByteWriter& out, const PersonRow& person) {
    out.put(person.kind);
    out.put(std::string_view(person.id));
    out.put(std::string_view(person.name));
    out.put(std::string_view(person.phone));
    out.put(std::string_view(person.address));
    saveRef(out, person.lastDocument);
}

PersonRow loadPerson(ByteReader& in) {
    PersonRow person;
    person.kind = loadEnum<PersonKind>(in, 3);
    person.id = in.getText();
    person.name = in.getText();
    person.phone = in.getText();
    person.address = in.getText();
    person.lastDocument = loadRef(in);
    return person;
}

void saveRow(ByteWriter& out, const RiderState& rider) {
    saveTime(out, rider.deviceTime);
    savePoint(out, rider.position);
    saveTime(out, rider.logTime);
    savePoint(out, rider.previous);
    out.put(rider.previousAgeMillis);
    out.put(rider.delayMillis);
    out.put(rider.skewMillis);
    out.put(rider.speedMps);
    out.put(rider.headingDegrees);
    out.put(rider.accuracyMetres);
    saveRef(out, rider.firstDocument);
    out.put(rider.order.value());
    out.put(rider.intervalMillis);
    out.put(rider.market.value());
    out.put(rider.vehicle);
    out.put(rider.status);
    out.put(rider.impliedStatus);
    out.put(rider.hasFix);
    out.put(rider.givesStatus);
    out.put(rider.jumped);
    out.put(rider.onShift);
    saveTime(out, rider.offSince);
}

void loadRow(ByteReader& in, RiderState& rider) {
    rider.deviceTime = loadTime(in);
    rider.position = loadPoint(in);
    rider.logTime = loadTime(in);
    rider.previous = loadPoint(in);
    rider.previousAgeMillis = in.get<std::uint32_t>();
    rider.delayMillis = in.get<std::int32_t>();
    rider.skewMillis = in.get<std::int32_t>();
    rider.speedMps = in.get<float>();
    rider.headingDegrees = in.get<float>();
    rider.accuracyMetres = in.get<float>();
    rider.firstDocument = loadRef(in);
    rider.order = OrderNo{in.get<std::uint32_t>()};
    rider.intervalMillis = in.get<std::uint32_t>();
    rider.market = MarketNo{in.get<std::uint16_t>()};
    rider.vehicle = in.get<std::uint8_t>();
    rider.status = loadEnum<RiderStatus>(in, riderStatusCount);
    rider.impliedStatus = loadEnum<RiderStatus>(in, riderStatusCount);
    rider.hasFix = in.get<bool>();
    rider.givesStatus = in.get<bool>();
    rider.jumped = in.get<bool>();
    rider.onShift = in.get<bool>();
    rider.offSince = loadTime(in);
}

} // namespace roundsman
