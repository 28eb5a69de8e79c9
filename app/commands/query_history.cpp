// roundsman query verdicts|riders|trail|orders|quarantine: rows of a history, streamed.
#include "app/command_line.h"
#include "app/commands/commands.h"
#include "app/commands/row_printer.h"
#include "core/history/trail_reader.h"
#include "core/model/order.h"
#include "core/model/verdict.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace roundsman {
namespace {

struct QueryOptions {
    std::string folder;
    std::string from;
    std::string to;
    std::string at;
    std::string id;
    RowFormat format = RowFormat::table;
    EventTime fromTime;
    EventTime toTime;
};

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

Field timeAt(const sqlite::Statement& row, int column) {
    return Field::of(eventTimeFromMillis(row.integer(column)));
}
Field textAt(const sqlite::Statement& row, int column) {
    return row.isNull(column) ? Field::none() : Field::of(row.text(column));
}
Field numberAt(const sqlite::Statement& row, int column) {
    return row.isNull(column) ? Field::none() : Field::of(row.integer(column));
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
        out.row({numberAt(row, 0), Field::of(std::string_view(row.integer(1) == 0 ? "verdict" : "reason")),
                 Field::of(std::string_view(verdictText(row.integer(1), row.integer(2)))), numberAt(row, 3)});
    };
    if (options.from.empty() && options.to.empty()) {
        return eachRow(reader, "SELECT partition, kind, code, documents FROM verdicts ORDER BY 1, 2, 3", show);
    }
    return eachRow(reader,
                   "SELECT partition, kind, code, sum(documents) FROM verdict_minutes WHERE minute >= ? AND minute <= "
                   "? GROUP BY 1, 2, 3 ORDER BY 1, 2, 3",
                   show, millisOf(options.fromTime) / 60'000, millisOf(options.toTime) / 60'000);
}

std::vector<Field> fixFields(std::int64_t partition, std::string_view rider, const FixRow& fix) {
    return {Field::of(partition),
            Field::of(rider),
            Field::of(fix.deviceTime),
            Field::of(fix.position.latitude(), 7),
            Field::of(fix.position.longitude(), 7),
            Field::of(std::string_view(toText(fix.status))),
            Field::of(fix.speedMps, 2),
            Field::of(fix.headingDegrees, 1),
            Field::of(fix.accuracyMetres, 1),
            Field::of(static_cast<std::int64_t>(fix.late)),
            Field::of(static_cast<std::int64_t>(fix.jumped)),
            Field::of(fix.receiveTime),
            Field::of(fix.logTime),
            Field::of(fix.document.offset.value()),
            Field::of(static_cast<std::int64_t>(fix.document.index))};
}

const std::vector<std::string> fixColumns{"partition", "rider",    "time",     "latitude", "longitude",
                                          "status",    "speed",    "heading",  "accuracy", "late",
                                          "jumped",    "received", "log_time", "offset",   "document"};

/// The riders that are meant: one id, or all.
HistoryDone eachRider(TrailReader& reader, const std::string& id,
                      const std::function<HistoryDone(PartitionNo, RiderNo, const std::string&)>& visit) {
    struct Named {
        PartitionNo partition;
        RiderNo rider;
        std::string id;
    };
    std::vector<Named> found;
    const auto done = eachRow(
        reader, "SELECT partition, rider, id FROM riders WHERE ?1 = '' OR id = ?1 ORDER BY partition, rider",
        [&](const sqlite::Statement& row) {
            found.push_back({PartitionNo{static_cast<std::int32_t>(row.integer(0))},
                             RiderNo{static_cast<std::uint32_t>(row.integer(1))}, std::string(row.text(2))});
        },
        id);
    if (!done) {
        return done;
    }
    if (found.empty() && !id.empty()) {
        return std::unexpected(
            HistoryError{HistoryTrouble::missing, "no rider " + id + ": roundsman query riders lists them"});
    }
    for (const Named& rider : found) {
        if (auto visited = visit(rider.partition, rider.rider, rider.id); !visited) {
            return visited;
        }
    }
    return {};
}

HistoryDone trail(TrailReader& reader, const QueryOptions& options) {
    RowPrinter out(options.format, fixColumns);
    return eachRider(reader, options.id, [&](PartitionNo partition, RiderNo rider, const std::string& id) {
        return reader.trail(partition, rider, options.fromTime, options.toTime, [&](const FixRow& fix) {
            out.row(fixFields(partition.value(), id, fix), fix.position);
            return true;
        });
    });
}

