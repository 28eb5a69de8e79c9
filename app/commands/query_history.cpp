// roundsman query verdicts|orders|quarantine: rows of a history, streamed; riders and trail: query_trails.cpp.
#include "app/commands/query_history.h"

#include "app/commands/commands.h"
#include "core/model/order.h"
#include "core/model/verdict.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace roundsman {
namespace {

std::string sentenceOf(const HistoryError& error) {
    return error.sentence;
}

/// Reads --from and --to; a missing one is the end of time on its side.
std::optional<std::string> readTimes(QueryOptions& options) {
    const auto from = options.from.empty() ? EventTime{} : timeFromText(options.from);
    const auto to = options.to.empty() ? eventTimeFromMillis(253'402'300'799'999) : timeFromText(options.to);
    if (!from || !to) {
        return "a time is RFC 3339 (2026-11-21T09:00:00Z) or milliseconds since the epoch, not " +
               (from ? options.to : options.from);
    }
    options.fromTime = *from;
    options.toTime = *to;
    return std::nullopt;
}

/// Opens the history and hands it to `run`; failures become the exit status.
template <typename Run>
int withHistory(QueryOptions& options, Run run) {
    if (const auto wrong = readTimes(options)) {
        fail(*wrong);
        return exitUsage;
    }
    auto reader = TrailReader::open(options.folder);
    if (!reader) {
        return fail(sentenceOf(reader.error()));
    }
    const HistoryDone done = run(*reader);
    if (!done) {
        return fail(sentenceOf(done.error()));
    }
    if (reader->damagedBlocks() > 0) {
        return fail(std::to_string(reader->damagedBlocks()) +
                    " trail blocks fail their checksum and were left out: run roundsman doctor --history");
    }
    return exitOk;
}

RowField timeAt(const sqlite::Statement& row, int column) {
    return RowField::of(eventTimeFromMillis(row.integer(column)));
}
std::optional<GeoPoint> placeAt(const sqlite::Statement& row, int latitude) {
    if (row.isNull(latitude)) {
        return std::nullopt;
    }
    return GeoPoint::fromE7(static_cast<std::int32_t>(row.integer(latitude)),
                            static_cast<std::int32_t>(row.integer(latitude + 1)));
}

std::string verdictText(std::int64_t kind, std::int64_t code) {
    const auto at = static_cast<std::size_t>(code);
    if (kind == 0) {
        return at < verdictCount ? std::string(toText(static_cast<Verdict>(code))) : "?";
    }
    return at < reasonCount ? std::string(toText(static_cast<Reason>(code))) : "?";
}

HistoryDone verdicts(TrailReader& reader, const QueryOptions& options) {
    RowPrinter out(options.format, {"partition", "what", "name", "documents"});
    const auto show = [&](const sqlite::Statement& row) {
        out.row({numberAt(row, 0), RowField::of(std::string_view(row.integer(1) == 0 ? "verdict" : "reason")),
                 RowField::of(std::string_view(verdictText(row.integer(1), row.integer(2)))), numberAt(row, 3)});
    };
    if (options.from.empty() && options.to.empty()) {
        return eachRow(reader, "SELECT partition, kind, code, documents FROM verdicts ORDER BY 1, 2, 3", show);
    }
    return eachRow(reader,
                   "SELECT partition, kind, code, sum(documents) FROM verdict_minutes WHERE minute >= ? AND minute <= "
                   "? GROUP BY 1, 2, 3 ORDER BY 1, 2, 3",
                   show, millisOf(options.fromTime) / 60'000, millisOf(options.toTime) / 60'000);
}

HistoryDone orders(TrailReader& reader, const QueryOptions& options) {
    RowPrinter out(options.format, {"partition", "order", "merchant", "rider", "step", "placed", "accepted", "ready",
                                    "picked_up", "delivered", "cancelled", "promised", "items", "amount_minor",
                                    "currency", "version", "first_offset", "last_offset"});
    return eachRow(
        reader,
        "SELECT o.partition, o.id, m.id, r.id, o.last_step, o.placed_at, o.accepted_at, o.ready_at, o.picked_up_at, "
        "o.delivered_at, o.cancelled_at, o.promised_at, o.items, o.amount_minor, o.currency, o.version, "
        "o.first_offset, o.last_offset, o.dropoff_lat, o.dropoff_lon FROM orders o LEFT JOIN merchants m ON "
        "m.partition = o.partition AND m.merchant = o.merchant LEFT JOIN riders r ON r.partition = o.partition AND "
        "r.rider = o.rider WHERE o.placed_at >= ?1 AND o.placed_at <= ?2 AND (?3 = '' OR o.id = ?3) ORDER BY "
        "o.placed_at, o.partition, o.ord",
        [&](const sqlite::Statement& row) {
            const auto step = static_cast<std::size_t>(row.integer(4));
            out.row({numberAt(row, 0), textAt(row, 1), textAt(row, 2), textAt(row, 3),
                     RowField::of(step < orderStepCount ? toText(static_cast<OrderStep>(step)) : "?"), timeAt(row, 5),
                     timeAt(row, 6), timeAt(row, 7), timeAt(row, 8), timeAt(row, 9), timeAt(row, 10), timeAt(row, 11),
                     numberAt(row, 12), numberAt(row, 13), textAt(row, 14), numberAt(row, 15), numberAt(row, 16),
                     numberAt(row, 17)},
                    placeAt(row, 18));
        },
        millisOf(options.fromTime), millisOf(options.toTime), options.id);
}

HistoryDone quarantine(TrailReader& reader, const QueryOptions& options) {
    RowPrinter out(options.format,
                   {"partition", "offset", "document", "log_time", "reason", "hint", "retried", "bytes"});
    return eachRow(
        reader,
        "SELECT partition, offset, doc, log_time, reason, hint, retried, length(bytes) FROM quarantine WHERE log_time "
        ">= ? AND log_time <= ? ORDER BY log_time, partition, offset, doc",
        [&](const sqlite::Statement& row) {
            out.row({numberAt(row, 0), numberAt(row, 1), numberAt(row, 2), timeAt(row, 3),
                     RowField::of(std::string_view(verdictText(1, row.integer(4)))), textAt(row, 5), numberAt(row, 6),
                     numberAt(row, 7)});
        },
        millisOf(options.fromTime), millisOf(options.toTime));
}

} // namespace

