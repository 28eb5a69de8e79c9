#include "core/history/history_writer.h"

#include "core/base/check.h"
#include "core/history/history_writer_impl.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace roundsman {
namespace {

using Steady = std::chrono::steady_clock;
using sqlite::Bytes;
using sqlite::Done;

template <typename Row>
void addAll(std::vector<Row>& to, const std::vector<Row>& from) {
    to.insert(to.end(), from.begin(), from.end());
}

/// All rows but the fixes, which go their own way.
void addRows(LaneOutput& to, const LaneOutput& from) {
    to.partition = from.partition;
    to.laneTime = std::max(to.laneTime, from.laneTime);
    for (std::size_t v = 0; v < verdictCount; ++v) {
        to.verdicts.byVerdict[v] += from.verdicts.byVerdict[v];
    }
    for (std::size_t r = 0; r < reasonCount; ++r) {
        to.verdicts.byReason[r] += from.verdicts.byReason[r];
    }
    addAll(to.markets, from.markets);
    addAll(to.riders, from.riders);
    addAll(to.orders, from.orders);
    addAll(to.orderEvents, from.orderEvents);
    addAll(to.merchants, from.merchants);
    addAll(to.people, from.people);
    addAll(to.quarantine, from.quarantine);
    addAll(to.settings, from.settings);
    addAll(to.answers, from.answers);
    addAll(to.outbox, from.outbox);
    addAll(to.surge, from.surge);
    addAll(to.areaRollups, from.areaRollups);
    addAll(to.merchantRollups, from.merchantRollups);
    addAll(to.completeness, from.completeness);
    addAll(to.fenceEvents, from.fenceEvents);
    addAll(to.ladder, from.ladder);
    addAll(to.alerts, from.alerts);
    addAll(to.etas, from.etas);
    addAll(to.legs, from.legs);
}

void advance(HistoryProgress& progress, const LaneOutput& output, bool known) {
    progress.partition = output.partition;
    progress.firstOffset = known ? progress.firstOffset : output.firstOffset;
    progress.nextOffset = output.nextOffset;
    progress.records += output.records;
    progress.gapOffsets += output.gapOffsets;
    progress.laneTime = std::max(progress.laneTime, output.laneTime);
    if (output.lastRecord.offset.value() >= 0) {
        progress.lastRecord = output.lastRecord;
    }
}

} // namespace

