#include "core/model/calendar.h"
#include "tests/support/kitchen.h"
#include "tests/support/recorded.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

using namespace roundsman;
using namespace roundsman::tests;
using namespace std::chrono_literals;

namespace {

constexpr EventTime midnight = eventTimeFromMillis(1'767'571'200'000); // 2026-01-05T00:00:00Z

Millis clock(const std::string& text) {
    return Millis{
        (std::stoll(text.substr(0, 2)) * 3600 + std::stoll(text.substr(3, 2)) * 60 + std::stoll(text.substr(6, 2))) *
        1000};
}

/// The tables keep four decimals; which way an exact half went is their own affair.
bool sameInFourDecimals(double value, const std::string& written) {
    return std::abs(value - std::stod(written)) <= 0.00005 + 1e-9;
}

double meanMinutes(const SpanFigures& span) {
    return static_cast<double>(span.sumMillis) / static_cast<double>(span.count) / 60'000;
}

struct Step {
    EventTime time;
    std::uint32_t order;
    OrderStep what;
};

void run(Kitchen& kitchen, std::vector<Step> steps) {
    std::ranges::stable_sort(steps, {}, &Step::time);
    for (const Step& step : steps) {
        kitchen.passTo(step.time);
        kitchen.step(step.order, step.what, step.time);
    }
    kitchen.passTo(kitchen.laneTime + 3min);
}

} // namespace

TEST_CASE("recorded delivery days: orders and preparation of every restaurant are those of the published tables") {
    const std::string folder = "delivery/";
    std::map<std::string, std::vector<std::vector<std::string>>> expected;
    for (const auto& row : Csv(folder + "expected_merchant_metrics_mdrplib.csv").cells()) {
        expected[row[0]].push_back(row);
    }
    for (const auto& [instance, restaurants] : expected) {
        Kitchen kitchen;
        std::vector<Step> steps;
        std::map<std::string, std::uint32_t> merchants;
        for (const auto& row : Csv(folder + instance + "/orders.txt", '\t').cells()) {
            const auto number = static_cast<std::uint32_t>(steps.size() / 2);
            kitchen.order(number).merchant =
                MerchantNo{merchants.try_emplace(row[4], static_cast<std::uint32_t>(merchants.size())).first->second};
            steps.push_back({midnight + std::chrono::minutes(std::stoi(row[3])), number, OrderStep::placed});
            steps.push_back({midnight + std::chrono::minutes(std::stoi(row[5])), number, OrderStep::ready});
        }
        run(kitchen, steps);
        std::map<MerchantNo, MerchantFigures> sums;
        std::map<MerchantNo, std::pair<EventTime, EventTime>> range;
        for (const MerchantRollupRow& row : kitchen.kept()) {
            sums[row.merchant].merge(row.figures);
            range.try_emplace(row.merchant, row.start, row.start).first->second.second = row.start;
        }
        std::size_t wrong = 0;
        for (const auto& row : restaurants) {
            const MerchantNo merchant{merchants.at(row[1])};
            const MerchantFigures& figures = sums[merchant];
            const SpanFigures& preparation = figures.of(MerchantSpan::preparation);
            wrong += figures.of(MerchantCount::placed) != std::stoll(row[2]) ||
                     !sameInFourDecimals(meanMinutes(preparation), row[3]) ||
                     preparation.minMillis != std::stoll(row[4]) * 60'000 ||
                     preparation.maxMillis != std::stoll(row[5]) * 60'000 ||
                     range[merchant].first != midnight + std::chrono::minutes(std::stoi(row[6])) ||
                     range[merchant].second != midnight + std::chrono::minutes(std::stoi(row[7]));
        }
        CAPTURE(instance);
        CHECK(wrong == 0);
        const std::string statistics = readRecorded(folder + instance + "/instance_characteristics.txt");
        CHECK(statistics.find("number of orders: " + std::to_string(kitchen.total().of(MerchantCount::placed)) +
                              "\n") != std::string::npos);
    }
}

TEST_CASE("recorded city days by local hour, with clocks that wrap past midnight") {
    const std::string folder = "delivery/";
    const Calendar local = Calendar::of("America/Bogota", 0h).value();
    const EventTime day = local.bucketStart(midnight + 12h, Granularity::day);
    std::map<std::string, std::map<std::int64_t, std::vector<std::string>>> expected;
    for (const auto& row : Csv(folder + "expected_hourly_metrics_mdrp-sim.csv").cells()) {
        expected[row[0]][std::stoll(row[1])] = row;
    }
    for (const auto& [instance, hours] : expected) {
        Kitchen kitchen;
        std::vector<Step> steps;
        std::map<std::string, std::uint32_t> places;
        for (const auto& row : Csv(folder + "mdrp-sim/" + instance + "_orders.csv.gz").cells()) {
            const auto number = static_cast<std::uint32_t>(steps.size() / 2);
            kitchen.order(number).merchant = MerchantNo{
                places.try_emplace(row[1] + "," + row[2], static_cast<std::uint32_t>(places.size())).first->second};
            const Millis placed = clock(row[5]);
            const Millis ready = clock(row[7]);
            steps.push_back({day + placed, number, OrderStep::placed});
            steps.push_back({day + ready + (ready < placed ? 24h : 0h), number, OrderStep::ready});
        }
        run(kitchen, steps);
        std::map<std::int64_t, MerchantFigures> sums;
        std::map<std::int64_t, std::set<MerchantNo>> merchants;
        for (const MerchantRollupRow& row : kitchen.kept()) {
            CHECK(local.bucketStart(row.start, Granularity::day) == day);
            sums[local.hourOfDay(row.start)].merge(row.figures);
            merchants[local.hourOfDay(row.start)].insert(row.merchant);
        }
        CAPTURE(instance);
        CHECK(sums.size() == hours.size());
        for (const auto& [hour, row] : hours) {
            CHECK(sums[hour].of(MerchantCount::placed) == std::stoll(row[2]));
            CHECK(merchants[hour].size() == std::stoull(row[3]));
            CHECK(sameInFourDecimals(meanMinutes(sums[hour].of(MerchantSpan::placedToReady)), row[4]));
        }
    }
}
