#pragma once

#include "core/model/fence.h"
#include "core/model/geo.h"

#include <cstdint>
#include <vector>

namespace roundsman {

/// A rectangle of whole 1e-7 degrees. Its west may lie below -180 and its east above 180 degrees, when it crosses the
/// antimeridian.
struct GeoBounds {
    std::int64_t south = 0;
    std::int64_t north = -1;
    std::int64_t west = 0;
    std::int64_t east = -1;

    /// The longitude (by whole turns) under which the point is inside the rectangle, widened by the margins; false if
    /// there is none.
    [[nodiscard]] bool holds(GeoPoint point, std::int64_t marginLatitude = 0, std::int64_t marginLongitude = 0) const {
        if (point.latitudeE7() < south - marginLatitude || point.latitudeE7() > north + marginLatitude) {
            return false;
        }
        const std::int64_t x = turnedNear(point.longitudeE7());
        return x >= west - marginLongitude && x <= east + marginLongitude;
    }
    /// A longitude turned by 360 degrees where that brings it nearer to the middle.
    [[nodiscard]] std::int64_t turnedNear(std::int64_t longitudeE7) const {
        constexpr std::int64_t turn = 3'600'000'000;
        const std::int64_t off = longitudeE7 - (west + east) / 2;
        return off > turn / 2 ? longitudeE7 - turn : off < -turn / 2 ? longitudeE7 + turn : longitudeE7;
    }
};

/// The geometry of a fence or zone: polygons by the even-odd rule in whole numbers (no rounding decides who is inside),
/// or a circle on the sphere. Right across the antimeridian.
class Shape {
public:
    explicit Shape(const Fence& fence);

    [[nodiscard]] const GeoBounds& bounds() const { return m_bounds; }
    [[nodiscard]] bool contains(GeoPoint point) const;
    /// `near`: outside, but no farther than so many metres from the border.
    enum class Reach : std::uint8_t { inside, near, far };
    [[nodiscard]] Reach reachOf(GeoPoint point, double metres) const;
    /// The straight path between two points touches the shape.
    [[nodiscard]] bool crossedBy(GeoPoint a, GeoPoint b) const;
    /// No edge comes near the rectangle: all of it is inside, or all of it outside.
    [[nodiscard]] bool hasEdgeIn(const GeoBounds& rectangle) const;

private:
    struct Vertex {
        std::int64_t x = 0; ///< longitude, 1e-7 degrees, unrolled along the ring
        std::int64_t y = 0;
    };
    struct Edge {
        Vertex a;
        Vertex b;
    };
    /// Counted from the south-west corner: a city has thousands of shapes, and every line of memory counts.
    struct StoredEdge {
        std::uint32_t ax = 0;
        std::uint32_t ay = 0;
        std::uint32_t bx = 0;
        std::uint32_t by = 0;
    };
    struct Plane;

    void addRing(const std::vector<GeoPoint>& ring, std::vector<Edge>& edges);
    void store(const std::vector<Edge>& edges);
    void cutIntoBands(const std::vector<Edge>& edges);
    [[nodiscard]] Edge edge(std::size_t number) const;
    template <typename Holds>
    [[nodiscard]] bool anyEdge(Holds holds) const;
    /// A ray from the point, which is counted from the same corner, crosses the edge.
    [[nodiscard]] static bool isPassedBy(const StoredEdge& edge, std::int64_t x, std::int64_t y);
    [[nodiscard]] bool withinCircle(GeoPoint point, double radius) const;
    [[nodiscard]] std::size_t bandOf(std::int64_t y) const;
    [[nodiscard]] bool hasEdgeWithin(double metres, GeoPoint point) const;

    GeoBounds m_bounds;
    GeoPoint m_centre;
    double m_radius = 0;
    double m_metresPerE7East = 0;            ///< at the circle's centre; 0: too far north or south for flat sums
    std::vector<StoredEdge> m_edges;         ///< empty: a circle
    std::vector<std::uint32_t> m_bandStarts; ///< empty: so few edges that each is asked
    std::vector<std::uint32_t> m_bandEdges;  ///< edges that reach into a band of latitudes, band after band
};

} // namespace roundsman
