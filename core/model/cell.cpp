#include "core/model/cell.h"

#include "core/base/check.h"
#include "core/model/angle.h"
#include "core/model/cell_text.h"

#include <h3api.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <numbers>

namespace roundsman {
namespace {

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

/// The pole of the great circle through two points; of two equal points none, so that nothing is far from it.
UnitVector poleOf(UnitVector a, UnitVector b) {
    const UnitVector n{a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x};
    const double length = std::sqrt(n.x * n.x + n.y * n.y + n.z * n.z);
    return length == 0 ? UnitVector{} : UnitVector{n.x / length, n.y / length, n.z / length};
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

UnitVector unitVector(GeoPoint point) {
    const double phi = radians(point.latitude());
    const double lambda = radians(point.longitude());
    return {std::cos(phi) * std::cos(lambda), std::cos(phi) * std::sin(lambda), std::sin(phi)};
}

double CellShape::distanceToBorder(UnitVector point) const {
    // The distance to a whole great circle is at most the one to its edge, and a sine at most its angle.
    double nearest = 1;
    for (int i = 0; i < borderCount; ++i) {
        const UnitVector& pole = borders[static_cast<std::size_t>(i)];
        nearest = std::min(nearest, std::abs(point.x * pole.x + point.y * pole.y + point.z * pole.z));
    }
    // A thousandth and 6 mm less, for the rounding on the way here and inside H3.
    return nearest * 0.999 - 1e-9;
}

CellShape cellShape(CellId cell) {
    CellShape shape;
    shape.cell = cell;
    LatLng centre{};
    CellBoundary boundary{};
    check(cellToLatLng(cell.value(), &centre) == E_SUCCESS && cellToBoundary(cell.value(), &boundary) == E_SUCCESS,
          "a cell has a centre and a border");
    shape.centre = toPoint(centre);
    shape.borderCount = boundary.numVerts;
    std::array<UnitVector, MAX_CELL_BNDRY_VERTS> corners{};
    const auto count = static_cast<std::size_t>(boundary.numVerts);
    for (std::size_t i = 0; i < count; ++i) {
        const double phi = boundary.verts[i].lat;
        const double lambda = boundary.verts[i].lng;
        corners[i] = {std::cos(phi) * std::cos(lambda), std::cos(phi) * std::sin(lambda), std::sin(phi)};
    }
    for (std::size_t i = 0; i < count; ++i) {
        shape.borders[i] = poleOf(corners[i], corners[(i + 1) % count]);
    }
    shape.innerRadius = shape.distanceToBorder(unitVector(shape.centre)) - 1e-9;
    return shape;
}

std::string toText(CellId cell) {
    std::array<char, 17> text{};
    check(h3ToString(cell.value(), text.data(), text.size()) == E_SUCCESS, "a cell has a text");
    return text.data();
}

std::optional<CellId> cellFrom(std::string_view text) {
    std::uint64_t index = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), index, 16);
    if (error != std::errc{} || end != text.data() + text.size() || isValidCell(index) == 0) {
        return {};
    }
    return CellId{index};
}

} // namespace roundsman
