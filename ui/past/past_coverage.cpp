#include "ui/past/past_coverage.h"

#include <algorithm>
#include <chrono>

namespace roundsman {

namespace {

Millis lengthOf(Granularity step) {
    return step == Granularity::minute    ? Millis{60'000}
           : step == Granularity::quarter ? Millis{900'000}
                                          : Millis{3'600'000};
}

EventTime floorTo(EventTime time, Millis step) {
    const std::int64_t millis = millisOf(time);
    const std::int64_t rest = ((millis % step.count()) + step.count()) % step.count();
    return time - Millis{rest};
}

} // namespace

std::int64_t PastCoverage::most() const {
    return documents.empty() ? 0 : *std::ranges::max_element(documents);
}

std::vector<std::pair<EventTime, EventTime>> PastCoverage::gaps(EventTime until) const {
    std::vector<std::pair<EventTime, EventTime>> gaps;
    for (std::size_t n = 0; n < documents.size(); ++n) {
        const EventTime begin = from + step * static_cast<std::int64_t>(n);
        if (documents[n] > 0 || begin + step > until) { // the last stretch may still fill
            continue;
        }
        if (!gaps.empty() && gaps.back().second == begin) {
            gaps.back().second = begin + step;
        } else {
            gaps.emplace_back(begin, begin + step);
        }
    }
    return gaps;
}

Granularity coverageStep(Millis span) {
    return span <= std::chrono::hours{26}        ? Granularity::minute
           : span <= std::chrono::hours{24 * 15} ? Granularity::quarter
                                                 : Granularity::hour;
}

PastCoverage coverageOf(const Table& table, EventTime from, EventTime to, Granularity step) {
    PastCoverage coverage;
    coverage.step = lengthOf(step);
    coverage.from = floorTo(from, coverage.step);
    const auto stretches =
        static_cast<std::size_t>(std::max<std::int64_t>(0, (to - coverage.from) / coverage.step + 1));
    coverage.documents.assign(stretches, 0);
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        const std::int64_t at = (timeOf(table.at(row, "minute")) - coverage.from) / coverage.step;
        if (at >= 0 && static_cast<std::size_t>(at) < stretches) {
            coverage.documents[static_cast<std::size_t>(at)] += wholeOf(table.at(row, "documents"));
        }
    }
    return coverage;
}

} // namespace roundsman
