#pragma once

#include "core/model/alert.h"
#include "ui/models/rider_ref.h"

#include <optional>

namespace roundsman {

/// Where to look on the map for what an alert is about, as far as the picture still has it: the order's door, the
/// rider, the merchant, the area. Nothing: it is about no place (lag, bad documents), or it is gone.
std::optional<GeoPoint> placeOf(const Picture& fleet, PartitionNo partition, const AlertRow& alert);
/// The rider it is about, or who has the order it is about.
std::optional<RiderRef> riderOf(const Picture& fleet, PartitionNo partition, const AlertRow& alert);

} // namespace roundsman