HistoryDone ridersAt(TrailReader& reader, const QueryOptions& options, EventTime at) {
    std::vector<std::string> ids;
    auto done = eachRow(reader, "SELECT rider, id FROM riders ORDER BY rider", [&](const sqlite::Statement& row) {
        const auto rider = static_cast<std::size_t>(row.integer(0));
        ids.resize(std::max(ids.size(), rider + 1));
        ids[rider] = row.text(1);
    });
    RowPrinter out(options.format, {"rider", "time", "latitude", "longitude", "status", "offset", "document"});
    return done ? reader.fleetAt(at,
                                 [&](const FixRow& fix) {
                                     const std::size_t rider = fix.rider.value();
                                     out.row({Field::of(std::string_view(rider < ids.size() ? ids[rider] : "")),
                                              Field::of(fix.deviceTime), Field::of(fix.position.latitude(), 7),
                                              Field::of(fix.position.longitude(), 7),
                                              Field::of(std::string_view(toText(fix.status))),
                                              Field::of(fix.document.offset.value()),
                                              Field::of(static_cast<std::int64_t>(fix.document.index))},
                                             fix.position);
                                     return true;
                                 })
                : done;
}

HistoryDone riders(TrailReader& reader, const QueryOptions& options) {
    if (!options.at.empty()) {
        const auto at = timeFromText(options.at);
        return at ? ridersAt(reader, options, *at)
                  : HistoryDone(std::unexpected(HistoryError{HistoryTrouble::other, "--at is no time: " + options.at}));
    }
    RowPrinter out(options.format,
                   {"partition", "rider", "market", "on_shift", "connected", "first_offset", "last_offset"});
    return eachRow(
        reader,
        "SELECT r.partition, r.id, m.name, r.on_shift, r.connected, r.first_offset, r.last_offset FROM riders r LEFT "
        "JOIN markets m ON m.partition = r.partition AND m.market = r.market WHERE ?1 = '' OR r.id = ?1 ORDER BY "
        "r.partition, r.rider",
        [&](const sqlite::Statement& row) {
            out.row({numberAt(row, 0), textAt(row, 1), textAt(row, 2), numberAt(row, 3), numberAt(row, 4),
                     numberAt(row, 5), numberAt(row, 6)});
        },
        options.id);
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
                     Field::of(step < orderStepCount ? toText(static_cast<OrderStep>(step)) : "?"), timeAt(row, 5),
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
                     Field::of(std::string_view(verdictText(1, row.integer(4)))), textAt(row, 5), numberAt(row, 6),
                     numberAt(row, 7)});
        },
        millisOf(options.fromTime), millisOf(options.toTime));
}

using Query = HistoryDone (*)(TrailReader&, const QueryOptions&);

CLI::App& addQuery(CommandLine& line, const char* name, const char* what, const char* example, Query query) {
    const auto options = std::make_shared<QueryOptions>();
    CLI::App& words = line.group("query", "Asks a history");
    CLI::App& command = line.add(words, name, what, example, [options, query] {
        return withHistory(*options, [&](TrailReader& reader) { return query(reader, *options); });
    });
    command.add_option("--history", options->folder, "The history's folder")->required();
    command.add_option("--from", options->from, "From this time on (RFC 3339 or milliseconds)");
    command.add_option("--to", options->to, "Until this time");
    command.add_option("--id", options->id, "One rider or order");
    command.add_option("--at", options->at, "riders: where each was at this time");
    addFormatOption(command, options->format);
    return command;
}

} // namespace

void addQueryHistory(CommandLine& line) {
    addQuery(line, "verdicts", "Documents by verdict and reason",
             "roundsman query verdicts --history data/history --format json", verdicts);
    addQuery(line, "riders", "Riders, or where each was at a time",
             "roundsman query riders --history data/history --at 2026-11-21T12:00:00Z --format geojson", riders);
    addQuery(line, "trail", "The fixes of one rider, or of all",
             "roundsman query trail --history data/history --id 453 --from 2026-11-21T09:00:00Z --format csv", trail);
    addQuery(line, "orders", "Orders by the time they were placed",
             "roundsman query orders --history data/history --from 2026-11-21T00:00:00Z", orders);
    addQuery(line, "quarantine", "What could not be believed, and why",
             "roundsman query quarantine --history data/history", quarantine);
}

} // namespace roundsman
