#include "core/sim/street_cut.h"

namespace roundsman {
namespace {

constexpr double shoreMarginMetres = 60;
constexpr double bankMarginMetres = 5;
constexpr double bridgeMaxMetres = 620;
constexpr double stepMetres = 22; ///< how finely a line is tried

enum class Ground : std::uint8_t { firm, water, barred };

class Cutter {
public:
    Cutter(const Terrain& terrain, std::vector<StreetLine>& out) : m_terrain(terrain), m_out(out) {}

    void cut(const StreetLine& street) {
        const SpotLine fine = refined(street.line);
        std::vector<Ground> grounds;
        grounds.reserve(fine.size());
        for (const Spot spot : fine) {
            grounds.push_back(groundAt(spot, street.roadClass));
        }
        emitFirm(street, fine, grounds);
        if (street.roadClass <= RoadClass::arterial) {
            emitBridges(street, fine, grounds);
        }
    }

private:
    [[nodiscard]] Ground groundAt(Spot spot, RoadClass roadClass) const {
        if (!m_terrain.onLand(spot, shoreMarginMetres)) {
            return Ground::barred;
        }
        if (m_terrain.inWater(spot, bankMarginMetres)) {
            return Ground::water;
        }
        const bool small = roadClass == RoadClass::street || roadClass == RoadClass::residential;
        return small && m_terrain.inPark(spot) ? Ground::barred : Ground::firm;
    }

    static SpotLine refined(const SpotLine& line) {
        SpotLine fine;
        for (std::size_t i = 0; i + 1 < line.size(); ++i) {
            const int steps = std::max(1, static_cast<int>(std::ceil(distance(line[i], line[i + 1]) / stepMetres)));
            for (int k = 0; k < steps; ++k) {
                fine.push_back(between(line[i], line[i + 1], k * 1.0 / steps));
            }
        }
        fine.push_back(line.back());
        return fine;
    }

    void emit(const StreetLine& street, const SpotLine& fine, std::size_t first, std::size_t last, bool bridge) {
        StreetLine piece = street;
        piece.line.assign(fine.begin() + static_cast<std::ptrdiff_t>(first),
                          fine.begin() + static_cast<std::ptrdiff_t>(last) + 1);
        piece.bridge = bridge;
        m_out.push_back(std::move(piece));
    }

    void emitFirm(const StreetLine& street, const SpotLine& fine, const std::vector<Ground>& grounds) {
        for (std::size_t first = 0; first < fine.size(); ++first) {
            if (grounds[first] != Ground::firm) {
                continue;
            }
            std::size_t last = first;
            while (last + 1 < fine.size() && grounds[last + 1] == Ground::firm) {
                ++last;
            }
            if (last > first) {
                emit(street, fine, first, last, false);
            }
            first = last;
        }
    }

    void emitBridges(const StreetLine& street, const SpotLine& fine, const std::vector<Ground>& grounds) {
        for (std::size_t first = 1; first < fine.size(); ++first) {
            if (grounds[first] != Ground::water || grounds[first - 1] != Ground::firm) {
                continue;
            }
            std::size_t end = first;
            while (end < fine.size() && grounds[end] == Ground::water) {
                ++end;
            }
            if (end == fine.size() || grounds[end] != Ground::firm) {
                continue;
            }
            const double span = distance(fine[first - 1], fine[end]);
            const double driven = static_cast<double>(end - first + 1) * stepMetres;
            if (span < bridgeMaxMetres && driven < span * 1.35 + stepMetres) {
                emit(street, fine, first - 1, end, true);
            }
        }
    }

    const Terrain& m_terrain;
    std::vector<StreetLine>& m_out;
};

} // namespace

void cutAtWaterAndParks(std::vector<StreetLine>& lines, const Terrain& terrain) {
    std::vector<StreetLine> kept;
    kept.reserve(lines.size());
    Cutter cutter(terrain, kept);
    for (const StreetLine& street : lines) {
        if (street.line.size() > 1) {
            cutter.cut(street);
        }
    }
    lines = std::move(kept);
}

} // namespace roundsman
