// roundsman bench history: how fast and how small trails are stored, beside the same fixes as indexed rows.
#include "app/commands/bench_history.h"

#include "app/command_line.h"
#include "app/commands/commands.h"

#include <CLI/CLI.hpp>

#include <charconv>
#include <cstdio>
#include <fstream>
#include <map>
#include <memory>
#include <optional>
#include <sstream>

namespace roundsman {
namespace {

struct BenchOptions {
    std::uint32_t riders = 100'000;
    std::uint64_t fixes = 20'000'000;
    std::optional<std::uint64_t> rowFixes; ///< none: all of them
    std::uint32_t intervalMillis = 4'000;
    std::uint32_t batch = 65'536;
    std::uint32_t dayInterval = 0;
    std::uint32_t dayUpdates = 50'000;
    std::uint32_t daySeconds = 20;
    std::string folder;
    std::string trace;
    std::string dayStore;
    bool json = false;
};

/// A recorded day: lines "seconds,id,latitude,longitude,status"; log time is the fix's own. It is committed a minute at
/// a time: some hundred cabs fill a batch in hours, which no node would wait for.
class RecordedDay final : public FixSource {
public:
    RecordedDay(const std::string& file, std::uint32_t batch) : m_in(file), m_batch(batch) {
        std::string header;
        std::getline(m_in, header);
    }

    bool next(std::vector<FixRow>& batch) override {
        std::string line;
        while (batch.size() < m_batch && std::getline(m_in, line)) {
            std::istringstream fields(line);
            std::string seconds, id, latitude, longitude, status;
            std::getline(fields, seconds, ',');
            std::getline(fields, id, ',');
            std::getline(fields, latitude, ',');
            std::getline(fields, longitude, ',');
            std::getline(fields, status, ',');
            std::int64_t time = 0;
            std::from_chars(seconds.data(), seconds.data() + seconds.size(), time);
            FixRow fix;
            fix.rider = RiderNo{m_riders.try_emplace(id, static_cast<std::uint32_t>(m_riders.size())).first->second};
            fix.position = GeoPoint::fromDegrees(std::atof(latitude.c_str()), std::atof(longitude.c_str()));
            fix.deviceTime = fix.receiveTime = fix.logTime = eventTimeFromMillis(time * 1000);
            fix.document.offset = Offset{m_offset++};
            fix.status = status == "1" ? RiderStatus::toCustomer : RiderStatus::idle;
            batch.push_back(fix);
            if (time / 60 != millisOf(batch.front().logTime) / 60'000) {
                break;
            }
        }
        return !batch.empty();
    }

private:
    std::ifstream m_in;
    std::uint32_t m_batch;
    std::map<std::string, std::uint32_t> m_riders;
    std::int64_t m_offset = 0;
};

RidersOptions ridersOf(const BenchOptions& options, std::uint64_t fixes) {
    return {.riders = options.riders, .fixes = fixes, .intervalMillis = options.intervalMillis, .batch = options.batch};
}

struct Results {
    StoreCost trails;
    StoreCost rows;
    StoreCost traceAll;
    StoreCost traceBare;
    std::optional<DayCost> day;
};

std::string jsonOf(const BenchOptions& options, const Results& results) {
    char text[2048];
    const double faster = results.trails.fixesPerCpuSecond() / std::max(1.0, results.rows.fixesPerCpuSecond());
    const double smaller = results.rows.bytesPerFix() / std::max(0.1, results.trails.bytesPerFix());
    std::snprintf(text, sizeof text,
                  R"({"riders":%u,"fixes":%llu,"fixes_per_s":%.0f,"cpu_ns_per_fix":%.1f,"wall_fixes_per_s":%.0f,)"
                  R"("bytes_per_fix":%.2f,"commit_p50_ms":%.2f,"commit_p999_ms":%.2f,"commit_max_ms":%.2f,)"
                  R"("sync_s":%.3f,"rows":%llu,"rows_per_s":%.0f,"bytes_per_row":%.2f,"faster":%.1f,"smaller":%.2f)",
                  options.riders, static_cast<unsigned long long>(results.trails.fixes),
                  results.trails.fixesPerCpuSecond(), 1e9 / std::max(1.0, results.trails.fixesPerCpuSecond()),
                  static_cast<double>(results.trails.fixes) / results.trails.wallSeconds, results.trails.bytesPerFix(),
                  results.trails.commitP50Millis, results.trails.commitP999Millis, results.trails.commitMaxMillis,
                  results.trails.syncSeconds, static_cast<unsigned long long>(results.rows.fixes),
                  results.rows.fixesPerCpuSecond(), results.rows.bytesPerFix(), faster, smaller);
    std::string out = results.trails.fixes > 0 ? text : "{\"riders\":" + std::to_string(options.riders);
    if (results.traceAll.fixes > 0) {
        std::snprintf(text, sizeof text,
                      R"(,"trace":{"fixes":%llu,"bytes_per_fix":%.3f,"bytes_per_fix_time_and_position":%.3f})",
                      static_cast<unsigned long long>(results.traceAll.fixes), results.traceAll.bytesPerFix(),
                      results.traceBare.bytesPerFix());
        out += text;
    }
    if (results.day) {
        out += ",\"day\":" + jsonOf(*results.day);
    }
    return out + "}";
}

std::expected<StoreCost, std::string> inFolder(const std::filesystem::path& folder, FixSource& source,
                                               bool withEvidence, bool rows) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    auto cost = rows ? storeAsRows(source, {folder, withEvidence}) : storeAsTrails(source, {folder, withEvidence});
    std::filesystem::remove_all(folder, error);
    return cost;
}

int runBench(const BenchOptions& options) {
    std::error_code error;
    std::filesystem::path folder = options.folder;
    if (folder.empty()) {
        std::string pattern = (std::filesystem::temp_directory_path(error) / "roundsman-bench-XXXXXX").string();
        if (mkdtemp(pattern.data()) == nullptr) {
            return fail("no folder for the benchmark: name one with --folder");
        }
        folder = pattern;
    }
    Results results;
    const auto measure = [&](StoreCost& into, std::unique_ptr<FixSource> source, bool withEvidence, bool rows) {
        auto cost = inFolder(folder / "store", *source, withEvidence, rows);
        if (!cost) {
            return fail(cost.error());
        }
        into = *cost;
        return int{exitOk};
    };
    int status = options.fixes == 0
                     ? int{exitOk}
                     : measure(results.trails, movingRiders(ridersOf(options, options.fixes)), true, false);
    const std::uint64_t rowFixes = options.rowFixes.value_or(options.fixes);
    status = status == exitOk && rowFixes > 0
                 ? measure(results.rows, movingRiders(ridersOf(options, rowFixes)), true, true)
                 : status;
    if (status == exitOk && !options.trace.empty()) {
        status = measure(results.traceAll, std::make_unique<RecordedDay>(options.trace, options.batch), true, false);
        status = status == exitOk ? measure(results.traceBare,
                                            std::make_unique<RecordedDay>(options.trace, options.batch), false, false)
                                  : status;
    }
    if (status == exitOk && options.dayInterval > 0) {
        const std::filesystem::path store =
            options.dayStore.empty() ? folder / "day" : std::filesystem::path(options.dayStore);
        auto day = measureDay({.folder = store,
                               .riders = options.riders,
                               .intervalMillis = options.dayInterval,
                               .updatesPerSecond = options.dayUpdates,
                               .seconds = options.daySeconds});
        status = day ? int{exitOk} : fail(day.error());
        results.day = day ? std::optional(*day) : std::nullopt;
        if (options.dayStore.empty()) {
            std::filesystem::remove_all(store, error);
        }
    }
    if (options.folder.empty()) {
        std::filesystem::remove_all(folder, error);
    }
    if (status == exitOk) {
        std::printf("%s\n", jsonOf(options, results).c_str());
    }
    return status;
}

} // namespace

