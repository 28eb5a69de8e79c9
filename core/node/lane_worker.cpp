#include "core/node/lane_worker.h"

#include "core/node/partition_labels.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace roundsman {
namespace {

constexpr Millis idleLook{20};  ///< between two looks at the questions and the clock when nothing comes
constexpr Millis ageStep{1000}; ///< while time goes on without the lane, riders get older on the screen this often

} // namespace

LaneNumbers::LaneNumbers(Metrics& metrics, PartitionNo partition)
    : documents(metrics.counter("roundsman_documents_total", "Documents read from the log.", labelsOf(partition))),
      records(metrics.counter("roundsman_records_total", "Records read from the log.", labelsOf(partition))),
      gapOffsets(metrics.counter("roundsman_gap_offsets_total", "Offsets without a record.", labelsOf(partition))),
      recovered(metrics.counter("roundsman_recovered_records_total",
                                "Records run again to rebuild a lane's state; they write nothing.",
                                labelsOf(partition))),
      frames(metrics.counter("roundsman_frames_total", "Frames made.", labelsOf(partition))),
      frameSeconds(metrics.histogram("roundsman_frame_seconds", "What making a frame costs its lane.",
                                     {0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05}, labelsOf(partition))) {
    for (std::size_t v = 0; v < verdictCount; ++v) {
        auto labels = labelsOf(partition);
        labels.emplace_back("verdict", toText(static_cast<Verdict>(v)));
        byVerdict.push_back(&metrics.counter("roundsman_verdicts_total", "Documents by verdict.", labels));
    }
    for (std::size_t r = 1; r < reasonCount; ++r) { // 0 is "none": an accepted document has no reason
        auto labels = labelsOf(partition);
        labels.emplace_back("reason", toText(static_cast<Reason>(r)));
        byReason.push_back(&metrics.counter("roundsman_reasons_total", "Documents not accepted, by reason.", labels));
    }
}

LaneWorker::LaneWorker(PartitionNo partition, std::unique_ptr<LaneStage> lane, const LanePosition& position,
                       OffsetRange kept, const NodeLimits& limits, const Wiring& wiring)
    : m_partition(partition),
      m_limits(limits),
      m_wiring(wiring),
      m_numbers(wiring.metrics, partition),
      m_queue("lane-" + std::to_string(partition.value()), limits.queuedBatchesMax),
      m_questions("questions-" + std::to_string(partition.value()), limits.questionsMax),
      m_lane(std::move(lane)),
      m_committed(position.committed),
      m_first(std::max(m_lane->nextOffset(), kept.low)) {
    m_snapshotOffset = m_first;
    m_progress.nextOffset = m_first.value();
    m_progress.laneTime = millisOf(m_lane->laneTime());
    m_progress.recovered = m_first >= m_committed;
    m_item.output.partition = partition;
}

LaneWorker::~LaneWorker() {
    m_queue.abandon();
}

void LaneWorker::start(Worker::Failed failed) {
    const auto work = [this](const std::stop_token&) {
        run();
    };
    m_worker = Worker("lane-" + std::to_string(m_partition.value()), work,
                      [this, failed = std::move(failed)](const std::string& sentence) {
                          m_queue.abandon();
                          m_questions.close();
                          failed("lane " + std::to_string(m_partition.value()) + ": " + sentence);
                      });
}

bool LaneWorker::ask(std::function<void(LaneStage*)> question) {
    return m_questions.tryPush(question);
}

void LaneWorker::run() {
    while (true) {
        answerQuestions();
        if (auto run = m_queue.popFor(idleLook)) {
            take(*run);
        } else if (m_queue.finished()) {
            break;
        }
        addSnapshot();
        if (!handOver(false)) {
            m_queue.abandon(); // history is gone: what is not committed is read again after the restart
            break;
        }
        showFrame();
    }
    if (handOver(true)) {
        leaveSnapshot();
    }
    showFrame(true);
    m_questions.close();
    while (auto question = m_questions.tryPop()) {
        (*question)(nullptr);
    }
}

void LaneWorker::take(const RecordRun& run) {
    const auto records = run.records();
    const auto isNew = [this](const RecordView& record) {
        return record.offset >= m_committed;
    };
    const auto firstNew = std::ranges::find_if(records, isNew); // whole records, in offset order
    const auto old = static_cast<std::size_t>(firstNew - records.begin());
    recover(records.first(old));
    applyNew(records.subspan(old));
    m_progress.nextOffset.store(m_lane->nextOffset().value(), std::memory_order_relaxed);
    m_progress.laneTime.store(millisOf(m_lane->laneTime()), std::memory_order_relaxed);
    m_changed = true;
    const std::lock_guard lock(m_verdictsMutex);
    m_verdicts = m_lane->verdicts();
}

VerdictCounts LaneWorker::verdicts() const {
    const std::lock_guard lock(m_verdictsMutex);
    return m_verdicts;
}

/// Up to the committed offset the log is only run again: nothing is written and nothing is sent (law 3).
void LaneWorker::recover(std::span<const RecordView> records) {
    if (records.empty()) {
        return;
    }
    LaneOutput unwanted;
    unwanted.partition = m_partition;
    m_lane->apply(records, unwanted);
    m_numbers.recovered.add(records.size());
    if (m_lane->nextOffset() >= m_committed) {
        m_progress.recovered = true;
    }
}

