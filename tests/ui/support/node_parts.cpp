#include "tests/ui/support/node_parts.h"

#include "core/node/kept_history.h"
#include "core/node/shared_log.h"

namespace roundsman {

NodeParts nodePartsFor(const std::shared_ptr<EventLog>& log, const std::filesystem::path& folder,
                       const std::string& disk) {
    NodeParts parts;
    parts.logKind = "local";
    parts.openLog = [log]() -> std::expected<std::unique_ptr<EventLog>, LogError> {
        return std::make_unique<SharedLog>(log);
    };
    parts.historyFolder = folder;
    parts.openHistory = [folder, disk] {
        return openKeptHistory({.folder = folder, .vfs = disk});
    };
    parts.makeLane = [](PartitionNo partition, const std::string& snapshot) {
        return makeRealLane(partition, LaneSettings{}, snapshot);
    };
    return parts;
}

} // namespace roundsman
