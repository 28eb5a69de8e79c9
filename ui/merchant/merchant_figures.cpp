#include "ui/merchant/merchant_figures.h"

#include <algorithm>
#include <map>

namespace roundsman {

namespace {

constexpr bool isMoney(MerchantCount count) {
    return count == MerchantCount::placedMinor || count == MerchantCount::lostMinor ||
           count == MerchantCount::deliveredMinor;
}

std::string currencyOf(const Table& table, bool& more) {
    std::map<std::string, double> orders;
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        orders[textOf(table.at(row, "currency"))] += numberOf(table.at(row, "placed"));
    }
    orders.erase(""); // minutes of a paused intake have no currency
    more = orders.size() > 1;
    const auto most = std::ranges::max_element(orders, {}, [](const auto& entry) { return entry.second; });
    return most == orders.end() ? std::string() : most->first;
}

std::optional<double> maybe(const Cell& cell) {
    return isNothing(cell) ? std::nullopt : std::optional(numberOf(cell));
}

void add(MerchantTotals& totals, const Table& table, std::size_t row, bool money) {
    for (std::size_t n = 0; n < merchantCountCount; ++n) {
        const auto count = static_cast<MerchantCount>(n);
        if (money || !isMoney(count)) {
            totals.counts[n] += numberOf(table.at(row, toText(count)));
        }
    }
    for (std::size_t n = 0; n < merchantSpanCount; ++n) {
        const std::string name(toText(static_cast<MerchantSpan>(n)));
        MerchantTotals::Span& span = totals.spans[n];
        const double count = numberOf(table.at(row, name + "_count"));
        if (count > 0 && count >= span.count) {
            span.p50Millis = maybe(table.at(row, name + "_p50_ms"));
            span.p90Millis = maybe(table.at(row, name + "_p90_ms"));
        }
        span.count += count;
        span.sumMillis += numberOf(table.at(row, name + "_sum_ms"));
    }
}

} // namespace

double MerchantTotals::lost() const {
    return of(MerchantCount::rejected) + of(MerchantCount::cancelledByCustomer) +
           of(MerchantCount::cancelledByMerchant) + of(MerchantCount::cancelledByRider) +
           of(MerchantCount::cancelledByOther);
}

MerchantAnswer readMerchantAnswer(const Table& table) {
    MerchantAnswer answer;
    answer.currency = currencyOf(table, answer.moreCurrencies);
    answer.completeThrough = table.completeThrough;
    std::map<EventTime, MerchantTotals> buckets;
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        const EventTime start = timeOf(table.at(row, "start"));
        MerchantTotals& totals = buckets[start];
        totals.start = start;
        add(totals, table, row, textOf(table.at(row, "currency")) == answer.currency);
        answer.timeZone = textOf(table.at(row, "time_zone"));
        answer.dayStart = Millis{wholeOf(table.at(row, "day_start_ms"))};
    }
    for (auto& [start, totals] : buckets) {
        answer.buckets.push_back(totals);
    }
    return answer;
}

} // namespace roundsman
