#pragma once

// Shared by the questions to a history that are answered row by row.

#include "app/command_line.h"
#include "app/commands/row_printer.h"
#include "core/history/trail_reader.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace roundsman {

struct QueryOptions {
    std::string folder;
    std::string from;
    std::string to;
    std::string at;
    std::string id;
    std::string area;    ///< south,west,north,east
    std::string nearest; ///< a time
    std::string within = "15m";
    std::string every;
    RowFormat format = RowFormat::table;
    EventTime fromTime;
    EventTime toTime;
};

using AnswerQuery = HistoryDone (*)(TrailReader&, const QueryOptions&);

/// A command of `query`, with the options that all of them have.
CLI::App& addQuery(CommandLine& line, const char* name, const char* what, const char* example, AnswerQuery query);

/// Runs a statement and shows each row.
template <typename Show, typename... Values>
HistoryDone eachRow(TrailReader& reader, std::string_view sql, Show show, const Values&... values) {
    auto rows = reader.main().prepare(sql);
    if (!rows) {
        return asHistoryError(rows.error());
    }
    rows->bind(values...);
    for (auto row = rows->step();; row = rows->step()) {
        if (!row) {
            return asHistoryError(row.error());
        }
        if (!*row) {
            return {};
        }
        show(*rows);
    }
}

inline RowField textAt(const sqlite::Statement& row, int column) {
    return row.isNull(column) ? RowField::none() : RowField::of(row.text(column));
}
inline RowField numberAt(const sqlite::Statement& row, int column) {
    return row.isNull(column) ? RowField::none() : RowField::of(row.integer(column));
}

} // namespace roundsman
