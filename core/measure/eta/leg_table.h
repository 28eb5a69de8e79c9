#pragma once

#include "core/base/bytes.h"
#include "core/model/eta.h"

#include <cstdint>
#include <map>
#include <utility>

namespace roundsman {

/// A mean that is believed only as far as there is evidence: so many pseudo-observations of "no effect" pull it to 0.
struct ShrunkMean {
    double sum = 0;
    std::uint32_t count = 0;

    void add(double value) {
        sum += value;
        ++count;
    }
    [[nodiscard]] double mean(double pseudoObservations) const { return sum / (count + pseudoObservations); }
};

/// What a market has taught about one kind of leg: a line of log time over log distance, and on top of it the effects
/// of the hour of the week, the merchant, the cells at both ends and the pair of them, each shrunk towards none. Learns
/// from one leg at a time, so that it can live inside the lane; order of learning is the order of the log.
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

    void save(ByteWriter& out) const;
    bool load(ByteReader& in);

private:
    /// Least squares of log seconds on log metres, from running sums; begins with a few pseudo-trips.
    struct Line {
        double n = 0, x = 0, y = 0, xx = 0, xy = 0;
        double squaredError = 0;
        std::uint32_t count = 0;

        void add(double logMetres, double logSeconds, double weight);
        [[nodiscard]] double at(double logMetres) const;
    };
    using CellPair = std::pair<std::uint64_t, std::uint64_t>;

    [[nodiscard]] double xOf(const LegQuery& query) const;
    [[nodiscard]] Line newLine() const;
    [[nodiscard]] EtaLevel levelOf(const LegQuery& query) const;

    Leg m_leg;
    std::uint32_t m_observations = 0;
    std::map<std::uint64_t, Line> m_lines;                                 ///< by market
    std::map<std::pair<std::uint64_t, std::uint16_t>, ShrunkMean> m_hours; ///< market, hour of the week
    std::map<std::uint64_t, ShrunkMean> m_merchants;
    std::map<std::uint64_t, ShrunkMean> m_fromCells;
    std::map<std::uint64_t, ShrunkMean> m_toCells;
    std::map<CellPair, ShrunkMean> m_pairs;
};

} // namespace roundsman
