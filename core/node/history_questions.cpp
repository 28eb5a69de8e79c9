// Rows of history as the console asks for them. A suffix of a column's name after "__" says what a number means: t a
// time (0: none), s an order's step, a what a desk did, r a reason, v a verdict …
#include "core/node/history_questions.h"

#include "core/model/alert.h"
#include "core/model/eta.h"
#include "core/model/verdict.h"
#include "core/node/history_statements.h"
#include "core/node/merchant_questions.h"
#include "core/node/refusal.h"

#include <array>
#include <functional>
#include <string_view>
#include <utility>

namespace roundsman {
namespace {

template <typename Enumerator>
Cell word(std::int64_t code, std::size_t count) {
    return code >= 0 && static_cast<std::size_t>(code) < count
               ? Cell(std::string(toText(static_cast<Enumerator>(code))))
               : Cell();
}

Cell meant(const sqlite::Statement& row, int column, char meaning) {
    const std::int64_t number = row.integer(column);
    switch (meaning) {
    case 't':
        return number == 0 ? Cell() : Cell(eventTimeFromMillis(number));
    case 'm': // minutes since the epoch
        return Cell(eventTimeFromMillis(number * 60'000));
    case 's':
        return word<OrderStep>(number, orderStepCount);
    case 'a': // nothing: it is a step
        return number == 0 ? Cell() : word<DeskAct>(number, deskActCount);
    case 'r':
        return word<Reason>(number, reasonCount);
    case 'v':
        return word<Verdict>(number, verdictCount);
    case 'k':
        return word<AlertKind>(number, alertKindCount);
    case 'y':
        return word<Severity>(number, 3);
    case 'l':
        return word<Leg>(number, legCount);
    case 'e':
        return word<EtaLevel>(number, static_cast<std::size_t>(EtaLevel::passed) + 1);
    case 'd': // degrees
        return Cell(static_cast<double>(number) / 1e7);
    case 'f':
        return Cell(row.real(column));
    case 'x':
        return Cell(std::string(row.text(column)));
    default:
        return Cell(number);
    }
}

std::expected<Table, Trouble> plainRows(sqlite::Connection& history, const Query& query) {
    const auto asked = statementFor(query);
    if (!asked) {
        return std::unexpected(asked.error());
    }
    auto rows = history.prepare(asked->sql);
    if (!rows) {
        return no(rows.error().sentence);
    }
    int at = 0;
    for (const std::int64_t number : asked->numbers) {
        rows->bindAt(++at, number);
    }
    for (const std::string& text : asked->texts) {
        rows->bindAt(++at, text);
    }
    rows->bindAt(++at, static_cast<std::int64_t>(query.limit) + 1);
    rows->bindAt(++at, static_cast<std::int64_t>(query.after));
    Table table;
    std::string meanings;
    for (int column = 0; column < rows->columns(); ++column) {
        const std::string_view name = rows->columnName(column);
        const std::size_t mark = name.find("__");
        table.columns.emplace_back(name.substr(0, mark));
        meanings += mark == std::string_view::npos ? 'i' : name[mark + 2];
    }
    while (true) {
        const auto row = rows->step();
        if (!row) {
            return no(row.error().sentence);
        }
        table.more = *row && table.rows.size() == query.limit;
        if (!*row || table.more) {
            return table;
        }
        std::vector<Cell> cells;
        for (int column = 0; column < rows->columns(); ++column) {
            cells.push_back(rows->isNull(column) ? Cell()
                                                 : meant(*rows, column, meanings[static_cast<std::size_t>(column)]));
        }
        table.rows.push_back(std::move(cells));
    }
}

} // namespace

std::expected<Table, Trouble> HistoryQuestions::answer(const Query& query) const {
    if (folder.empty()) {
        return no("this node keeps no history: start it with a data folder (--data, or data.folder)");
    }
    switch (query.kind) {
    case QueryKind::merchants:
    case QueryKind::cells:
    case QueryKind::surge:
        return measures(query);
    case QueryKind::waits:
        return waits(query);
    case QueryKind::storage:
        return storage();
    default:
        break;
    }
    auto reader = TrailReader::open(folder);
    if (!reader) {
        return no(reader.error().sentence);
    }
    return query.kind == QueryKind::trail ? trailTable(*reader, query) : plainRows(reader->main(), query);
}

} // namespace roundsman
