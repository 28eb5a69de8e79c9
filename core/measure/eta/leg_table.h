#pragma once

#include "core/base/bytes.h"
#include "core/measure/eta/mean_table.h"
#include "core/model/eta.h"

#include <cstdint>
#include <map>

namespace roundsman {

/// What a market has taught about one kind of leg: a line of log time over log distance, and on top of it the effects
/// of the hour of the week, the vehicle, the merchant, the cells at both ends and the pair of them, each shrunk towards
/// none. Learns from one leg at a time, so that it can live inside the lane; order of learning is the order of the log.
class LegTable {
public:
    explicit LegTable(Leg leg);

    void observe(const LegQuery& query, double seconds);
    /// An answer for anything, and which level of knowledge carried it.
    [[nodiscard]] LegEstimate estimate(const LegQuery& query) const;
    /// log(seconds) that estimate() says is the middle.
    [[nodiscard]] double logMiddle(const LegQuery& query) const;
    [[nodiscard]] double merchantEffect(std::uint64_t merchant) const;
    [[nodiscard]] std::uint32_t observations() const { return m_observations; }
    /// Whether the market has taught enough for an answer of its own.
    [[nodiscard]] bool knows(std::uint64_t market) const;

    /// How far riders came beside the great circle of it: where nothing else is known, time follows from it.
    void learnRoad(std::uint64_t market, double pathMetres, double straightMetres);
    [[nodiscard]] double roadFactor(std::uint64_t market) const;

    void save(ByteWriter& out) const;
    bool load(ByteReader& in);

private:
    /// Least squares of log seconds on log metres, from running sums; begins with a few pseudo-trips.
    struct Line {
        double n = 0, x = 0, y = 0, xx = 0, xy = 0;
        double squaredErrorAbove = 0; ///< of the legs that took longer than said
        std::uint32_t count = 0;

        void add(double logMetres, double logSeconds, double weight);
        [[nodiscard]] double at(double logMetres) const;
    };
    struct Road {
        double pathMetres = 0;
        double straightMetres = 0;
    };
    [[nodiscard]] double xOf(const LegQuery& query) const;
    [[nodiscard]] std::uint64_t lineKey(const LegQuery& query) const;
    [[nodiscard]] Line newLine(const LegQuery& query) const;
    [[nodiscard]] EtaLevel levelOf(const LegQuery& query) const;

    Leg m_leg;
    std::uint32_t m_observations = 0;
    std::map<std::uint64_t, Line> m_lines; ///< by market; a travelling leg of unknown ends has a line of its own
    std::map<std::uint64_t, Road> m_roads; ///< by market
    MeanTable m_hours;                     ///< by market and hour of the week
    MeanTable m_vehicles;                  ///< by market and vehicle
    MeanTable m_merchants;
    MeanTable m_fromCells;
    MeanTable m_toCells;
    MeanTable m_pairs;
};

} // namespace roundsman
