#include "app/command_line.h"
#include "app/commands/bench_sender.h"
#include "app/commands/gateway_commands.h"
#include "app/node_program.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace roundsman {
namespace {

struct Options {
    int riders = 4'000;
    double rate = 20'000;
    double seconds = 20;
    std::string brokers;
    std::string topic = "fleet-events";
    bool json = false;
};

/// A temporary folder with a node's configuration in it.
class FreshnessPlace {
public:
    explicit FreshnessPlace(const Options& options) {
        std::string name = (std::filesystem::temp_directory_path() / "roundsman-fresh-XXXXXX").string();
        m_folder = ::mkdtemp(name.data()) == nullptr ? std::string() : name;
        std::ofstream toml(file());
        toml << "[data]\nfolder = \"data\"\n[http]\nport = 0\n[frames]\nper_second = 30\n"
             << "[gateway]\nrider_messages_per_second = 0\nrider_bytes_per_second = 0\n[diagnostics]\nlog_level = "
                "\"error\"\n";
        if (!options.brokers.empty()) {
            toml << "[log]\nkind = \"kafka\"\ntopic = \"" << options.topic << "\"\n[log.kafka]\nbrokers = \""
                 << options.brokers << "\"\n";
        }
    }
    ~FreshnessPlace() {
        std::error_code ignored;
        std::filesystem::remove_all(m_folder, ignored);
    }
    FreshnessPlace(const FreshnessPlace&) = delete;
    FreshnessPlace& operator=(const FreshnessPlace&) = delete;
    [[nodiscard]] std::filesystem::path file() const { return m_folder / "node.toml"; }

private:
    std::filesystem::path m_folder;
};

/// How old each position is when the console's process first sees it in a frame. A phone writes its clock into each.
class Eye {
public:
    explicit Eye(ConsoleApi& console) : m_console(console) {}

    /// Looks at every new picture until `over`.
    template <typename Over>
    void lookUntil(const Over& over) {
        const auto watching = m_console.watchFrames([this] {
            const std::lock_guard lock(m_mutex);
            m_changed = true;
            m_wake.notify_one();
        });
        while (!over()) {
            {
                std::unique_lock lock(m_mutex);
                m_wake.wait_for(lock, std::chrono::milliseconds(20), [this] { return m_changed; });
                m_changed = false;
            }
            look();
        }
    }
    void begin() { m_ages.clear(); }
    std::vector<float>& ages() { return m_ages; }

private:
    void look() {
        const Picture picture = m_console.picture();
        const auto now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
        m_seen.resize(std::max(m_seen.size(), picture.lanes.size()));
        for (std::size_t lane = 0; lane < picture.lanes.size(); ++lane) {
            const Frame& frame = *picture.lanes[lane];
            std::vector<EventTime>& seen = m_seen[lane];
            seen.resize(std::max(seen.size(), frame.riders.size()));
            for (std::size_t i = 0; i < frame.riders.size(); ++i) {
                const RiderDot& dot = frame.riders[i];
                if (dot.hasFix && dot.fixTime > seen[i]) {
                    seen[i] = dot.fixTime;
                    m_ages.push_back(static_cast<float>((now - dot.fixTime).count()));
                }
            }
        }
    }

    ConsoleApi& m_console;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_changed = false;
    std::vector<std::vector<EventTime>> m_seen; ///< by lane and rider
    std::vector<float> m_ages;
};

int report(const Options& options, const SenderResult& sent, std::vector<float>& ages) {
    std::ranges::sort(ages);
    const auto at = [&](double share) {
        return ages.empty() ? 0.0 : ages[static_cast<std::size_t>(share * static_cast<double>(ages.size() - 1))];
    };
    const double rate = sent.sendSeconds > 0 ? static_cast<double>(sent.sent) / sent.sendSeconds : 0;
    if (options.json) {
        std::printf("{\"updates_per_s\":%.0f,\"p50_ms\":%.1f,\"p99_ms\":%.1f,\"max_ms\":%.1f,\"seen\":%zu,"
                    "\"riders\":%d,\"ack_p50_ms\":%.1f,\"ack_p99_ms\":%.1f,\"log\":\"%s\"}\n",
                    rate, at(0.5), at(0.99), at(1), ages.size(), options.riders, sent.p50Millis, sent.p99Millis,
                    options.brokers.empty() ? "local" : "kafka");
    } else {
        std::printf("%.0f updates/s of %d riders: a position is in a frame after p50 %.1f ms, p99 %.1f ms, at most "
                    "%.1f ms (%zu seen)\n",
                    rate, options.riders, at(0.5), at(0.99), at(1), ages.size());
    }
    return ages.empty() ? fail("no position was seen in a frame") : static_cast<int>(exitOk);
}

int run(const Options& options) {
    const FreshnessPlace place(options);
    auto program =
        NodeProgram::open({.config = place.file(), .data = {}, .port = std::nullopt}, [](std::string_view) {});
    if (!program) {
        return fail(program.error().sentence);
    }
    NodeProgram& node = **program;
    node.start();
    Eye eye(node.console());
    const auto begun = std::chrono::steady_clock::now();
    eye.lookUntil([&] {
        return node.node().whyNotReady().empty() || std::chrono::steady_clock::now() - begun > std::chrono::seconds(30);
    });
    if (const std::string why = node.node().whyNotReady(); !why.empty()) {
        return fail("the node does not get ready: " + why);
    }
    SenderProcess sender(
        {.port = node.port(), .connections = options.riders, .perSecond = options.rate, .seconds = options.seconds});
    if (!sender.waitReady()) {
        return fail("the sending process could not make its connections");
    }
    std::expected<SenderResult, std::string> sent = std::unexpected("nothing was sent");
    std::atomic<bool> over = false;
    std::jthread waiting([&] {
        sender.go();
        sent = sender.result();
        over = true;
    });
    const auto sending = std::chrono::steady_clock::now();
    bool warm = false;
    eye.lookUntil([&] {
        constexpr std::chrono::seconds warmUp{2}; // every rider is new to the lane
        if (!warm && std::chrono::steady_clock::now() - sending > warmUp) {
            warm = true;
            eye.begin();
        }
        return over.load();
    });
    waiting.join();
    node.stop();
    return sent ? report(options, *sent, eye.ages()) : fail(sent.error());
}

} // namespace

void addBenchFreshness(CommandLine& line) {
    const auto asked = std::make_shared<Options>();
    CLI::App& bench = line.group("bench", "Measures parts of the program.");
    CLI::App& freshness =
        line.add(bench, "freshness",
                 "Measures the way of a position from a rider's socket into a frame of the console's process.",
                 "roundsman bench freshness --json", [asked] { return run(*asked); });
    freshness.add_option("--riders", asked->riders)->capture_default_str()->check(CLI::Range(1, 9'000));
    freshness.add_option("--rate", asked->rate, "updates a second of all")->capture_default_str();
    freshness.add_option("--seconds", asked->seconds)->capture_default_str();
    freshness.add_option("--brokers", asked->brokers, "host:port; without: the embedded log");
    freshness.add_option("--topic", asked->topic)->capture_default_str();
    freshness.add_flag("--json", asked->json, "one object, for programs");
}

} // namespace roundsman
