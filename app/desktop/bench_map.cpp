#include "app/desktop/bench_map.h"

#include "app/command_line.h"
#include "app/node_program.h"
#include "core/sim/city.h"
#include "ui/bench/map_bench.h"
#include "ui/bench/synthetic_fleet.h"
#include "ui/console.h"
#include "ui/tiles/tile_service.h"

#include <QApplication>

#include <CLI/CLI.hpp>

#include <cstdio>
#include <memory>

namespace roundsman {

namespace {

struct Options {
    MapBenchSettings bench;
    double updatesPerSecond = 20'000;
    double seconds = 6;
    std::string layers = "riders";
    std::string host = "thread";
    std::string fleet = "pipeline";
    bool json = false;
};

/// In the day's mean, for each order that is to be open: one lasts about half an hour, so that there are enough by day.
constexpr double ordersAnHourFor = 1;

void print(const Options& options, const MapBenchResult& result) {
    const char* form =
        options.json
            ? "{\"riders\":%u,\"frames_per_s\":%.1f,\"cpu_ms_per_frame\":%.2f,\"longest_stall_ms\":%.1f,"
              "\"longest_stall_at_s\":%.0f,\"stalls_over_50_ms\":%u,"
              "\"rider_pictures_per_s\":%.1f,\"rider_draw_ms\":%.2f,\"updates_per_s\":%.0f,"
              "\"open_orders\":%zu,\"memory_mb\":%.0f,\"memory_mb_by_quarter\":[%.0f,%.0f,%.0f,%.0f],"
              "\"own_mb_by_quarter\":[%.0f,%.0f,%.0f,%.0f]}\n"
            : "%u riders: %.1f frames/s, %.2f ms CPU a frame, longest stall %.1f ms (after %.0f s; %u over 50 ms) "
              "(%.1f rider pictures/s of %.2f ms, %.0f updates/s, %zu open orders, %.0f MB at most; in the "
              "mean of each quarter %.0f, %.0f, %.0f, %.0f; without mapped files %.0f, %.0f, %.0f, %.0f)\n";
    const auto& quarters = result.memoryByQuarter;
    std::printf(form, options.bench.riders, result.framesPerSecond, result.cpuMillisPerFrame, result.longestStallMillis,
                result.longestStallAt, result.stallsOver50, result.riderPicturesPerSecond, result.riderDrawMillis,
                result.updatesPerSecond, result.openOrders, result.memoryMegabytes, quarters[0].resident,
                quarters[1].resident, quarters[2].resident, quarters[3].resident, quarters[0].own, quarters[1].own,
                quarters[2].own, quarters[3].own);
}

/// The whole way in one process: simulated city, embedded log, lanes, frames, map.
int benchPipeline(const Options& options) {
    NodeOptions node;
    node.demo = true;
    node.port = 0;
    node.simulation.riders = options.bench.riders;
    node.simulation.updatesPerSecond = options.updatesPerSecond;
    if (options.bench.orders > 0) { // a city that has been at work for so long has orders at every stage
        node.demoPast = DemoPast{.inShort = Millis{40 * 60'000}, .inFull = Millis{0}};
        node.simulation.ordersPerHour = options.bench.orders * ordersAnHourFor;
    } else {
        node.demoPast = DemoPast{};
    }
    const auto program = NodeProgram::open(node, [](std::string_view) {});
    if (!program) {
        return fail(program.error().sentence);
    }
    (*program)->start();
    print(options, benchMap((*program)->console(), options.bench));
    (*program)->stop();
    return exitOk;
}

/// The map alone.
int benchSynthetic(const Options& options) {
    SyntheticFleetSettings fleet;
    fleet.riders = options.bench.riders;
    fleet.updatesPerSecond = options.updatesPerSecond;
    fleet.orders = options.bench.orders;
    SyntheticFleet riders(fleet);
    print(options, benchMap(riders, options.bench));
    return exitOk;
}

int run(Options& options, int& argc, char** argv) {
    options.bench.allLayers = options.layers == "all";
    options.bench.inWidget = options.host == "widget";
    options.bench.measured = std::chrono::milliseconds(static_cast<std::int64_t>(options.seconds * 1000));
    prepareApplication();
    const auto application = makeApplication(argc, argv);
    std::unique_ptr<TileService> tiles;
    if (options.bench.allLayers || options.bench.tables) {
        tiles = std::make_unique<TileService>(std::make_shared<const City>(demoCity(SystemClock().now())), QString());
        options.bench.tiles = tiles.get();
    }
    return options.fleet == "synthetic" ? benchSynthetic(options) : benchPipeline(options);
}

} // namespace

void addBenchMap(CommandLine& line, int& argc, char** argv) {
    auto options = std::make_shared<Options>();
    CLI::App& group = line.group("bench", "Measures a part of the program on this machine.");
    CLI::App& command = line.add(group, "map", "Pans and zooms the map over a moving fleet and prints frames a second.",
                                 "roundsman bench map --riders 100000 --json",
                                 [options, &argc, argv] { return run(*options, argc, argv); });
    command.add_option("--riders", options->bench.riders, "how many riders move")->check(CLI::Range(1U, 5'000'000U));
    command.add_flag("--tables", options->bench.tables,
                     "the whole window with its lists and boards, not the map alone");
    command.add_option("--orders", options->bench.orders, "measure when so many orders are open")
        ->check(CLI::Range(0U, 100'000U));
    command.add_option("--updates", options->updatesPerSecond, "updates a second");
    command.add_option("--seconds", options->seconds, "how long to measure");
    command.add_option("--layers", options->layers, "riders, or all (base map, surge, orders, merchants, clusters)")
        ->check(CLI::IsMember({"riders", "all"}));
    command
        .add_option("--drawing", options->bench.drawing,
                    "picture (as the console does), or points or quads of the scene graph, to compare")
        ->check(CLI::IsMember({"picture", "points", "quads"}));
    command.add_option("--host", options->host, "thread (as the console does), or widget, to compare")
        ->check(CLI::IsMember({"thread", "widget"}));
    command
        .add_option("--fleet", options->fleet,
                    "pipeline (a simulated city through the log), or synthetic: the map alone")
        ->check(CLI::IsMember({"pipeline", "synthetic"}));
    command.add_option("--picture", options->bench.picturePath, "write the last picture to this PNG file");
    command.add_flag("--json", options->json, "print one JSON object");
}

} // namespace roundsman
