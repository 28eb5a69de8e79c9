#pragma once

#include "core/sim/city.h"

#include <QColor>
#include <QFont>

#include <array>

namespace roundsman {

/// How the demo city looks: a quiet ground, so that riders stand out.
struct CityStyle {
    QColor sea;
    QColor shore;
    QColor land;
    QColor water;
    std::array<QColor, 6> ground; ///< by GroundKind
    QColor building;
    QColor buildingEdge;
    QColor casing;
    std::array<QColor, roadClassCount> road; ///< by RoadClass
    QColor placeText;
    QColor streetText;
    QColor waterText;
    QColor parkText;
    QColor halo;
};

const CityStyle& cityStyle(bool dark);

/// Logical pixels; 0: not drawn at this zoom.
double roadWidth(RoadClass roadClass, int zoom);

/// A label's letters, in logical pixels.
QFont labelFont(double pixelSize, bool strong, double spacingPercent = 100);

} // namespace roundsman
