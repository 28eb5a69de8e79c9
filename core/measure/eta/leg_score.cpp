#include "core/measure/eta/leg_score.h"

#include "core/base/check.h"
#include "core/base/hash.h"

#include <cmath>

namespace roundsman {

void LegScore::add(double seconds, const LegEstimate& said) {
    const double error = seconds - static_cast<double>(said.p50Seconds);
    ++m_legs;
    m_absoluteError += std::abs(error);
    m_error += error;
    m_underP50 += error <= 0 ? 1 : 0;
    m_underP90 += seconds <= static_cast<double>(said.p90Seconds) ? 1 : 0;
    m_lateOver5 += error > 300 ? 1 : 0;
    m_lateOver10 += error > 600 ? 1 : 0;
}

LegScore crossValidate(Leg leg, std::span<const LegModel::Row> rows, std::size_t folds) {
    check(folds >= 2, "a fold is judged by the others");
    LegScore score;
    for (std::size_t fold = 0; fold < folds; ++fold) {
        std::vector<LegModel::Row> inside;
        std::vector<LegQuery> asked;
        std::vector<double> took;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (mixed(i, 1) % folds == fold) {
                asked.push_back(rows[i].query);
                took.push_back(rows[i].seconds);
            } else {
                inside.push_back(rows[i]);
            }
        }
        std::vector<LegEstimate> said;
        LegModel::train(leg, inside).estimate(asked, said);
        for (std::size_t i = 0; i < asked.size(); ++i) {
            score.add(took[i], said[i]);
        }
    }
    return score;
}

} // namespace roundsman
