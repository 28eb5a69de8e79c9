#pragma once

#include "core/base/sqlite/connection.h"
#include "core/history/history_error.h"

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace roundsman {

inline constexpr int mainSchemaVersion = 7;
inline constexpr int daySchemaVersion = 1;

/// Where things lie in a history's folder.
struct HistoryPaths {
    std::filesystem::path folder;

    [[nodiscard]] std::filesystem::path main() const { return folder / "main.db"; }
    [[nodiscard]] std::filesystem::path senders() const { return folder / "senders.db"; }
    [[nodiscard]] std::filesystem::path days() const { return folder / "days"; }
    [[nodiscard]] std::filesystem::path snapshots() const { return folder / "snapshots"; }
    [[nodiscard]] std::filesystem::path day(std::int64_t day) const; ///< days since the epoch
    [[nodiscard]] std::filesystem::path snapshot(std::int32_t partition, std::int64_t offset) const;
    [[nodiscard]] static std::string dayName(std::int64_t day); ///< "2026-11-21"
    static bool parseDayName(std::string_view name, std::int64_t& day);
};

/// A table whose rows follow from the log alone. The digest covers `columns`, which hold no batch and nothing else that
/// depends on when a commit was made.
struct DerivedTable {
    std::string_view name;
    std::string_view columns;
    std::string_view key;        ///< its rows' order
    std::string_view timeColumn; ///< for "oldest" and "newest"; empty: none
};
/// All of them but the trails, which are no table.
std::span<const DerivedTable> derivedTables();

/// Creates what is missing and brings an older file forward, in one transaction each version; a newer one is refused.
HistoryDone prepareMainSchema(sqlite::Connection& connection);
HistoryDone prepareDaySchema(sqlite::Connection& connection);
HistoryDone prepareSendersSchema(sqlite::Connection& connection);
/// For readers: the file must have this program's version.
HistoryDone requireMainSchema(sqlite::Connection& connection);

} // namespace roundsman
