#pragma once

#include "core/sim/rider.h"

#include <vector>

namespace roundsman {

/// Where idle riders are, by cells of the plane, so that the nearest one is found without asking everybody.
class IdleMap {
public:
    IdleMap(std::vector<Rider>& riders, double reachMetres)
        : m_riders(riders),
          m_reach(reachMetres),
          m_side(static_cast<std::int32_t>(2 * reachMetres / cellMetres) + 1),
          m_first(static_cast<std::size_t>(m_side) * static_cast<std::size_t>(m_side), nobody) {}

    void put(std::uint32_t slot, Spot spot) {
        const std::uint32_t cell = cellAt(spot);
        Rider& rider = m_riders[slot];
        if (rider.cell == cell) {
            return;
        }
        remove(slot);
        rider.cell = cell;
        rider.cellBefore = nobody;
        rider.cellAfter = m_first[cell];
        if (rider.cellAfter != nobody) {
            m_riders[rider.cellAfter].cellBefore = slot;
        }
        m_first[cell] = slot;
    }

    void remove(std::uint32_t slot) {
        Rider& rider = m_riders[slot];
        if (rider.cell == nobody) {
            return;
        }
        if (rider.cellBefore != nobody) {
            m_riders[rider.cellBefore].cellAfter = rider.cellAfter;
        } else {
            m_first[rider.cell] = rider.cellAfter;
        }
        if (rider.cellAfter != nobody) {
            m_riders[rider.cellAfter].cellBefore = rider.cellBefore;
        }
        rider.cell = nobody;
    }

    /// The rider nearest to `spot` that `suits`, looking no further than `reachMetres`; nobody when there is none.
    template <typename Distance, typename Suits>
    [[nodiscard]] std::uint32_t nearest(Spot spot, double reachMetres, const Distance& distanceTo,
                                        const Suits& suits) const {
        const std::int32_t x = column(spot.x);
        const std::int32_t y = column(spot.y);
        std::uint32_t best = nobody;
        double bestAway = reachMetres;
        const auto rings = static_cast<std::int32_t>(reachMetres / cellMetres) + 1;
        for (std::int32_t ring = 0; ring <= rings && (ring - 1) * cellMetres < bestAway; ++ring) {
            for (std::int32_t i = -ring; i <= ring; ++i) {
                const bool edge = i == -ring || i == ring;
                for (std::int32_t k = -ring; k <= ring; k += edge || ring == 0 ? 1 : 2 * ring) {
                    if (x + i < 0 || y + k < 0 || x + i >= m_side || y + k >= m_side) {
                        continue;
                    }
                    for (std::uint32_t slot = m_first[numberOf(x + i, y + k)]; slot != nobody;
                         slot = m_riders[slot].cellAfter) {
                        const double away = distanceTo(slot);
                        if (away < bestAway && suits(slot)) {
                            bestAway = away;
                            best = slot;
                        }
                    }
                }
            }
        }
        return best;
    }

private:
    static constexpr double cellMetres = 400;
    [[nodiscard]] std::int32_t column(double metres) const {
        return std::clamp(static_cast<std::int32_t>((metres + m_reach) / cellMetres), 0, m_side - 1);
    }
    [[nodiscard]] std::uint32_t numberOf(std::int32_t x, std::int32_t y) const {
        return static_cast<std::uint32_t>(y) * static_cast<std::uint32_t>(m_side) + static_cast<std::uint32_t>(x);
    }
    [[nodiscard]] std::uint32_t cellAt(Spot spot) const { return numberOf(column(spot.x), column(spot.y)); }

    std::vector<Rider>& m_riders;
    double m_reach;
    std::int32_t m_side;
    std::vector<std::uint32_t> m_first;
};

} // namespace roundsman
