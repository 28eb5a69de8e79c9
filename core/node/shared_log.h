#pragma once

#include "core/log/event_log.h"

#include <memory>
#include <utility>

namespace roundsman {

/// A log that several parts of one process use, each as if it had opened it itself: an embedded log can be opened only
/// once, and stays open while the node's stages start again.
class SharedLog final : public EventLog {
public:
    explicit SharedLog(std::shared_ptr<EventLog> log) : m_log(std::move(log)) {}

    std::expected<LogIdentity, LogError> identity() override { return m_log->identity(); }
    [[nodiscard]] std::int32_t partitions() const override { return m_log->partitions(); }
    std::expected<OffsetRange, LogError> offsets(PartitionNo partition) override { return m_log->offsets(partition); }
    std::expected<Offset, LogError> offsetAt(PartitionNo partition, EventTime time) override {
        return m_log->offsetAt(partition, time);
    }
    std::expected<std::unique_ptr<LogReader>, LogError> read(std::span<const ReadFrom> from) override {
        return m_log->read(from);
    }
    std::expected<std::unique_ptr<LogWriter>, LogError> write() override { return m_log->write(); }
    [[nodiscard]] LogStatistics statistics() const override { return m_log->statistics(); }
    [[nodiscard]] std::vector<std::string> notices() const override { return m_log->notices(); }

private:
    std::shared_ptr<EventLog> m_log;
};

} // namespace roundsman
