#include "ui/tiles/city_style.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>

namespace roundsman {

namespace {

using Stop = std::pair<double, double>; // zoom, width

constexpr Stop motorway[] = {{6, 0.7}, {10, 1.5}, {12, 2.8}, {14, 5.2}, {16, 11}, {18, 26}, {19, 44}};
constexpr Stop arterial[] = {{9, 0.5}, {11, 1.1}, {13, 2.4}, {14, 3.8}, {16, 9}, {18, 22}, {19, 38}};
constexpr Stop street[] = {{12, 0.6}, {13, 1.2}, {14, 2.2}, {16, 6.4}, {18, 17}, {19, 30}};
constexpr Stop residential[] = {{13, 0.5}, {14, 1.2}, {15, 2.6}, {16, 4.8}, {18, 14}, {19, 25}};
constexpr Stop footpath[] = {{15, 0.8}, {16, 1.1}, {18, 2.4}, {19, 3.6}};

std::span<const Stop> stopsOf(RoadClass roadClass) {
    switch (roadClass) {
    case RoadClass::motorway:
        return motorway;
    case RoadClass::arterial:
        return arterial;
    case RoadClass::street:
        return street;
    case RoadClass::residential:
        return residential;
    case RoadClass::path:
        break;
    }
    return footpath;
}

CityStyle lightStyle() {
    CityStyle style;
    style.sea = QColor(0xcd, 0xd6, 0xda);
    style.shore = QColor(0xbc, 0xc8, 0xcd);
    style.land = QColor(0xf4, 0xf4, 0xf1);
    style.water = style.sea;
    style.ground = {QColor(0xe2, 0xea, 0xdb), QColor(0xda, 0xe4, 0xd3), QColor(0xf1, 0xec, 0xdc),
                    QColor(0xec, 0xeb, 0xe6), QColor(0xec, 0xeb, 0xec), QColor(0xee, 0xf0, 0xe6)};
    style.building = QColor(0xe8, 0xe6, 0xe1);
    style.buildingEdge = QColor(0xdb, 0xd8, 0xd1);
    style.casing = QColor(0xd6, 0xd3, 0xcc);
    style.road = {QColor(0xff, 0xf4, 0xdd), QColor(0xff, 0xff, 0xff), QColor(0xff, 0xff, 0xff),
                  QColor(0xff, 0xff, 0xff), QColor(0xd8, 0xd4, 0xca)};
    style.placeText = QColor(0x4a, 0x53, 0x61);
    style.streetText = QColor(0x77, 0x7c, 0x86);
    style.waterText = QColor(0x6f, 0x8a, 0x99);
    style.parkText = QColor(0x6d, 0x86, 0x62);
    style.halo = QColor(255, 255, 255, 215);
    return style;
}

CityStyle darkStyle() {
    CityStyle style;
    style.sea = QColor(0x0e, 0x12, 0x17);
    style.shore = QColor(0x27, 0x2e, 0x37);
    style.land = QColor(0x19, 0x1d, 0x23);
    style.water = QColor(0x10, 0x15, 0x1b);
    style.ground = {QColor(0x1b, 0x25, 0x20), QColor(0x19, 0x23, 0x1d), QColor(0x24, 0x23, 0x1f),
                    QColor(0x1f, 0x24, 0x2b), QColor(0x1c, 0x20, 0x27), QColor(0x1b, 0x21, 0x1f)};
    style.building = QColor(0x21, 0x26, 0x2e);
    style.buildingEdge = QColor(0x2a, 0x30, 0x39);
    style.casing = QColor(0x12, 0x16, 0x1b);
    style.road = {QColor(0x48, 0x47, 0x43), QColor(0x3a, 0x41, 0x4c), QColor(0x31, 0x37, 0x41),
                  QColor(0x2a, 0x30, 0x38), QColor(0x2d, 0x33, 0x3b)};
    style.placeText = QColor(0xa9, 0xb2, 0xbf);
    style.streetText = QColor(0x7e, 0x88, 0x96);
    style.waterText = QColor(0x54, 0x6c, 0x80);
    style.parkText = QColor(0x63, 0x7f, 0x6b);
    style.halo = QColor(0x12, 0x16, 0x1b, 215);
    return style;
}

} // namespace

const CityStyle& cityStyle(bool dark) {
    static const CityStyle styles[] = {lightStyle(), darkStyle()};
    return styles[dark ? 1 : 0];
}

double roadWidth(RoadClass roadClass, int zoom) {
    const std::span<const Stop> stops = stopsOf(roadClass);
    if (zoom < stops.front().first) {
        return 0;
    }
    const auto next = std::ranges::find_if(stops, [zoom](const Stop& stop) { return stop.first >= zoom; });
    if (next == stops.begin() || next == stops.end()) {
        return next == stops.end() ? stops.back().second : next->second;
    }
    const Stop& last = *std::prev(next);
    const double part = (zoom - last.first) / (next->first - last.first);
    return last.second * std::pow(next->second / last.second, part);
}

QFont labelFont(double pixelSize, bool strong, double spacingPercent) {
    QFont font(QStringList{QStringLiteral("Inter"), QStringLiteral("Noto Sans"), QStringLiteral("DejaVu Sans")});
    font.setPixelSize(static_cast<int>(std::lround(pixelSize)));
    font.setWeight(strong ? QFont::DemiBold : QFont::Medium);
    font.setLetterSpacing(QFont::PercentageSpacing, spacingPercent);
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

} // namespace roundsman
