#include "core/base/metrics.h"

#include <doctest/doctest.h>

#include <cmath>
#include <thread>
#include <vector>

using namespace roundsman;

TEST_CASE("metrics are written as Prometheus reads them") {
    Metrics metrics;
    metrics.counter("roundsman_updates_total", "Documents read.", {{"partition", "0"}}).add(41);
    metrics.counter("roundsman_updates_total", "Documents read.", {{"partition", "0"}}).add();
    metrics.gauge("roundsman_lag_seconds", "Log time behind.").set(0.25);
    CHECK(metrics.prometheusText() == "# HELP roundsman_lag_seconds Log time behind.\n"
                                      "# TYPE roundsman_lag_seconds gauge\n"
                                      "roundsman_lag_seconds 0.25\n"
                                      "# HELP roundsman_updates_total Documents read.\n"
                                      "# TYPE roundsman_updates_total counter\n"
                                      "roundsman_updates_total{partition=\"0\"} 42\n");
}

TEST_CASE("a label's value cannot break out of its quotes") {
    Metrics metrics;
    metrics.gauge("g", "help\nwith a line", {{"market", "a\"b\\c\nd"}}).set(std::nan(""));
    CHECK(metrics.prometheusText() ==
          "# HELP g help\\nwith a line\n# TYPE g gauge\ng{market=\"a\\\"b\\\\c\\nd\"} NaN\n");
}

TEST_CASE("a histogram's buckets add up") {
    Metrics metrics;
    Histogram& cost = metrics.histogram("cost_seconds", "What a frame costs.", {1, 5}, {{"partition", "1"}});
    for (const double seconds : {0.5, 1.0, 2.0, 100.0}) {
        cost.observe(seconds);
    }
    CHECK(cost.greatest() == 100);
    CHECK(metrics.prometheusText() == "# HELP cost_seconds What a frame costs.\n# TYPE cost_seconds histogram\n"
                                      "cost_seconds_bucket{partition=\"1\",le=\"1\"} 2\n"
                                      "cost_seconds_bucket{partition=\"1\",le=\"5\"} 3\n"
                                      "cost_seconds_bucket{partition=\"1\",le=\"+Inf\"} 4\n"
                                      "cost_seconds_sum{partition=\"1\"} 103.5\n"
                                      "cost_seconds_count{partition=\"1\"} 4\n");
}

TEST_CASE("a gauge can be asked when it is read, and be forgotten") {
    Metrics metrics;
    double depth = 3;
    metrics.observe("depth", "Items.", {}, [&] { return depth; });
    CHECK(metrics.prometheusText().ends_with("depth 3\n"));
    depth = 4;
    CHECK(metrics.prometheusText().ends_with("depth 4\n"));
    metrics.forget("depth");
    CHECK(metrics.prometheusText().empty());
}

TEST_CASE("threads that count side by side lose nothing") {
    Metrics metrics;
    Counter& counter = metrics.counter("n", "N.");
    {
        std::vector<std::jthread> threads;
        for (int t = 0; t < 4; ++t) {
            threads.emplace_back([&] {
                for (int i = 0; i < 10'000; ++i) {
                    counter.add();
                }
                CHECK_FALSE(metrics.prometheusText().empty());
            });
        }
    }
    CHECK(counter.value() == 40'000);
}
