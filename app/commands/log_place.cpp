#include "app/commands/log_place.h"

#include "app/commands/recorded_files.h"
#include "core/log/kafka_log.h"
#include "core/log/local_log.h"

#include <CLI/CLI.hpp>

#include <cstdint>
#include <filesystem>

namespace roundsman {
namespace {

/// Recorded files, from their beginning each time: a lane passes over what it does not need.
class FileRecords final : public RecordSource {
public:
    explicit FileRecords(std::vector<std::string> paths) : m_paths(std::move(paths)) {}

    std::expected<OffsetRange, std::string> kept(PartitionNo partition) override {
        RecordedFiles files(m_paths);
        for (;;) {
            const auto records = files.next(recordsAtOnce);
            if (!records) {
                return std::unexpected(records.error());
            }
            for (const RecordView& record : *records) {
                if (record.partition == partition) {
                    return OffsetRange{record.offset, Offset{INT64_MAX}};
                }
            }
            if (records->empty()) {
                return std::unexpected("the recorded files have no record of partition " +
                                       std::to_string(partition.value()));
            }
        }
    }
    std::expected<void, std::string> begin(PartitionNo, Offset) override {
        m_files = std::make_unique<RecordedFiles>(m_paths);
        return {};
    }
    std::expected<std::span<const RecordView>, std::string> next() override { return m_files->next(recordsAtOnce); }

private:
    static constexpr std::size_t recordsAtOnce = 1000;
    std::vector<std::string> m_paths;
    std::unique_ptr<RecordedFiles> m_files;
};

/// Keeps the log open that it reads from.
class OwnedLogRecords final : public RecordSource {
public:
    explicit OwnedLogRecords(std::unique_ptr<EventLog> log) : m_log(std::move(log)), m_records(*m_log) {}

    std::expected<OffsetRange, std::string> kept(PartitionNo partition) override { return m_records.kept(partition); }
    std::expected<void, std::string> begin(PartitionNo partition, Offset from) override {
        return m_records.begin(partition, from);
    }
    std::expected<std::span<const RecordView>, std::string> next() override { return m_records.next(); }

private:
    std::unique_ptr<EventLog> m_log;
    LogRecords m_records; // before the log goes
};

bool isFolder(const std::string& path) {
    std::error_code none;
    return std::filesystem::is_directory(path, none);
}

} // namespace

void LogPlace::addTo(CLI::App& command) {
    command.add_option("--log", log, "The log to run again: the folder of an embedded log, or recorded files");
    command.add_option("--brokers", brokers, "host:port of Kafka, in place of --log");
    command.add_option("--topic", topic, "Kafka's topic");
}

std::expected<std::unique_ptr<EventLog>, std::string> openLogToRead(const LogPlace& place) {
    static const SystemClock clock;
    if (!place.brokers.empty()) {
        auto log = openKafkaLog({.brokers = place.brokers, .topic = place.topic});
        return log ? std::expected<std::unique_ptr<EventLog>, std::string>(std::move(*log))
                   : std::unexpected(log.error().sentence);
    }
    auto log = openLocalLog({.folder = place.log.front(), .readOnly = true}, clock);
    return log ? std::expected<std::unique_ptr<EventLog>, std::string>(std::move(*log))
               : std::unexpected(log.error().sentence);
}

std::expected<std::unique_ptr<RecordSource>, std::string> openRecords(const LogPlace& place) {
    if (place.brokers.empty() && !isFolder(place.log.front())) {
        return std::make_unique<FileRecords>(place.log);
    }
    auto log = openLogToRead(place);
    if (!log) {
        return std::unexpected(log.error());
    }
    return std::make_unique<OwnedLogRecords>(std::move(*log));
}

} // namespace roundsman
