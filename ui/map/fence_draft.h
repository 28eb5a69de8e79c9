#pragma once

#include "core/model/fence.h"

#include <QJsonObject>
#include <QString>

#include <cstddef>
#include <optional>
#include <vector>

namespace roundsman {

/// One corner of a fence that is being drawn. A circle has two: its centre and a point of its rim.
struct CornerRef {
    std::size_t ring = 0;
    std::size_t corner = 0;

    bool operator==(const CornerRef&) const = default;
};

/// What is wrong with a shape, and where.
struct FenceTrouble {
    GeoPoint place;
    QString sentence;
};

// A fence as people change it: pure functions of the shape, so that they can be tried without a map.

inline constexpr double circleMetresMin = 5;

bool isCircle(const Fence& fence);
std::size_t cornersOf(const Fence& fence);
GeoPoint cornerAt(const Fence& fence, CornerRef at);
/// Moves a corner; a circle's centre takes the rim along, its rim changes the radius.
void moveCorner(Fence& fence, CornerRef at, GeoPoint to);
/// Puts a new corner behind `at`; gives it. REQUIRES: no circle.
CornerRef insertCorner(Fence& fence, CornerRef at, GeoPoint place);
/// False when the ring would be none any more.
bool removeCorner(Fence& fence, CornerRef at);
CornerRef nextCorner(const Fence& fence, CornerRef at, int step);
/// Halfway along the edge that begins at a corner.
GeoPoint middleAfter(const Fence& fence, CornerRef at);
/// A point so many metres east of another.
GeoPoint eastOf(GeoPoint place, double metres);

/// The first two edges that cross, or nothing. Rings of more than some hundred corners take a moment.
std::optional<GeoPoint> crossingIn(const std::vector<GeoPoint>& ring);
/// Too few corners, edges that cross, no name, more than a document holds: the first of them.
std::optional<FenceTrouble> troubleIn(const Fence& fence);

/// The `data` of the document that makes it so; `expectedVersion` is the fence's own.
QJsonObject fenceData(const Fence& fence);

QString fenceUseName(FenceUse use);
/// "350 m" or "12 corners"
QString fenceSize(const Fence& fence);
QString metresText(double metres);

} // namespace roundsman
