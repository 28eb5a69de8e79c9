// roundsman bench query: how long a merchant's chart takes, while the fleet's updates go on being taken in.
#include "app/command_line.h"
#include "app/commands/bench_clock.h"
#include "app/commands/bench_feed.h"
#include "app/commands/bench_query_store.h"
#include "app/commands/commands.h"
#include "core/history/history_writer.h"
#include "core/history/measure_reader.h"
#include "core/lane/lane.h"

#include <CLI/CLI.hpp>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <random>
#include <thread>

namespace roundsman {
namespace {

using Steady = std::chrono::steady_clock;

struct QueryBench {
    std::string folder;
    FilledHours filled{.endMillis = 1'795'000'000'000 / 86'400'000 * 86'400'000};
    std::uint32_t queries = 2000;
    std::uint32_t coldQueries = 200;
    std::uint32_t updatesPerSecond = 50'000;
    bool json = false;
};

/// Takes updates in at a fixed rate, lane and history and all, until it is gone.
class Updates {
public:
    Updates(std::unique_ptr<HistoryWriter> history, std::uint32_t perSecond)
        : m_history(std::move(history)), m_perSecond(perSecond), m_thread([this] { run(); }) {}
    ~Updates() { finish(); }

    void finish() {
        m_stop = true;
        if (m_thread.joinable()) {
            m_thread.join();
        }
    }
    [[nodiscard]] double perSecond() const { return static_cast<double>(m_taken) / m_seconds; }
    [[nodiscard]] const std::string& trouble() const { return m_trouble; }

private:
    static constexpr std::uint32_t stepsPerSecond = 20;
    static constexpr std::uint32_t stepsPerCommit = 20;

    void run() {
        std::int32_t partition = 0;
        while (m_history->progress(PartitionNo{partition})) {
            ++partition; // of an earlier run
        }
        BenchFeed feed(100'000, 50);
        Lane lane(PartitionNo{0}, LaneSettings{});
        LaneOutput out;
        const auto begun = Steady::now();
        for (std::uint64_t step = 1; !m_stop && m_trouble.empty(); ++step) {
            out.clear();
            lane.apply(feed.next(m_perSecond / stepsPerSecond), out);
            out.partition = PartitionNo{partition};
            m_history->write(out);
            m_taken += out.verdicts.documents();
            if (step % stepsPerCommit == 0) {
                const auto done = m_history->commit();
                m_trouble = done ? std::string{} : done.error().sentence;
            }
            std::this_thread::sleep_until(
                begun + std::chrono::milliseconds(static_cast<std::int64_t>(step * 1000 / stepsPerSecond)));
        }
        m_seconds = secondsSince(begun);
    }

    std::unique_ptr<HistoryWriter> m_history;
    std::uint32_t m_perSecond;
    std::atomic<bool> m_stop = false;
    std::uint64_t m_taken = 0;
    double m_seconds = 1;
    std::string m_trouble;
    std::thread m_thread; // last
};

/// What a chart of a merchant's hours needs: every count, and the middle and the far end of every span.
class Chart {
public:
    void add(const MerchantRollupRow& row) {
        ++m_cells;
        for (const std::int64_t count : row.figures.counts) {
            m_sum += static_cast<double>(count);
        }
        for (const SpanFigures& span : row.figures.spans) {
            if (span.count > 0) {
                const auto [p50, p90] = span.sketch.quantiles(0.5, 0.9);
                m_sum += p50 + p90;
            }
        }
    }
    [[nodiscard]] std::uint64_t cells() const { return m_cells; }
    [[nodiscard]] double sum() const { return m_sum; }

private:
    std::uint64_t m_cells = 0;
    double m_sum = 0;
};

struct Latencies {
    std::vector<double> millis{};
    std::vector<double> cpuMillis{};
    std::uint64_t cells = 0;

