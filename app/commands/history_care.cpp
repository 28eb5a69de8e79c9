// roundsman doctor --history, backup, restore, quarantine list|show|retry.
#include "core/history/history_care.h"

#include "app/command_line.h"
#include "app/commands/commands.h"
#include "app/commands/row_printer.h"
#include "core/base/json_text.h"
#include "core/decode/document_decoder.h"
#include "core/history/history_digest.h"
#include "core/history/trail_reader.h"
#include "core/model/verdict.h"

#include <CLI/CLI.hpp>

#include <cinttypes>
#include <cstdio>
#include <functional>
#include <memory>

namespace roundsman {
namespace {

struct CareOptions {
    std::string folder;
    std::string other;
    std::string document; ///< PARTITION/OFFSET/DOCUMENT
    std::string reason;
    std::string market; ///< of documents that name none
    RowFormat format = RowFormat::table;
    bool json = false;
    bool digest = false;
};

int printDigest(const CareOptions& options) {
    const auto tables = digestHistory(options.folder);
    if (!tables) {
        return fail(tables.error().sentence);
    }
    const char* comma = "";
    std::printf("%s", options.json ? "{" : "");
    for (const TableDigest& table : *tables) {
        options.json
            ? std::printf("%s\"%s\":{\"rows\":%" PRIu64 ",\"digest\":\"%016" PRIx64 "\"}", comma, table.table.c_str(),
                          table.rows, table.digest)
            : std::printf("%-20s %12" PRIu64 "  %016" PRIx64 "\n", table.table.c_str(), table.rows, table.digest);
        comma = ",";
    }
    std::printf("%s", options.json ? "}\n" : "");
    return exitOk;
}

void printHealth(const HistoryHealth& health) {
    RowPrinter out(RowFormat::table, {"table", "rows", "oldest", "newest"});
    for (const HistoryHealth::Table& table : health.tables) {
        out.row({RowField::of(std::string_view(table.name)), RowField::of(static_cast<std::int64_t>(table.rows)),
                 RowField::of(eventTimeFromMillis(table.oldest)), RowField::of(eventTimeFromMillis(table.newest))});
    }
    out.row({RowField::of(std::string_view("trails")), RowField::of(static_cast<std::int64_t>(health.fixes))});
    out.finish();
    std::printf("\n%.1f MB on the disk, %.1f MB a day, %.1f MB free", static_cast<double>(health.bytes) / 1e6,
                static_cast<double>(health.disk.bytesNewestDay) / 1e6,
                static_cast<double>(health.disk.bytesFree) / 1e6);
    std::printf(health.disk.daysUntilFull >= 0 ? ": full in %.0f days\n" : "\n", health.disk.daysUntilFull);
}

void printHealthJson(const HistoryHealth& health) {
    std::string out = "{\"sound\":" + std::string(health.troubles.empty() ? "true" : "false") + ",\"tables\":{";
    for (const HistoryHealth::Table& table : health.tables) {
        out += "\"" + table.name + "\":{\"rows\":" + std::to_string(table.rows) +
               ",\"oldest\":" + std::to_string(table.oldest) + ",\"newest\":" + std::to_string(table.newest) + "},";
    }
    out += "\"trails\":{\"rows\":" + std::to_string(health.fixes) +
           ",\"damaged_blocks\":" + std::to_string(health.damagedBlocks) +
           "}},\"bytes\":" + std::to_string(health.bytes) +
           ",\"bytes_a_day\":" + std::to_string(health.disk.bytesNewestDay) +
           ",\"bytes_free\":" + std::to_string(health.disk.bytesFree) + ",\"days_until_full\":";
    out +=
        health.disk.daysUntilFull >= 0 ? std::to_string(static_cast<std::int64_t>(health.disk.daysUntilFull)) : "null";
    std::printf("%s}\n", out.c_str());
}

int doctor(const CareOptions& options) {
    const auto health = examineHistory(options.folder);
    if (!health) {
        return fail(health.error().sentence);
    }
    options.json ? printHealthJson(*health) : printHealth(*health);
    for (const std::string& trouble : health->troubles) {
        fail(trouble);
    }
    return health->troubles.empty() ? exitOk : exitFailed;
}

/// Rows of the quarantine: one document's, or those of a reason.
int eachQuarantined(const CareOptions& options, const std::function<void(const sqlite::Statement&)>& show) {
    long long partition = -1;
    long long offset = -1;
    int document = -1;
    if (!options.document.empty() &&
        std::sscanf(options.document.c_str(), "%lld/%lld/%d", &partition, &offset, &document) != 3) {
        fail("a document is PARTITION/OFFSET/DOCUMENT, as quarantine list prints it, not " + options.document);
        return exitUsage;
    }
    auto reader = TrailReader::open(options.folder);
    if (!reader) {
        return fail(reader.error().sentence);
    }
    auto rows = reader->main().prepare(
        "SELECT partition, offset, doc, log_time, reason, hint, bytes, retried FROM quarantine WHERE ?1 < 0 OR "
        "(partition = ?1 AND offset = ?2 AND doc = ?3) ORDER BY partition, offset, doc");
    if (!rows) {
        return fail(rows.error().sentence);
    }
    rows->bind(static_cast<std::int64_t>(partition), static_cast<std::int64_t>(offset), document);
    std::size_t shown = 0;
    for (auto row = rows->step(); row && *row; row = rows->step()) {
        const auto reason = static_cast<std::size_t>(rows->integer(4));
        const std::string_view name = reason < reasonCount ? toText(static_cast<Reason>(reason)) : "?";
        if (options.reason.empty() || options.reason == name) {
            show(*rows);
            ++shown;
        }
    }
    return shown > 0 || options.document.empty() ? int{exitOk} : fail("nothing in quarantine at " + options.document);
}

std::string nameOf(const sqlite::Statement& row) {
    return std::to_string(row.integer(0)) + "/" + std::to_string(row.integer(1)) + "/" + std::to_string(row.integer(2));
}

int listQuarantine(const CareOptions& options) {
    RowPrinter out(options.format, {"document", "log_time", "reason", "hint", "retried"});
    return eachQuarantined(options, [&](const sqlite::Statement& row) {
        out.row({RowField::of(std::string_view(nameOf(row))), RowField::of(eventTimeFromMillis(row.integer(3))),
                 RowField::of(toText(static_cast<Reason>(row.integer(4)))), RowField::of(row.text(5)),
                 RowField::of(row.integer(7))});
    });
}

int showQuarantine(const CareOptions& options) {
    return eachQuarantined(options, [](const sqlite::Statement& row) {
        const auto bytes = sqlite::textOf(row.blob(6));
        std::fwrite(bytes.data(), 1, bytes.size(), stdout);
        std::fputc('\n', stdout);
    });
}

/// The market that a document names, if it is one.
std::string marketIn(std::string_view bytes) {
    DocumentDecoder decoder;
    Fix fix;
    Event event;
    Refusal why;
    switch (decoder.decode(bytes, fix, event, why)) {
    case DecodedAs::fix:
        return std::string(fix.market);
    case DecodedAs::event:
        return std::string(event.market);
    case DecodedAs::refused:
        break;
    }
    return {};
}

/// Retries are documents like any other: what is printed here is sent by POST /v1/events, which wants a market, since
/// that says who may send it.
int retryQuarantine(const CareOptions& options) {
    bool complete = true;
    const int read = eachQuarantined(options, [&](const sqlite::Statement& row) {
        const std::string named = marketIn(sqlite::textOf(row.blob(6)));
        const std::string& market = named.empty() ? options.market : named;
        if (market.empty()) {
            fail(nameOf(row) + " names no market: say with --market whose it is");
            complete = false;
            return;
        }
        std::string out = R"({"id":"retry-)" + nameOf(row) + R"(","type":"retry","source":"quarantine","market":)";
        appendJsonString(out, market);
        out += R"(,"data":{"retryOf":{"offset":)" + std::to_string(row.integer(1)) + R"(,"index":)" +
               std::to_string(row.integer(2)) + R"(,"partition":)" + std::to_string(row.integer(0)) +
               R"(},"document":)";
        appendJsonString(out, sqlite::textOf(row.blob(6)));
        std::printf("%s}}\n", out.c_str());
    });
    return complete ? read : int{exitFailed};
}

CLI::App& withFolder(CLI::App& command, const std::shared_ptr<CareOptions>& options) {
    command.add_option("--history", options->folder, "The history's folder")->required();
    return command;
}

void addCopies(CommandLine& line) {
    const auto backup = std::make_shared<CareOptions>();
    withFolder(line.add("backup", "Copies a history while it is in use, as of one commit",
                        "roundsman backup --history data/history --to backups/monday",
                        [backup] {
                            const auto done = backUpHistory(backup->folder, backup->other);
                            return done ? int{exitOk} : fail(done.error().sentence);
                        }),
               backup)
        .add_option("--to", backup->other, "A folder that does not exist yet")
        ->required();
    const auto restore = std::make_shared<CareOptions>();
    withFolder(line.add("restore", "Checks a backup and puts it in place; nothing is overwritten",
                        "roundsman restore --from backups/monday --history data/history",
                        [restore] {
                            const auto done = restoreHistory(restore->other, restore->folder);
                            return done ? int{exitOk} : fail(done.error().sentence);
                        }),
               restore)
        .add_option("--from", restore->other, "The backup's folder")
        ->required();
}

void addQuarantine(CommandLine& line) {
    CLI::App& words = line.group("quarantine", "Documents that could not be believed");
    const auto add = [&](const char* name, const char* what, const char* example, int (*run)(const CareOptions&)) {
        const auto options = std::make_shared<CareOptions>();
        CLI::App& command = withFolder(line.add(words, name, what, example, [=] { return run(*options); }), options);
        command.add_option("document", options->document, "One document: PARTITION/OFFSET/DOCUMENT");
        command.add_option("--reason", options->reason, "Only those of this reason");
        addFormatOption(command, options->format);
        return std::pair{&command, options};
    };
    add("list", "What is there, and why", "roundsman quarantine list --history data/history --reason no_position",
        listQuarantine);
    add("show", "The bytes as they came", "roundsman quarantine show 0/4711/3 --history data/history", showQuarantine);
    const auto [retry, options] =
        add("retry", "Prints retry documents, a line each, to be sent to the log by who may retry",
            "roundsman quarantine retry --reason no_position --market south --history data/history | curl -H "
            "\"Authorization: Bearer $TOKEN\" --data-binary @- http://localhost:8080/v1/events",
            retryQuarantine);
    retry->add_option("--market", options->market, "Of the documents that name none");
}

} // namespace

void addHistoryCare(CommandLine& line) {
    const auto options = std::make_shared<CareOptions>();
    CLI::App& command =
        withFolder(line.add("doctor", "Checks a history: structure, checksums, sizes, ages, room on the disk",
                            "roundsman doctor --history data/history",
                            [options] { return options->digest ? printDigest(*options) : doctor(*options); }),
                   options);
    command.add_flag("--json", options->json, "One JSON object");
    command.add_flag("--digest", options->digest, "Prints a checksum for each derived table instead");
    addCopies(line);
    addQuarantine(line);
}

} // namespace roundsman
