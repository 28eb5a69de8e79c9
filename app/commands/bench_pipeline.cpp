#include "app/command_line.h"
#include "app/commands/allocation_count.h"
#include "app/commands/bench_clock.h"
#include "app/commands/bench_orders.h"
#include "app/commands/bench_pipeline_history.h"
#include "app/commands/commands.h"
#include "app/commands/replay_drive.h"
#include "core/lane/lane.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cinttypes>
#include <cstdio>
#include <cstdlib>
#include <expected>
#include <filesystem>
#include <memory>

namespace roundsman {
namespace {

struct PipelineOptions {
    std::uint32_t riders = 100'000;
    std::uint64_t updates = 20'000'000;
    std::uint32_t documentsPerRecord = 50;
    std::uint32_t fences = 0;
    std::uint32_t openOrders = 0;
    std::string settingsFile;
    std::string history;
    bool json = false;
};

struct PipelineFigures {
    std::uint64_t updates = 0; ///< measured, after everybody was heard once
    std::int64_t cpuNanos = 0;
    std::uint64_t allocations = 0;
    Lane::StageCosts stages;
    std::uint64_t stageAllocations = 0; ///< of decode, admit and state, in as many updates as the sample has
    Lane::Memory memory;
    std::int64_t frameNanos = 0;
    VerdictCounts verdicts;
    std::uint64_t fenceEvents = 0;
    std::size_t openOrders = 0;
};

constexpr std::uint64_t stageSampleUpdates = 2'000'000;
constexpr std::uint32_t taughtOrders = 4'000; // enough to train a model on

std::uint64_t allocationsOfStages(const Lane::StageCosts& counted) {
    return counted.decode + counted.admit + counted.state;
}

/// The whole lane, a batch at a time; making the log does not count. Time is the thread's own on a core.
PipelineFigures runPipeline(const PipelineOptions& options, const LaneSettings& settings) {
    PipelineFigures figures;
    const std::uint32_t openOrders = std::min(options.openOrders, options.riders);
    BenchFeed feed(options.riders, options.documentsPerRecord);
    Lane lane(PartitionNo{0}, settings);
    LaneOutput output;
    BenchOrders orders(feed, lane);
    const auto apply = [&](std::span<const RecordView> records, bool counted) {
        output.clear();
        const std::uint64_t allocationsBefore = allocationsOfThisThread();
        const std::int64_t before = threadCpuNanos();
        lane.apply(records, output);
        if (counted) {
            figures.cpuNanos += threadCpuNanos() - before;
            figures.allocations += allocationsOfThisThread() - allocationsBefore;
            figures.fenceEvents += output.fenceEvents.size();
        }
    };
    const auto pass = [&](std::uint64_t updates, bool counted) {
        for (std::uint64_t done = 0; done < updates; done += documentsPerBatch) {
            const auto count = static_cast<std::uint32_t>(std::min<std::uint64_t>(documentsPerBatch, updates - done));
            if (std::string changes = orders.changes(); !changes.empty()) {
                apply(feed.record(std::move(changes)), counted); // what orders cost is the updates' to bear
            }
            apply(feed.next(count), counted);
            figures.updates += counted ? count : 0;
        }
    };
    if (options.fences > 0) {
        lane.apply(feed.fences(options.fences), output);
    }
    if (openOrders > 0) {
        orders.teach(taughtOrders);
        orders.activateModel();
    }
    pass(options.riders, false); // everybody is known
    orders.open(openOrders);
    pass(std::uint64_t{options.riders} * 2, false); // and lists have their size
    pass(options.updates, true);
    lane.measureStages(&ticks);
    pass(std::min(options.updates, stageSampleUpdates), false);
    figures.stages = lane.stageCosts();
    lane.measureStages(&allocationsOfThisThread); // a clock that only allocations move on
    pass(documentsPerBatch, false);               // the lap of the change of clocks is nobody's
    const auto allocatedBefore = allocationsOfStages(lane.stageCosts());
    pass(std::min(options.updates, stageSampleUpdates), false);
    figures.stageAllocations = allocationsOfStages(lane.stageCosts()) - allocatedBefore;
    static_cast<void>(lane.frame());
    const std::int64_t before = threadCpuNanos();
    static_cast<void>(lane.frame());
    figures.frameNanos = threadCpuNanos() - before;
    figures.memory = lane.memory();
    figures.verdicts = lane.verdicts();
    figures.openOrders = lane.frame()->openOrders->size();
    return figures;
}

/// The end of the JSON object, when a history is written beside the lane.
std::expected<std::string, std::string> withHistory(const PipelineOptions& options, const LaneSettings& settings) {
    if (options.history.empty()) {
        return {};
    }
    std::filesystem::path folder = options.history;
    if (options.history == "on") {
        std::error_code error;
        std::string pattern = (std::filesystem::temp_directory_path(error) / "roundsman-bench-XXXXXX").string();
        if (mkdtemp(pattern.data()) == nullptr) {
            return std::unexpected("no folder for the history: name one with --history FOLDER");
        }
        folder = pattern;
    }
    const auto cost = measurePipelineHistory({.riders = options.riders,
                                              .updates = options.updates,
                                              .documentsPerRecord = options.documentsPerRecord,
                                              .folder = folder.string()},
                                             settings);
    if (options.history == "on") {
        std::error_code ignored;
        std::filesystem::remove_all(folder, ignored);
    }
    return cost ? std::expected<std::string, std::string>(",\"history\":" + jsonOf(*cost))
                : std::unexpected(cost.error());
}

int benchPipeline(const PipelineOptions& options) {
    const auto settings = settingsFromFile(options.settingsFile);
    if (!settings) {
        return fail(settings.error());
    }
    const auto history = withHistory(options, *settings);
    if (!history) {
        return fail(history.error());
    }
    const PipelineFigures f = runPipeline(options, *settings);
    const double nanosEach = static_cast<double>(f.cpuNanos) / static_cast<double>(f.updates);
    // The stages' clock costs time itself and runs while others have the core: only its shares are used. What is left
    // of measure when its own stages are taken out is their clock, and goes to all of them alike.
    const Lane::StageCosts& c = f.stages;
    const auto all = static_cast<double>(c.decode + c.admit + c.state + c.measure);
    const auto share = [&](std::uint64_t stage) {
        return static_cast<double>(stage) / all * nanosEach;
    };
    const auto within = static_cast<double>(c.surge + c.eta + c.fences + c.rollups + c.alerts);
    const auto part = [&](std::uint64_t stage) {
        return within == 0 ? 0 : static_cast<double>(stage) / within * share(c.measure);
    };
    std::printf("{\"riders\":%u,\"fences\":%u,\"open_orders\":%zu,\"updates\":%" PRIu64
                ",\"updates_per_s\":%.0f,\"ns_per_update\":{\"all\":%.1f,\"decode\":%.1f,\"admit\":%.1f,"
                "\"state\":%.1f,\"surge\":%.1f,\"eta\":%.1f,\"fences\":%.1f,\"rollups\":%.1f,\"alerts\":%.1f,"
                "\"measure\":%.1f},\"allocations_per_update\":%.6f,\"allocations_of_decode_admit_state\":%" PRIu64
                ",\"accepted\":%" PRIu64 ",\"fence_events\":%" PRIu64
                ",\"bytes_per_rider\":%.1f,\"frame_ms\":%.2f,\"clock\":\"thread CPU time\",\"load\":%.2f%s}\n",
                options.riders, options.fences, f.openOrders, f.updates, 1e9 / nanosEach, nanosEach, share(c.decode),
                share(c.admit), share(c.state), part(c.surge), part(c.eta), part(c.fences), part(c.rollups),
                part(c.alerts), share(c.measure), static_cast<double>(f.allocations) / static_cast<double>(f.updates),
                f.stageAllocations, f.verdicts.of(Verdict::accepted), f.fenceEvents,
                static_cast<double>(f.memory.riderBytes) / static_cast<double>(f.memory.riders),
                static_cast<double>(f.frameNanos) / 1e6, machineLoad(), history->c_str());
    return exitOk;
}

} // namespace

void addBenchPipelineCommand(CommandLine& line) {
    const auto options = std::make_shared<PipelineOptions>();
    CLI::App& command = line.add(line.group("bench", "Measures parts of the program on this machine."), "pipeline",
                                 "A lane's rate: decode, admit, state and measure on one core, in memory.",
                                 "roundsman bench pipeline --riders 100000 --updates 20000000 --json",
                                 [options] { return benchPipeline(*options); });
    command.add_option("--riders", options->riders, "Riders that move")->check(CLI::Range(1U, 10'000'000U));
    command.add_option("--updates", options->updates, "Updates measured")->check(CLI::PositiveNumber);
    command.add_option("--per-record", options->documentsPerRecord, "Documents a record")->check(CLI::Range(1, 10'000));
    command.add_option("--fences", options->fences, "Fences about the city, each a few hundred metres wide")
        ->check(CLI::Range(0U, 100'000U));
    command
        .add_option("--orders", options->openOrders,
                    "Open orders that come and go, each with a rider; a fifth of the riders is a city at work")
        ->check(CLI::Range(0U, 10'000'000U));
    command.add_option("--settings", options->settingsFile, "Lane settings (JSON)");
    command.add_option("--history", options->history,
                       "Also with a history written beside it: a new folder that takes it, or on (a temporary one)");
    command.add_flag("--json", options->json, "One JSON object (always so)");
}

} // namespace roundsman
