#include "core/node/history_worker.h"

#include <algorithm>
#include <utility>

namespace roundsman {
namespace {

/// What grew while history was busy is let go when outputs are short again: the pool would keep it for ever.
bool isWorthKeeping(const LaneOutput& output) {
    constexpr std::size_t few = 4096;
    return output.fixes.capacity() <= std::max(few, 4 * output.fixes.size());
}

} // namespace

HistoryWorker::HistoryWorker(BoundedQueue<HistoryItem>& queue, OutputPool& pool, HistorySink& sink,
                             const NodeLimits& limits, const Surroundings& around)
    : m_queue(queue),
      m_pool(pool),
      m_sink(sink),
      m_limits(limits),
      m_lines(around.lines),
      m_clock(around.clock),
      m_commits(around.metrics.counter("roundsman_commits_total", "Commits of history.")),
      m_rowsTaken(
          around.metrics.counter("roundsman_committed_documents_total", "Documents whose results are committed.")),
      m_commitSeconds(around.metrics.histogram("roundsman_commit_seconds", "What a commit of history takes.",
                                               {0.001, 0.005, 0.02, 0.1, 0.5, 2})) {}

HistoryWorker::~HistoryWorker() {
    giveUp();
}

void HistoryWorker::start(Worker::Failed failed) {
    m_worker = Worker(
        "history", [this](const std::stop_token&) { run(); },
        [this, failed = std::move(failed)](const std::string& sentence) {
            setTrouble(sentence);
            m_queue.abandon();
            failed("history: " + sentence);
        });
}

void HistoryWorker::giveUp() {
    {
        const std::lock_guard lock(m_mutex);
        m_givenUp = true;
    }
    m_wake.notify_all();
    m_queue.abandon();
    m_sink.cancel();
}

Offset HistoryWorker::committed(PartitionNo partition) const {
    const std::lock_guard lock(m_mutex);
    const auto found = m_committed.find(partition);
    return found == m_committed.end() ? Offset{-1} : found->second;
}

std::string HistoryWorker::trouble() const {
    const std::lock_guard lock(m_mutex);
    return m_trouble;
}

HistoryStatus HistoryWorker::status() const {
    const std::lock_guard lock(m_mutex);
    HistoryStatus status = m_status;
    status.kept = m_sink.keepsSnapshots();
    status.trouble = m_trouble;
    status.queued = m_queue.counts().depth;
    status.queuedMax = m_queue.capacity();
    return status;
}

void HistoryWorker::run() {
    while (!m_queue.finished()) {
        const auto due = m_firstUncommitted + m_limits.commitEvery;
        const auto wait = m_uncommitted == 0 ? Steady::duration(m_limits.commitEvery) : due - Steady::now();
        if (auto item = m_queue.popFor(std::max(wait, Steady::duration::zero()))) {
            write(*item);
        }
        const bool many = m_uncommitted >= m_limits.commitDocuments;
        if (m_uncommitted > 0 && (many || Steady::now() - m_firstUncommitted >= m_limits.commitEvery)) {
            commit();
        }
    }
    if (m_uncommitted > 0) {
        commit();
    }
    if (m_lastSnapshots) { // written by now, and made known
        m_sink.settle();
        commit();
    }
}

void HistoryWorker::write(HistoryItem& item) {
    if (item.hasRows() && !writeRows(item.output)) {
        return;
    }
    m_lastSnapshots = m_lastSnapshots || !item.hasRows();
    if (!item.snapshot.empty()) {
        const auto kept = m_sink.snapshot(item.output.partition, item.output.nextOffset, item.snapshot);
        if (!kept) { // the next one comes soon; recovery only takes longer without it
            m_lines.warning("history", "a snapshot was not kept: " + kept.error());
        } else {
            const std::lock_guard lock(m_mutex);
            m_status.snapshotAt = m_clock.now();
        }
    }
    if (isWorthKeeping(item.output)) {
        item.output.clear();
        m_pool.tryPush(item.output);
    }
}

bool HistoryWorker::writeRows(const LaneOutput& output) {
    if (m_uncommitted == 0) {
        m_firstUncommitted = Steady::now();
    }
    if (!untilDone([&] { return m_sink.write(output); })) {
        return false;
    }
    m_written[output.partition] = output.nextOffset;
    // At least one: markers alone move the offset on.
    m_uncommitted += std::max<std::uint64_t>(output.verdicts.documents(), 1);
    return true;
}

void HistoryWorker::commit() {
    const auto begun = Steady::now();
    if (untilDone([&] { return m_sink.commit(); })) {
        const double seconds = std::chrono::duration<double>(Steady::now() - begun).count();
        m_commitSeconds.observe(seconds);
        m_commits.add();
        m_rowsTaken.add(m_uncommitted);
        const std::lock_guard lock(m_mutex);
        ++m_status.commits;
        m_status.documents += std::exchange(m_uncommitted, 0);
        m_status.lastCommitMillis = seconds * 1000;
        m_status.longestCommitMillis = std::max(m_status.longestCommitMillis, seconds * 1000);
        m_status.committedAt = m_clock.now();
        for (const auto& [partition, next] : std::exchange(m_written, {})) {
            m_committed[partition] = next;
        }
    }
}

/// The failing world is tried again, with back-off, until it works or the node gives up.
template <typename Step>
bool HistoryWorker::untilDone(Step step) {
    Millis wait = m_limits.retryFirst;
    while (true) {
        const std::expected<void, std::string> done = step();
        if (done) {
            setTrouble({});
            return true;
        }
        setTrouble(done.error());
        std::unique_lock lock(m_mutex);
        if (m_wake.wait_for(lock, wait, [this] { return m_givenUp; })) {
            return false;
        }
        wait = std::min(wait * 2, m_limits.retryMax);
    }
}

void HistoryWorker::setTrouble(const std::string& sentence) {
    const std::lock_guard lock(m_mutex);
    if (sentence == m_trouble) {
        return;
    }
    if (sentence.empty()) {
        m_lines.info("history", "history takes rows again");
    } else {
        m_lines.error("history", sentence);
    }
    m_trouble = sentence;
}

} // namespace roundsman
