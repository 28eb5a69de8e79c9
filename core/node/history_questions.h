#pragma once

#include "core/api/console_api.h"
#include "core/history/trail_reader.h"

#include <expected>
#include <filesystem>

namespace roundsman {

/// Answers the console's questions about the past from a history's folder, beside its writer. Each answer opens the
/// history anew, so that it sees the newest commit and holds nothing up afterwards. Any thread, no state.
struct HistoryQuestions {
    std::filesystem::path folder;    ///< empty: no history is kept, and every answer says so
    std::filesystem::path logFolder; ///< of an embedded log; empty: it lies elsewhere

    [[nodiscard]] std::expected<Table, Trouble> answer(const Query& query) const;
    /// Riders, orders' riders, merchants and surge as they were.
    [[nodiscard]] std::expected<Picture, Trouble> pictureAt(EventTime time) const;
    /// A rider's admitted fixes, oldest first.
    [[nodiscard]] std::expected<std::vector<FixSeen>, Trouble> trail(PartitionNo partition, RiderNo rider,
                                                                     EventTime from, EventTime to) const;

private:
    [[nodiscard]] std::expected<Table, Trouble> trailTable(TrailReader& reader, const Query& query) const;
    [[nodiscard]] std::expected<Table, Trouble> measures(const Query& query) const;
    [[nodiscard]] std::expected<Table, Trouble> waits(const Query& query) const;
    [[nodiscard]] std::expected<Table, Trouble> storage() const;
};

} // namespace roundsman
