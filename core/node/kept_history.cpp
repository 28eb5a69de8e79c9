#include "core/node/kept_history.h"

#include "core/history/log_check.h"

#include <map>
#include <utility>

namespace roundsman {
namespace {

class KeptHistory final : public HistorySink {
public:
    explicit KeptHistory(std::unique_ptr<HistoryWriter> writer) : m_writer(std::move(writer)) {}

    std::expected<LanePosition, std::string> position(PartitionNo partition, const LogIdentity& log,
                                                      OffsetRange kept) override {
        const HistoryLog now{.clusterId = log.clusterId, .topicId = log.topicId};
        const auto progress = m_writer->progress(partition);
        if (!progress) {
            m_writer->bind(now);
            return LanePosition{.committed = kept.low, .snapshot = {}};
        }
        const LogPartition there{.log = now, .low = kept.low, .high = kept.high, .atLast = {}};
        if (const auto fits = checkLog(m_writer->log(), *progress, there); !fits) {
            return std::unexpected(fits.error().sentence);
        }
        m_writer->bind(now);
        auto snapshot = m_writer->newestSnapshot(partition);
        if (!snapshot) {
            return std::unexpected(snapshot.error().sentence);
        }
        const Offset from = *snapshot ? (*snapshot)->offset : progress->firstOffset;
        if (from < kept.low) {
            return std::unexpected(
                "the lane of partition " + std::to_string(partition.value()) +
                " cannot be rebuilt: " + std::to_string(kept.low.value() - from.value()) +
                " offsets that it was made from are gone from the log, and no snapshot after them reads back; restore "
                "a backup of history, or set its folder aside and a new one is built from what the log has");
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

    [[nodiscard]] bool keepsSnapshots() const override { return true; }

private:
    std::unique_ptr<HistoryWriter> m_writer;
    std::map<PartitionNo, EventTime> m_laneTimes;
};

} // namespace

std::expected<std::unique_ptr<HistorySink>, std::string> openKeptHistory(const HistoryOptions& options) {
    auto writer = HistoryWriter::open(options);
    if (!writer) {
        return std::unexpected(writer.error().sentence);
    }
    return std::make_unique<KeptHistory>(std::move(*writer));
}

} // namespace roundsman
