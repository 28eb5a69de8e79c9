#pragma once

#include "core/measure/eta/leg_table.h"
#include "core/measure/eta/trees.h"
#include "core/model/eta.h"

#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace roundsman {

/// What was learned about one kind of leg, frozen: tables, trees that correct them, and the shifts that make the
/// quantiles honest on rows the trees had not seen.
class LegModel {
public:
    struct Row {
        LegQuery query;
        double seconds = 0;
    };

    /// The smallest number of legs that a model is trained from; fewer and the tables answer alone.
    static constexpr std::size_t rowsMin = 200;

    /// REQUIRES: rows.size() >= rowsMin. The same rows in the same order give the same model.
    static LegModel train(Leg leg, std::span<const Row> rows);

    /// Whether it was trained on legs of this market; of others it knows nothing, and must not answer.
    [[nodiscard]] bool knows(std::uint64_t market) const { return m_table.knows(market); }
    /// Appends one estimate a query.
    void estimate(std::span<const LegQuery> queries, std::vector<LegEstimate>& out) const;

    void save(ByteWriter& out) const;
    static std::expected<LegModel, std::string> load(Leg leg, ByteReader& in);

private:
    LegModel(LegTable table, Trees trees) : m_table(std::move(table)), m_trees(std::move(trees)) {}

    LegTable m_table;
    Trees m_trees;
    double m_shift50 = 0; ///< added to log seconds
    double m_shift90 = 0;
};

} // namespace roundsman
