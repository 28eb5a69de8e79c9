#include "core/history/log_check.h"

namespace roundsman {
namespace {

std::unexpected<HistoryError> refuse(HistoryTrouble trouble, const std::string& sentence) {
    return std::unexpected(HistoryError{trouble, sentence});
}

std::string partitionName(const HistoryProgress& progress) {
    return "partition " + std::to_string(progress.partition.value());
}

constexpr const char* choices =
    ": start once with --on-history-refusal set-aside, and the history's folder is renamed "
    "and a new one is built from the log, or point the node to the log that it was made from";

} // namespace

HistoryDone checkLog(const HistoryLog& made, const HistoryProgress& progress, const LogPartition& now) {
    if (!made.empty() && made != now.log) {
        return refuse(HistoryTrouble::foreignLog, "history was made from another log (cluster " + made.clusterId +
                                                      ", topic " + made.topicId + "; this one is " + now.log.clusterId +
                                                      ", " + now.log.topicId + ")" + choices);
    }
    if (progress.nextOffset > now.high) {
        return refuse(HistoryTrouble::logTruncated,
                      partitionName(progress) + " of the log ends at offset " + std::to_string(now.high.value()) +
                          ", but history has " + std::to_string(progress.nextOffset.value() - now.high.value()) +
                          " offsets beyond: the log was truncated or made anew" + choices);
    }
    if (progress.nextOffset < now.low) {
        return refuse(
            HistoryTrouble::logGone,
            partitionName(progress) + " of the log begins at offset " + std::to_string(now.low.value()) +
                " now: " + std::to_string(now.low.value() - progress.nextOffset.value()) +
                " offsets that history never saw are gone by its retention; start once with "
                "--on-history-refusal set-aside, and a new history is built from what the log has, or restore "
                "those records to the log");
    }
    if (now.atLast && progress.lastRecord.offset.value() >= 0 && *now.atLast != progress.lastRecord) {
        return refuse(HistoryTrouble::foreignLog, "the record at offset " +
                                                      std::to_string(progress.lastRecord.offset.value()) + " of " +
                                                      partitionName(progress) +
                                                      " is not the one that history took: the log was made anew under "
                                                      "its old name" +
                                                      choices);
    }
    return {};
}

} // namespace roundsman
