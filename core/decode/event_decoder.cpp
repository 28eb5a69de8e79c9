#include "core/decode/document_decoder.h"
#include "core/decode/field_values.h"

#include <algorithm>
#include <array>
#include <utility>

namespace roundsman {
namespace {

constexpr std::array<std::pair<std::string_view, EventKind>, 19> plainKinds{{
    {"clock.tick", EventKind::tick},
    {"customer.upserted", EventKind::customerUpserted},
    {"demand.checked_fare", EventKind::demandCheckedFare},
    {"demand.opened", EventKind::demandOpened},
    {"demand.searched", EventKind::demandSearched},
    {"fence.changed", EventKind::fenceChanged},
    {"fence.removed", EventKind::fenceRemoved},
    {"merchant.closed", EventKind::merchantClosed},
    {"merchant.opened", EventKind::merchantOpened},
    {"merchant.paused", EventKind::merchantPaused},
    {"merchant.upserted", EventKind::merchantUpserted},
    {"model.activated", EventKind::modelActivated},
    {"retry", EventKind::retry},
    {"rider.connected", EventKind::riderConnected},
    {"rider.disconnected", EventKind::riderDisconnected},
    {"rider.joined", EventKind::riderJoined},
    {"rider.left", EventKind::riderLeft},
    {"rider.upserted", EventKind::riderUpserted},
    {"settings.changed", EventKind::settingsChanged},
}};

std::optional<EventKind> plainKindOf(std::string_view type) {
    if (type == "shift.started") {
        return EventKind::shiftStarted;
    }
    if (type == "shift.ended") {
        return EventKind::shiftEnded;
    }
    const auto* const found = std::ranges::find(plainKinds, type, &std::pair<std::string_view, EventKind>::first);
    return found == plainKinds.end() ? std::nullopt : std::optional{found->second};
}

/// {"latitude":…,"longitude":…,"address":…}, by any of their names; an incomplete or unusable one gives false.
bool readPoint(const JsonValue& value, TextArena& arena, MaybePoint& out, std::string_view* address) {
    if (value.kind != JsonKind::object) {
        return false;
    }
    JsonScanner in(value.text, arena);
    in.enterObject();
    Coordinate latitude;
    Coordinate longitude;
    std::string_view name;
    JsonValue field;
    bool good = true;
    while (in.nextField(name) && in.value(field)) {
        if (field.kind == JsonKind::null) {
            continue;
        }
        if (name == "latitude" || name == "lat") {
            good = good && asCoordinate(field, latitude);
        } else if (name == "longitude" || name == "lng" || name == "lon") {
            good = good && asCoordinate(field, longitude);
        } else if (name == "address" && address != nullptr) {
            good = good && asText(field, *address);
        }
    }
    out.given = latitude.given && longitude.given;
    out.outside = out.given && !toPoint(latitude, longitude, out.point, out.x, out.y);
    return good && latitude.given == longitude.given;
}

bool readDocumentRef(const JsonValue& value, TextArena& arena, DocumentRef& out,
                     std::optional<PartitionNo>& partition) {
    if (value.kind != JsonKind::object) {
        return false;
    }
    JsonScanner in(value.text, arena);
    in.enterObject();
    std::string_view name;
    JsonValue field;
    bool good = true;
    while (in.nextField(name) && in.value(field)) {
        std::optional<std::int64_t> number;
        if (name == "offset") {
            good = good && asWhole(field, number);
            out.offset = Offset{number.value_or(0)};
        } else if (name == "index") {
            good = good && asWhole(field, number) && *number >= 0 && *number <= UINT32_MAX;
            out.index = good ? static_cast<std::uint32_t>(*number) : 0;
        } else if (name == "partition") {
            good = good && asWhole(field, number) && *number >= 0 && *number <= INT32_MAX;
            partition = good ? std::optional(PartitionNo{static_cast<std::int32_t>(*number)}) : std::nullopt;
        }
    }
    return good;
}

/// How many things an order has: a number, or a list of them.
bool readItems(const JsonValue& value, TextArena& arena, std::optional<std::int64_t>& out) {
    if (value.kind != JsonKind::array) {
        return asWhole(value, out) && *out >= 0;
    }
    JsonScanner in(value.text, arena);
    in.enterArray();
    JsonValue item;
    std::int64_t count = 0;
    while (in.nextElement() && in.value(item)) {
        ++count;
    }
    out = count;
    return true;
}

struct TextField {
    std::string_view name;
    std::string_view Event::* text;
};

/// Fields that are ids or texts, by all their names.
/// Neither `actor`, which only the envelope names, nor `state`, which in an order's data is how far the order is.
constexpr std::array<TextField, 26> textFields{{
    {"driverId", &Event::riderId},      {"driver_id", &Event::riderId},
    {"riderId", &Event::riderId},       {"rider_id", &Event::riderId},
    {"orderId", &Event::orderId},       {"order_id", &Event::orderId},
    {"merchantId", &Event::merchantId}, {"merchant_id", &Event::merchantId},
    {"customerId", &Event::customerId}, {"customer_id", &Event::customerId},
    {"session", &Event::session},       {"name", &Event::name},
    {"phone", &Event::phone},           {"address", &Event::address},
    {"timeZone", &Event::timeZone},     {"time_zone", &Event::timeZone},
    {"currency", &Event::currency},     {"channel", &Event::channel},
    {"vehicle", &Event::vehicle},       {"vehicleType", &Event::vehicle},
    {"vehicle_type", &Event::vehicle},  {"by", &Event::by},
    {"reason", &Event::reason},         {"market", &Event::market},
    {"region", &Event::market},         {"connection", &Event::connection},
}};

struct PointField {
    std::string_view name;
    MaybePoint Event::* point;
};
constexpr std::array<PointField, 5> pointFields{{
    {"pickup", &Event::pickup},
    {"dropoff", &Event::dropoff},
    {"position", &Event::position},
    {"location", &Event::position},
    {"dropOff", &Event::dropoff},
}};

struct TimeField {
    std::string_view name;
    std::optional<EventTime> Event::* time;
};
constexpr std::array<TimeField, 4> timeFields{{
    {"promisedAt", &Event::promisedAt},
    {"promised_at", &Event::promisedAt},
    {"readyAt", &Event::readyAt},
    {"ready_at", &Event::readyAt},
}};

/// Reads fields of `data`, and remembers a position that stands in it without an object around.
class DataReader {
public:
    DataReader(TextArena& arena, Event& event) : m_arena(arena), m_event(event) {}

