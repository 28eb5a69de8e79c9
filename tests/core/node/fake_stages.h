#pragma once

#include "core/base/log_lines.h"
#include "core/base/metrics.h"
#include "core/node/node.h"
#include "core/node/stages.h"
#include "tests/support/memory_log.h"

#include <atomic>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace roundsman::tests {

/// What the fake stages of one test share: what they saw, and what they shall do.
struct FakeWorld {
    // lanes
    std::atomic<std::int64_t> throwAtOffset{-1}; ///< the lane throws there, once
    std::atomic<int> lanesMade{0};
    std::atomic<std::uint64_t> documentsApplied{0};

    // history
    std::mutex mutex;
    std::condition_variable changed;
    bool corked = false;  ///< write waits
    bool failing = false; ///< write and commit give an error
    bool cancelled = false;
    std::uint64_t waitsInside = 0;
    std::map<PartitionNo, Offset> written;   ///< in the open transaction
    std::map<PartitionNo, Offset> committed; ///< next offsets
    std::uint64_t documentsCommitted = 0;
    std::uint64_t documentsWritten = 0;
    std::uint64_t snapshots = 0;
    std::vector<std::string> broken; ///< promises that were not kept

    void cork(bool on) {
        const std::lock_guard lock(mutex);
        corked = on;
        changed.notify_all();
    }
    void fail(bool on) {
        const std::lock_guard lock(mutex);
        failing = on;
    }
    Offset committedOf(PartitionNo partition) {
        const std::lock_guard lock(mutex);
        return committed[partition];
    }
};

/// Takes every record as one accepted document.
class FakeLane final : public LaneStage {
public:
    FakeLane(FakeWorld& world, PartitionNo partition) : m_world(world), m_partition(partition) { ++world.lanesMade; }

    void apply(std::span<const RecordView> records, LaneOutput& out) override {
        for (const RecordView& record : records) {
            std::int64_t here = record.offset.value();
            if (m_world.throwAtOffset.compare_exchange_strong(here, -1)) {
                throw std::runtime_error("a stage that throws");
            }
            if (out.records == 0) {
                out.firstOffset = record.offset;
            }
            ++out.records;
            out.gapOffsets += static_cast<std::uint64_t>(record.offset.value() - m_next);
            out.verdicts.add(Verdict::accepted, Reason::none);
            m_verdicts.add(Verdict::accepted, Reason::none);
            m_next = record.offset.value() + 1;
            m_time = record.logTime;
            out.nextOffset = Offset{m_next};
            out.laneTime = m_time;
            ++m_world.documentsApplied;
        }
    }
    [[nodiscard]] Offset nextOffset() const override { return Offset{m_next}; }
    [[nodiscard]] EventTime laneTime() const override { return m_time; }
    [[nodiscard]] const VerdictCounts& verdicts() const override { return m_verdicts; }
    [[nodiscard]] FramePtr frame(StaleCause, EventTime now) override {
        auto frame = std::make_shared<Frame>();
        frame->ownersTime = now;
        frame->partition = m_partition;
        frame->nextOffset = Offset{m_next};
        frame->verdicts = m_verdicts;
        frame->sequence = ++m_frames;
        return frame;
    }
    [[nodiscard]] std::vector<FixSeen> recentFixes(RiderNo rider) const override {
        return std::vector<FixSeen>(rider.value());
    }
    [[nodiscard]] std::string snapshot() const override { return std::to_string(m_next); }

private:
    FakeWorld& m_world;
    PartitionNo m_partition;
    std::int64_t m_next = 0;
    EventTime m_time{};
    VerdictCounts m_verdicts;
    std::uint64_t m_frames = 0;
};

/// Keeps offsets, and checks that each output begins where the last one ended.
class FakeHistory final : public HistorySink {
public:
    explicit FakeHistory(FakeWorld& world) : m_world(world) {
        const std::lock_guard lock(world.mutex);
        world.cancelled = false;
        world.written = world.committed; // what was not committed is forgotten, as by a crash
    }

