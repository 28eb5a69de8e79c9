#include "app/command_line.h"
#include "app/commands/commands.h"
#include "app/commands/replay_drive.h"
#include "core/base/hash.h"
#include "core/history/history_digest.h"
#include "core/model/output_digest.h"

#include <CLI/CLI.hpp>

#include <cinttypes>
#include <cstdio>
#include <map>
#include <memory>
#include <utility>
#include <vector>

namespace roundsman {
namespace {

struct DigestRun {
    ReplayOptions options;
    std::string history;
    bool json = false;
};

/// The lanes' own state, in the order of their partitions.
OutputDigest::Table stateOf(const ReplayDrive& drive) {
    OutputDigest::Table state{.name = "state"};
    for (const auto& [partition, lane] : drive.lanes()) {
        state.rows += 1;
        state.digest = mixed(state.digest, lane.digest());
    }
    return state;
}

/// The tables of all lanes together, in the order of their partitions.
std::vector<OutputDigest::Table> tablesOf(const std::map<PartitionNo, OutputDigest>& lanes) {
    const OutputDigest none;
    std::vector<OutputDigest::Table> sum(none.tables().begin(), none.tables().end());
    for (const auto& [partition, digest] : lanes) {
        for (std::size_t i = 0; i < sum.size(); ++i) {
            sum[i].rows += digest.tables()[i].rows;
            sum[i].digest = mixed(sum[i].digest, digest.tables()[i].digest);
        }
    }
    return sum;
}

void print(const OutputDigest::Table& table, bool json, bool first) {
    const std::string name(table.name);
    if (json) {
        std::printf("%s\"%s\":{\"rows\":%" PRIu64 ",\"digest\":\"%016" PRIx64 "\"}", first ? "" : ",", name.c_str(),
                    table.rows, table.digest);
    } else {
        std::printf("%-20s %12" PRIu64 "  %016" PRIx64 "\n", name.c_str(), table.rows, table.digest);
    }
}

/// The tables of a history, as they are stored.
int digestOfHistory(const DigestRun& run) {
    const auto tables = digestHistory(run.history);
    if (!tables) {
        return fail(tables.error().sentence);
    }
    std::printf("%s", run.json ? "{" : "");
    bool first = true;
    for (const TableDigest& table : *tables) {
        print({.name = table.table, .rows = table.rows, .digest = table.digest}, run.json, std::exchange(first, false));
    }
    std::printf("%s", run.json ? "}\n" : "");
    return exitOk;
}

int digest(const DigestRun& run) {
    if (run.history.empty() == run.options.files.empty()) {
        fail("digest takes recorded logs, or --history and a folder");
        return exitUsage;
    }
    if (!run.history.empty()) {
        return digestOfHistory(run);
    }
    ReplayDrive drive(run.options);
    std::map<PartitionNo, OutputDigest> lanes; // each partition is a log of its own, however theirs lie mixed
    const auto done = drive.run([&](Lane&, LaneOutput& output) {
        lanes[output.partition].add(output);
        return std::expected<void, std::string>{};
    });
    if (!done) {
        return fail(done.error());
    }
    std::printf("%s", run.json ? "{" : "");
    print(stateOf(drive), run.json, true);
    for (const OutputDigest::Table& table : tablesOf(lanes)) {
        print(table, run.json, false);
    }
    std::printf("%s", run.json ? "}\n" : "");
    return exitOk;
}

} // namespace

void addDigestCommand(CommandLine& line) {
    const auto run = std::make_shared<DigestRun>();
    CLI::App& command = line.add("digest", "Prints a checksum for each derived table: equal logs give equal ones.",
                                 "roundsman digest south.jsonl --json", [run] { return digest(*run); });
    addReplayOptions(command, run->options);
    command.get_option("FILE")->required(false);
    command.add_option("--history", run->history, "A history's folder, in place of recorded logs");
    command.add_flag("--json", run->json, "Prints one JSON object");
}

} // namespace roundsman
