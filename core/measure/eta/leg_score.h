#pragma once

#include "core/measure/eta/leg_model.h"

#include <cstddef>
#include <span>

namespace roundsman {

/// How good estimates were: sums over legs, so that scores add up.
class LegScore {
public:
    void add(double seconds, const LegEstimate& said);

    [[nodiscard]] std::size_t legs() const { return m_legs; }
    [[nodiscard]] double meanAbsoluteError() const { return share(m_absoluteError); } ///< seconds
    [[nodiscard]] double bias() const { return share(m_error); } ///< seconds; positive: it took longer than was said
    [[nodiscard]] double underP50() const { return share(m_underP50); }
    [[nodiscard]] double underP90() const { return share(m_underP90); }
    [[nodiscard]] double lateOver5() const { return share(m_lateOver5); } ///< more than 5 minutes beyond p50
    [[nodiscard]] double lateOver10() const { return share(m_lateOver10); }

private:
    [[nodiscard]] double share(double sum) const { return m_legs == 0 ? 0 : sum / static_cast<double>(m_legs); }

    std::size_t m_legs = 0;
    double m_absoluteError = 0;
    double m_error = 0;
    double m_underP50 = 0;
    double m_underP90 = 0;
    double m_lateOver5 = 0;
    double m_lateOver10 = 0;
};

/// Each row is judged by a model that was trained without it. REQUIRES: enough rows for a model in all folds but one.
LegScore crossValidate(Leg leg, std::span<const LegModel::Row> rows, std::size_t folds);

} // namespace roundsman
