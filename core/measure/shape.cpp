#include "core/measure/shape.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace roundsman {
namespace {

constexpr double radiansPerE7 = std::numbers::pi / 180.0 / 1e7;
constexpr std::int64_t poleE7 = 900'000'000;
constexpr std::int64_t halfTurnE7 = 1'800'000'000;
constexpr std::size_t edgesPerBand = 4;
constexpr std::size_t bandsMax = 512;
constexpr std::size_t askedWithoutBands = 16;

double e7PerMetre() {
    return 1 / (earthRadiusMetres * radiansPerE7);
}

} // namespace

/// Metres east and north of a point: flat, which is right to a thousandth within some 50 km.
struct Shape::Plane {
    std::int64_t x0;
    std::int64_t y0;
    double scaleX;

    Plane(std::int64_t x, std::int64_t y)
        : x0(x), y0(y), scaleX(std::cos(static_cast<double>(y) * radiansPerE7) * radiansPerE7 * earthRadiusMetres) {}

    /// Distance of the origin from the line a-b.
    [[nodiscard]] double distanceTo(Vertex a, Vertex b) const {
        constexpr double scaleY = radiansPerE7 * earthRadiusMetres;
        const double ax = static_cast<double>(a.x - x0) * scaleX;
        const double ay = static_cast<double>(a.y - y0) * scaleY;
        const double dx = static_cast<double>(b.x - a.x) * scaleX;
        const double dy = static_cast<double>(b.y - a.y) * scaleY;
        const double length2 = dx * dx + dy * dy;
        const double t = length2 > 0 ? std::clamp(-(ax * dx + ay * dy) / length2, 0.0, 1.0) : 0.0;
        return std::hypot(ax + t * dx, ay + t * dy);
    }
};

Shape::Shape(const Fence& fence) : m_centre(fence.centre), m_radius(fence.radiusMetres) {
    if (fence.rings.empty()) {
        const auto dy = static_cast<std::int64_t>(std::ceil(m_radius * e7PerMetre())) + 1;
        const std::int64_t y = m_centre.latitudeE7();
        constexpr std::int64_t flatBelowE7 = 750'000'000;
        m_metresPerE7East = std::abs(y) < flatBelowE7
                                ? std::cos(static_cast<double>(y) * radiansPerE7) * radiansPerE7 * earthRadiusMetres
                                : 0;
        m_bounds.south = y - dy;
        m_bounds.north = y + dy;
        const double shrink = std::cos(static_cast<double>(std::min(poleE7, std::abs(y) + dy)) * radiansPerE7);
        const double dx = static_cast<double>(dy) / std::max(shrink, 1e-9);
        const auto reach = static_cast<std::int64_t>(std::min(dx + 1, static_cast<double>(halfTurnE7)));
        m_bounds.west = m_centre.longitudeE7() - reach;
        m_bounds.east = m_centre.longitudeE7() + reach;
        return;
    }
    constexpr std::int64_t far = std::numeric_limits<std::int64_t>::max();
    m_bounds = {far, -far, far, -far};
    std::vector<Edge> edges;
    for (const auto& ring : fence.rings) {
        addRing(ring, edges);
    }
    store(edges);
    if (edges.size() > askedWithoutBands) {
        cutIntoBands(edges);
    }
}

void Shape::addRing(const std::vector<GeoPoint>& ring, std::vector<Edge>& edges) {
    if (ring.size() < 3) {
        return;
    }
    // Unrolled: each vertex lies less than half a turn from the one before, the first one near the shape so far.
    std::vector<Vertex> vertices;
    std::int64_t near = edges.empty() ? ring.front().longitudeE7() : (m_bounds.west + m_bounds.east) / 2;
    for (const GeoPoint point : ring) {
        const GeoBounds around{0, 0, near, near};
        near = around.turnedNear(point.longitudeE7());
        vertices.push_back({near, point.latitudeE7()});
        m_bounds.south = std::min(m_bounds.south, vertices.back().y);
        m_bounds.north = std::max(m_bounds.north, vertices.back().y);
        m_bounds.west = std::min(m_bounds.west, near);
        m_bounds.east = std::max(m_bounds.east, near);
    }
    for (std::size_t i = 0; i < vertices.size(); ++i) {
        edges.push_back({vertices[i], vertices[(i + 1) % vertices.size()]});
    }
}

