#pragma once

#include "core/base/time.h"
#include "core/model/geo.h"

#include <QString>

#include <optional>

namespace roundsman {

/// A moment, and where the map looked: what a copied link says.
struct TimeLink {
    EventTime time{};
    std::optional<GeoPoint> place{};
    double zoom = 0;

    bool operator==(const TimeLink&) const = default;
};

/// "roundsman:time/2026-11-21T12:05:30.000Z?at=12.9716000,77.5946000,14.20"
QString toText(const TimeLink& link);
/// Nothing when it is no such link.
std::optional<TimeLink> timeLinkFrom(const QString& text);

} // namespace roundsman
