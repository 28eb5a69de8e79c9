#include "core/history/quarantine_reader.h"

#include "core/history/trail_reader.h"

#include <utility>

namespace roundsman {

HistoryResult<QuarantineReader> QuarantineReader::open(const std::filesystem::path& folder) {
    auto history = TrailReader::open(folder);
    if (!history) {
        return std::unexpected(history.error());
    }
    sqlite::Connection main = std::move(history->main());
    auto row =
        main.prepare("SELECT 1 FROM quarantine WHERE partition = ?1 AND offset = ?2 AND doc = ?3 AND bytes = ?4");
    if (!row) {
        return asHistoryError(row.error());
    }
    return QuarantineReader(std::move(main), std::move(*row));
}

bool QuarantineReader::holds(PartitionNo partition, const DocumentRef& document, std::string_view bytes) {
    m_row.bind(partition.value(), document.offset.value(), document.index, sqlite::bytesOf(bytes));
    const auto found = m_row.step();
    m_row.reset(); // a statement under way would hold the writer's checkpoints back
    return found && *found;
}

} // namespace roundsman