CLI::App& addQuery(CommandLine& line, const char* name, const char* what, const char* example, AnswerQuery query) {
    const auto options = std::make_shared<QueryOptions>();
    CLI::App& words = line.group("query", "Asks a history");
    CLI::App& command = line.add(words, name, what, example, [options, query] {
        return withHistory(*options, [&](TrailReader& reader) { return query(reader, *options); });
    });
    command.add_option("--history", options->folder, "The history's folder")->required();
    command.add_option("--from", options->from, "From this time on (RFC 3339 or milliseconds)");
    command.add_option("--to", options->to, "Until this time");
    command.add_option("--id", options->id, "One rider or order");
    addFormatOption(command, options->format);
    const std::string_view rows = name;
    if (rows == "riders") {
        command.add_option("--at", options->at, "Where each was at this time");
        command.add_option("--every", options->every,
                           "Where each was at --from, and so much later, and so on until --to: 10s, 5m, 1h");
    }
    if (rows == "trail") {
        command.add_option("--nearest", options->nearest, "Of each rider the one fix nearest to this time");
        command.add_option("--within", options->within, "With --nearest: none that is further from it; 15m");
    }
    if (rows == "riders" || rows == "trail") {
        command.add_option("--area", options->area,
                           "Only what lies between SOUTH,WEST,NORTH,EAST in degrees; WEST may be greater than EAST: "
                           "across the antimeridian");
    }
    return command;
}

void addQueryHistory(CommandLine& line) {
    addQuery(line, "verdicts", "Documents by verdict and reason",
             "roundsman query verdicts --history data/history --format json", verdicts);
    addQueryTrails(line);
    addQuery(line, "orders", "Orders by the time they were placed",
             "roundsman query orders --history data/history --from 2026-11-21T00:00:00Z", orders);
    addQuery(line, "quarantine", "What could not be believed, and why",
             "roundsman query quarantine --history data/history", quarantine);
}

} // namespace roundsman
