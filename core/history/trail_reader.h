#pragma once

#include "core/base/sqlite/connection.h"
#include "core/history/history_error.h"
#include "core/history/schema.h"
#include "core/history/trail_block.h"
#include "core/history/trail_group.h"
#include "core/model/fix.h"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace roundsman {

/// A rectangle on the map; `west` may be greater than `east`: across the antimeridian.
struct GeoArea {
    GeoPoint southWest;
    GeoPoint northEast;

    [[nodiscard]] bool contains(GeoPoint point) const;
};

/// Reads trails, beside a writer or without one: day files in turn, then the open ends. Every answer is of one commit.
/// Used by one thread; many readers may stand side by side.
class TrailReader {
public:
    using Visit = std::function<bool(const FixRow&)>; ///< false: enough

    static HistoryResult<TrailReader> open(const std::filesystem::path& folder, const std::string& vfs = {});

    /// One rider's fixes with device times from `from` to `to`, in the order of these times (equal ones: of the log).
    HistoryDone trail(PartitionNo partition, RiderNo rider, EventTime from, EventTime to, const Visit& visit);
    /// The rider's fix nearest in time.
    HistoryResult<std::optional<FixRow>> nearest(PartitionNo partition, RiderNo rider, EventTime time, Millis within);
    /// Where each rider was at `time`: his last fix until then that was not late. Speed and the like are not read.
    HistoryDone fleetAt(EventTime time, const Visit& visit);
    /// The same, with the lane that each rider belongs to: numbers are a lane's own.
    using LaneVisit = std::function<bool(PartitionNo, const FixRow&)>;
    HistoryDone lanesAt(EventTime time, const LaneVisit& visit);
    /// A picture every `step` from `from` to `to`; the rows of one are by partition and rider.
    HistoryDone frames(EventTime from, EventTime to, Millis step,
                       const std::function<bool(EventTime, PartitionNo, const FixRow&)>& show);
    /// All fixes in an area with device times from `from` to `to`, rider after rider within each hour.
    HistoryDone within(const GeoArea& area, EventTime from, EventTime to, const LaneVisit& visit);
    /// All fixes that there are, in the order they are stored in.
    HistoryDone everything(const Visit& visit);

    /// Blocks that did not read back so far; they are left out of answers.
    [[nodiscard]] std::uint64_t damagedBlocks() const { return m_damaged; }
    sqlite::Connection& main() { return m_main; }

private:
    struct DayFile {
        sqlite::Connection connection;
        sqlite::Statement range;   ///< blocks from a key on, below another
        sqlite::Statement block;   ///< one
        sqlite::Statement ofRider; ///< visits that hold a group's blocks of an hour, around a time
        sqlite::Statement ofHour;  ///< those of all groups that began until a time, newest first
        sqlite::Statement frame;   ///< the newest key frame at or before
    };
    using Points = std::vector<TrailPoint>;
    using Latest = std::map<std::uint32_t, std::vector<std::optional<TrailPoint>>>;

    /// What reads a bundle's rows: a reader for each of its groups, and who is told.
    struct OpenBundle;

    explicit TrailReader(HistoryPaths paths, std::string vfs) : m_paths(std::move(paths)), m_vfs(std::move(vfs)) {}

    HistoryDone begin();
    void end();
    HistoryResult<DayFile*> day(std::int64_t day);
    struct Span { ///< of device time
        std::int64_t from = 0;
        std::int64_t to = 0;
    };
    struct HourVisit {
        std::uint32_t group = 0;
        std::uint32_t place = 0;
        std::uint32_t parts = 0;
        std::vector<std::uint8_t> riders;
    };
    HistoryDone riderHour(std::int64_t day, TrailKey key, const Span& span, Points& out);
    HistoryDone riderDay(std::int64_t day, const TrailKey& rider, const Span& span, Points& out);
    HistoryDone openOf(PartitionNo partition, RiderNo rider, Points& out);
    HistoryDone eachOpen(const std::function<void(std::uint32_t, std::uint32_t, std::span<const TrailPoint>)>& visit);
    struct TailMark {
        std::int64_t key = 0;
        std::int64_t from = 0; ///< no fix of the row that is not late is older
    };
    using OpenMarks = std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<TailMark>>;
    HistoryResult<OpenMarks> openMarks();
    HistoryDone openInto(std::span<const TailMark> marks, std::int64_t until, OpenBundle& into);
    HistoryDone openUntil(std::int64_t time, Latest& latest);
    HistoryDone trailOnce(PartitionNo partition, RiderNo rider, std::int64_t from, std::int64_t to, Points& out);
    HistoryDone startFrame(std::int64_t hour, Latest& latest, std::int64_t& fromHour);
    HistoryDone hourInto(std::int64_t hour, std::int64_t time, Latest& latest);
    HistoryResult<std::vector<HourVisit>> visitsUntil(DayFile& file, const TrailKey& hour, std::int64_t time);
    struct Asked; ///< riders of a group at a time, and what is known of them
    HistoryDone visitInto(DayFile& file, std::int64_t day, TrailKey key, const HourVisit& visit, Asked& asked);
    bool look(std::int64_t day, const TrailKey& at, sqlite::Bytes data, Asked& asked);
    HistoryDone visitAllInto(DayFile& file, std::int64_t day, TrailKey key, const HourVisit& visit, Asked& asked);
    HistoryDone eachBlockAround(const Span& span,
                                const std::function<bool(std::int64_t day, const TrailKey&, sqlite::Bytes)>& visit);
    bool decode(std::int64_t day, std::int64_t key, sqlite::Bytes data, Points& out);

    HistoryPaths m_paths;
    std::string m_vfs;
    sqlite::Connection m_main;
    std::map<std::int64_t, DayFile> m_open;
    std::vector<std::int64_t> m_days; ///< that there are, ascending
    std::int64_t m_batch = 0;         ///< of the answer that is being read
    std::uint64_t m_damaged = 0;
};

} // namespace roundsman
