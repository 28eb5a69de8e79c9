#pragma once

#include "core/model/rider.h"

#include <QPainterPath>

class QPainter;

namespace roundsman {

struct Tones;

/// The outline of a state's mark around (0, 0), `radius` from the centre. The legend, the lists and the map share it.
QPainterPath markShape(RiderStatus status, double radius);

/// Paints a mark at (0, 0): filled while the fix is fresh, paler when it ages, hollow when stale, crossed out when
/// lost.
void paintMark(QPainter& painter, RiderStatus status, Staleness staleness, double diameter, const Tones& tones,
               int headingDegrees = -1);

} // namespace roundsman