    static double at(std::vector<double> values, double share) {
        std::ranges::sort(values);
        return values.empty()
                   ? 0
                   : values[static_cast<std::size_t>(std::ceil(share * static_cast<double>(values.size() - 1)))];
    }
};

HistoryDone ask(MeasureReader& reader, const QueryBench& bench, std::uint32_t merchant, Latencies* into) {
    const EventTime end = eventTimeFromMillis(bench.filled.endMillis);
    const RollupRange range{end - std::chrono::days{bench.filled.days}, end, Granularity::hour, {}};
    const auto begun = Steady::now();
    const std::int64_t cpu = threadCpuNanos();
    Chart chart;
    auto done = reader.merchants(filledMerchantId(merchant), range,
                                 [&](std::int32_t, Granularity, const MerchantRollupRow& row) { chart.add(row); });
    if (into != nullptr) {
        into->cpuMillis.push_back(static_cast<double>(threadCpuNanos() - cpu) / 1e6);
        into->millis.push_back(secondsSince(begun) * 1e3);
        into->cells += chart.sum() > 0 ? chart.cells() : 0;
    }
    return done;
}

/// Nothing of the file is in memory any more, but for what this process itself remembers.
void forgetFile(const std::filesystem::path& file) {
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor >= 0) {
        static_cast<void>(::posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED));
        ::close(descriptor);
    }
}

std::expected<Latencies, std::string> measure(const QueryBench& bench, bool cold) {
    auto reader = MeasureReader::open(bench.folder);
    if (!reader) {
        return std::unexpected(reader.error().sentence);
    }
    std::mt19937_64 random(cold ? 2 : 1);
    Latencies latencies;
    HistoryDone done;
    for (std::uint32_t n = 0; done && n < (cold ? bench.coldQueries : bench.queries); ++n) {
        const auto merchant = static_cast<std::uint32_t>(random() % bench.filled.merchants);
        if (cold) {
            forgetFile(HistoryPaths{bench.folder}.main());
        } else {
            done = ask(*reader, bench, merchant, nullptr);
        }
        done = done ? ask(*reader, bench, merchant, &latencies) : done;
    }
    return done ? std::expected<Latencies, std::string>(std::move(latencies)) : std::unexpected(done.error().sentence);
}

void print(const QueryBench& bench, const Latencies& quiet, const Latencies& warm, const Latencies& cold,
           const Updates& ingest, double buildSeconds) {
    std::error_code none;
    const auto bytes = std::filesystem::file_size(HistoryPaths{bench.folder}.main(), none);
    const std::uint64_t cells = std::uint64_t{bench.filled.merchants} * bench.filled.days * 24;
    std::printf("{\"merchants\":%u,\"days\":%u,\"cells\":%llu,\"bytes\":%llu,\"queries\":%zu,\"cells_per_query\":%.0f,"
                "\"p50_ms\":%.3f,\"p99_ms\":%.3f,\"cpu_p50_ms\":%.3f,\"cpu_p99_ms\":%.3f,\"quiet_p50_ms\":%.3f,"
                "\"quiet_p99_ms\":%.3f,\"cold_queries\":%zu,\"cold_p50_ms\":%.3f,\"cold_p99_ms\":%.3f,\"ingest_per_s\":"
                "%.0f,\"build_s\":%.1f,\"load\":%.2f}\n",
                bench.filled.merchants, bench.filled.days, static_cast<unsigned long long>(cells),
                static_cast<unsigned long long>(bytes), warm.millis.size(),
                static_cast<double>(warm.cells) / static_cast<double>(warm.millis.size()),
                Latencies::at(warm.millis, 0.5), Latencies::at(warm.millis, 0.99), Latencies::at(warm.cpuMillis, 0.5),
                Latencies::at(warm.cpuMillis, 0.99), Latencies::at(quiet.millis, 0.5),
                Latencies::at(quiet.millis, 0.99), cold.millis.size(), Latencies::at(cold.millis, 0.5),
                Latencies::at(cold.millis, 0.99), ingest.perSecond(), buildSeconds, machineLoad());
}

int benchQuery(const QueryBench& asked) {
    QueryBench bench = asked;
    const bool own = bench.folder.empty();
    if (own) {
        const std::string name = "roundsman-bench-query-" + std::to_string(getpid());
        bench.folder = (std::filesystem::temp_directory_path() / name).string();
    }
    const auto begun = Steady::now();
    const auto filled = fillMerchantHours(bench.folder, bench.filled);
    if (!filled) {
        return fail(filled.error());
    }
    const double buildSeconds = secondsSince(begun);
    auto history = HistoryWriter::open({.folder = bench.folder});
    if (!history) {
        return fail(history.error().sentence);
    }
    const auto quiet = measure(bench, false); // what is above it later, the updates beside it cost
    if (!quiet) {
        return fail(quiet.error());
    }
    Updates ingest(std::move(*history), bench.updatesPerSecond);
    const auto warm = measure(bench, false);
    const auto cold = warm ? measure(bench, true) : warm;
    ingest.finish();
    int status = exitOk;
    if (!cold || !ingest.trouble().empty()) {
        status = fail(cold ? ingest.trouble() : cold.error());
    } else {
        print(bench, *quiet, *warm, *cold, ingest, *filled ? buildSeconds : 0);
    }
    if (own) {
        std::error_code none;
        std::filesystem::remove_all(bench.folder, none);
    }
    return status;
}

} // namespace

void addBenchQueryCommand(CommandLine& line) {
    const auto bench = std::make_shared<QueryBench>();
    CLI::App& command =
        line.add(line.group("bench", "Measures parts of the program on this machine."), "query",
                 "A merchant's month by hours out of a large history, beside 50,000 updates a second.",
                 "roundsman bench query --folder /var/tmp/filled --json", [bench] { return benchQuery(*bench); });
    command.add_option("--folder", bench->folder, "Where the history is made and kept; without: made and removed");
    command.add_option("--merchants", bench->filled.merchants, "Merchants")->check(CLI::Range(1U, 1'000'000U));
    command.add_option("--days", bench->filled.days, "Days of hours each")->check(CLI::Range(1U, 400U));
    command.add_option("--queries", bench->queries, "Questions asked of a warm file")->check(CLI::PositiveNumber);
    command.add_option("--cold-queries", bench->coldQueries, "And of one that no memory holds")
        ->check(CLI::PositiveNumber);
    command.add_option("--updates-per-s", bench->updatesPerSecond, "Taken in meanwhile")
        ->check(CLI::Range(20U, 10'000'000U));
    command.add_flag("--json", bench->json, "One JSON object (always so)");
}

} // namespace roundsman
