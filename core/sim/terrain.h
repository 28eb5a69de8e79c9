#pragma once

#include "core/sim/noise.h"
#include "core/sim/plane.h"

#include <string>
#include <vector>

namespace roundsman {

/// An irregular round outline: a park, a lake, a wood.
struct Blob {
    Spot centre;
    double radius = 0;
    double stretch = 1; ///< along `angle`
    double angle = 0;
    std::uint64_t seed = 0;
    double roughness = 0.3;

    [[nodiscard]] double reach(double direction) const; ///< metres from the centre to the edge
    [[nodiscard]] bool contains(Spot spot, double margin = 0) const;
    [[nodiscard]] SpotLine outline(double stepMetres = 25) const;
};

struct RiverPoint {
    Spot spot;
    double halfWidth = 0;
};

/// The ground the city stands on: an island, a river through it, a lake at the river's head, parks and woods.
class Terrain {
public:
    Terrain(std::uint64_t seed, double radiusMetres);

    [[nodiscard]] bool onLand(Spot spot, double marginMetres = 0) const;
    [[nodiscard]] bool inWater(Spot spot, double marginMetres = 0) const; ///< river or lake
    [[nodiscard]] bool inPark(Spot spot, double marginMetres = 0) const;
    /// How much the streets curl there, 0 (a grid) … 1 (grown).
    [[nodiscard]] double curl(Spot spot) const;
    /// The plan is drawn with ruler and compass and then bent by the lie of the land.
    [[nodiscard]] Spot bend(Spot planned) const;

    [[nodiscard]] double radius() const { return m_radius; }
    [[nodiscard]] const SpotLine& coast() const { return m_coast; }
    [[nodiscard]] const std::vector<SpotLine>& islets() const { return m_islets; }
    [[nodiscard]] const std::vector<SpotLine>& beaches() const { return m_beaches; }
    [[nodiscard]] const std::vector<RiverPoint>& river() const { return m_river; }
    [[nodiscard]] SpotLine riverOutline() const;
    /// A line beside the river. REQUIRES: side is 1 (left, looking down the river) or -1
    [[nodiscard]] SpotLine bank(double side, double awayMetres) const;
    [[nodiscard]] const std::vector<Blob>& lakes() const { return m_lakes; }
    [[nodiscard]] const std::vector<Blob>& parks() const { return m_parks; }
    [[nodiscard]] const std::vector<Blob>& woods() const { return m_woods; }

private:
    [[nodiscard]] double coastReach(double angle) const;
    void layRiver(Random& random);
    void layParks(Random& random);
    void layBeaches(Random& random);
    void layIslets(Random& random);

    double m_radius;
    std::uint64_t m_seed;
    Noise m_coarse, m_coarse2, m_fine, m_fine2, m_curl;
    Spot m_islandCentre;
    double m_mouthAngle = 0; ///< seen from the island's centre
    SpotLine m_coast;
    std::vector<SpotLine> m_islets;
    std::vector<SpotLine> m_beaches;
    std::vector<RiverPoint> m_river;
    std::vector<Blob> m_lakes;
    std::vector<Blob> m_parks;
    std::vector<Blob> m_woods;
};

/// A smooth curve through the points, sampled about every `step` metres. Closed: it returns to the first point.
SpotLine smoothCurve(const SpotLine& through, double step, bool closed = false);

} // namespace roundsman