    bool read(std::string_view name, const JsonValue& value) {
        if (const auto* text = std::ranges::find(textFields, name, &TextField::name); text != textFields.end()) {
            return asId(value, m_event.*(text->text));
        }
        if (const auto* point = std::ranges::find(pointFields, name, &PointField::name); point != pointFields.end()) {
            const bool isDropoff = point->point == &Event::dropoff;
            return readPoint(value, m_arena, m_event.*(point->point), isDropoff ? &m_event.dropoffAddress : nullptr);
        }
        if (const auto* time = std::ranges::find(timeFields, name, &TimeField::name); time != timeFields.end()) {
            return asTime(value, m_event.*(time->time));
        }
        return readOther(name, value);
    }

    bool finish() {
        if (m_latitude.given && m_longitude.given && !m_event.position.given) {
            MaybePoint& p = m_event.position;
            p.given = true;
            p.outside = !toPoint(m_latitude, m_longitude, p.point, p.x, p.y);
        }
        return m_latitude.given == m_longitude.given;
    }

private:
    bool readOther(std::string_view name, const JsonValue& value) {
        if (name == "items") {
            return readItems(value, m_arena, m_event.items);
        }
        if (name == "minutes") {
            return asWhole(value, m_event.minutes);
        }
        if (name == "amountMinor" || name == "amount_minor") {
            return asWhole(value, m_event.amountMinor);
        }
        if (name == "expectedVersion" || name == "expected_version") {
            return asCount(value, m_event.expectedVersion);
        }
        if (name == "version") {
            return asCount(value, m_event.version);
        }
        if (name == "latitude" || name == "lat") {
            return asCoordinate(value, m_latitude);
        }
        if (name == "longitude" || name == "lng" || name == "lon") {
            return asCoordinate(value, m_longitude);
        }
        return m_event.kind == EventKind::command ? readCommand(name, value) : readRetry(name, value);
    }
    /// Words that mean something in a command alone: elsewhere they are anybody's.
    bool readCommand(std::string_view name, const JsonValue& value) {
        if (name == "text") {
            return asText(value, m_event.text);
        }
        if (name == "takeFrom") {
            return asText(value, m_event.takeFrom);
        }
        if (name == "until") {
            return asTime(value, m_event.until);
        }
        if (name == "freeze") {
            m_event.freeze = value.boolean;
            return value.kind == JsonKind::boolean;
        }
        if (name == "cap") {
            JsonNumber number;
            std::string_view text;
            const bool good = asNumber(value, number, text);
            m_event.cap = good ? std::optional{toDouble(number, text)} : std::nullopt;
            return good;
        }
        return true;
    }
    bool readRetry(std::string_view name, const JsonValue& value) {
        if (m_event.kind != EventKind::retry) {
            return true;
        }
        if (name == "retryOf") {
            return readDocumentRef(value, m_arena, m_event.retryOf, m_event.retriedOn);
        }
        if (name == "document") {
            m_event.retried = value.text;
            return value.kind == JsonKind::string || value.kind == JsonKind::object;
        }
        return true;
    }

