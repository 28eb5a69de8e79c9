#include "app/commands/replay_drive.h"

#include "app/commands/log_place.h"
#include "core/decode/settings_json.h"
#include "core/node/rerun.h"

#include <CLI/CLI.hpp>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <iterator>
#include <thread>

namespace roundsman {
namespace {

std::int64_t nowNanos() {
    return std::chrono::steady_clock::now().time_since_epoch() / std::chrono::nanoseconds(1);
}

constexpr std::int64_t second = 1'000'000'000;

} // namespace

void addReplayOptions(CLI::App& command, ReplayOptions& options) {
    command
        .add_option(
            "FILE", options.files,
            "Recorded logs or plain documents, one a line (- reads the input), or the folder of an embedded log")
        ->required();
    command.add_option("--settings", options.settingsFile, "Lane settings (JSON, as settings.changed has them)");
    command.add_option("--batch", options.recordsPerBatch, "Records a batch")->check(CLI::Range(1, 1'000'000));
}

std::expected<LaneSettings, std::string> settingsFromFile(const std::string& path) {
    if (path.empty()) {
        return LaneSettings{};
    }
    std::ifstream file(path, std::ios::binary);
    const std::string json{std::istreambuf_iterator<char>(file), {}};
    if (!file) {
        return std::unexpected("cannot read the settings file " + path);
    }
    auto settings = settingsFromJson(json);
    if (!settings) {
        return std::unexpected(path + ": " + settings.error().sentence);
    }
    return *settings;
}

std::expected<void, std::string> ReplayDrive::run(const Take& take) {
    auto settings = settingsFromFile(m_options.settingsFile);
    if (!settings) {
        return std::unexpected(std::move(settings.error()));
    }
    m_settings = std::move(*settings);
    m_startedNanos = nowNanos();
    std::error_code none;
    const bool folder = m_options.files.size() == 1 && std::filesystem::is_directory(m_options.files.front(), none);
    return folder ? passLog(m_options.files.front(), take) : passFiles(take);
}

std::expected<void, std::string> ReplayDrive::passFiles(const Take& take) {
    RecordedFiles files(m_options.files);
    // Paced, a record at a time, so that each has its moment.
    const std::size_t batch = m_options.speed > 0 ? 1 : m_options.recordsPerBatch;
    for (;;) {
        const auto records = files.next(batch);
        if (!records) {
            return std::unexpected(records.error());
        }
        if (records->empty()) {
            break;
        }
        if (m_options.speed > 0) {
            pace(records->front().logTime);
        }
        if (auto passed = passBatch(*records, take); !passed) {
            return passed;
        }
        progress();
    }
    const bool over = m_options.logIsOver || !files.hasRecords();
    return m_options.letTimePass && over ? closeLanes(take) : std::expected<void, std::string>{};
}

/// An embedded log, partition after partition: lanes know nothing of each other.
std::expected<void, std::string> ReplayDrive::passLog(const std::string& folder, const Take& take) {
    auto log = openLogToRead({.log = {folder}});
    if (!log) {
        return std::unexpected(log.error());
    }
    LogRecords source(**log);
    for (std::int32_t number = 0; number < (*log)->partitions(); ++number) {
        const PartitionNo partition{number};
        const auto kept = source.kept(partition);
        auto begun = kept ? source.begin(partition, kept->low) : std::unexpected(kept.error());
        while (begun) {
            const auto records = source.next();
            if (!records) {
                return std::unexpected(records.error());
            }
            if (records->empty()) {
                break;
            }
            if (m_options.speed > 0) {
                pace(records->front().logTime);
            }
            begun = passBatch(*records, take);
            progress();
        }
        if (!begun) {
            return begun;
        }
    }
    return m_options.letTimePass && m_options.logIsOver ? closeLanes(take) : std::expected<void, std::string>{};
}

std::expected<void, std::string> ReplayDrive::closeLanes(const Take& take) {
    for (auto& [partition, lane] : m_lanes) {
        const EventTime end = lane.laneTime() + lane.settings().rollups.lateness + std::chrono::minutes{2};
        const RecordView tick{partition, lane.nextOffset(), end, {}, closingTick, {}};
        m_output.clear();
        lane.apply(std::span(&tick, 1), m_output);
        ++m_closed;
        if (auto taken = take(lane, m_output); !taken) {
            return taken;
        }
    }
    return {};
}

std::expected<void, std::string> ReplayDrive::passBatch(std::span<const RecordView> records, const Take& take) {
    while (!records.empty()) {
        std::size_t run = 1; // neighbours of one partition go together
        while (run < records.size() && records[run].partition == records[0].partition) {
            ++run;
        }
        Lane& lane = m_lanes.try_emplace(records[0].partition, records[0].partition, m_settings).first->second;
        m_output.clear();
        lane.apply(records.first(run), m_output);
        m_records += m_output.records;
        m_repeated += run - m_output.records;
        if (auto taken = take(lane, m_output); !taken) {
            return taken;
        }
        records = records.subspan(run);
    }
    return {};
}

void ReplayDrive::pace(EventTime logTime) {
    if (m_firstLogTime == never) {
        m_firstLogTime = logTime;
    }
    const auto millis = static_cast<double>((logTime - m_firstLogTime).count()) / m_options.speed;
    const std::int64_t due = m_startedNanos + static_cast<std::int64_t>(millis * 1e6);
    if (const std::int64_t early = due - nowNanos(); early > 0) {
        std::this_thread::sleep_for(std::chrono::nanoseconds(early));
    }
}

void ReplayDrive::progress() {
    const std::int64_t now = nowNanos();
    if (!m_options.showProgress || now - m_startedNanos < 2 * second || now - m_shownNanos < second / 4 ||
        isatty(STDERR_FILENO) == 0) {
        return;
    }
    m_shownNanos = now;
    std::fprintf(stderr, "\r%llu records …", static_cast<unsigned long long>(m_records));
}

} // namespace roundsman