void Shape::store(const std::vector<Edge>& edges) {
    const auto eastOf = [this](Vertex v) {
        return static_cast<std::uint32_t>(v.x - m_bounds.west);
    };
    const auto northOf = [this](Vertex v) {
        return static_cast<std::uint32_t>(v.y - m_bounds.south);
    };
    m_edges.reserve(edges.size());
    for (const auto& [a, b] : edges) {
        m_edges.push_back({eastOf(a), northOf(a), eastOf(b), northOf(b)});
    }
}

Shape::Edge Shape::edge(std::size_t number) const {
    const StoredEdge& e = m_edges[number];
    return {{m_bounds.west + e.ax, m_bounds.south + e.ay}, {m_bounds.west + e.bx, m_bounds.south + e.by}};
}

template <typename Holds>
bool Shape::anyEdge(Holds holds) const {
    for (std::size_t i = 0; i < m_edges.size(); ++i) {
        if (holds(edge(i))) {
            return true;
        }
    }
    return false;
}

std::size_t Shape::bandOf(std::int64_t y) const {
    const std::int64_t height = m_bounds.north - m_bounds.south + 1;
    const auto bands = static_cast<std::int64_t>(m_bandStarts.size() - 1);
    return static_cast<std::size_t>((y - m_bounds.south) * bands / height);
}

/// A point is tested against the edges of its own latitudes alone: ward borders have thousands.
void Shape::cutIntoBands(const std::vector<Edge>& edges) {
    m_bandStarts.assign(std::clamp(edges.size() / edgesPerBand, std::size_t{1}, bandsMax) + 1, 0);
    std::vector<std::vector<std::uint32_t>> bands(m_bandStarts.size() - 1);
    for (std::uint32_t i = 0; i < edges.size(); ++i) {
        const auto [low, high] = std::minmax(edges[i].a.y, edges[i].b.y);
        for (std::size_t band = bandOf(low); band <= bandOf(high); ++band) {
            bands[band].push_back(i);
        }
    }
    for (std::size_t band = 0; band < bands.size(); ++band) {
        m_bandEdges.insert(m_bandEdges.end(), bands[band].begin(), bands[band].end());
        m_bandStarts[band + 1] = static_cast<std::uint32_t>(m_bandEdges.size());
    }
}

/// Flat sums decide all but the last hundredth around the circle; there the sphere does.
bool Shape::withinCircle(GeoPoint point, double radius) const {
    constexpr double flatUpToMetres = 10'000;
    if (m_metresPerE7East > 0 && radius < flatUpToMetres) {
        const double dx = static_cast<double>(m_bounds.turnedNear(point.longitudeE7()) -
                                              m_bounds.turnedNear(m_centre.longitudeE7())) *
                          m_metresPerE7East;
        const double dy =
            static_cast<double>(point.latitudeE7() - m_centre.latitudeE7()) * radiansPerE7 * earthRadiusMetres;
        const double square = dx * dx + dy * dy;
        if (square < 0.98 * radius * radius) {
            return true;
        }
        if (square > 1.02 * radius * radius && square < 4 * flatUpToMetres * flatUpToMetres) {
            return false;
        }
    }
    return distanceMetres(m_centre, point) <= radius;
}

bool Shape::contains(GeoPoint point) const {
    if (!m_bounds.holds(point)) {
        return false;
    }
    if (m_edges.empty()) {
        return withinCircle(point, m_radius);
    }
    const std::int64_t x = m_bounds.turnedNear(point.longitudeE7()) - m_bounds.west;
    const std::int64_t y = point.latitudeE7() - m_bounds.south;
    bool inside = false;
    if (m_bandStarts.empty()) {
        for (const StoredEdge& edge : m_edges) {
            inside ^= isPassedBy(edge, x, y);
        }
        return inside;
    }
    const std::size_t band = bandOf(point.latitudeE7());
    for (std::uint32_t i = m_bandStarts[band]; i < m_bandStarts[band + 1]; ++i) {
        inside ^= isPassedBy(m_edges[m_bandEdges[i]], x, y);
    }
    return inside;
}

