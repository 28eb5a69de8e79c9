#include "core/measure/eta/leg_model.h"

#include "core/base/check.h"
#include "core/measure/eta/tree_training.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace roundsman {
namespace {

constexpr std::size_t folds = 5;

/// Which fold a row belongs to: spread evenly, and not in step with any pattern in the rows' order.
std::size_t foldOf(std::size_t row) {
    return (row * 2654435761U >> 7) % folds;
}

/// Few rows carry few splits, and want smaller steps and fewer columns a tree.
TreeSettings settingsFor(std::size_t rows) {
    if (rows < 5'000) {
        return {.rounds = 120, .depth = 4, .learningRate = 0.05, .columnShare = 0.5};
    }
    return {};
}

struct TrainingSet {
    std::vector<LegFeatures> features;
    std::vector<float> targets; ///< log seconds beyond what the tables say
};

/// Features and targets of every row, by tables that have not seen it: a row's own time must not be among its causes.
TrainingSet crossFitted(Leg leg, std::span<const LegModel::Row> rows) {
    TrainingSet set;
    set.features.resize(rows.size());
    set.targets.resize(rows.size());
    for (std::size_t fold = 0; fold < folds; ++fold) {
        LegTable table(leg);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (foldOf(i) != fold) {
                table.observe(rows[i].query, rows[i].seconds);
            }
        }
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (foldOf(i) == fold) {
                const double middle = table.logMiddle(rows[i].query);
                set.features[i] = featuresOf(rows[i].query, middle, table.merchantEffect(rows[i].query.merchant));
                set.targets[i] = static_cast<float>(std::log(std::max(1.0, rows[i].seconds)) - middle);
            }
        }
    }
    return set;
}

double quantile(std::vector<double>& values, double share) {
    const auto at = std::min(values.size() - 1, static_cast<std::size_t>(share * static_cast<double>(values.size())));
    std::ranges::nth_element(values, values.begin() + static_cast<std::ptrdiff_t>(at));
    return values[at];
}

/// How far the truth lies beyond what trees say of rows that they were not trained on, at both quantiles.
std::pair<double, double> honestShifts(const TrainingSet& set) {
    std::vector<double> beyond50;
    std::vector<double> beyond90;
    for (std::size_t fold = 0; fold < folds; ++fold) {
        TrainingSet inside;
        TrainingSet outside;
        for (std::size_t i = 0; i < set.features.size(); ++i) {
            TrainingSet& side = foldOf(i + 1) == fold ? outside : inside;
            side.features.push_back(set.features[i]);
            side.targets.push_back(set.targets[i]);
        }
        std::vector<Quantiles> said;
        trainTrees(inside.features, inside.targets, settingsFor(inside.features.size())).answer(outside.features, said);
        for (std::size_t i = 0; i < said.size(); ++i) {
            beyond50.push_back(outside.targets[i] - said[i].p50);
            beyond90.push_back(outside.targets[i] - said[i].p90);
        }
    }
    return {quantile(beyond50, 0.5), quantile(beyond90, 0.9)};
}

} // namespace

LegModel LegModel::train(Leg leg, std::span<const Row> rows) {
    check(rows.size() >= rowsMin, "a model needs enough legs");
    const TrainingSet set = crossFitted(leg, rows);
    LegTable table(leg);
    for (const Row& row : rows) {
        table.observe(row.query, row.seconds);
    }
    LegModel model(std::move(table), trainTrees(set.features, set.targets, settingsFor(rows.size())));
    std::tie(model.m_shift50, model.m_shift90) = honestShifts(set);
    return model;
}

void LegModel::estimate(std::span<const LegQuery> queries, std::vector<LegEstimate>& out) const {
    std::vector<LegFeatures> features;
    features.reserve(queries.size());
    for (const LegQuery& query : queries) {
        features.push_back(featuresOf(query, m_table.logMiddle(query), m_table.merchantEffect(query.merchant)));
    }
    std::vector<Quantiles> said;
    said.reserve(queries.size());
    m_trees.answer(features, said);
    for (std::size_t i = 0; i < queries.size(); ++i) {
        const double p50 = features[i][0] + said[i].p50 + m_shift50;
        const double p90 = std::max(p50, features[i][0] + said[i].p90 + m_shift90);
        out.push_back({static_cast<float>(std::exp(p50)), static_cast<float>(std::exp(p90)), EtaLevel::model});
    }
}

void LegModel::save(ByteWriter& out) const {
    m_table.save(out);
    out.put(m_shift50);
    out.put(m_shift90);
    m_trees.save(out);
}

std::expected<LegModel, std::string> LegModel::load(Leg leg, ByteReader& in) {
    LegTable table(leg);
    if (!table.load(in)) {
        return std::unexpected("the model's tables are damaged");
    }
    const auto shift50 = in.get<double>();
    const auto shift90 = in.get<double>();
    Trees trees;
    if (!trees.load(in)) {
        return std::unexpected("the model's trees are damaged");
    }
    LegModel model(std::move(table), std::move(trees));
    model.m_shift50 = shift50;
    model.m_shift90 = shift90;
    return model;
}

} // namespace roundsman
