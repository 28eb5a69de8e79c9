#include "core/measure/eta/leg_table.h"

#include "core/base/hash.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace roundsman {
namespace {

// How much evidence outweighs "no effect". Larger where the groups are finer and the differences between them smaller.
constexpr double hourPseudo = 20;
constexpr double vehiclePseudo = 20;
constexpr double merchantPseudo = 5;
constexpr double cellPseudo = 60;
constexpr double pairPseudo = 30;
constexpr std::uint32_t enough = 5; ///< observations from which on a level is named as the one that answered

constexpr double p90StandardNormal = 1.2815515655446004;
constexpr double defaultSpread = 0.45; ///< of log seconds, before anything was seen
constexpr double shortestMetres = 50;  ///< below, distance says nothing about time
constexpr double usualMetres = 2500;   ///< where the ends are not known

constexpr double defaultRoadFactor = 1.3;
constexpr double roadPseudoMetres = 20'000;

/// Seconds that nobody contradicts before the first observation: 25 km/h along the road, and 90 s to start and stop;
/// the stops by the trade's usual figures.
double defaultSeconds(Leg leg, double metres, double roadFactor) {
    const double travel = 90 + metres * roadFactor / (25 / 3.6);
    switch (leg) {
    case Leg::assignment:
        return 180;
    case Leg::wait:
        return 90;
    case Leg::preparation:
        return 900;
    case Leg::handOver:
        return 120;
    case Leg::toMerchant:
    case Leg::toCustomer:
        return travel;
    case Leg::whole:
        return 1500 + travel;
    }
    return travel;
}

bool travels(Leg leg) {
    return leg == Leg::toMerchant || leg == Leg::toCustomer || leg == Leg::whole;
}

double effect(const MeanTable& means, std::uint64_t key, double pseudo) {
    const ShrunkMean* mean = means.find(key);
    return mean == nullptr ? 0 : mean->mean(pseudo);
}

bool known(const MeanTable& means, std::uint64_t key) {
    const ShrunkMean* mean = means.find(key);
    return mean != nullptr && mean->count >= enough;
}

// Keys are stirred: the table takes well spread words, and H3's are not.
std::uint64_t hourKey(const LegQuery& query) {
    return mixed(query.market, query.localMinuteOfWeek / 60U);
}
std::uint64_t vehicleKey(const LegQuery& query) {
    return mixed(query.market, query.vehicle);
}
std::uint64_t cellKey(CellId cell) {
    return mixed(cell.value(), 0);
}
std::uint64_t pairKey(const LegQuery& query) {
    return mixed(query.fromCell.value(), query.toCell.value());
}

} // namespace

LegTable::LegTable(Leg leg) : m_leg(leg) {}

void LegTable::Line::add(double logMetres, double logSeconds, double weight) {
    n += weight;
    x += weight * logMetres;
    y += weight * logSeconds;
    xx += weight * logMetres * logMetres;
    xy += weight * logMetres * logSeconds;
}

double LegTable::Line::at(double logMetres) const {
    const double spread = xx - x * x / n;
    const double slope = spread > 1e-9 ? (xy - x * y / n) / spread : 0;
    return (y - slope * x) / n + slope * logMetres;
}

double LegTable::xOf(const LegQuery& query) const {
    if (!travels(m_leg) || !query.hasPlaces) {
        return 0;
    }
    return std::log(std::max(shortestMetres, distanceMetres(query.from, query.to)));
}

/// Nobody may read a time at distance 0 off the line of legs whose distance is known, nor teach it one.
std::uint64_t LegTable::lineKey(const LegQuery& query) const {
    return query.hasPlaces || !travels(m_leg) ? query.market : mixed(query.market, 1);
}

LegTable::Line LegTable::newLine(const LegQuery& query) const {
    Line line;
    const double factor = roadFactor(query.market);
    if (!travels(m_leg) || !query.hasPlaces) {
        line.add(0, std::log(defaultSeconds(m_leg, usualMetres, factor)), 3);
        return line;
    }
    for (const double metres : {500.0, 2000.0, 8000.0}) {
        line.add(std::log(metres), std::log(defaultSeconds(m_leg, metres, factor)), 1);
    }
    return line;
}

void LegTable::learnRoad(std::uint64_t market, double pathMetres, double straightMetres) {
    Road& road = m_roads[market];
    road.pathMetres += pathMetres;
    road.straightMetres += straightMetres;
}

double LegTable::roadFactor(std::uint64_t market) const {
    const auto road = m_roads.find(market);
    if (road == m_roads.end()) {
        return defaultRoadFactor;
    }
    return (road->second.pathMetres + defaultRoadFactor * roadPseudoMetres) /
           (road->second.straightMetres + roadPseudoMetres);
}

