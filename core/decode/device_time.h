#pragma once

#include "core/base/time.h"
#include "core/decode/json_number.h"

#include <optional>
#include <string_view>

namespace roundsman {

/// The times that phones write: milliseconds or seconds since the epoch (below 1e11 they are seconds: that many
/// milliseconds ended in 1973), RFC 3339, and ISO 8601 without a zone or with "+0530", read as UTC where none is given.
/// Years 1970 to 9999.
std::optional<EventTime> deviceTimeFrom(const JsonNumber& number, std::string_view text);
std::optional<EventTime> deviceTimeFrom(std::string_view text);

} // namespace roundsman
