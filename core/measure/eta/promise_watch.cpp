#include "core/measure/eta/promise_watch.h"

#include "core/measure/measure_bytes.h"

#include <algorithm>

namespace roundsman {
namespace {

std::int64_t hourOf(EventTime time) {
    return std::chrono::floor<std::chrono::hours>(time).time_since_epoch().count();
}

void add(PromiseWatch::Coverage& sum, const PromiseWatch::Coverage& hour) {
    sum.first = sum.orders == 0 ? hour.first : std::min(sum.first, hour.first);
    sum.last = std::max(sum.last, hour.last);
    sum.orders += hour.orders;
    sum.kept += hour.kept;
}

} // namespace

void PromiseWatch::delivered(MarketNo market, EventTime at, bool kept, DocumentRef document) {
    add(m_hours[market][hourOf(at)], {market, 1, kept ? 1U : 0U, document, document});
}

std::vector<PromiseWatch::Coverage> PromiseWatch::within(Millis window, EventTime now) const {
    std::vector<Coverage> all;
    for (const auto& [market, hours] : m_hours) {
        Coverage sum{.market = market, .first = {}, .last = {}};
        for (auto hour = hours.upper_bound(hourOf(now - window)); hour != hours.end(); ++hour) {
            add(sum, hour->second);
        }
        all.push_back(sum);
    }
    return all;
}

void PromiseWatch::forgetBefore(EventTime time) {
    for (auto& [market, hours] : m_hours) {
        hours.erase(hours.begin(), hours.lower_bound(hourOf(time)));
    }
}

void PromiseWatch::save(ByteWriter& out) const {
    out.put(static_cast<std::uint64_t>(m_hours.size()));
    for (const auto& [market, hours] : m_hours) {
        out.put(market.value());
        out.put(static_cast<std::uint64_t>(hours.size()));
        for (const auto& [hour, coverage] : hours) {
            out.put(hour);
            out.put(coverage.orders);
            out.put(coverage.kept);
            putDocument(out, coverage.first);
            putDocument(out, coverage.last);
        }
    }
}

bool PromiseWatch::load(ByteReader& in) {
    m_hours.clear();
    for (std::size_t markets = in.getCount(10); markets > 0 && in.ok(); --markets) {
        const MarketNo market = getId<MarketNo>(in);
        auto& its = m_hours[market];
        for (std::size_t hours = in.getCount(40); hours > 0; --hours) {
            Coverage& coverage = its[in.get<std::int64_t>()];
            coverage.market = market;
            coverage.orders = in.get<std::uint32_t>();
            coverage.kept = in.get<std::uint32_t>();
            coverage.first = getDocument(in);
            coverage.last = getDocument(in);
        }
    }
    return in.ok();
}

} // namespace roundsman