HistoryWriter::HistoryWriter(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
HistoryWriter::~HistoryWriter() = default;

HistoryWriter::Impl::Impl(HistoryOptions options)
    : m_options(std::move(options)), m_paths{m_options.folder}, m_days(m_paths, m_options.vfs) {}

PartitionTrails& HistoryWriter::Impl::trails(std::int32_t partition) {
    auto& found = m_trails[partition];
    if (!found) {
        check(partition >= 0 && static_cast<std::uint32_t>(partition) < TrailKey::partitionEnd,
              "a partition's number fits a trail's key");
        found = std::make_unique<PartitionTrails>(static_cast<std::uint32_t>(partition), m_options.trails);
    }
    return *found;
}

void HistoryWriter::Impl::write(const LaneOutput& output) {
    static_cast<void>(restoreTrails()); // the commit tells, should they be damaged
    const auto begun = Steady::now();
    const std::int32_t partition = output.partition.value();
    const auto pending = m_pending.progress.find(partition);
    if (pending == m_pending.progress.end()) {
        const HistoryProgress* before = nullptr;
        if (const auto sealed = m_sealed.content.progress.find(partition);
            m_sealed.active && sealed != m_sealed.content.progress.end()) {
            before = &sealed->second;
        } else if (const auto committed = m_progress.find(partition); committed != m_progress.end()) {
            before = &committed->second;
        }
        check(before == nullptr || output.firstOffset >= before->nextOffset, "history is written in the log's order");
        advance(m_pending.progress[partition] = before != nullptr ? *before : HistoryProgress{}, output,
                before != nullptr);
    } else {
        check(output.firstOffset >= pending->second.nextOffset, "history is written in the log's order");
        advance(pending->second, output, true);
    }
    PartitionTrails& to = trails(partition);
    to.append(output.fixes);
    to.setLaneTime(output.laneTime);
    addRows(m_pending.outputs[partition], output);
    m_pending.documents += output.verdicts.documents();
    m_pending.fixes += output.fixes.size();
    m_pending.any = true;
    m_pending.encode += Steady::now() - begun;
}

void HistoryWriter::Impl::seal(bool everything) {
    const auto begun = Steady::now();
    m_sealed.content = std::exchange(m_pending, {});
    for (auto& [partition, trails] : m_trails) {
        TrailBatch& batch = m_sealed.trails[partition];
        trails->seal(batch, everything);
        for (const FoldedBlock& block : batch.folded.blocks) {
            m_sealed.days[block.day] += block.fixes;
        }
        for (const TrailBatch::KeyFrame& frame : batch.keyFrames) {
            m_sealed.days.try_emplace(dayOfHour(frame.hour), 0);
        }
    }
    m_sealed.snapshots = m_keeper->takeSnapshots();
    m_sealed.content.encode += Steady::now() - begun;
    m_sealed.active = true;
}

HistoryDone HistoryWriter::Impl::writeDay(std::int64_t day) {
    auto file = m_days.get(day);
    if (!file) {
        return std::unexpected(file.error());
    }
    auto done = (*file)->begin();
    std::int64_t rows = 0;
    for (const auto& [partition, batch] : m_sealed.trails) {
        done = done ? (*file)->write(m_batch + 1, static_cast<std::uint32_t>(partition), batch, rows) : done;
    }
    if (!done) {
        (*file)->rollBack();
        return done;
    }
    const auto syncing = Steady::now();
    done = (*file)->commit();
    m_sealed.daySync += Steady::now() - syncing;
    return done;
}

HistoryDone HistoryWriter::Impl::writeDays() {
    for (const auto& [day, fixes] : m_sealed.days) {
        if (m_sealed.daysDone.contains(day)) {
            continue;
        }
        if (auto done = writeDay(day); !done) {
            return done;
        }
        m_sealed.daysDone.insert(day);
    }
    return {};
}

Done HistoryWriter::Impl::writeTrailRows(std::int32_t partition, const TrailBatch& trails) {
    const auto lane = static_cast<std::uint32_t>(partition);
    Done done;
    for (const std::uint32_t bundle : trails.visited) {
        done = done ? m_dropTail.bind(firstTailKey(lane, bundle), lastTailKey(lane, bundle)).run() : done;
    }
    for (const TrailBatch::OpenRow& open : trails.openRows) {
        done = done ? m_putOpen
                          .bind(openRowKey(lane, open.group), m_batch + 1, open.row.fromMillis,
                                Bytes(std::as_bytes(ByteSpan(open.row.data))))
                          .run()
                    : done;
    }
    for (const TrailBatch::TailRow& tail : trails.tails) {
        const TailKey key{.partition = lane, .bundle = tail.bundle, .batch = m_batch + 1};
        done = done ? m_putTail.bind(key.value(), tail.fromMillis, Bytes(std::as_bytes(trails.bytesOf(tail)))).run()
                    : done;
    }
    return done;
}

Done HistoryWriter::Impl::writeProgress() {
    for (const auto& [partition, lane] : m_sealed.content.progress) {
        const auto done = m_putLane
                              .bind(partition, lane.nextOffset.value(), lane.firstOffset.value(),
                                    static_cast<std::int64_t>(lane.records), static_cast<std::int64_t>(lane.gapOffsets),
                                    millisOf(lane.laneTime), lane.lastRecord.offset.value(),
                                    millisOf(lane.lastRecord.logTime), lane.lastRecord.checksum)
                              .run();
        if (!done) {
            return done;
        }
    }
    if (m_logChanged) {
        auto put = m_main.prepare("INSERT OR REPLACE INTO meta VALUES('cluster', ?), ('topic', ?)");
        if (auto done = put ? put->bind(m_log.clusterId, m_log.topicId).run() : Done(std::unexpected(put.error()));
            !done) {
            return done;
        }
    }
    return m_putState.bind(m_batch + 1, m_generation).run();
}

Done HistoryWriter::Impl::writeDayRows() {
    for (const auto& [day, fixes] : m_sealed.days) {
        if (auto done = m_putDay.bind(day, m_batch + 1, fixes).run(); !done) {
            return done;
        }
    }
    return {};
}

Done HistoryWriter::Impl::writeSnapshotRows() {
    for (const HistoryKeeper::Snapshot& snapshot : m_sealed.snapshots) {
        auto done = m_putSnapshot
                        .bind(snapshot.partition, snapshot.offset, snapshot.laneTime, snapshot.bytes, snapshot.checksum)
                        .run();
        done = done ? m_dropSnapshots.bind(snapshot.partition, m_options.keepSnapshots).run() : done;
        if (!done) {
            return done;
        }
    }
    return {};
}

Done HistoryWriter::Impl::writeMainRows() {
    for (const auto& [partition, output] : m_sealed.content.outputs) {
        auto written = m_rows->write(output, m_generation);
        written = written ? m_levels->advance(output, m_generation) : written;
        if (!written) {
            return written;
        }
    }
    for (const auto& [partition, trails] : m_sealed.trails) {
        if (auto done = writeTrailRows(partition, trails); !done) {
            return done;
        }
    }
    auto done = writeDayRows();
    done = done ? writeSnapshotRows() : done;
    done = done ? trim() : done;
    return done ? writeProgress() : done;
}

HistoryDone HistoryWriter::Impl::writeMain() {
    auto transaction = sqlite::Transaction::begin(m_main);
    if (!transaction) {
        return asHistoryError(transaction.error());
    }
    const std::uint64_t before = m_rows->rows();
    auto done = writeMainRows();
    done = done ? transaction->commit() : done;
    if (!done) {
        return asHistoryError(done.error());
    }
    m_sealed.rows = m_rows->rows() - before;
    return {};
}

void HistoryWriter::Impl::committed() {
    ++m_batch;
    for (auto& [partition, progress] : m_sealed.content.progress) {
        m_progress[partition] = progress;
    }
    m_logChanged = false;
    m_sealed.content = {};
    m_sealed.days.clear();
    m_sealed.daysDone.clear();
    m_sealed.snapshots.clear();
    m_sealed.rows = 0;
    m_sealed.daySync = {};
    m_sealed.active = false; // its trails' memory serves the next one
    retire();
    moveWals();
}

HistoryResult<CommitReport> HistoryWriter::Impl::commit(bool everything) {
    if (const auto restored = restoreTrails(); !restored) {
        return std::unexpected(restored.error());
    }
    const auto begun = Steady::now();
    if (!m_sealed.active) {
        seal(everything);
    }
    const auto there = m_main.stillInPlace(); // first: nothing may be made anew where a folder is gone
    HistoryDone done = there ? HistoryDone{} : asHistoryError(there.error());
    done = done ? writeDays() : done;
    done = done ? writeMain() : done;
    if (!done) {
        return std::unexpected(done.error());
    }
    CommitReport report{.batch = m_batch + 1,
                        .documents = m_sealed.content.documents,
                        .fixes = m_sealed.content.fixes,
                        .rows = m_sealed.rows,
                        .encode = m_sealed.content.encode,
                        .daySync = m_sealed.daySync};
    committed();
    report.total = Steady::now() - begun;
    return report;
}

void HistoryWriter::Impl::moveWals() {
    for (const auto& file : m_keeper->takeMoved()) {
        // What came to the WAL since is little; with all of it moved, the next commit begins the WAL anew.
        if (file == m_paths.main()) {
            static_cast<void>(m_main.checkpoint(sqlite::Checkpoint::passive));
        }
        for (const std::int64_t day : m_days.open()) {
            if (file == m_paths.day(day)) {
                if (auto open = m_days.get(day)) {
                    static_cast<void>((*open)->connection().checkpoint(sqlite::Checkpoint::passive));
                }
            }
        }
    }
    const auto longWal = [&](const std::filesystem::path& file) {
        std::error_code none;
        const auto size = std::filesystem::file_size(file.string() + "-wal", none);
        return !none && size != static_cast<std::uintmax_t>(-1) &&
               static_cast<std::int64_t>(size) >= m_options.checkpointBytes;
    };
    if (longWal(m_paths.main())) {
        m_keeper->checkpoint(m_paths.main());
    }
    for (const std::int64_t day : m_days.open()) {
        if (longWal(m_paths.day(day))) {
            m_keeper->checkpoint(m_paths.day(day));
        }
    }
}

const HistoryOpening& HistoryWriter::opening() const {
    return m_impl->m_opening;
}

std::vector<HistoryProgress> HistoryWriter::progress() const {
    std::vector<HistoryProgress> lanes;
    for (const auto& [partition, lane] : m_impl->m_progress) {
        lanes.push_back(lane);
    }
    return lanes;
}

std::optional<HistoryProgress> HistoryWriter::progress(PartitionNo partition) const {
    const auto found = m_impl->m_progress.find(partition.value());
    return found == m_impl->m_progress.end() ? std::nullopt : std::optional(found->second);
}

const HistoryLog& HistoryWriter::log() const {
    return m_impl->m_log;
}

HistoryResult<std::uint64_t> HistoryWriter::openFixes() {
    if (const auto restored = m_impl->restoreTrails(); !restored) {
        return std::unexpected(restored.error());
    }
    std::uint64_t fixes = 0;
    for (const auto& [partition, trails] : m_impl->m_trails) {
        fixes += trails->openFixes();
    }
    return fixes;
}

void HistoryWriter::bind(const HistoryLog& log) {
    m_impl->m_logChanged = m_impl->m_logChanged || log != m_impl->m_log;
    m_impl->m_log = log;
}

void HistoryWriter::write(const LaneOutput& output) {
    m_impl->write(output);
}

void HistoryWriter::snapshot(PartitionNo partition, Offset offset, EventTime laneTime, std::string bytes) {
    m_impl->m_keeper->writeSnapshot(partition.value(), offset.value(), millisOf(laneTime), std::move(bytes));
}

void HistoryWriter::settle() {
    m_impl->m_keeper->settle();
}

std::uint64_t HistoryWriter::pendingDocuments() const {
    return m_impl->m_pending.documents;
}

HistoryResult<CommitReport> HistoryWriter::commit() {
    return m_impl->commit(false);
}

HistoryResult<CommitReport> HistoryWriter::commitAndFold() {
    if (m_impl->m_sealed.active) {
        if (auto first = m_impl->commit(false); !first) {
            return first;
        }
    }
    return m_impl->commit(true);
}

} // namespace roundsman
