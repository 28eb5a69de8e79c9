#pragma once

#include "core/base/bounded_queue.h"
#include "core/base/latest_value.h"
#include "core/base/metrics.h"
#include "core/base/worker.h"
#include "core/node/node_limits.h"
#include "core/node/stages.h"

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <vector>

namespace roundsman {

/// Records of one partition, with the memory they point into. Batches cross threads, never single records.
struct RecordRun {
    std::shared_ptr<const RecordBatch> batch;
    std::vector<RecordView> picked; ///< when the batch holds other partitions too; else all of it is meant

    [[nodiscard]] std::span<const RecordView> records() const {
        return picked.empty() ? batch->records() : std::span<const RecordView>(picked);
    }
};

/// What goes to history in one piece.
struct HistoryItem {
    LaneOutput output;
    std::string snapshot; ///< the lane's state after `output`; empty: not this time

    /// A lane that ends leaves its state, also when it has no new rows.
    [[nodiscard]] bool hasRows() const { return output.records > 0 || output.gapOffsets > 0; }
};

/// Lane outputs that history has done with, to be filled again: a steady state allocates nothing.
using OutputPool = BoundedQueue<LaneOutput>;

/// What a lane's thread tells others while it runs.
struct LaneProgress {
    std::atomic<std::int64_t> nextOffset{0};
    std::atomic<std::int64_t> laneTime{0};
    std::atomic<std::uint64_t> documents{0};
    std::atomic<std::uint64_t> frames{0};
    std::atomic<bool> recovered{false};
};

struct LaneNumbers {
    LaneNumbers(Metrics& metrics, PartitionNo partition);

    std::vector<Counter*> byVerdict;
    std::vector<Counter*> byReason;
    Counter& documents;
    Counter& records;
    Counter& gapOffsets;
    Counter& recovered;
    Counter& frames;
    Histogram& frameSeconds;
};

/// The thread of one lane: records in, outputs to history, frames for people, answers to their questions. Ends when its
/// queue is closed and empty.
class LaneWorker {
public:
    struct Wiring {
        BoundedQueue<HistoryItem>& history;
        OutputPool& pool;
        Metrics& metrics;
        Notifier& framesChanged;
        bool snapshots = false;
    };

    LaneWorker(PartitionNo partition, std::unique_ptr<LaneStage> lane, const LanePosition& position, OffsetRange kept,
               const NodeLimits& limits, const Wiring& wiring);
    ~LaneWorker();

    /// `failed` hears one sentence when the lane threw; the queue is abandoned by then.
    void start(Worker::Failed failed);
    void join() { m_worker.join(); }

    [[nodiscard]] PartitionNo partition() const { return m_partition; }
    [[nodiscard]] BoundedQueue<RecordRun>& queue() { return m_queue; }
    [[nodiscard]] const LatestValue<Frame>& frames() const { return m_frames; }
    [[nodiscard]] const LaneProgress& progress() const { return m_progress; }
    [[nodiscard]] VerdictCounts verdicts() const; ///< since the lane's beginning
    /// What history had when this lane was made.
    [[nodiscard]] Offset committedAtStart() const { return m_committed; }
    /// The first offset this lane wants, known before it starts.
    [[nodiscard]] Offset firstOffset() const { return m_first; }

    /// Runs on the lane's thread between two batches. False: too many wait already, or the lane is gone; then it is
    /// not called. With null: the lane ended before its turn.
    bool ask(std::function<void(LaneStage*)> question);
    /// What the lane cannot know: the log is away, or it is far behind. `now`: time goes on without it, and riders'
    /// ages with it; never: they are told by lane time.
    void setOutside(StaleCause cause, EventTime now) {
        m_outside.store(cause, std::memory_order_relaxed);
        m_ownersTime.store(millisOf(now), std::memory_order_relaxed);
    }

private:
    using Steady = std::chrono::steady_clock;

    void run();
    void take(const RecordRun& run);
    void recover(std::span<const RecordView> records);
    void applyNew(std::span<const RecordView> records);
    void count(const VerdictCounts& before, std::uint64_t records, std::uint64_t gaps);
    bool handOver(bool wait);
    void addSnapshot();
    void leaveSnapshot();
    void showFrame(bool last = false);
    void answerQuestions();

    const PartitionNo m_partition;
    const NodeLimits m_limits;
    Wiring m_wiring;
    LaneNumbers m_numbers;
    BoundedQueue<RecordRun> m_queue;                           // waits: the log must not be outrun
    BoundedQueue<std::function<void(LaneStage*)>> m_questions; // asked by people, answered between batches
    LatestValue<Frame> m_frames;                               // skips: a slow screen costs frames, never memory
    LaneProgress m_progress;
    mutable std::mutex m_verdictsMutex;
    VerdictCounts m_verdicts; // guarded
    std::atomic<StaleCause> m_outside{StaleCause::none};
    std::atomic<std::int64_t> m_ownersTime{0}; // milliseconds; 0: never

    // The lane's thread alone.
    std::unique_ptr<LaneStage> m_lane;
    const Offset m_committed;
    const Offset m_first;
    HistoryItem m_item;
    Steady::time_point m_frameAt{};
    Steady::time_point m_snapshotAt = Steady::now();
    Offset m_snapshotOffset; ///< of the newest one that history has, or was given
    bool m_changed = true;
    StaleCause m_shownOutside = StaleCause::none;
    std::int64_t m_shownTime = 0;

    Worker m_worker; // last: joins before the rest goes
};

} // namespace roundsman
