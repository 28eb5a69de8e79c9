#include "core/node/kept_history.h"

#include "core/history/history_care.h"
#include "core/history/log_check.h"

#include <map>
#include <optional>
#include <utility>

namespace roundsman {
namespace {

std::string sayAside(const HistoryError& why, const HistoryResult<std::filesystem::path>& aside) {
    return why.sentence + (aside ? "; it is set aside as " + aside->string() + ", and a new history begins"
                                 : "; it cannot be set aside: " + aside.error().sentence);
}

class KeptHistory final : public HistorySink {
public:
    KeptHistory(std::unique_ptr<HistoryWriter> writer, HistoryOptions options, OnRefusal onRefusal)
        : m_writer(std::move(writer)), m_options(std::move(options)), m_onRefusal(onRefusal) {}

    [[nodiscard]] std::optional<Offset> lastRecord(PartitionNo partition) const override {
        const auto progress = m_writer ? m_writer->progress(partition) : std::nullopt;
        return progress && progress->lastRecord.offset.value() >= 0 ? std::optional(progress->lastRecord.offset)
                                                                    : std::nullopt;
    }
    void tellRecord(PartitionNo partition, const RecordMark& mark) override { m_marks[partition] = mark; }

    std::expected<LanePosition, std::string> position(PartitionNo partition, const LogIdentity& log,
                                                      OffsetRange kept) override {
        if (!m_writer) {
            return std::unexpected("history was set aside");
        }
        const HistoryLog now{.clusterId = log.clusterId, .topicId = log.topicId};
        const auto progress = m_writer->progress(partition);
        if (!progress) {
            m_writer->bind(now);
            return LanePosition{.committed = kept.low, .snapshot = {}};
        }
        const auto mark = m_marks.find(partition);
        const LogPartition there{.log = now,
                                 .low = kept.low,
                                 .high = kept.high,
                                 .atLast = mark == m_marks.end() ? std::nullopt : std::optional(mark->second)};
        if (const auto fits = checkLog(m_writer->log(), *progress, there); !fits) {
            return std::unexpected(refused(fits.error()));
        }
        m_writer->bind(now);
        auto snapshot = m_writer->newestSnapshot(partition);
        if (!snapshot) {
            return std::unexpected(snapshot.error().sentence);
        }
        const Offset from = *snapshot ? (*snapshot)->offset : progress->firstOffset;
        if (from < kept.low) {
            return std::unexpected(refused(
                {HistoryTrouble::logGone,
                 "the lane of partition " + std::to_string(partition.value()) +
                     " cannot be rebuilt: " + std::to_string(kept.low.value() - from.value()) +
                     " offsets that it was made from are gone from the log, and no snapshot after them reads back; "
                     "restore a backup of history, or start once with --on-history-refusal set-aside, and a new one "
                     "is built from what the log has"}));
        }
        return LanePosition{.committed = progress->nextOffset,
                            .snapshot = *snapshot ? std::move((*snapshot)->bytes) : std::string()};
    }

    std::expected<void, std::string> write(const LaneOutput& output) override {
        m_writer->write(output);
        m_laneTimes[output.partition] = output.laneTime;
        return {};
    }

    std::expected<void, std::string> snapshot(PartitionNo partition, Offset nextOffset,
                                              const std::string& bytes) override {
        m_writer->snapshot(partition, nextOffset, m_laneTimes[partition], bytes);
        return {};
    }

    std::expected<void, std::string> commit() override {
        const auto done = m_writer->commit();
        return done ? std::expected<void, std::string>{} : std::unexpected(done.error().sentence);
    }

    void settle() override { m_writer->settle(); }

    [[nodiscard]] bool keepsSnapshots() const override { return true; }

private:
    /// The sentence for people; when they chose so, history begins anew at the next try.
    std::string refused(const HistoryError& error) {
        if (m_onRefusal != OnRefusal::setAside || !mendedByStartingAnew(error.trouble)) {
            return error.sentence;
        }
        m_writer.reset();
        return sayAside(error, setHistoryAside(m_options.folder));
    }

    std::unique_ptr<HistoryWriter> m_writer; ///< null: set aside
    HistoryOptions m_options;
    OnRefusal m_onRefusal;
    std::map<PartitionNo, RecordMark> m_marks; ///< what the log has at history's last records
    std::map<PartitionNo, EventTime> m_laneTimes;
};

} // namespace

std::expected<std::unique_ptr<HistorySink>, std::string> openKeptHistory(HistoryOptions options, OnRefusal onRefusal) {
    options.acceptLoss = options.acceptLoss || onRefusal == OnRefusal::acceptLoss;
    auto writer = HistoryWriter::open(options);
    if (!writer && onRefusal == OnRefusal::setAside && mendedByStartingAnew(writer.error().trouble)) {
        return std::unexpected(sayAside(writer.error(), setHistoryAside(options.folder)));
    }
    if (!writer) {
        return std::unexpected(writer.error().sentence);
    }
    return std::make_unique<KeptHistory>(std::move(*writer), std::move(options), onRefusal);
}

} // namespace roundsman
