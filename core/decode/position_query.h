#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace roundsman {

/// The query string that tracking phones send ("?id=123456&lat=60.0&lon=30.0&timestamp=…"), as a position document of
/// ours; nothing when it names no device. What has no coordinates becomes a document without a position, which the lane
/// quarantines as such. Words: id, deviceid, driverId · lat, lon, location=LAT,LON · timestamp · speed · bearing,
/// heading · accuracy, hacc.
std::optional<std::string> documentFromQuery(std::string_view query);

} // namespace roundsman
