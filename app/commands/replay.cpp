#include "app/command_line.h"
#include "app/commands/commands.h"
#include "app/commands/node_command.h"
#include "app/commands/replay_drive.h"
#include "app/commands/replay_history.h"

#include <CLI/CLI.hpp>

#include <cinttypes>
#include <cstdio>
#include <memory>

namespace roundsman {
namespace {

struct ReplayRun {
    ReplayOptions options;
    std::string history; ///< where what is derived goes; empty: nowhere
    OnRefusal onRefusal = OnRefusal::stop;
    bool openEnd = false;
    bool json = false;
};

VerdictCounts sumOf(const ReplayDrive& drive) {
    VerdictCounts sum;
    for (const auto& [partition, lane] : drive.lanes()) {
        for (std::size_t i = 0; i < verdictCount; ++i) {
            sum.byVerdict[i] += lane.verdicts().byVerdict[i];
        }
        for (std::size_t i = 0; i < reasonCount; ++i) {
            sum.byReason[i] += lane.verdicts().byReason[i];
        }
    }
    sum.byVerdict[static_cast<std::size_t>(Verdict::accepted)] -= drive.closed(); // nobody sent these
    return sum;
}

void printJson(const ReplayDrive& drive, const VerdictCounts& counts) {
    std::printf("{\"records\":%" PRIu64 ",\"documents\":%" PRIu64, (drive.records() - drive.closed()),
                counts.documents());
    for (std::size_t i = 0; i < verdictCount; ++i) {
        std::printf(",\"%s\":%" PRIu64, std::string(toText(static_cast<Verdict>(i))).c_str(), counts.byVerdict[i]);
    }
    std::printf(",\"reasons\":{");
    const char* comma = "";
    for (std::size_t i = 1; i < reasonCount; ++i) {
        if (counts.byReason[i] > 0) {
            std::printf("%s\"%s\":%" PRIu64, comma, std::string(toText(static_cast<Reason>(i))).c_str(),
                        counts.byReason[i]);
            comma = ",";
        }
    }
    std::printf("},\"repeatedRecords\":%" PRIu64 "}\n", drive.repeated());
}

void printTable(const ReplayDrive& drive, const VerdictCounts& counts) {
    std::printf("%-28s %12" PRIu64 "\n%-28s %12" PRIu64 "\n", "records", (drive.records() - drive.closed()),
                "documents", counts.documents());
    for (std::size_t i = 0; i < verdictCount; ++i) {
        std::printf("%-28s %12" PRIu64 "\n", std::string(toText(static_cast<Verdict>(i))).c_str(), counts.byVerdict[i]);
    }
    for (std::size_t i = 1; i < reasonCount; ++i) {
        if (counts.byReason[i] > 0) {
            std::printf("  %-26s %12" PRIu64 "\n", std::string(toText(static_cast<Reason>(i))).c_str(),
                        counts.byReason[i]);
        }
    }
    if (drive.repeated() > 0) {
        std::printf("%-28s %12" PRIu64 "\n", "records that came again", drive.repeated());
    }
}

int replay(const ReplayRun& run) {
    ReplayOptions options = run.options;
    options.letTimePass = !run.history.empty() && !run.openEnd;
    ReplayDrive drive(options);
    ReplayHistory history(run.history, run.onRefusal);
    auto done = history.open();
    done = done ? drive.run([&](Lane& lane, LaneOutput& output) { return history.take(lane, output); }) : done;
    done = done ? history.finish() : done;
    if (!done) {
        return fail(done.error());
    }
    const VerdictCounts counts = sumOf(drive);
    run.json ? printJson(drive, counts) : printTable(drive, counts);
    return exitOk;
}

} // namespace

void addReplayCommand(CommandLine& line) {
    const auto run = std::make_shared<ReplayRun>();
    CLI::App& command = line.add("replay", "Runs recorded logs through the engine and counts the verdicts.",
                                 "roundsman replay south.jsonl --json", [run] { return replay(*run); });
    addReplayOptions(command, run->options);
    command.add_flag("--json", run->json, "Prints one JSON object");
    command.add_flag(
        "--over", run->options.logIsOver,
        "The recorded log is over: its last minutes are completed, as those of plain documents always are");
    command.add_flag("--open-end", run->openEnd, "Leaves the last minutes open: more documents will be replayed");
    command.add_option("--history", run->history, "A folder that takes what is derived; it goes on where it ended");
    addOnRefusalOption(command, run->onRefusal);
    command.add_option("--speed", run->options.speed, "Times the speed of the recorded time; without: full speed")
        ->check(CLI::PositiveNumber);
}

} // namespace roundsman
