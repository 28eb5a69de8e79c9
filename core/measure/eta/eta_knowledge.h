#pragma once

#include "core/base/bytes.h"
#include "core/measure/eta/eta_model.h"
#include "core/measure/eta/honesty.h"
#include "core/measure/eta/leg_table.h"
#include "core/model/eta.h"

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <vector>

namespace roundsman {

/// How far off today is: the error of the last legs of a merchant's kitchen or a market's streets, in log seconds,
/// forgotten by half every two hours.
class TodaysError {
public:
    explicit TodaysError(double weight) : m_weight(weight) {}
    void observe(std::uint64_t key, double error, EventTime at);
    [[nodiscard]] double at(std::uint64_t key, EventTime now) const;
    void save(ByteWriter& out) const;
    void load(ByteReader& in);

private:
    struct Memory {
        double error = 0;
        EventTime at;
    };
    double m_weight;
    std::map<std::uint64_t, Memory> m_memories;
};

/// All that a lane knows about how long things take: the model that was activated, where it answers; else tables that
/// learn from every leg that ends; both corrected by today's error and kept honest. There is always an answer.
class EtaKnowledge {
public:
    EtaKnowledge();

    void activate(std::shared_ptr<const EtaModel> model) { m_model = std::move(model); }
    [[nodiscard]] std::uint32_t modelVersion() const { return m_model ? m_model->version() : 0; }

    /// A leg that ended, and what had been said of it when it began.
    void observe(const LegQuery& query, double seconds, const LegEstimate& said, EventTime endedAt);
    /// How far a rider came on a leg, and the great circle of it.
    void observePath(std::uint64_t market, double pathMetres, double straightMetres);
    [[nodiscard]] double roadFactor(std::uint64_t market) const { return table(Leg::toCustomer).roadFactor(market); }
    [[nodiscard]] LegEstimate estimate(const LegQuery& query, EventTime now) const;
    /// Many at once: trees answer a batch far faster than one by one. Appends one estimate a query.
    void estimate(std::span<const LegQuery> queries, EventTime now, std::vector<LegEstimate>& out) const;

    void save(ByteWriter& out) const;
    bool load(ByteReader& in);

private:
    [[nodiscard]] const LegTable& table(Leg leg) const { return m_tables[static_cast<std::size_t>(leg)]; }
    /// nullptr: the model knows nothing of such a leg.
    [[nodiscard]] const LegModel* modelFor(const LegQuery& query) const;
    [[nodiscard]] LegEstimate uncorrected(const LegQuery& query) const;
    [[nodiscard]] LegEstimate corrected(const LegQuery& query, LegEstimate estimate, EventTime now) const;

    std::vector<LegTable> m_tables; ///< by Leg
    TodaysError m_kitchens;
    TodaysError m_streets;
    Honesty m_honesty;
    std::shared_ptr<const EtaModel> m_model;
};

} // namespace roundsman
