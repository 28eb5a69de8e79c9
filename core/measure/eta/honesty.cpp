#include "core/measure/eta/honesty.h"

#include "core/base/hash.h"

#include <algorithm>
#include <cmath>

namespace roundsman {
namespace {

// How far one leg moves a quantile: far at first, little later; never nothing, or drift would go by unseen.
constexpr double firstStep = 0.1;
constexpr double lastStep = 0.01;
constexpr double stepHalvedBy = 20; ///< legs
constexpr double shiftMax = 1.5;    ///< a factor of 4.5 to either side

double moved(double shift, double step) {
    return std::clamp(shift + step, -shiftMax, shiftMax);
}

} // namespace

std::uint64_t Honesty::keyOf(const LegQuery& query) {
    return mixed(query.market, static_cast<std::uint64_t>(query.leg));
}

void Honesty::observe(const LegQuery& query, double seconds, const LegEstimate& said) {
    if (said.p50Seconds <= 0) {
        return;
    }
    Shifts& shifts = m_shifts[keyOf(query)];
    const double step = lastStep + firstStep / (1 + shifts.count / stepHalvedBy);
    shifts.p50 = moved(shifts.p50, seconds > static_cast<double>(said.p50Seconds) ? step * 0.5 : -step * 0.5);
    shifts.p90 = moved(shifts.p90, seconds > static_cast<double>(said.p90Seconds) ? step * 0.9 : -step * 0.1);
    ++shifts.count;
}

LegEstimate Honesty::corrected(const LegQuery& query, LegEstimate estimate) const {
    const auto found = m_shifts.find(keyOf(query));
    if (found == m_shifts.end()) {
        return estimate;
    }
    estimate.p50Seconds *= static_cast<float>(std::exp(found->second.p50));
    estimate.p90Seconds *= static_cast<float>(std::exp(found->second.p90));
    estimate.p90Seconds = std::max(estimate.p50Seconds, estimate.p90Seconds);
    return estimate;
}

void Honesty::save(ByteWriter& out) const {
    out.put(static_cast<std::uint64_t>(m_shifts.size()));
    for (const auto& [key, shifts] : m_shifts) {
        out.put(key);
        out.put(shifts.p50);
        out.put(shifts.p90);
        out.put(shifts.count);
    }
}

void Honesty::load(ByteReader& in) {
    m_shifts.clear();
    for (std::size_t left = in.getCount(28); left > 0; --left) {
        Shifts& shifts = m_shifts[in.get<std::uint64_t>()];
        shifts.p50 = in.get<double>();
        shifts.p90 = in.get<double>();
        shifts.count = in.get<std::uint32_t>();
    }
}

} // namespace roundsman
