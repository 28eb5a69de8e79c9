#include "app/command_line.h"
#include "app/commands/bench_clock.h"
#include "app/commands/bench_orders.h"
#include "app/commands/commands.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>
#include <memory>

namespace roundsman {
namespace {

struct EtaBenchOptions {
    std::uint32_t orders = 20'000;
    std::uint32_t taught = 4'000;
    std::uint32_t ticks = 30;
    bool withModel = true;
};

LaneSettings etaAlone() {
    LaneSettings settings;
    settings.eta.every = std::chrono::seconds{1}; // nothing but ETA happens within a minute
    settings.staleness.staleAfter = std::chrono::hours{1};
    return settings;
}

/// Nanoseconds that one look at all open orders takes.
std::int64_t tick(BenchFeed& feed, Lane& lane, LaneOutput& out) {
    feed.passTime(std::chrono::seconds{1});
    const auto record = feed.record(R"({"type":"clock.tick","market":"south","data":{}})");
    out.clear();
    const std::int64_t before = threadCpuNanos();
    lane.apply(record, out);
    return threadCpuNanos() - before;
}

int benchEta(const EtaBenchOptions& options) {
    BenchFeed feed(options.orders, 50);
    Lane lane(PartitionNo{0}, etaAlone());
    LaneOutput out;
    BenchOrders orders(feed, lane);
    orders.teach(options.taught);
    if (options.withModel) {
        orders.activateModel();
    }
    lane.apply(feed.next(options.orders), out); // everybody is somewhere
    orders.open(options.orders);
    static_cast<void>(tick(feed, lane, out)); // memory has its size
    std::vector<std::int64_t> nanos;
    nanos.reserve(options.ticks);
    for (std::uint32_t n = 0; n < options.ticks; ++n) {
        nanos.push_back(tick(feed, lane, out));
    }
    std::ranges::sort(nanos);
    const double median = static_cast<double>(nanos[nanos.size() / 2]);
    std::printf("{\"orders\":%zu,\"riders_on_their_way\":%u,\"model\":%s,\"ticks\":%u,\"tick_ms\":%.2f,"
                "\"tick_max_ms\":%.2f,\"us_per_row\":%.3f,\"clock\":\"thread CPU time\",\"load\":%.2f}\n",
                lane.frame()->openOrders->size(), options.orders, options.withModel ? "true" : "false", options.ticks,
                median / 1e6, static_cast<double>(nanos.back()) / 1e6, median / 1e3 / options.orders, machineLoad());
    return exitOk;
}

} // namespace

void addBenchEtaCommand(CommandLine& line) {
    const auto options = std::make_shared<EtaBenchOptions>();
    CLI::App& command = line.add(line.group("bench", "Measures parts of the program on this machine."), "eta",
                                 "Open orders re-estimated: all of them, each with a rider on his way, at each tick.",
                                 "roundsman bench eta --orders 20000", [options] { return benchEta(*options); });
    command.add_option("--orders", options->orders, "Open orders")->check(CLI::Range(1U, 1'000'000U));
    command.add_option("--taught", options->taught, "Orders delivered before, to learn from")
        ->check(CLI::Range(1'000U, 1'000'000U));
    command.add_option("--ticks", options->ticks, "Ticks measured")->check(CLI::Range(1U, 10'000U));
    command.add_flag("!--without-model", options->withModel, "Tables alone answer");
}

} // namespace roundsman