void LegTable::observe(const LegQuery& query, double seconds) {
    const double x = xOf(query);
    const double y = std::log(std::max(1.0, seconds));
    const double error = y - logMiddle(query);
    Line& line = m_lines.try_emplace(lineKey(query), newLine(query)).first->second;

    // Each level learns what the levels above it leave unexplained.
    double rest = y - line.at(x);
    line.add(x, y, 1);
    line.squaredErrorAbove += error > 0 ? error * error : 0;
    ++line.count;
    const auto learn = [&rest](ShrunkMean& mean, double pseudo) {
        const double before = mean.mean(pseudo);
        mean.add(rest);
        rest -= before;
    };
    learn(m_hours[hourKey(query)], hourPseudo);
    if (query.vehicle != 0) {
        learn(m_vehicles[vehicleKey(query)], vehiclePseudo);
    }
    if (query.merchant != 0) {
        learn(m_merchants[query.merchant], merchantPseudo);
    }
    if (query.hasPlaces) {
        learn(m_fromCells[cellKey(query.fromCell)], cellPseudo);
        learn(m_toCells[cellKey(query.toCell)], cellPseudo);
        learn(m_pairs[pairKey(query)], pairPseudo);
    }
    ++m_observations;
}

double LegTable::logMiddle(const LegQuery& query) const {
    const auto line = m_lines.find(lineKey(query));
    double middle = (line == m_lines.end() ? newLine(query) : line->second).at(xOf(query));
    middle += effect(m_hours, hourKey(query), hourPseudo) + merchantEffect(query.merchant);
    if (query.vehicle != 0) {
        middle += effect(m_vehicles, vehicleKey(query), vehiclePseudo);
    }
    if (query.hasPlaces) {
        middle += effect(m_fromCells, cellKey(query.fromCell), cellPseudo) +
                  effect(m_toCells, cellKey(query.toCell), cellPseudo) + effect(m_pairs, pairKey(query), pairPseudo);
    }
    return middle;
}

double LegTable::merchantEffect(std::uint64_t merchant) const {
    return merchant == 0 ? 0 : effect(m_merchants, merchant, merchantPseudo);
}

bool LegTable::knows(std::uint64_t market) const {
    const auto line = m_lines.find(market);
    return line != m_lines.end() && line->second.count >= enough;
}

EtaLevel LegTable::levelOf(const LegQuery& query) const {
    const auto line = m_lines.find(lineKey(query));
    if (line == m_lines.end() || line->second.count < enough) {
        return EtaLevel::fallback;
    }
    if (query.hasPlaces && known(m_pairs, pairKey(query))) {
        return EtaLevel::cellPair;
    }
    if (query.hasPlaces && (known(m_fromCells, cellKey(query.fromCell)) || known(m_toCells, cellKey(query.toCell)))) {
        return EtaLevel::cell;
    }
    if (known(m_merchants, query.merchant)) {
        return EtaLevel::merchant;
    }
    return known(m_hours, hourKey(query)) ? EtaLevel::hour : EtaLevel::market;
}

LegEstimate LegTable::estimate(const LegQuery& query) const {
    const auto line = m_lines.find(lineKey(query));
    double variance = defaultSpread * defaultSpread;
    if (line != m_lines.end()) {
        // Twice the half above the middle: a leg that is now and then nothing (a rider stood at the door) says much
        // about the other half, and nothing about how long it may take.
        variance = (variance * enough + 2 * line->second.squaredErrorAbove) / (enough + line->second.count);
    }
    const double middle = logMiddle(query);
    return {static_cast<float>(std::exp(middle)),
            static_cast<float>(std::exp(middle + p90StandardNormal * std::sqrt(variance))), levelOf(query)};
}

void LegTable::save(ByteWriter& out) const {
    out.put(m_leg);
    out.put(m_observations);
    out.put(static_cast<std::uint64_t>(m_lines.size()));
    for (const auto& [market, line] : m_lines) {
        out.put(market);
        for (const double value : {line.n, line.x, line.y, line.xx, line.xy, line.squaredErrorAbove}) {
            out.put(value);
        }
        out.put(line.count);
    }
    out.put(static_cast<std::uint64_t>(m_roads.size()));
    for (const auto& [market, road] : m_roads) {
        out.put(market);
        out.put(road.pathMetres);
        out.put(road.straightMetres);
    }
    m_hours.save(out);
    m_vehicles.save(out);
    m_merchants.save(out);
    m_fromCells.save(out);
    m_toCells.save(out);
    m_pairs.save(out);
}

bool LegTable::load(ByteReader& in) {
    if (in.get<Leg>() != m_leg) {
        in.fail();
    }
    m_observations = in.get<std::uint32_t>();
    m_lines.clear();
    for (std::size_t left = in.getCount(sizeof(std::uint64_t)); left > 0 && in.ok(); --left) {
        Line& line = m_lines[in.get<std::uint64_t>()];
        for (double* value : {&line.n, &line.x, &line.y, &line.xx, &line.xy, &line.squaredErrorAbove}) {
            *value = in.get<double>();
        }
        line.count = in.get<std::uint32_t>();
    }
    m_roads.clear();
    for (std::size_t left = in.getCount(3 * sizeof(std::uint64_t)); left > 0; --left) {
        Road& road = m_roads[in.get<std::uint64_t>()];
        road.pathMetres = in.get<double>();
        road.straightMetres = in.get<double>();
    }
    m_hours.load(in);
    m_vehicles.load(in);
    m_merchants.load(in);
    m_fromCells.load(in);
    m_toCells.load(in);
    m_pairs.load(in);
    return in.ok();
}

} // namespace roundsman
