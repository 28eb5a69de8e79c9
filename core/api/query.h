#pragma once

#include "core/base/time.h"
#include "core/model/calendar.h"
#include "core/model/ids.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace roundsman {

/// One value of an answer: nothing, a whole number, a number, a moment, or text.
using Cell = std::variant<std::monostate, std::int64_t, double, EventTime, std::string>;

/// Rows of an answer. Columns have names, not places: a view asks for what it knows and ignores the rest, so that a
/// column can be added without harm to anybody.
struct Table {
    std::vector<std::string> columns;
    std::vector<std::vector<Cell>> rows;
    bool more = false; ///< the limit cut it: ask again with `after` raised by the rows that came
    /// Rollups: what begins before this is complete (law 10); `never`-like zero when it does not apply.
    EventTime completeThrough{};

    /// columns.size() when there is none of that name.
    [[nodiscard]] std::size_t column(std::string_view name) const;
    /// Nothing when row or column are not there.
    [[nodiscard]] const Cell& at(std::size_t row, std::string_view name) const;
};

std::int64_t wholeOf(const Cell& cell, std::int64_t otherwise = 0); ///< a number, rounded down
double numberOf(const Cell& cell, double otherwise = 0);
EventTime timeOf(const Cell& cell); ///< the epoch when it is none
std::string textOf(const Cell& cell);
inline bool isNothing(const Cell& cell) {
    return std::holds_alternative<std::monostate>(cell);
}

/// What history can be asked. The columns of each stand with its function in core/node/history_statements.cpp; all rows
/// carry `partition`, and `offset` and `document` (or first_ and last_) of what they were made from (law 11).
enum class QueryKind : std::uint8_t {
    orders,         ///< by placement, newest first; id: one order; text: part of an order's id or a merchant's name, or
                    ///< a merchant's or rider's id, looked for in the newest `ordersSearchedMax` of the time
    orderEvents,    ///< the timeline of order `id`
    orderEtas,      ///< what was promised for order `id`, revision by revision
    orderLegs,      ///< the stretches of order `id` with prediction and outcome
    riders,         ///< text: part of the id
    trail,          ///< the fixes of rider `id`, oldest first, late ones too
    quarantine,     ///< newest first; text: the reason
    verdictMinutes, ///< documents by minute, verdict and reason
    alerts,         ///< by the time they were raised, newest first
    answers,        ///< to commands, newest first; id: one command
    settings,       ///< versions of settings, fences and models that took effect; text: the kind
    merchants,      ///< every figure of merchants' orders; id: one merchant; `bucket`: merged into buckets
    waits,          ///< pick-ups of `merchant` that a rider waited for, each with the fix that shows him at the door
    cells,          ///< every figure of H3 cells; id: one cell; `bucket` as above
    surge,          ///< surge values with their inputs, by minute; id: one cell
    storage,        ///< what lies on disk and how much: one row a thing
};

/// No index finds a part of a text: older orders than so many are found by their id.
inline constexpr std::size_t ordersSearchedMax = 100'000;

struct Query {
    QueryKind kind = QueryKind::orders;
    EventTime from{};
    EventTime to = eventTimeFromMillis(253'402'300'799'000);
    std::string id;         ///< exactly
    std::string text;       ///< a part of it
    std::string merchant{}; ///< exactly: only orders, and things of orders, of this merchant
    std::optional<Granularity> bucket;
    std::string timeZone;  ///< for buckets; empty: each place's own
    std::size_t after = 0; ///< rows to skip
    std::size_t limit = 1000;

    bool operator==(const Query&) const = default;
};

/// A record as it lies in the log.
struct SeenRecord {
    PartitionNo partition;
    Offset offset;
    EventTime logTime;
    std::string key;
    std::string value;
    std::vector<std::pair<std::string, std::string>> headers;

    bool operator==(const SeenRecord&) const = default;
};

struct RecordsWanted {
    PartitionNo partition;
    std::optional<Offset> from;     ///< nothing: the newest ones
    std::optional<EventTime> at;    ///< the first at or after; counts when `from` is nothing
    std::optional<Offset> before{}; ///< without both: the last ones before it; nothing: before the end
    std::string contains;           ///< in key or value; empty: all
    std::size_t limit = 200;
    std::size_t lookAtMost = 20'000; ///< records, when few of them match
};

struct RecordPage {
    std::vector<SeenRecord> records;
    Offset low;  ///< the oldest record that the log still has
    Offset high; ///< one past the newest
    Offset from; ///< where looking began
    Offset next; ///< where reading goes on
    std::size_t lookedAt = 0;
};

} // namespace roundsman