    std::expected<LanePosition, std::string> position(PartitionNo partition, const LogIdentity&, OffsetRange) override {
        return LanePosition{.committed = m_world.committedOf(partition), .snapshot = {}};
    }
    std::expected<void, std::string> write(const LaneOutput& output) override {
        std::unique_lock lock(m_world.mutex);
        if (m_world.corked) {
            ++m_world.waitsInside;
            m_world.changed.notify_all();
            m_world.changed.wait(lock, [this] { return !m_world.corked || m_world.cancelled; });
        }
        if (m_world.cancelled || m_world.failing) {
            return std::unexpected("the disk is full");
        }
        Offset& next = m_world.written[output.partition];
        if (output.nextOffset.value() - next.value() != static_cast<std::int64_t>(output.records + output.gapOffsets)) {
            m_world.broken.push_back("an output does not begin where the last one ended");
        }
        next = output.nextOffset;
        m_documents += output.verdicts.documents();
        m_world.documentsWritten += output.verdicts.documents();
        return {};
    }
    std::expected<void, std::string> snapshot(PartitionNo partition, Offset next, const std::string& bytes) override {
        const std::lock_guard lock(m_world.mutex);
        ++m_world.snapshots;
        if (bytes != std::to_string(next.value()) || m_world.written[partition] != next) {
            m_world.broken.push_back("a snapshot is of another moment than its output's end");
        }
        return {};
    }
    std::expected<void, std::string> commit() override {
        const std::lock_guard lock(m_world.mutex);
        if (m_world.failing || m_world.cancelled) {
            return std::unexpected("the disk is full");
        }
        m_world.committed = m_world.written;
        m_world.documentsCommitted += std::exchange(m_documents, 0);
        m_world.changed.notify_all();
        return {};
    }
    [[nodiscard]] bool keepsSnapshots() const override { return true; }
    void cancel() override {
        const std::lock_guard lock(m_world.mutex);
        m_world.cancelled = true;
        m_world.changed.notify_all();
    }

private:
    FakeWorld& m_world;
    std::uint64_t m_documents = 0;
};

/// A node over a log in memory, made of the fakes.
struct FakeNode {
    explicit FakeNode(std::int32_t partitions = 1, NodeLimits limits = quick())
        : log(partitions, clock),
          node(parts(), limits, {.metrics = metrics, .lines = lines, .clock = clock, .audit = audit, .version = "0"}) {}

    /// The same limits, with waits that a test can afford.
    static NodeLimits quick() {
        NodeLimits limits;
        limits.queuedBatchesMax = 2;
        limits.queuedOutputsMax = 2;
        limits.outputDocumentsMax = 100;
        limits.commitDocuments = 100;
        limits.commitEvery = Millis(20);
        limits.pollWait = Millis(10);
        limits.retryFirst = Millis(5);
        limits.retryMax = Millis(20);
        limits.drainMax = Millis(100);
        limits.tickAfter = Millis(60'000);
        limits.watchEvery = Millis(10);
        limits.snapshotEvery = Millis(5);
        return limits;
    }

    NodeParts parts() {
        return {.logKind = "memory",
                .openLog = [this]() -> std::expected<std::unique_ptr<EventLog>, LogError> { return log.open(); },
                .openHistory = [this]() -> std::expected<std::unique_ptr<HistorySink>, std::string> {
                    return std::make_unique<FakeHistory>(world);
                },
                .makeLane = [this](PartitionNo partition, const std::string&) -> std::unique_ptr<LaneStage> {
                    return std::make_unique<FakeLane>(world, partition);
                },
                .partitions = {},
                .markets = {},
                .streams = {}};
    }

    /// Waits until it holds; false after far too long.
    template <typename Condition>
    static bool soon(Condition condition) {
        const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(60);
        while (!condition()) {
            if (std::chrono::steady_clock::now() > until) {
                return false;
            }
            std::this_thread::yield();
        }
        return true;
    }
    bool committed(PartitionNo partition, std::int64_t next) {
        return soon([&] { return world.committedOf(partition) == Offset{next}; });
    }

    SystemClock clock;
    Metrics metrics;
    LogLines lines{clock, [](std::string_view) {
                   }};
    std::vector<std::string> acts; ///< lines of the audit log; when nobody acts
    AuditLog audit{clock, [this](std::string_view line) {
                       acts.emplace_back(line);
                   }};
    FakeWorld world;
    MemoryLog log;
    Node node;
};

} // namespace roundsman::tests
