#include "core/decode/document_decoder.h"

#include "core/decode/field_values.h"

#include <simdjson.h>

#include <cmath>

namespace roundsman {

/// What the top level said, before it is known whether it is a fix or an event.
struct DocumentDecoder::Draft {
    Coordinate latitude;
    Coordinate longitude;
    std::string_view type;
    std::string_view id;
    std::string_view source;
    std::string_view subject;
    std::string_view actor;
    std::string_view data;
    std::string_view location; ///< `location` as a text
    std::string_view wrong;    ///< the first field whose value is of no use
    std::optional<EventTime> time;
    bool isEvent = false;
};

namespace {

bool validUtf8(std::string_view bytes) {
    return simdjson::validate_utf8(bytes.data(), bytes.size());
}

constexpr std::string_view notAnObject = "not an object, and a document is one";

} // namespace

bool isJson(std::string_view bytes) {
    TextArena arena(bytes.size());
    JsonScanner in(bytes, arena);
    JsonValue value;
    return in.value(value) && in.atEnd() && (!in.sawNonAscii() || validUtf8(bytes));
}

DecodedAs DocumentDecoder::decode(std::string_view document, Fix& fix, Event& event, Refusal& why) {
    why = {};
    if (document.size() > documentBytesMax) {
        why = {Reason::tooLarge, "a document has at most 64 KiB"};
        return DecodedAs::refused;
    }
    m_arena.reset();
    JsonScanner in(document, m_arena);
    Draft draft;
    fix = {};
    if (!readTop(in, draft, fix)) {
        return refuse(document, in, why);
    }
    if (in.sawNonAscii() && !validUtf8(document)) {
        why = {Reason::invalidUtf8, {}};
        return DecodedAs::refused;
    }
    if (draft.isEvent && setEventKind(draft.type, event = {})) {
        event.market = fix.market;
        return finishEvent(document, draft, event, why);
    }
    const bool looksLikeFix = draft.latitude.given && !fix.rider.empty() && draft.data.empty();
    if (draft.isEvent && !looksLikeFix) {
        why = {Reason::unknownType, draft.type};
        return DecodedAs::refused;
    }
    return finishFix(draft, fix, why);
}

bool DocumentDecoder::readTop(JsonScanner& in, Draft& draft, Fix& fix) {
    if (!in.enterObject()) {
        return false;
    }
    std::string_view name;
    JsonValue value;
    for (std::size_t n = 0;; ++n) {
        Field field = Field::other;
        const std::string_view rest = in.rest();
        if (const FieldStarts::Start* known = m_starts.match(n, rest)) {
            in.passField(known->size);
            name = rest.substr(known->nameAt, known->nameSize);
            field = known->field;
        } else if (in.nextField(name)) {
            field = fieldOf(name);
            m_starts.learn(n, rest.substr(0, rest.size() - in.rest().size()), name, field);
        } else {
            return in.atEnd();
        }
        if (!in.value(value)) {
            return false;
        }
        if (value.kind != JsonKind::null) {
            readField(field, name, value, draft, fix);
        }
    }
}

void DocumentDecoder::readField(Field field, std::string_view name, const JsonValue& value, Draft& draft, Fix& fix) {
    bool good = true;
    switch (field) {
    case Field::rider:
        good = asId(value, fix.rider);
        break;
    case Field::latitude:
        good = asCoordinate(value, draft.latitude);
        break;
    case Field::longitude:
        good = asCoordinate(value, draft.longitude);
        break;
    case Field::market:
        good = asId(value, fix.market);
        break;
    case Field::timestamp:
        good = asTime(value, fix.deviceTime);
        break;
    case Field::speed:
        good = asFloat(value, fix.speedMps);
        break;
    case Field::heading:
        good = asFloat(value, fix.headingDegrees);
        break;
    case Field::accuracy:
        good = asFloat(value, fix.accuracyMetres);
        break;
    case Field::sequence:
        good = asCount(value, fix.sequence);
        break;
    case Field::session:
        good = asId(value, fix.session);
        break;
    case Field::status:
        if (value.kind == JsonKind::string) {
            fix.status = riderStatusFrom(value.text).value_or(RiderStatus::unknown);
        }
        break;
    case Field::order:
        good = asId(value, fix.order);
        break;
    case Field::place:
        if (value.kind == JsonKind::object) {
            readNested(value.text, draft, fix, 0);
        }
        break;
    case Field::type:
        draft.isEvent = asText(value, draft.type);
        break;
    case Field::id:
        asId(value, draft.id);
        break;
    case Field::time:
        good = asTime(value, draft.time);
        break;
    case Field::source:
        asId(value, draft.source);
        break;
    case Field::subject:
        asId(value, draft.subject);
        break;
    case Field::actor:
        asId(value, draft.actor);
        break;
    case Field::data:
        draft.data = value.text;
        good = value.kind == JsonKind::object;
        break;
    case Field::other:
        break;
    }
    if (!good && draft.wrong.empty()) {
        draft.wrong = name;
    }
}

/// {"location":{"timestamp":…,"coords":{"latitude":…,"longitude":…,"speed":…}}}: what phone libraries send.
void DocumentDecoder::readNested(std::string_view object, Draft& draft, Fix& fix, int level) {
    constexpr int levelsMax = 2;
    JsonScanner in(object, m_arena);
    in.enterObject();
    std::string_view name;
    JsonValue value;
    while (in.nextField(name) && in.value(value)) {
        const Field field = fieldOf(name);
        if (value.kind == JsonKind::object && field == Field::place && level + 1 < levelsMax) {
            readNested(value.text, draft, fix, level + 1);
            continue;
        }
        const bool wanted = field == Field::latitude || field == Field::longitude || field == Field::timestamp ||
                            field == Field::speed || field == Field::heading || field == Field::accuracy;
        if (wanted && value.kind != JsonKind::null) {
            readField(field, name, value, draft, fix);
        }
    }
}

DecodedAs DocumentDecoder::finishFix(const Draft& draft, Fix& fix, Refusal& why) {
    if (!draft.wrong.empty()) {
        why = {Reason::invalidField, draft.wrong};
    } else if (!draft.latitude.given || !draft.longitude.given) {
        why = {Reason::noPosition, "a position has latitude and longitude"};
    } else if (fix.rider.empty()) {
        why = {Reason::missingField, "driverId"};
    } else {
        if (!fix.deviceTime) {
            fix.deviceTime = draft.time;
        }
        fix.inDegrees = toPoint(draft.latitude, draft.longitude, fix.position, fix.x, fix.y);
        constexpr float speedMax = 1000; // faster is no measurement of a rider
        if (!(fix.speedMps >= 0 && fix.speedMps <= speedMax)) {
            fix.speedMps = notMeasured;
        }
        if (!(fix.headingDegrees >= 0 && fix.headingDegrees <= 360)) {
            fix.headingDegrees = notMeasured;
        }
        if (!(fix.accuracyMetres >= 0)) {
            fix.accuracyMetres = notMeasured;
        }
        return DecodedAs::fix;
    }
    return DecodedAs::refused;
}

DecodedAs DocumentDecoder::finishEvent(std::string_view document, const Draft& draft, Event& event, Refusal& why) {
    event.document = document;
    event.data = draft.data;
    event.type = draft.type;
    event.id = draft.id;
    event.time = draft.time;
    event.source = draft.source;
    event.subject = draft.subject;
    event.actor = draft.actor;
    const std::string_view market = event.market;
    if (!draft.wrong.empty() && (draft.wrong == "time" || draft.wrong == "data" || draft.wrong == "market")) {
        why = {Reason::invalidField, draft.wrong};
        return DecodedAs::refused;
    }
    const std::string_view wrong = draft.data.empty() ? std::string_view{} : readEventData(draft.data, m_arena, event);
    if (!wrong.empty()) {
        why = {Reason::invalidField, wrong};
        return DecodedAs::refused;
    }
    if (!market.empty()) {
        event.market = market; // the envelope's word stands above what `data` says
    }
    idsFromSubject(event);
    if (const std::string_view missing = missingField(event); !missing.empty()) {
        why = {Reason::missingField, missing};
        return DecodedAs::refused;
    }
    return DecodedAs::event;
}

DecodedAs DocumentDecoder::refuse(std::string_view document, const JsonScanner& in, Refusal& why) {
    if (!validUtf8(document)) {
        why = {Reason::invalidUtf8, {}};
    } else if (!in.failed() && isJson(document)) {
        why = {Reason::unknownType, notAnObject};
    } else {
        why = {Reason::unreadable, in.failed() ? in.complaint() : std::string_view("something follows the document")};
    }
    return DecodedAs::refused;
}

} // namespace roundsman