    TextArena& m_arena;
    Event& m_event;
    Coordinate m_latitude;
    Coordinate m_longitude;
};

/// The words that settings, fences and models share, and the pieces a model comes in.
bool readVersion(std::string_view object, TextArena& arena, Event& event) {
    JsonScanner in(object, arena);
    in.enterObject();
    std::string_view name;
    JsonValue value;
    bool good = true;
    while (in.nextField(name) && in.value(value)) {
        if (name == "version") {
            good = good && asCount(value, event.version);
        } else if (name == "expectedVersion" && event.kind == EventKind::fenceChanged) {
            good = good && asCount(value, event.expectedVersion);
        } else if (event.kind != EventKind::modelActivated) {
            continue;
        } else if (name == "part" || name == "parts") {
            good = good && asCount(value, name == "part" ? event.part : event.parts);
        } else if (name == "bytes") {
            event.bytes = value.text;
            good = good && value.kind == JsonKind::string;
        }
    }
    return good;
}

} // namespace

bool setEventKind(std::string_view type, Event& event) {
    constexpr std::string_view orderPrefix = "order.";
    constexpr std::string_view commandPrefix = "command.";
    if (type.starts_with(orderPrefix)) {
        const auto step = orderStepFrom(type.substr(orderPrefix.size()));
        event.kind = EventKind::order;
        event.step = step.value_or(OrderStep::placed);
        return step.has_value();
    }
    if (type.starts_with(commandPrefix)) {
        const auto command = commandKindFrom(type.substr(commandPrefix.size()));
        event.kind = EventKind::command;
        event.command = command.value_or(CommandKind::assign);
        return command.has_value();
    }
    const auto kind = plainKindOf(type);
    event.kind = kind.value_or(EventKind::tick);
    return kind.has_value();
}

void idsFromSubject(Event& event) {
    const auto fill = [&](std::string_view& id) {
        if (id.empty()) {
            id = event.subject;
        }
    };
    switch (event.kind) {
    case EventKind::order:
        fill(event.orderId);
        break;
    case EventKind::merchantUpserted:
    case EventKind::merchantOpened:
    case EventKind::merchantPaused:
    case EventKind::merchantClosed:
        fill(event.merchantId);
        break;
    case EventKind::riderUpserted:
    case EventKind::riderConnected:
    case EventKind::riderDisconnected:
    case EventKind::riderJoined:
    case EventKind::riderLeft:
    case EventKind::shiftStarted:
    case EventKind::shiftEnded:
        fill(event.riderId);
        break;
    case EventKind::demandOpened:
    case EventKind::demandSearched:
    case EventKind::demandCheckedFare:
    case EventKind::customerUpserted:
        fill(event.customerId);
        break;
    case EventKind::command:
        fill(isAboutOrder(event.command) ? event.orderId : event.merchantId);
        break;
    default:
        break;
    }
}

std::string_view missingField(const Event& event) {
    switch (event.kind) {
    case EventKind::order:
        if (event.orderId.empty()) {
            return "subject (the order)";
        }
        return event.step == OrderStep::assigned && event.riderId.empty() ? "driverId" : "";
    case EventKind::merchantUpserted:
    case EventKind::merchantOpened:
    case EventKind::merchantPaused:
    case EventKind::merchantClosed:
        return event.merchantId.empty() ? "subject (the merchant)" : "";
    case EventKind::riderUpserted:
    case EventKind::riderConnected:
    case EventKind::riderDisconnected:
    case EventKind::riderJoined:
    case EventKind::riderLeft:
    case EventKind::shiftStarted:
    case EventKind::shiftEnded:
        return event.riderId.empty() ? "subject (the rider)" : "";
    case EventKind::demandOpened:
    case EventKind::demandSearched:
    case EventKind::demandCheckedFare:
    case EventKind::customerUpserted:
        return event.customerId.empty() ? "customerId" : "";
    case EventKind::fenceChanged:
    case EventKind::fenceRemoved:
        return event.subject.empty() ? "subject" : "";
    case EventKind::modelActivated:
        if (event.subject.empty()) {
            return "subject (the model)";
        }
        return event.bytes.empty() || !event.version ? "data.bytes and data.version" : "";
    case EventKind::settingsChanged:
        return event.data.empty() ? "data" : "";
    case EventKind::retry:
        return event.retried.empty() ? "data.document" : "";
    case EventKind::command:
    case EventKind::tick:
        break;
    }
    return {};
}

std::string_view readEventData(std::string_view object, TextArena& arena, Event& event) {
    // Settings, fences and models have words of their own, which their stages read from Event::data.
    if (event.kind == EventKind::settingsChanged || event.kind == EventKind::fenceChanged ||
        event.kind == EventKind::modelActivated) {
        return readVersion(object, arena, event) ? "" : "version, expectedVersion, part, parts or bytes";
    }
    JsonScanner in(object, arena);
    in.enterObject();
    DataReader reader(arena, event);
    std::string_view name;
    JsonValue value;
    std::string_view wrong;
    while (in.nextField(name) && in.value(value)) {
        if (value.kind != JsonKind::null && !reader.read(name, value) && wrong.empty()) {
            wrong = name;
        }
    }
    if (!reader.finish() && wrong.empty()) {
        wrong = "latitude and longitude";
    }
    return wrong;
}

} // namespace roundsman
