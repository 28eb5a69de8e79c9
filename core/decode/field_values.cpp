#include "core/decode/field_values.h"

#include "core/decode/device_time.h"

#include <algorithm>
#include <cmath>

namespace roundsman {

bool asId(const JsonValue& value, std::string_view& out) {
    if (value.kind != JsonKind::string && value.kind != JsonKind::number) {
        return false;
    }
    out = value.text;
    return true;
}

bool asText(const JsonValue& value, std::string_view& out) {
    out = value.text;
    return value.kind == JsonKind::string;
}

bool asNumber(const JsonValue& value, JsonNumber& number, std::string_view& text) {
    text = value.text;
    if (value.kind == JsonKind::number) {
        number = value.number;
        return true;
    }
    const char* const end = text.data() + text.size();
    return value.kind == JsonKind::string && !text.empty() && readJsonNumber(text.data(), end, number) == end;
}

bool asFloat(const JsonValue& value, float& out) {
    JsonNumber number;
    std::string_view text;
    if (!asNumber(value, number, text)) {
        return false;
    }
    constexpr double largest = 1e30; // no measurement is; and a float holds it
    out = static_cast<float>(std::clamp(toDouble(number, text), -largest, largest));
    return true;
}

bool asWhole(const JsonValue& value, std::optional<std::int64_t>& out) {
    JsonNumber number;
    std::string_view text;
    if (!asNumber(value, number, text)) {
        return false;
    }
    out = toWhole(number, text);
    return out.has_value();
}

bool asCount(const JsonValue& value, std::optional<std::uint64_t>& out) {
    JsonNumber number;
    std::string_view text;
    if (!asNumber(value, number, text)) {
        return false;
    }
    if (number.plainInteger && !number.negative && number.digits <= UINT64_MAX && number.exact) {
        out = number.digits;
        return true;
    }
    const auto whole = toWhole(number, text);
    if (!whole || *whole < 0) {
        return false;
    }
    out = static_cast<std::uint64_t>(*whole);
    return true;
}

bool asTime(const JsonValue& value, std::optional<EventTime>& out) {
    if (value.kind == JsonKind::number) {
        out = deviceTimeFrom(value.number, value.text);
    } else if (value.kind == JsonKind::string) {
        out = deviceTimeFrom(value.text);
    } else {
        return false;
    }
    return out.has_value();
}

bool asCoordinate(const JsonValue& value, Coordinate& out) {
    if (value.kind == JsonKind::number && toE7(value.number, out.e7)) { // nearly all of them
        out.given = true;
        out.wide = false;
        return true;
    }
    JsonNumber number;
    std::string_view text;
    if (!asNumber(value, number, text)) {
        return false;
    }
    out.given = true;
    out.wide = !toE7(number, out.e7);
    if (out.wide) {
        out.value = toDouble(number, text);
        if (std::abs(out.value) <= 180) {
            out.e7 = std::lround(out.value * 1e7);
            out.wide = false;
        }
    }
    return true;
}

bool toPoint(const Coordinate& latitude, const Coordinate& longitude, GeoPoint& point, double& x, double& y) {
    constexpr std::int64_t latitudeMax = 900'000'000;
    constexpr std::int64_t longitudeMax = 1'800'000'000;
    const bool inRange = !latitude.wide && !longitude.wide && std::abs(latitude.e7) <= latitudeMax &&
                         std::abs(longitude.e7) <= longitudeMax;
    if (inRange) {
        point = GeoPoint::fromE7(static_cast<std::int32_t>(latitude.e7), static_cast<std::int32_t>(longitude.e7));
        return true;
    }
    x = longitude.wide ? longitude.value : static_cast<double>(longitude.e7) / 1e7;
    y = latitude.wide ? latitude.value : static_cast<double>(latitude.e7) / 1e7;
    return false;
}

} // namespace roundsman
