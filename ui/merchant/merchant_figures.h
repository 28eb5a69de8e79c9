#pragma once

#include "core/api/query.h"
#include "core/model/rollup.h"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace roundsman {

/// What an answer to QueryKind::merchants says of one bucket, or of a whole range.
struct MerchantTotals {
    struct Span {
        double count = 0;
        double sumMillis = 0;
        std::optional<double> p50Millis;
        std::optional<double> p90Millis;
    };
    EventTime start{};
    std::array<double, merchantCountCount> counts{};
    std::array<Span, merchantSpanCount> spans;

    [[nodiscard]] double of(MerchantCount count) const { return counts[static_cast<std::size_t>(count)]; }
    [[nodiscard]] const Span& of(MerchantSpan span) const { return spans[static_cast<std::size_t>(span)]; }
    [[nodiscard]] double lost() const; ///< orders rejected or cancelled, by whomever
};

/// One answer, a bucket after the other. A restaurant that takes two currencies has two rows a bucket: counts are added
/// up, money is that of `currency` alone, and times are those of the row with most of them, since quantiles of two rows
/// cannot be merged any more.
struct MerchantAnswer {
    std::vector<MerchantTotals> buckets;
    std::string currency; ///< the one with most orders
    bool moreCurrencies = false;
    std::string timeZone;
    Millis dayStart{0};
    EventTime completeThrough{};
};

MerchantAnswer readMerchantAnswer(const Table& table);

} // namespace roundsman
