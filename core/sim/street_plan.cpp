#include "core/sim/street_plan.h"

#include "core/sim/quarter.h"
#include "core/sim/street_cut.h"

#include <algorithm>
#include <array>
#include <utility>

namespace roundsman {
namespace {

using std::numbers::pi;
constexpr int spokeCount = 16;
constexpr std::array ringShares{0.075, 0.17, 0.30, 0.46, 0.68, 0.92, 1.22, 1.6, 2.05, 2.6};
constexpr int ringCount = static_cast<int>(ringShares.size());
constexpr int oldRing = 0;            ///< around the old centre
constexpr int motorwayRing = 3;       ///< the ring road
constexpr int lastTownRing = 5;       ///< beyond it lies the country
constexpr double frontageMetres = 75; ///< houses' streets keep that far from the ring road

/// The skeleton: rings and spokes through jittered knots, and the quarters between them.
class Planner {
public:
    Planner(std::uint64_t seed, const Terrain& terrain)
        : m_random(seed, 2), m_terrain(terrain), m_quarters(m_plan, Random(seed, 3)) {
        for (double& angle : m_gridAngles) {
            angle = m_random.between(0, pi / 2);
        }
        setKnots();
    }

    StreetPlan draw();

private:
    void setKnots();
    void drawRings();
    void drawSpokes();
    void drawQuarters();
    void drawQuarter(int ring, int spoke, int step);
    void drawOldTown();
    void drawVillages();
    void bendEverything();
    void drawQuays();
    void drawCoastRoad();
    void drawParkPaths();

    /// Pieces of one class in a row are one line, so that a bridge may span where they meet.
    struct Run {
        Planner& planner;
        std::uint32_t name;
        SpotLine line{};
        RoadClass roadClass = RoadClass::street;

        void append(const SpotLine& piece, RoadClass pieceClass) {
            if (!line.empty() && pieceClass != roadClass) {
                finish();
            }
            roadClass = pieceClass;
            line.insert(line.end(), piece.begin() + (line.empty() ? 0 : 1), piece.end());
        }
        void finish() {
            if (line.size() > 1) {
                planner.add(std::exchange(line, {}), roadClass, name);
            }
        }
    };

    /// Below the third ring only every second spoke exists.
    [[nodiscard]] static int stepOf(int ring) { return ring < 2 ? 2 : 1; }
    [[nodiscard]] Spot knot(int ring, int spoke) const {
        return m_knots[static_cast<std::size_t>(ring)][static_cast<std::size_t>(spoke % spokeCount)];
    }
    [[nodiscard]] SpotLine ringPiece(int ring, int fromSpoke, int toSpoke) const;
    [[nodiscard]] SpotLine spokePiece(int spoke, int ring) const;
    [[nodiscard]] SpotLine quarterOutline(int ring, int spoke, int step);
    [[nodiscard]] QuarterStyle styleFor(Spot middle, bool industrial);
    [[nodiscard]] SpotLine bent(const SpotLine& line, bool closed) const;
    void add(SpotLine line, RoadClass roadClass, std::uint32_t name) {
        m_plan.lines.push_back({std::move(line), roadClass, name, false, false});
    }