void addBenchHistory(CommandLine& line) {
    const auto options = std::make_shared<BenchOptions>();
    CLI::App& bench = line.group("bench", "Measures this machine");
    CLI::App& command = line.add(bench, "history", "How fast and how small trails are stored",
                                 "roundsman bench history --riders 100000 --fixes 20000000 --json",
                                 [options] { return runBench(*options); });
    command.add_option("--riders", options->riders, "So many riders take turns")->check(CLI::Range(1, 10'000'000));
    command.add_option("--fixes", options->fixes, "So many fixes as trails");
    command.add_option("--row-fixes", options->rowFixes,
                       "So many as indexed rows, to compare; without: the same fixes as the trails; 0: none");
    command.add_option("--interval", options->intervalMillis, "Milliseconds between a rider's fixes");
    command.add_option("--batch", options->batch, "Fixes a commit")->check(CLI::Range(1, 1'000'000));
    command.add_option("--trace", options->trace, "A recorded day: lines seconds,id,latitude,longitude,status")
        ->check(CLI::ExistingFile);
    command.add_option(
        "--day-interval", options->dayInterval,
        "Also builds a whole day of the riders, each with a fix so many milliseconds apart, and asks it; "
        "0: not");
    command.add_option("--day-store", options->dayStore,
                       "A folder that keeps the day: made when it is not there, asked again when it is");
    command.add_option("--day-updates", options->dayUpdates, "Updates a second that come in while it is asked");
    command.add_option("--day-seconds", options->daySeconds, "How long it is asked");
    command.add_option("--folder", options->folder, "Where to write; the default is a temporary folder");
    command.add_flag("--json", options->json, "One JSON object (the default)");
}

} // namespace roundsman
