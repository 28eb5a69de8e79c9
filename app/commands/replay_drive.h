#pragma once

#include "app/commands/recorded_files.h"
#include "core/lane/lane.h"

#include <cstdint>
#include <expected>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace roundsman {

struct ReplayOptions {
    std::vector<std::string> files; ///< or the folder of one embedded log
    std::string settingsFile;       ///< JSON, as `settings.changed` has it; empty: the defaults
    double speed = 0;               ///< of log time against the wall's; 0: as fast as it goes
    std::size_t recordsPerBatch = 1000;
    bool showProgress = true; ///< on a terminal, after two seconds
    /// Some minutes without a document at the end, so that the last buckets are complete: after plain documents, and
    /// after recorded logs when these are known to be over.
    bool letTimePass = false;
    bool logIsOver = false;
};

/// Drives recorded logs through lanes, one a partition. `take` gets each lane's output of each batch, and may say what
/// went wrong, which ends the run.
class ReplayDrive {
public:
    using Take = std::function<std::expected<void, std::string>(Lane&, LaneOutput&)>;

    explicit ReplayDrive(ReplayOptions options) : m_options(std::move(options)) {}

    std::expected<void, std::string> run(const Take& take);

    [[nodiscard]] const std::map<PartitionNo, Lane>& lanes() const { return m_lanes; }
    [[nodiscard]] std::uint64_t records() const { return m_records; }
    /// Records at offsets that their lane had taken before: they came twice and were left out.
    [[nodiscard]] std::uint64_t repeated() const { return m_repeated; }
    /// Lanes that were told of the time after the end: a document each that nobody sent.
    [[nodiscard]] std::uint64_t closed() const { return m_closed; }

private:
    std::expected<void, std::string> passFiles(const Take& take);
    std::expected<void, std::string> passLog(const std::string& folder, const Take& take);
    std::expected<void, std::string> closeLanes(const Take& take);
    std::expected<void, std::string> passBatch(std::span<const RecordView> records, const Take& take);
    void pace(EventTime logTime);
    void progress();

    ReplayOptions m_options;
    LaneSettings m_settings;
    std::map<PartitionNo, Lane> m_lanes;
    LaneOutput m_output;
    std::uint64_t m_records = 0;
    std::uint64_t m_repeated = 0;
    std::uint64_t m_closed = 0;
    EventTime m_firstLogTime = never;
    std::int64_t m_startedNanos = 0;
    std::int64_t m_shownNanos = 0;
};

/// FILE…, --settings and --batch, which every command that replays has.
void addReplayOptions(CLI::App& command, ReplayOptions& options);

/// LaneSettings from a file of JSON; an empty path gives the defaults.
std::expected<LaneSettings, std::string> settingsFromFile(const std::string& path);

} // namespace roundsman
