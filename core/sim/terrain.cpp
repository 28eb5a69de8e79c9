#include "core/sim/terrain.h"

#include <algorithm>

namespace roundsman {
namespace {

using std::numbers::pi;

double angleBetween(double a, double b) {
    double difference = std::fmod(a - b, 2 * pi);
    if (difference > pi) {
        difference -= 2 * pi;
    }
    return difference < -pi ? difference + 2 * pi : difference;
}

/// Noise around a circle, so that it meets itself.
double ringNoise(std::uint64_t seed, double angle, double waves) {
    return Noise(seed, 1).at(polar(angle, waves / (2 * pi)) + Spot{1000, 1000});
}

Spot curvePoint(Spot a, Spot b, Spot c, Spot d, double t) {
    const Spot p = b * 2;
    const Spot q = c - a;
    const Spot r = a * 2 - b * 5 + c * 4 - d;
    const Spot s = b * 3 - a - c * 3 + d;
    return (p + q * t + r * (t * t) + s * (t * t * t)) * 0.5;
}

double distanceToPiece(Spot spot, Spot a, Spot b, double& along) {
    const Spot way = b - a;
    along = std::clamp(dot(spot - a, way) / std::max(1e-9, dot(way, way)), 0.0, 1.0);
    return distance(spot, a + way * along);
}

} // namespace

SpotLine smoothCurve(const SpotLine& through, double step, bool closed) {
    SpotLine curve;
    const auto n = static_cast<std::ptrdiff_t>(through.size());
    const auto point = [&](std::ptrdiff_t i) {
        return through[static_cast<std::size_t>(closed ? (i + n) % n : std::clamp<std::ptrdiff_t>(i, 0, n - 1))];
    };
    for (std::ptrdiff_t i = 0; i < (closed ? n : n - 1); ++i) {
        const int pieces = std::max(1, static_cast<int>(distance(point(i), point(i + 1)) / step));
        for (int k = 0; k < pieces; ++k) {
            curve.push_back(curvePoint(point(i - 1), point(i), point(i + 1), point(i + 2), k * 1.0 / pieces));
        }
    }
    if (!closed) {
        curve.push_back(through.back());
    }
    return curve;
}

double Blob::reach(double direction) const {
    const double turned = direction - angle;
    const double shape = 1 / std::hypot(std::cos(turned) / stretch, std::sin(turned));
    return radius * shape *
           (1 + roughness * ringNoise(seed, direction, 7) + roughness * 0.4 * ringNoise(seed + 1, direction, 19));
}

bool Blob::contains(Spot spot, double margin) const {
    const Spot away = spot - centre;
    const double length = lengthOf(away);
    return length < radius * stretch * 1.6 + margin && length < reach(std::atan2(away.y, away.x)) + margin;
}

SpotLine Blob::outline(double stepMetres) const {
    const int points = std::max(16, static_cast<int>(2 * pi * radius * stretch / stepMetres));
    SpotLine line;
    for (int i = 0; i < points; ++i) {
        const double direction = 2 * pi * i / points;
        line.push_back(centre + polar(direction, reach(direction)));
    }
    return line;
}

Terrain::Terrain(std::uint64_t seed, double radiusMetres)
    : m_radius(radiusMetres),
      m_seed(seed),
      m_coarse(mixBits(seed + 11), radiusMetres * 0.55),
      m_coarse2(mixBits(seed + 12), radiusMetres * 0.55),
      m_fine(mixBits(seed + 13), 950),
      m_fine2(mixBits(seed + 14), 950),
      m_curl(mixBits(seed + 15), radiusMetres * 0.38),
      m_islandCentre({radiusMetres * 0.5, radiusMetres * 0.36}) {
    Random random(seed, 1);
    m_mouthAngle = pi * 1.19 + random.between(-0.12, 0.12);
    constexpr int coastPoints = 1'600;
    for (int i = 0; i < coastPoints; ++i) {
        const double angle = 2 * pi * i / coastPoints;
        m_coast.push_back(m_islandCentre + polar(angle, coastReach(angle)));
    }
    layRiver(random);
    layParks(random);
    layBeaches(random);
    layIslets(random);
}

double Terrain::coastReach(double angle) const {
    const double bay = angleBetween(angle, m_mouthAngle) / 0.2;
    const double cape = angleBetween(angle, m_mouthAngle + 0.5) / 0.2;
    const double shape = 1 + 0.17 * ringNoise(m_seed + 2, angle, 5) + 0.1 * ringNoise(m_seed + 3, angle, 13) +
                         0.042 * ringNoise(m_seed + 4, angle, 43) + 0.013 * ringNoise(m_seed + 5, angle, 190) -
                         0.26 * std::exp(-bay * bay) + 0.1 * std::exp(-cape * cape);
    return m_radius * 1.42 * shape;
}

bool Terrain::onLand(Spot spot, double marginMetres) const {
    const Spot away = spot - m_islandCentre;
    return lengthOf(away) < coastReach(std::atan2(away.y, away.x)) - marginMetres;
}

bool Terrain::inWater(Spot spot, double marginMetres) const {
    for (const Blob& lake : m_lakes) {
        if (lake.contains(spot, marginMetres)) {
            return true;
        }
    }
    constexpr double widest = 400;
    for (std::size_t i = 0; i + 1 < m_river.size(); ++i) {
        const Spot near = spot - m_river[i].spot;
        if (std::abs(near.x) > widest + marginMetres || std::abs(near.y) > widest + marginMetres) {
            continue;
        }
        double along = 0;
        const double away = distanceToPiece(spot, m_river[i].spot, m_river[i + 1].spot, along);
        if (away < std::lerp(m_river[i].halfWidth, m_river[i + 1].halfWidth, along) + marginMetres) {
            return true;
        }
    }
    return false;
}

bool Terrain::inPark(Spot spot, double marginMetres) const {
    return std::ranges::any_of(m_parks, [&](const Blob& park) { return park.contains(spot, marginMetres); });
}

double Terrain::curl(Spot spot) const {
    const double away = lengthOf(spot) / m_radius;
    const double grown = away < 0.09 ? 1.0 : 0.5 + 1.4 * m_curl.at(spot);
    return std::clamp(away > 0.75 ? std::max(grown, 0.6) : grown, 0.0, 1.0);
}

Spot Terrain::bend(Spot planned) const {
    const double wide = m_radius * 0.045;
    const double narrow = 14 + 52 * curl(planned);
    return planned + Spot{m_coarse.at(planned), m_coarse2.at(planned)} * wide +
           Spot{m_fine.at(planned), m_fine2.at(planned)} * narrow +
           Spot{m_fine.at(planned * 4.3), m_fine2.at(planned * 4.3)} * (narrow * 0.17);
}

void Terrain::layRiver(Random& random) {
    const double headAngle = 0.75 + random.between(-0.25, 0.25);
    const Spot head = polar(headAngle, m_radius * 1.28);
    const Spot nearCentre = polar(headAngle - pi / 2 + random.between(-0.3, 0.3), m_radius * 0.1);
    const Spot mouth = m_islandCentre + polar(m_mouthAngle, coastReach(m_mouthAngle) + 250);
    SpotLine bends;
    const auto meander = [&](Spot from, Spot to, int pieces, double side) {
        const Spot across = leftOf(unit(to - from));
        for (int i = 0; i < pieces; ++i) {
            const double calm =
                0.35 + 0.65 * std::min(1.0, distance(between(from, to, i * 1.0 / pieces), Spot{}) / (m_radius * 0.5));
            const double swing = i == 0 ? 0 : side * (i % 2 == 0 ? 1 : -1) * random.between(0.5, 1.2) * calm;
            bends.push_back(between(from, to, (i + random.between(-0.15, 0.15) * (i > 0)) / pieces) +
                            across * (swing * m_radius * 0.05));
        }
    };
    meander(head, nearCentre, 9, 1);
    meander(nearCentre, mouth, 5, -1);
    bends.push_back(mouth);
    const SpotLine curve = smoothCurve(bends, 45);
    for (std::size_t i = 0; i < curve.size(); ++i) {
        const double t = static_cast<double>(i) / static_cast<double>(curve.size());
        const double half = 26 + 62 * std::min(1.0, t / 0.6) + 150 * std::pow(std::max(0.0, t - 0.72) / 0.28, 2);
        m_river.push_back({curve[i], half * (1 + 0.12 * m_fine.at(curve[i] * 3))});
    }
    m_lakes.push_back({head, m_radius * 0.085, 1.9, headAngle + 0.9, random.next(), 0.35});
}

void Terrain::layParks(Random& random) {
    const auto fits = [&](const Blob& blob) {
        const auto clear = [&](const std::vector<Blob>& others) {
            return std::ranges::none_of(others, [&](const Blob& other) {
                return distance(other.centre, blob.centre) < other.radius + blob.radius * blob.stretch + 200;
            });
        };
        return onLand(blob.centre, blob.radius * 1.5) && clear(m_parks) && clear(m_woods) && clear(m_lakes);
    };
    const double unitRadius = m_radius / 9'000;
    m_parks.push_back({polar(2.4 + random.between(-0.4, 0.4), m_radius * 0.16), 400 * unitRadius, 1.5,
                       random.between(0, pi), random.next(), 0.22});
    for (int tries = 0; tries < 60 && m_parks.size() < 18; ++tries) {
        const double away = m_radius * (0.14 + 0.75 * std::sqrt(random.uniform()));
        const Blob park{polar(random.between(0, 2 * pi), away),
                        unitRadius * random.between(110, 340),
                        random.between(1, 2.1),
                        random.between(0, pi),
                        random.next(),
                        0.28};
        if (fits(park)) {
            m_parks.push_back(park);
        }
    }
    for (int tries = 0; tries < 120 && m_woods.size() < 14; ++tries) {
        const double away = m_radius * random.between(1.0, 1.9);
        const Blob wood{polar(random.between(0, 2 * pi), away),
                        unitRadius * random.between(450, 1'300),
                        random.between(1, 1.8),
                        random.between(0, pi),
                        random.next(),
                        0.42};
        if (fits(wood)) {
            m_woods.push_back(wood);
        }
    }
}

void Terrain::layBeaches(Random& random) {
    for (int i = 0; i < 7; ++i) {
        const double from = random.between(0, 2 * pi);
        const double to = from + random.between(0.06, 0.22);
        if (std::abs(angleBetween((from + to) / 2, m_mouthAngle)) < 0.4) {
            continue;
        }
        SpotLine shore;
        SpotLine dunes;
        for (double angle = from; angle < to; angle += 0.004) {
            const double share = std::sin(pi * (angle - from) / (to - from));
            shore.push_back(m_islandCentre + polar(angle, coastReach(angle)));
            dunes.push_back(m_islandCentre + polar(angle, coastReach(angle) - 8 - 85 * share));
        }
        shore.insert(shore.end(), dunes.rbegin(), dunes.rend());
        m_beaches.push_back(std::move(shore));
    }
}

void Terrain::layIslets(Random& random) {
    for (int i = 0; i < 5; ++i) {
        const double angle = m_mouthAngle + random.between(-1.1, 1.1);
        const Blob islet{m_islandCentre + polar(angle, coastReach(angle) + random.between(500, 1'800)),
                         random.between(90, 330),
                         random.between(1, 2.2),
                         random.between(0, pi),
                         random.next(),
                         0.4};
        const bool clear = std::ranges::none_of(islet.outline(), [&](Spot spot) { return onLand(spot, -160); });
        if (clear) {
            m_islets.push_back(islet.outline());
        }
    }
}

SpotLine Terrain::bank(double side, double awayMetres) const {
    SpotLine line;
    for (std::size_t i = 1; i + 1 < m_river.size(); ++i) {
        const Spot across = leftOf(unit(m_river[i + 1].spot - m_river[i - 1].spot));
        line.push_back(m_river[i].spot + across * (side * (m_river[i].halfWidth + awayMetres)));
    }
    return line;
}

SpotLine Terrain::riverOutline() const {
    SpotLine outline = bank(1, 0);
    const SpotLine right = bank(-1, 0);
    outline.insert(outline.end(), right.rbegin(), right.rend());
    return outline;
}

} // namespace roundsman