/// Without a branch: which edges lie across the point's latitude cannot be guessed. Both products stay below 2^63, as
/// 360 and 180 degrees are 3.6e9 and 1.8e9 units.
bool Shape::isPassedBy(const StoredEdge& edge, std::int64_t x, std::int64_t y) {
    const std::int64_t ax = edge.ax;
    const std::int64_t ay = edge.ay;
    const std::int64_t left = (x - ax) * (edge.by - ay);
    const std::int64_t right = (y - ay) * (edge.bx - ax);
    const bool across = (ay > y) != (edge.by > y);
    const bool before = (left < right) == (edge.by > edge.ay);
    const bool off = left != right;
    return (across & before & off) != 0;
}

Shape::Reach Shape::reachOf(GeoPoint point, double metres) const {
    if (contains(point)) {
        return Reach::inside;
    }
    const bool near = m_edges.empty() ? withinCircle(point, m_radius + metres) : hasEdgeWithin(metres, point);
    return near ? Reach::near : Reach::far;
}

/// Distances are taken of those edges alone whose rectangle, so much wider, holds the point.
bool Shape::hasEdgeWithin(double metres, GeoPoint point) const {
    const Plane plane(m_bounds.turnedNear(point.longitudeE7()), point.latitudeE7());
    const double wider = metres * 1.01;
    const auto marginY = static_cast<std::int64_t>(wider * e7PerMetre() + 1);
    const auto marginX = static_cast<std::int64_t>(std::min(wider / plane.scaleX + 1, static_cast<double>(halfTurnE7)));
    if (!m_bounds.holds(point, marginY, marginX)) {
        return false;
    }
    return anyEdge([&](const Edge& e) {
        return std::min(e.a.x, e.b.x) - marginX <= plane.x0 && std::max(e.a.x, e.b.x) + marginX >= plane.x0 &&
               std::min(e.a.y, e.b.y) - marginY <= plane.y0 && std::max(e.a.y, e.b.y) + marginY >= plane.y0 &&
               plane.distanceTo(e.a, e.b) <= metres;
    });
}

bool Shape::crossedBy(GeoPoint from, GeoPoint to) const {
    if (contains(from) || contains(to)) {
        return true;
    }
    const Vertex a{m_bounds.turnedNear(from.longitudeE7()), from.latitudeE7()};
    const Vertex b{GeoBounds{0, 0, a.x, a.x}.turnedNear(to.longitudeE7()), to.latitudeE7()};
    if (std::max(a.y, b.y) < m_bounds.south || std::min(a.y, b.y) > m_bounds.north ||
        std::max(a.x, b.x) < m_bounds.west || std::min(a.x, b.x) > m_bounds.east) {
        return false;
    }
    if (m_edges.empty()) {
        const Plane plane(m_bounds.turnedNear(m_centre.longitudeE7()), m_centre.latitudeE7());
        return plane.distanceTo(a, b) <= m_radius;
    }
    const auto side = [](Vertex p, Vertex q, Vertex r) {
        const std::int64_t left = (q.x - p.x) * (r.y - p.y);
        const std::int64_t right = (q.y - p.y) * (r.x - p.x);
        return left > right ? 1 : left < right ? -1 : 0;
    };
    return anyEdge([&](const Edge& e) {
        return side(a, b, e.a) * side(a, b, e.b) <= 0 && side(e.a, e.b, a) * side(e.a, e.b, b) <= 0 &&
               std::max(e.a.x, e.b.x) >= std::min(a.x, b.x) && std::min(e.a.x, e.b.x) <= std::max(a.x, b.x) &&
               std::max(e.a.y, e.b.y) >= std::min(a.y, b.y) && std::min(e.a.y, e.b.y) <= std::max(a.y, b.y);
    });
}

bool Shape::hasEdgeIn(const GeoBounds& rectangle) const {
    if (m_edges.empty()) {
        return true; // a circle is quickly asked
    }
    const std::int64_t turn =
        m_bounds.turnedNear((rectangle.west + rectangle.east) / 2) - (rectangle.west + rectangle.east) / 2;
    return anyEdge([&](const Edge& e) {
        return std::max(e.a.x, e.b.x) >= rectangle.west + turn && std::min(e.a.x, e.b.x) <= rectangle.east + turn &&
               std::max(e.a.y, e.b.y) >= rectangle.south && std::min(e.a.y, e.b.y) <= rectangle.north;
    });
}

} // namespace roundsman
