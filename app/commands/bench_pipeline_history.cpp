// The lane with a history beside it, as a node runs them: a queue between two threads, and outputs that come back.
#include "app/commands/bench_pipeline_history.h"

#include "app/commands/bench_clock.h"
#include "app/commands/bench_feed.h"
#include "core/base/bounded_queue.h"
#include "core/history/history_writer.h"
#include "core/lane/lane.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <memory>
#include <thread>
#include <vector>

namespace roundsman {
namespace {

using Steady = std::chrono::steady_clock;
using Outputs = BoundedQueue<LaneOutput>;

constexpr std::uint64_t documentsPerCommit = 65'536; // what a batch grows to while the writer is busy

double processCpuNanos() {
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e9 + static_cast<double>(time.tv_nsec);
}

/// The writer's thread.
struct Writer {
    Writer(HistoryWriter& to, Outputs& from, Outputs& back)
        : history(to), outputs(from), pool(back), thread([this] { run(); }) {}

    void run() {
        while (auto output = outputs.pop()) {
            history.write(*output);
            output->clear();
            pool.tryPush(*output);
            if (history.pendingDocuments() >= documentsPerCommit && !commit()) {
                return;
            }
        }
        static_cast<void>(commit());
        cpuNanos = threadCpuNanos();
    }
    bool commit() {
        ++commits;
        const auto done = history.commit();
        if (!done) {
            trouble = done.error().sentence;
            outputs.abandon();
        }
        return done.has_value();
    }

    HistoryWriter& history;
    Outputs& outputs;
    Outputs& pool;
    std::uint64_t commits = 0;
    std::int64_t cpuNanos = 0;
    std::string trouble;
    std::jthread thread; // last
};

/// A stretch of the log made beforehand: a log that is made while the clock runs gives the writer time it would not
/// have.
class FeedTape {
public:
    explicit FeedTape(const PipelineHistoryRun& run) {
        BenchFeed feed(run.riders, run.documentsPerRecord);
        const std::uint64_t warmUp = std::uint64_t{run.riders} * 2; // everybody is known, and lists have their size
        m_firstMeasured = warmUp / documentsPerBatch;
        for (std::uint64_t done = 0; done < warmUp + run.updates; done += documentsPerBatch) {
            keep(feed.next(documentsPerBatch));
        }
    }

    /// Drives a lane over it; `take` gets each output and gives one to fill next. CPU of the lane alone, without
    /// warm-up.
    template <typename Take>
    std::int64_t drive(const LaneSettings& settings, Take take) const {
        Lane lane(PartitionNo{0}, settings);
        LaneOutput output;
        std::int64_t nanos = 0;
        for (std::size_t at = 0; at < m_batches.size(); ++at) {
            const std::int64_t before = threadCpuNanos();
            lane.apply(m_batches[at]->records, output);
            output = take(std::move(output));
            nanos += at < m_firstMeasured ? 0 : threadCpuNanos() - before;
        }
        return nanos;
    }

private:
    struct Batch {
        std::string text;
        std::string received;
        std::array<HeaderView, 1> headers;
        std::vector<RecordView> records;
    };
    void keep(std::span<const RecordView> records) {
        auto& batch = *m_batches.emplace_back(std::make_unique<Batch>());
        batch.received = records.front().headers.front().value;
        batch.headers[0] = {records.front().headers.front().name, batch.received};
        for (const RecordView& record : records) {
            batch.text += record.value;
        }
        std::size_t begin = 0;
        for (RecordView record : records) {
            record.value = std::string_view(batch.text).substr(begin, record.value.size());
            record.headers = batch.headers;
            begin += record.value.size();
            batch.records.push_back(record);
        }
    }

    std::vector<std::unique_ptr<Batch>> m_batches;
    std::size_t m_firstMeasured = 0;
};

} // namespace

std::expected<PipelineHistoryCost, std::string> measurePipelineHistory(const PipelineHistoryRun& run,
                                                                       const LaneSettings& settings) {
    PipelineHistoryCost cost;
    const auto updates = static_cast<double>(run.updates);
    const double written = updates + 2.0 * run.riders; // the warm-up as well
    const FeedTape tape(run);
    const auto begunOff = Steady::now();
    const std::int64_t laneOff = tape.drive(settings, [](LaneOutput&& output) {
        output.clear();
        return std::move(output);
    });
    cost.laneNanosOff = static_cast<double>(laneOff) / updates;
    cost.wallNanosOff = std::chrono::duration<double, std::nano>(Steady::now() - begunOff).count() / written;
    auto history = HistoryWriter::open({.folder = run.folder});
    if (!history) {
        return std::unexpected(history.error().sentence);
    }
    Outputs outputs("history", 8);
    Outputs pool("pool", 16);
    Writer writer(**history, outputs, pool);
    const double process = processCpuNanos();
    const std::int64_t ownBefore = threadCpuNanos();
    const auto begun = Steady::now();
    const std::int64_t lane = tape.drive(settings, [&](LaneOutput&& output) {
        outputs.push(std::move(output));
        return pool.tryPop().value_or(LaneOutput{});
    });
    outputs.close();
    writer.thread.join();
    (*history)->settle();
    if (!writer.trouble.empty()) {
        return std::unexpected(writer.trouble);
    }
    cost.wallNanosOn = std::chrono::duration<double, std::nano>(Steady::now() - begun).count() / written;
    cost.laneNanosOn = static_cast<double>(lane) / updates;
    cost.writerNanos = static_cast<double>(writer.cpuNanos) / written;
    const double own = static_cast<double>(threadCpuNanos() - ownBefore);
    cost.helperNanos =
        std::max(0.0, processCpuNanos() - process - own - static_cast<double>(writer.cpuNanos)) / written;
    cost.commits = writer.commits;
    return cost;
}

std::string jsonOf(const PipelineHistoryCost& cost) {
    char text[640];
    std::snprintf(
        text, sizeof text,
        R"({"updates_per_s_off":%.0f,"updates_per_s_on":%.0f,"share_kept":%.3f,)"
        R"("ns_per_update":{"lane_off":%.1f,"lane_on":%.1f,"writer":%.1f,"helper":%.1f,"wall_off":%.1f,"wall_on":%.1f},)"
        R"("commits":%llu})",
        1e9 / cost.wallNanosOff, 1e9 / cost.wallNanosOn, cost.wallNanosOff / cost.wallNanosOn, cost.laneNanosOff,
        cost.laneNanosOn, cost.writerNanos, cost.helperNanos, cost.wallNanosOff, cost.wallNanosOn,
        static_cast<unsigned long long>(cost.commits));
    return text;
}

} // namespace roundsman
