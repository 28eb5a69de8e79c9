#include "core/history/rerun_start.h"

#include "core/base/sqlite/connection.h"
#include "core/history/schema.h"
#include "core/history/snapshot_files.h"

namespace roundsman {

HistoryResult<RerunStart> findRerunStart(const std::filesystem::path& folder, PartitionNo partition,
                                         Offset atOrBefore) {
    const HistoryPaths paths{folder};
    auto main = sqlite::Connection::open(paths.main(), {.access = sqlite::Access::readOnly});
    if (!main) {
        return asHistoryError(main.error());
    }
    auto lane = main->prepare("SELECT first_offset,next_offset,lane_time FROM lanes WHERE partition=?");
    auto snapshots = main->prepare("SELECT offset,checksum FROM snapshots WHERE partition=? AND offset<=? "
                                   "ORDER BY offset DESC");
    if (!lane || !snapshots) {
        return asHistoryError(lane ? snapshots.error() : lane.error());
    }
    const auto known = lane->bind(partition.value()).step();
    if (!known || !*known) {
        return std::unexpected(HistoryError{HistoryTrouble::other, paths.main().string() + " knows no partition " +
                                                                       std::to_string(partition.value())});
    }
    RerunStart start{.from = Offset{lane->integer(0)},
                     .snapshot = {},
                     .beginning = Offset{lane->integer(0)},
                     .committed = Offset{lane->integer(1)},
                     .laneTime = eventTimeFromMillis(lane->integer(2))};
    snapshots->bind(partition.value(), atOrBefore.value());
    for (auto row = snapshots->step(); row && *row; row = snapshots->step()) {
        const std::int64_t offset = snapshots->integer(0);
        auto bytes = readSnapshotFile(paths.snapshot(partition.value(), offset),
                                      static_cast<std::uint32_t>(snapshots->integer(1)));
        if (bytes) { // else it was replaced meanwhile: an older one does as well
            start.from = Offset{offset};
            start.snapshot = std::move(*bytes);
            break;
        }
    }
    return start;
}

} // namespace roundsman
