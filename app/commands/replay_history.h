#pragma once

#include "core/history/history_writer.h"
#include "core/lane/lane.h"
#include "core/model/lane_output.h"

#include <expected>
#include <memory>
#include <string>

namespace roundsman {

/// Takes what a replay derives into a history, in batches, as a node would. A history that has a part of the recording
/// already takes only what comes after it: a replay that was interrupted is simply run again.
class ReplayHistory {
public:
    using Done = std::expected<void, std::string>;

    /// An empty folder: nothing is kept.
    ReplayHistory(std::string folder, OnRefusal onRefusal) : m_folder(std::move(folder)), m_onRefusal(onRefusal) {}

    Done open();
    Done take(Lane& lane, LaneOutput& output);
    /// The last commit, with all open trails folded.
    Done finish();

private:
    static constexpr std::uint64_t documentsACommit = 65'536;

    std::string m_folder;
    OnRefusal m_onRefusal;
    std::unique_ptr<HistoryWriter> m_history;
};

} // namespace roundsman
