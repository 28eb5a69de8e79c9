#include "core/model/cell.h"

#include "core/base/check.h"

#include <h3api.h>

#include <algorithm>
#include <array>
#include <numbers>

namespace roundsman {
namespace {

constexpr double radians(double degrees) {
    return degrees * (std::numbers::pi / 180.0);
}
constexpr double degrees(double radians) {
    return radians * (180.0 / std::numbers::pi);
}

GeoPoint toPoint(LatLng p) {
    // H3 gives longitudes slightly past the antimeridian for cells that straddle it.
    double longitude = degrees(p.lng);
    if (longitude > 180) {
        longitude -= 360;
    } else if (longitude < -180) {
        longitude += 360;
    }
    return GeoPoint::fromDegrees(degrees(p.lat), longitude);
}

} // namespace

CellId cellOfDegrees(double latitude, double longitude, int resolution) {
    const LatLng point{radians(latitude), radians(longitude)};
    H3Index cell = 0;
    check(latLngToCell(&point, resolution, &cell) == E_SUCCESS,
          "a finite point and a resolution of 0 to 15 have a cell");
    return CellId{cell};
}

CellId cellOf(GeoPoint point, int resolution) {
    return cellOfDegrees(point.latitude(), point.longitude(), resolution);
}

GeoPoint cellCentre(CellId cell) {
    LatLng centre{};
    check(cellToLatLng(cell.value(), &centre) == E_SUCCESS, "a cell has a centre");
    return toPoint(centre);
}

std::vector<GeoPoint> cellBoundary(CellId cell) {
    CellBoundary boundary{};
    check(cellToBoundary(cell.value(), &boundary) == E_SUCCESS, "a cell has a boundary");
    std::vector<GeoPoint> points;
    points.reserve(static_cast<std::size_t>(boundary.numVerts));
    for (int i = 0; i < boundary.numVerts; ++i) {
        points.push_back(toPoint(boundary.verts[i]));
    }
    return points;
}

int cellResolution(CellId cell) {
    return getResolution(cell.value());
}

std::vector<CellId> cellRing(CellId cell, int distance) {
    std::int64_t size = 0;
    check(maxGridDiskSize(distance, &size) == E_SUCCESS, "a ring has a distance of 0 or more");
    std::vector<H3Index> disk(static_cast<std::size_t>(size));
    std::vector<int> distances(static_cast<std::size_t>(size));
    check(gridDiskDistances(cell.value(), distance, disk.data(), distances.data()) == E_SUCCESS,
          "a cell has neighbours");
    std::vector<CellId> ring;
    for (std::size_t i = 0; i < disk.size(); ++i) {
        if (disk[i] != 0 && distances[i] == distance) {
            ring.emplace_back(disk[i]);
        }
    }
    std::ranges::sort(ring);
    return ring;
}

std::string toText(CellId cell) {
    std::array<char, 17> text{};
    check(h3ToString(cell.value(), text.data(), text.size()) == E_SUCCESS, "a cell has a text");
    return text.data();
}

} // namespace roundsman