void LaneWorker::applyNew(std::span<const RecordView> records) {
    if (records.empty()) {
        return;
    }
    m_progress.recovered = true;
    const VerdictCounts before = m_item.output.verdicts;
    const std::uint64_t recordsBefore = m_item.output.records;
    const std::uint64_t gapsBefore = m_item.output.gapOffsets;
    m_lane->apply(records, m_item.output);
    count(before, m_item.output.records - recordsBefore, m_item.output.gapOffsets - gapsBefore);
}

void LaneWorker::count(const VerdictCounts& before, std::uint64_t records, std::uint64_t gaps) {
    const VerdictCounts& after = m_item.output.verdicts;
    for (std::size_t v = 0; v < verdictCount; ++v) {
        m_numbers.byVerdict[v]->add(after.byVerdict[v] - before.byVerdict[v]);
    }
    for (std::size_t r = 1; r < reasonCount; ++r) {
        m_numbers.byReason[r - 1]->add(after.byReason[r] - before.byReason[r]);
    }
    const std::uint64_t documents = after.documents() - before.documents();
    m_numbers.documents.add(documents);
    m_numbers.records.add(records);
    m_numbers.gapOffsets.add(gaps);
    m_progress.documents.fetch_add(documents, std::memory_order_relaxed);
}

/// An output goes to history as soon as there is room. While history is busy it grows instead, up to a limit; then the
/// lane waits, its queue fills, and the source pauses the partition. False: history takes nothing any more.
bool LaneWorker::handOver(bool wait) {
    if (!m_item.hasRows()) {
        return true;
    }
    const bool mustWait = wait || m_item.output.verdicts.documents() >= m_limits.outputDocumentsMax;
    while (!m_wiring.history.tryPush(m_item)) {
        if (m_wiring.history.closed()) {
            return false;
        }
        if (!mustWait) {
            return true;
        }
        if (m_wiring.history.pushFor(m_item, Millis(50))) {
            break;
        }
        answerQuestions(); // a slow disk slows the source, never the screen
        showFrame();
    }
    m_item.output = m_wiring.pool.tryPop().value_or(LaneOutput{});
    m_item.snapshot.clear();
    m_item.output.clear();
    m_item.output.partition = m_partition;
    return true;
}

void LaneWorker::addSnapshot() {
    if (!m_wiring.snapshots || m_item.output.records == 0 || !m_progress.recovered) {
        return;
    }
    if (!m_item.snapshot.empty()) { // it could not be handed over, and the output grew past it
        m_item.snapshot.clear();
        m_snapshotAt = {};
    }
    const auto now = Steady::now();
    if (now - m_snapshotAt >= m_limits.snapshotEvery && !m_wiring.history.full()) {
        m_item.snapshot = m_lane->snapshot();
        m_snapshotAt = now;
        m_snapshotOffset = m_lane->nextOffset();
    }
}

/// In an orderly end the state goes after the last rows, so that the next start runs nothing again.
void LaneWorker::leaveSnapshot() {
    if (!m_wiring.snapshots || !m_progress.recovered || m_lane->nextOffset() == m_snapshotOffset) {
        return;
    }
    m_item.output.nextOffset = m_snapshotOffset = m_lane->nextOffset();
    m_item.snapshot = m_lane->snapshot();
    while (!m_wiring.history.closed() && !m_wiring.history.pushFor(m_item, Millis(50))) {
        answerQuestions();
    }
}

/// At most one frame in flight: while nobody has looked at the last one, the next waits (for a second, when nobody
/// watches at all), because each costs the lane milliseconds.
void LaneWorker::showFrame(bool last) {
    const StaleCause outside = m_outside.load(std::memory_order_relaxed);
    const std::int64_t ownersTime = m_ownersTime.load(std::memory_order_relaxed);
    const bool older = ownersTime != 0 && ownersTime - m_shownTime >= ageStep.count();
    if (!m_changed && outside == m_shownOutside && !older) {
        return;
    }
    const auto now = Steady::now();
    const bool watched = m_wiring.framesChanged.watchers() > 0 && !m_frames.waiting();
    const auto every = watched ? std::chrono::duration<double>(1.0 / m_limits.framesPerSecond)
                               : std::chrono::duration<double>(m_limits.unwatchedFrameEvery);
    if (!last && now - m_frameAt < every) {
        return;
    }
    FramePtr frame = m_lane->frame(outside, eventTimeFromMillis(ownersTime));
    m_numbers.frameSeconds.observe(std::chrono::duration<double>(Steady::now() - now).count());
    m_numbers.frames.add();
    m_progress.frames.fetch_add(1, std::memory_order_relaxed);
    m_frameAt = now;
    m_changed = false;
    m_shownOutside = outside;
    m_shownTime = ownersTime;
    m_frames.publish(std::move(frame));
    m_wiring.framesChanged.notify();
}

void LaneWorker::answerQuestions() {
    while (auto question = m_questions.tryPop()) {
        (*question)(m_lane.get());
    }
}

} // namespace roundsman