    Random m_random;
    const Terrain& m_terrain;
    StreetPlan m_plan;
    Quarters m_quarters;
    std::array<double, 3> m_gridAngles{};
    std::array<std::array<Spot, spokeCount>, ringCount> m_knots{};
};

void Planner::setKnots() {
    std::array<double, spokeCount> lean{};
    for (double& angle : lean) {
        angle = m_random.between(-0.1, 0.1);
    }
    for (int ring = 0; ring < ringCount; ++ring) {
        for (int spoke = 0; spoke < spokeCount; ++spoke) {
            const double angle =
                2 * pi * spoke / spokeCount + lean[static_cast<std::size_t>(spoke)] + m_random.between(-0.05, 0.05);
            const double away = ringShares[static_cast<std::size_t>(ring)] * m_random.between(0.93, 1.07);
            m_knots[static_cast<std::size_t>(ring)][static_cast<std::size_t>(spoke)] =
                polar(angle, away * m_terrain.radius());
        }
    }
}

SpotLine Planner::ringPiece(int ring, int fromSpoke, int toSpoke) const {
    SpotLine all;
    const int step = stepOf(ring);
    for (int spoke = fromSpoke - step; spoke <= toSpoke + step; spoke += step) {
        all.push_back(knot(ring, (spoke + spokeCount) % spokeCount));
    }
    const SpotLine curve = smoothCurve(all, 60);
    // Only from knot to knot: the outer ones gave the curve its direction.
    const auto from = std::ranges::find(curve, knot(ring, fromSpoke % spokeCount));
    const auto to = std::ranges::find(curve, knot(ring, toSpoke % spokeCount));
    return {from, to + 1};
}

SpotLine Planner::spokePiece(int spoke, int ring) const {
    const int first = spoke % 2 == 0 ? 0 : 2;
    SpotLine through;
    for (int i = std::max(first, ring - 1); i <= std::min(ring + 2, ringCount - 1); ++i) {
        through.push_back(knot(i, spoke));
    }
    const SpotLine curve = smoothCurve(through, 60);
    const auto from = std::ranges::find(curve, knot(ring, spoke));
    const auto to = std::ranges::find(curve, knot(ring + 1, spoke));
    return {from, to + 1};
}

void Planner::drawRings() {
    for (int ring = 0; ring + 1 < ringCount; ++ring) {
        const NameWish wish = ring == motorwayRing  ? NameWish::motorway
                              : ring > lastTownRing ? NameWish::country
                                                    : NameWish::ring;
        Run run{*this, m_plan.newName(wish)};
        const int step = stepOf(ring);
        for (int spoke = 0; spoke < spokeCount; spoke += step) {
            RoadClass roadClass = ring == motorwayRing ? RoadClass::motorway : RoadClass::arterial;
            if (ring == 1 || (ring == lastTownRing && m_random.chance(0.3)) || ring > lastTownRing) {
                roadClass = RoadClass::street;
            }
            run.append(ringPiece(ring, spoke, spoke + step), roadClass);
        }
        run.finish();
    }
}

void Planner::drawSpokes() {
    for (int spoke = 0; spoke < spokeCount; ++spoke) {
        const bool main = spoke % 2 == 0;
        Run run{*this, m_plan.newName(NameWish::avenue)};
        for (int ring = main ? 0 : 2; ring + 1 < ringCount; ++ring) {
            const bool country = ring >= lastTownRing;
            const bool arterial = main && (!country || m_random.chance(0.8));
            run.append(spokePiece(spoke, ring), arterial ? RoadClass::arterial : RoadClass::street);
        }
        run.finish();
        if (main && spoke % 4 == 0) { // into the old town's heart
            const Spot gate = knot(oldRing, spoke);
            add(smoothCurve({gate, gate * 0.5 + leftOf(gate) * 0.05, polar(pi * spoke / 8, 30)}, 40), RoadClass::street,
                m_plan.newName(NameWish::street));
        }
    }
}

SpotLine Planner::quarterOutline(int ring, int spoke, int step) {
    const auto moved = [](SpotLine line, double outwards) {
        for (Spot& spot : line) {
            spot = spot + unit(spot) * outwards;
        }
        return line;
    };
    const auto frontage = [&](const SpotLine& line) {
        add(line, RoadClass::street, m_plan.newName(NameWish::street));
        return line;
    };
    SpotLine inner = ringPiece(ring, spoke, spoke + step);
    SpotLine outer = ringPiece(ring + 1, spoke, spoke + step);
    if (ring == motorwayRing) {
        inner = frontage(moved(inner, frontageMetres));
    }
    if (ring + 1 == motorwayRing) {
        outer = frontage(moved(outer, -frontageMetres));
    }
    SpotLine left = spokePiece(spoke, ring);
    SpotLine right = spokePiece((spoke + step) % spokeCount, ring);
    SpotLine outline(left.begin() + 1, left.end() - 1);
    outline.insert(outline.end(), outer.begin(), outer.end());
    outline.insert(outline.end(), right.rbegin() + 1, right.rend() - 1);
    outline.insert(outline.end(), inner.rbegin(), inner.rend());
    return outline;
}

QuarterStyle Planner::styleFor(Spot middle, bool industrial) {
    const double away = lengthOf(middle) / m_terrain.radius();
    const double curl = m_terrain.curl(middle);
    QuarterStyle style;
    style.blockArea = away < 0.2 ? 9'500 : away < 0.48 ? 13'500 : away < 0.7 ? 19'000 : 27'000;
    style.unrest = 0.03 + 0.16 * curl;
    if (industrial) {
        style.blockArea = 75'000;
        style.unrest = 0.02;
    } else if (away > 0.95) {
        style.blockArea = 240'000;
        style.unrest = 0.12;
        style.laneShare = 0.3;
    } else if (away > 0.7) {
        style.earlyStop = 0.5 * (away - 0.7);
    } else if (curl < 0.4) {
        style.grid = true;
        style.angle = m_gridAngles[m_random.below(3)];
        style.oneWays = away < 0.48;
    }
    return style;
}

void Planner::drawQuarter(int ring, int spoke, int step) {
    const SpotLine outline = quarterOutline(ring, spoke, step);
    const Spot middle = middleOf(outline);
    const Spot atMouth = m_terrain.river().back().spot;
    const double away = lengthOf(middle) / m_terrain.radius();
    const bool industrial =
        (ring == 3 || ring == 4) && distance(m_terrain.bend(middle), atMouth) < m_terrain.radius() * 0.27;
    m_quarters.fill(outline, styleFor(middle, industrial));
    if (ring < lastTownRing && m_terrain.onLand(m_terrain.bend(middle), 100)) {
        const double density =
            industrial ? 0.12 : std::clamp(1.08 - away * 1.05, 0.1, 1.0) * m_random.between(0.8, 1.1);
        m_plan.districts.push_back({outline, middle, density, industrial, false});
    }
}

void Planner::drawOldTown() {
    SpotLine outline;
    for (int spoke = 0; spoke < spokeCount; spoke += 2) {
        const SpotLine piece = ringPiece(oldRing, spoke, spoke + 2);
        outline.insert(outline.end(), piece.begin(), piece.end() - 1);
    }
    QuarterStyle style;
    style.blockArea = 5'200;
    style.unrest = 0.3;
    m_quarters.fill(outline, style);
    m_plan.districts.push_back({outline, {}, 1.0, false, true});
}

void Planner::drawQuarters() {
    drawOldTown();
    for (int ring = 0; ring + 1 < ringCount; ++ring) {
        const int step = stepOf(ring);
        for (int spoke = 0; spoke < spokeCount; spoke += step) {
            drawQuarter(ring, spoke, step);
        }
    }
}

void Planner::drawVillages() {
    for (int ring = lastTownRing + 1; ring + 1 < ringCount; ++ring) {
        for (int spoke = 0; spoke < spokeCount; ++spoke) {
            if (!m_random.chance(0.45)) {
                continue;
            }
            const Blob village{
                knot(ring, spoke), m_random.between(260, 520), 1.5, m_random.between(0, pi), m_random.next(), 0.25};
            QuarterStyle style;
            style.blockArea = 14'000;
            style.unrest = 0.5;
            style.earlyStop = 0.15;
            m_quarters.fill(village.outline(60), style);
        }
    }
}

SpotLine Planner::bent(const SpotLine& line, bool closed) const {
    SpotLine result;
    const std::size_t pieces = line.size() - (closed ? 0 : 1);
    for (std::size_t i = 0; i < pieces; ++i) {
        const Spot a = line[i];
        const Spot b = line[(i + 1) % line.size()];
        const int steps = std::max(1, static_cast<int>(std::ceil(distance(a, b) / 45)));
        for (int k = 0; k < steps; ++k) {
            result.push_back(m_terrain.bend(between(a, b, k * 1.0 / steps)));
        }
    }
    if (!closed) {
        result.push_back(m_terrain.bend(line.back()));
    }
    return result;
}

void Planner::bendEverything() {
    for (StreetLine& street : m_plan.lines) {
        street.line = bent(street.line, false);
    }
    for (PlannedDistrict& district : m_plan.districts) {
        district.outline = bent(district.outline, true);
        district.centre = m_terrain.bend(district.centre);
    }
    for (SpotLine& field : m_plan.fields) {
        field = bent(field, true);
    }
}

void Planner::drawQuays() {
    for (const double side : {1.0, -1.0}) {
        const std::uint32_t name = m_plan.newName(NameWish::quay);
        SpotLine quay;
        for (const Spot spot : m_terrain.bank(side, 24)) {
            if (lengthOf(spot) < m_terrain.radius() * 0.85) {
                quay.push_back(spot);
            }
        }
        if (quay.size() > 1) {
            add(smoothCurve(quay, 45), RoadClass::street, name);
        }
    }
}

void Planner::drawCoastRoad() {
    const std::uint32_t name = m_plan.newName(NameWish::coast);
    SpotLine run;
    const SpotLine& coast = m_terrain.coast();
    for (std::size_t i = 0; i < coast.size(); i += 3) {
        const Spot next = coast[(i + 3) % coast.size()];
        const Spot inland = coast[i] + leftOf(unit(next - coast[i])) * 115;
        const bool inTown = lengthOf(inland) < m_terrain.radius() * 1.12;
        if (inTown && m_terrain.onLand(inland, 62)) {
            run.push_back(inland);
        }
        if ((!inTown || i + 3 >= coast.size()) && run.size() > 4) {
            add(smoothCurve(run, 45), RoadClass::arterial, name);
        }
        if (!inTown) {
            run.clear();
        }
    }
}

void Planner::drawParkPaths() {
    for (const Blob& park : m_terrain.parks()) {
        const std::uint32_t name = m_plan.newName(NameWish::path);
        Blob inner = park;
        inner.radius *= 0.8;
        SpotLine around = smoothCurve(inner.outline(60), 30, true);
        around.push_back(around.front());
        add(around, RoadClass::path, name);
        SpotLine edge;
        for (const Spot spot : park.outline(30)) {
            edge.push_back(spot + unit(spot - park.centre) * 13);
        }
        edge.push_back(edge.front());
        add(edge, RoadClass::residential, m_plan.newName(NameWish::street));
        const int walks = 2 + static_cast<int>(park.radius / 110);
        for (int i = 0; i < walks; ++i) {
            const double from = pi * 2 * (i + m_random.uniform()) / walks;
            const double to = from + pi + m_random.between(-0.7, 0.7);
            const Spot heart = park.centre + polar(m_random.between(0, 2 * pi), park.radius * 0.22);
            add(smoothCurve({park.centre + polar(from, park.reach(from) + 24), heart,
                             park.centre + polar(to, park.reach(to) + 24)},
                            30),
                RoadClass::path, name);
        }
    }
}

StreetPlan Planner::draw() {
    drawRings();
    drawSpokes();
    drawQuarters();
    drawVillages();
    bendEverything();
    drawQuays();
    drawCoastRoad();
    drawParkPaths();
    cutAtWaterAndParks(m_plan.lines, m_terrain);
    return std::move(m_plan);
}

} // namespace

StreetPlan planStreets(std::uint64_t seed, const Terrain& terrain) {
    return Planner(seed, terrain).draw();
}

} // namespace roundsman
