#include "app/desktop/bench_start.h"

#include "app/command_line.h"
#include "app/commands/bench_child.h"
#include "app/desktop/console_command.h"
#include "app/node_program.h"

#include <CLI/CLI.hpp>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace roundsman {

namespace {

using Steady = std::chrono::steady_clock;

struct Options {
    int riders = 100'000;
    int minutes = 10;
    int interval = 5;
    int runs = 3;
    std::string store;
    bool demo = false;
    bool json = false;
};

/// A folder of this run alone; the console that is measured keeps its settings in it, as somebody's who never used it.
class Place {
public:
    Place() {
        std::string name = (std::filesystem::temp_directory_path() / "roundsman-start-XXXXXX").string();
        m_folder = ::mkdtemp(name.data()) == nullptr ? std::string() : name;
    }
    ~Place() {
        std::error_code ignored;
        std::filesystem::remove_all(m_folder, ignored);
    }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;
    [[nodiscard]] const std::filesystem::path& folder() const { return m_folder; }

private:
    std::filesystem::path m_folder;
};

/// The riders' past, as a node writes it that ran meanwhile: log, history, states of its lanes.
std::expected<void, std::string> makeStore(const Options& options, const std::filesystem::path& folder) {
    NodeOptions node;
    node.data = folder;
    node.port = 0;
    node.demo = true;
    node.simulation.riders = options.riders;
    node.simulation.updatesPerSecond = static_cast<double>(options.riders) / options.interval;
    node.demoPast = DemoPast{.inShort = Millis{0}, .inFull = std::chrono::minutes(options.minutes)};
    auto program = NodeProgram::open(node, [](std::string_view) {});
    if (!program) {
        return std::unexpected(program.error().sentence);
    }
    (*program)->start();
    const auto isThere = [&] {
        const NodeStatus status = (*program)->node().status();
        const bool behind = std::ranges::any_of(
            status.lanes, [](const LaneStatus& lane) { return !lane.caughtUp && lane.lag > std::chrono::seconds(5); });
        const auto wanted = static_cast<std::uint64_t>(options.minutes) * 60 /
                            static_cast<std::uint64_t>(options.interval) * static_cast<std::uint64_t>(options.riders) *
                            9 / 10;
        return !status.lanes.empty() && !behind && status.history.documents >= wanted;
    };
    const auto until = Steady::now() + std::chrono::minutes(8);
    while (!isThere()) {
        if (Steady::now() > until) {
            return std::unexpected("the past of " + std::to_string(options.riders) +
                                   " riders was not written in eight minutes; ask for fewer --minutes");
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(200));
    }
    (*program)->stop();
    return {};
}

/// What was read or written before is in no cache any more. False: only root may do that.
bool dropCaches() {
    ::sync();
    std::ofstream drop("/proc/sys/vm/drop_caches");
    drop << "3\n";
    drop.close();
    return drop.good();
}

/// From the start of the process until its window shows the fleet; negative: it ended without.
double measureOne(const Options& options, const std::filesystem::path& store, const std::filesystem::path& home) {
    std::vector<std::string> words{"env",
                                   "TMPDIR=" + home.string(),
                                   "XDG_CONFIG_HOME=" + (home / "config").string(),
                                   "XDG_CACHE_HOME=" + (home / "cache").string(),
                                   std::filesystem::read_symlink("/proc/self/exe").string(),
                                   "console",
                                   "--data",
                                   store.string()};
    if (options.demo) {
        words.insert(words.end(), {"--demo", "--riders", std::to_string(options.riders)});
    }
    const auto begun = Steady::now();
    BenchChild console(words, BenchChild::Hear::errors);
    double millis = -1;
    for (std::string line = console.line(); !line.empty(); line = console.line()) {
        if (line.contains(fleetIsShown)) {
            millis = std::chrono::duration<double, std::milli>(Steady::now() - begun).count();
            break;
        }
    }
    console.end();
    return millis;
}

void print(const Options& options, const std::vector<double>& runs, bool cold) {
    std::string all;
    for (const double millis : runs) {
        all += (all.empty() ? "" : ",") + std::to_string(static_cast<int>(millis));
    }
    const double most = *std::ranges::max_element(runs);
    const char* form = options.json
                           ? "{\"riders\":%d,\"minutes\":%d,\"caches\":\"%s\",\"first_picture_ms\":[%s],"
                             "\"longest_ms\":%.0f}\n"
                           : "%d riders, %d minutes of history, caches %s: the fleet is on the map after %s ms "
                             "(longest %.0f)\n";
    std::printf(form, options.riders, options.minutes, cold ? "dropped" : "warm (only root may drop them)", all.c_str(),
                most);
}

int run(const Options& options) {
    const Place place;
    const std::filesystem::path store =
        options.store.empty() ? place.folder() / "data" : std::filesystem::path(options.store);
    std::error_code error;
    if (!std::filesystem::exists(store / "history", error)) {
        if (auto made = makeStore(options, store); !made) {
            return fail(made.error());
        }
    }
    std::vector<double> runs;
    bool cold = true;
    for (int n = 0; n < options.runs; ++n) {
        cold = dropCaches() && cold;
        const double millis = measureOne(options, store, place.folder());
        if (millis < 0) {
            return fail("the console ended before its window showed the fleet: it needs a display, such as xvfb-run's");
        }
        runs.push_back(millis);
    }
    print(options, runs, cold);
    return exitOk;
}

} // namespace

void addBenchStart(CommandLine& line) {
    auto options = std::make_shared<Options>();
    CLI::App& group = line.group("bench", "Measures a part of the program on this machine.");
    CLI::App& command = line.add(
        group, "start", "A cold start of the console over a history, until the fleet is on the screen.",
        "roundsman bench start --riders 100000 --store /var/tmp/start --json", [options] { return run(*options); });
    command.add_option("--riders", options->riders, "whose history it is")->check(CLI::Range(1, 1'000'000));
    command.add_option("--minutes", options->minutes, "how long that history is")->check(CLI::Range(1, 1'440));
    command.add_option("--interval", options->interval, "seconds between a rider's fixes")->check(CLI::Range(1, 600));
    command.add_option("--store", options->store,
                       "a data folder that is kept: made when it is not there, opened again when it is");
    command.add_option("--runs", options->runs, "so many starts, each with caches dropped when root measures")
        ->check(CLI::Range(1, 100));
    command.add_flag("--demo", options->demo, "with the simulated city, which goes on");
    command.add_flag("--json", options->json, "print one JSON object");
}

} // namespace roundsman
