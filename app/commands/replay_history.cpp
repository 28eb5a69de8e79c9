#include "app/commands/replay_history.h"

#include "core/history/history_care.h"

#include <filesystem>
#include <system_error>
#include <utility>

namespace roundsman {
namespace {

template <typename T>
ReplayHistory::Done asDone(const HistoryResult<T>& result) {
    return result ? ReplayHistory::Done{} : ReplayHistory::Done(std::unexpected(result.error().sentence));
}

} // namespace

ReplayHistory::Done ReplayHistory::open() {
    if (m_folder.empty()) {
        return {};
    }
    std::error_code ignored;
    const bool isNew = !std::filesystem::exists(m_folder, ignored);
    const HistoryOptions options{.folder = m_folder, .acceptLoss = m_onRefusal == OnRefusal::acceptLoss};
    auto history = HistoryWriter::open(options);
    if (!history && m_onRefusal == OnRefusal::setAside && mendedByStartingAnew(history.error().trouble)) {
        if (const auto aside = setHistoryAside(m_folder); !aside) {
            return std::unexpected(aside.error().sentence);
        }
        history = HistoryWriter::open(options);
    }
    if (!history) {
        if (isNew) { // nothing is in it yet
            std::filesystem::remove_all(m_folder, ignored);
        }
        return std::unexpected(history.error().sentence);
    }
    m_history = std::move(*history);
    return {};
}

ReplayHistory::Done ReplayHistory::take(Lane& lane, LaneOutput& output) {
    if (!m_history) {
        return {};
    }
    const auto progress = m_history->progress(lane.partition());
    if (progress && output.nextOffset == progress->nextOffset &&
        output.lastRecord.checksum != progress->lastRecord.checksum) {
        return std::unexpected(m_folder + " ends with another record at offset " +
                               std::to_string(output.lastRecord.offset.value()) +
                               " than this recording has: replay into a new folder");
    }
    if (progress && output.nextOffset <= progress->nextOffset) {
        return {}; // it has this already
    }
    if (progress && output.firstOffset < progress->nextOffset) {
        return std::unexpected(m_folder + " ends within a batch of this replay, at offset " +
                               std::to_string(progress->nextOffset.value()) +
                               ": replay with --batch 1, or into a new folder");
    }
    m_history->write(output);
    return m_history->pendingDocuments() < documentsACommit ? Done{} : asDone(m_history->commit());
}

ReplayHistory::Done ReplayHistory::finish() {
    return m_history ? asDone(m_history->commitAndFold()) : Done{};
}

} // namespace roundsman
