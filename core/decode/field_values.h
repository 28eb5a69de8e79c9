#pragma once

#include "core/decode/json_scanner.h"
#include "core/model/event.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace roundsman {

// JSON values -> the values of fields. Each gives false when the value is of no use for such a field; null is the
// caller's to skip.

/// A text or a number, as its text: 453 and "453" are the same id.
bool asId(const JsonValue& value, std::string_view& out);
bool asText(const JsonValue& value, std::string_view& out);
/// A number, or a text that is one.
bool asNumber(const JsonValue& value, JsonNumber& number, std::string_view& text);
bool asFloat(const JsonValue& value, float& out);
bool asWhole(const JsonValue& value, std::optional<std::int64_t>& out);
bool asCount(const JsonValue& value, std::optional<std::uint64_t>& out);
bool asTime(const JsonValue& value, std::optional<EventTime>& out);

/// One coordinate: whole 1e-7 when it has a meaning as degrees, and the number as written.
struct Coordinate {
    std::int64_t e7 = 0;
    double value = 0;  ///< only set when `wide`
    bool wide = false; ///< too large or too long for the short way
    bool given = false;
};
bool asCoordinate(const JsonValue& value, Coordinate& out);

/// Both together. False: out of the range of degrees; x and y then say what was written.
bool toPoint(const Coordinate& latitude, const Coordinate& longitude, GeoPoint& point, double& x, double& y);

} // namespace roundsman
