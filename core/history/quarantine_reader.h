#pragma once

#include "core/base/sqlite/connection.h"
#include "core/base/sqlite/statement.h"
#include "core/history/history_error.h"
#include "core/model/ids.h"

#include <filesystem>
#include <string_view>
#include <utility>

namespace roundsman {

/// Asks a history's quarantine about one document at a time, beside its writer. Used by one thread at a time.
class QuarantineReader {
public:
    static HistoryResult<QuarantineReader> open(const std::filesystem::path& folder);

    /// These bytes stand there under this place; what cannot be read now does not.
    [[nodiscard]] bool holds(PartitionNo partition, const DocumentRef& document, std::string_view bytes);

private:
    QuarantineReader(sqlite::Connection main, sqlite::Statement row) : m_main(std::move(main)), m_row(std::move(row)) {}

    sqlite::Connection m_main;
    sqlite::Statement m_row; ///< is gone before its connection
};

} // namespace roundsman
