#include "core/measure/eta/eta_knowledge.h"

#include <cmath>

namespace roundsman {
namespace {

constexpr double kitchenWeight = 0.3; ///< five slow dishes carry five sixths of the truth
constexpr double streetWeight = 0.02; ///< a market's streets change slowly and are seen often
constexpr double halfLifeSeconds = 7200;
constexpr double noticed = 0.05; ///< of log seconds: a kitchen's error below it is a usual day

bool isStreet(Leg leg) {
    return leg == Leg::toMerchant || leg == Leg::toCustomer;
}

LegEstimate times(LegEstimate estimate, double factor) {
    estimate.p50Seconds = static_cast<float>(estimate.p50Seconds * factor);
    estimate.p90Seconds = static_cast<float>(estimate.p90Seconds * factor);
    return estimate;
}

} // namespace

void TodaysError::observe(std::uint64_t key, double error, EventTime when) {
    const double before = at(key, when);
    m_memories[key] = {before + m_weight * (error - before), when};
}

double TodaysError::at(std::uint64_t key, EventTime now) const {
    const auto found = m_memories.find(key);
    if (found == m_memories.end()) {
        return 0;
    }
    const double age = std::chrono::duration<double>(now - found->second.at).count();
    return found->second.error * std::exp2(-std::max(0.0, age) / halfLifeSeconds);
}

void TodaysError::save(ByteWriter& out) const {
    out.put(static_cast<std::uint64_t>(m_memories.size()));
    for (const auto& [key, memory] : m_memories) {
        out.put(key);
        out.put(memory.error);
        out.put(millisOf(memory.at));
    }
}

void TodaysError::load(ByteReader& in) {
    m_memories.clear();
    for (std::size_t left = in.getCount(3 * sizeof(std::uint64_t)); left > 0; --left) {
        Memory& memory = m_memories[in.get<std::uint64_t>()];
        memory.error = in.get<double>();
        memory.at = eventTimeFromMillis(in.get<std::int64_t>());
    }
}

EtaKnowledge::EtaKnowledge() : m_kitchens(kitchenWeight), m_streets(streetWeight) {
    for (std::size_t leg = 0; leg < legCount; ++leg) {
        m_tables.emplace_back(static_cast<Leg>(leg));
    }
}

const LegModel* EtaKnowledge::modelFor(const LegQuery& query) const {
    const LegModel* const model = m_model ? m_model->of(query.leg) : nullptr;
    return model != nullptr && model->knows(query.market) ? model : nullptr;
}

LegEstimate EtaKnowledge::uncorrected(const LegQuery& query) const {
    if (const LegModel* const model = modelFor(query)) {
        std::vector<LegEstimate> answer;
        model->estimate({&query, 1}, answer);
        return answer.front();
    }
    return table(query.leg).estimate(query);
}

LegEstimate EtaKnowledge::corrected(const LegQuery& query, LegEstimate estimate, EventTime now) const {
    if (isStreet(query.leg)) {
        estimate = times(estimate, std::exp(m_streets.at(query.market, now)));
    } else if (query.leg == Leg::preparation) {
        estimate = times(estimate, std::exp(m_kitchens.at(query.merchant, now)));
    } else if (query.leg == Leg::whole) {
        // A kitchen that is slow today makes the whole way longer by what it makes of its own stretch.
        const double error = m_kitchens.at(query.merchant, now);
        if (std::abs(error) > noticed) {
            LegQuery kitchen = query;
            kitchen.leg = Leg::preparation;
            const auto longer = static_cast<float>(uncorrected(kitchen).p50Seconds * (std::exp(error) - 1));
            estimate.p50Seconds = std::max(estimate.p50Seconds / 2, estimate.p50Seconds + longer);
            estimate.p90Seconds = std::max(estimate.p50Seconds, estimate.p90Seconds + longer);
        }
    }
    return m_honesty.corrected(query, estimate);
}

void EtaKnowledge::observe(const LegQuery& query, double seconds, const LegEstimate& said, EventTime endedAt) {
    const double error = std::log(std::max(1.0, seconds)) - std::log(std::max(1.0F, uncorrected(query).p50Seconds));
    if (isStreet(query.leg)) {
        m_streets.observe(query.market, error, endedAt);
    } else if (query.leg == Leg::preparation) {
        m_kitchens.observe(query.merchant, error, endedAt);
    }
    m_honesty.observe(query, seconds, said);
    m_tables[static_cast<std::size_t>(query.leg)].observe(query, seconds);
}

void EtaKnowledge::observePath(std::uint64_t market, double pathMetres, double straightMetres) {
    for (const Leg leg : {Leg::toMerchant, Leg::toCustomer, Leg::whole}) {
        m_tables[static_cast<std::size_t>(leg)].learnRoad(market, pathMetres, straightMetres);
    }
}

LegEstimate EtaKnowledge::estimate(const LegQuery& query, EventTime now) const {
    return corrected(query, uncorrected(query), now);
}

void EtaKnowledge::estimate(std::span<const LegQuery> queries, EventTime now, std::vector<LegEstimate>& out) const {
    const std::size_t first = out.size();
    out.resize(first + queries.size());
    for (std::size_t kind = 0; kind < legCount; ++kind) {
        std::vector<LegQuery> asked; // of the model
        std::vector<std::size_t> places;
        for (std::size_t i = 0; i < queries.size(); ++i) {
            if (queries[i].leg != static_cast<Leg>(kind)) {
                continue;
            }
            if (modelFor(queries[i]) != nullptr) {
                asked.push_back(queries[i]);
                places.push_back(first + i);
            } else {
                out[first + i] = corrected(queries[i], m_tables[kind].estimate(queries[i]), now);
            }
        }
        if (asked.empty()) {
            continue;
        }
        std::vector<LegEstimate> answers;
        m_model->of(static_cast<Leg>(kind))->estimate(asked, answers);
        for (std::size_t i = 0; i < asked.size(); ++i) {
            out[places[i]] = corrected(asked[i], answers[i], now);
        }
    }
}

void EtaKnowledge::save(ByteWriter& out) const {
    for (const LegTable& table : m_tables) {
        table.save(out);
    }
    m_kitchens.save(out);
    m_streets.save(out);
    m_honesty.save(out);
    out.put(std::string_view(m_model ? m_model->bytes() : std::string{}));
}

bool EtaKnowledge::load(ByteReader& in) {
    for (LegTable& table : m_tables) {
        table.load(in);
    }
    m_kitchens.load(in);
    m_streets.load(in);
    m_honesty.load(in);
    const auto bytes = in.getText();
    m_model.reset();
    if (!bytes.empty()) {
        auto model = EtaModel::fromBytes(bytes);
        if (!model) {
            in.fail();
            return false;
        }
        m_model = std::make_shared<const EtaModel>(std::move(*model));
    }
    return in.ok();
}

} // namespace roundsman
