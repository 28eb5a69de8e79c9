#pragma once

#include "core/api/query.h"

#include <cstdint>
#include <utility>
#include <vector>

namespace roundsman {

/// How much was heard in each stretch of a span of the past. Where nothing was, there is a gap.
struct PastCoverage {
    EventTime from{};
    Millis step{60'000};
    std::vector<std::int64_t> documents; ///< by stretch, from `from` on

    [[nodiscard]] EventTime to() const { return from + step * static_cast<std::int64_t>(documents.size()); }
    [[nodiscard]] std::int64_t most() const;
    /// Stretches without anything, joined, that end before `until`; those before anything was heard are among them.
    [[nodiscard]] std::vector<std::pair<EventTime, EventTime>> gaps(EventTime until) const;
};

/// The bucket that a span of this length is looked at in: some hundreds of stretches, not thousands.
Granularity coverageStep(Millis span);
/// From the answer to `verdictMinutes` in buckets.
PastCoverage coverageOf(const Table& table, EventTime from, EventTime to, Granularity step);

} // namespace roundsman
