// roundsman explain surge|bucket|alert|check: what a stored figure was made from, and that it follows from it.
#include "app/command_line.h"
#include "app/commands/explain_again.h"
#include "app/commands/explain_check.h"
#include "app/commands/query.h"
#include "app/commands/query_measures.h"
#include "core/decode/settings_json.h"
#include "core/measure/surge_rule.h"
#include "core/model/cell_text.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>
#include <format>
#include <memory>

namespace roundsman {
namespace {

struct ExplainQuestion {
    MeasureQuestion measure;
    ExplainOptions options;
    std::string cell;
    std::string zone;
    std::string minute;
    std::string alert;
};

std::string rangeText(std::int32_t partition, DocumentRef first, DocumentRef last) {
    return std::format("partition {}, offsets {} to {}", partition, first.offset.value(), last.offset.value());
}

/// The settings of one version, folded from the changes that the log brought; nothing when history does not have them.
std::optional<LaneSettings> settingsOfVersion(MeasureReader& reader, std::uint32_t version) {
    LaneSettings settings;
    if (const auto initial = reader.settings("initial"); initial && !initial->empty()) {
        settings = settingsFromJson(initial->front().json).value_or(settings);
    }
    const auto changes = reader.settings("settings");
    if (!changes) {
        return {};
    }
    for (const SettingsRow& row : *changes) {
        if (settings.version == version) {
            break;
        }
        if (auto changed = changedSettings(settings, row.json)) {
            settings = std::move(*changed);
        }
    }
    return settings.version == version ? std::optional{settings} : std::nullopt;
}

std::expected<std::pair<EventTime, EventTime>, std::string> bucketAsked(const ExplainQuestion& question,
                                                                        const Calendar& clock) {
    const auto time = parseRfc3339(question.minute);
    if (!time) {
        return std::unexpected("--at is a moment such as 2026-11-21T09:00:00Z");
    }
    const Granularity length =
        granularityFrom(question.measure.bucket.empty() ? "1m" : question.measure.bucket).value_or(Granularity::minute);
    return std::pair(clock.bucketStart(*time, length), clock.bucketEnd(*time, length));
}

/// Runs the log again for rows of one partition, when there is a log to run.
int explainAgain(const ExplainQuestion& question, MeasureContext& context, std::int32_t partition,
                 const std::string& what, const WatchedRows& rows) {
    if (!question.options.place.given()) {
        writeText("give the log (--log or --brokers) to run these documents again and to list them\n");
        return exitOk;
    }
    const auto report = runAgain(question.measure.history, context, partition, question.options.place, rows);
    return report ? tellAgain(question.options, partition, what, rows, *report) : fail(report.error());
}

int explainSurgeRow(const ExplainQuestion& question, MeasureContext& context, std::int32_t partition,
                    const SurgeRow& row) {
    const auto settings = settingsOfVersion(context.reader, row.settingsVersion);
    const bool follows = settings && surgeSteps(row.inputs, settings->surge) == row.steps;
    if (!question.options.json) {
        writeText(std::format("market {}\n{}", context.marketName(partition, row.market),
                              explainSurge(row, settings.value_or(LaneSettings{}).surge)));
        writeText(std::format("{}; computed again from these inputs: {}\n", rangeText(partition, row.first, row.last),
                              follows ? "the same value" : "another value"));
    }
    WatchedRows rows;
    rows.push_back(watch(row, namesOf(context, partition, row.market)));
    const std::string what =
        std::format("surge {:.6g} of cell {} at {}", row.steps.multiplier, toText(row.cell), toRfc3339(row.minute));
    const int status = explainAgain(question, context, partition, what, rows);
    return follows ? status : exitFailed;
}

int explainSurgeValue(const ExplainQuestion& question) {
    auto context = MeasureContext::open(question.measure);
    if (!context) {
        return fail(context.error());
    }
    const auto asked = bucketAsked(question, Calendar{});
    if (!asked) {
        return fail(asked.error());
    }
    std::vector<std::pair<std::int32_t, SurgeRow>> found;
    const auto done =
        context->reader.surge(asked->first, asked->first + Millis{1}, [&](std::int32_t partition, const SurgeRow& row) {
            if (toText(row.cell) == question.cell) {
                found.emplace_back(partition, row);
            }
        });
    if (!done) {
        return fail(done.error().sentence);
    }
    if (found.empty()) {
        return fail("no surge was computed for " + question.cell + " at " + toRfc3339(asked->first) +
                    ": nobody asked for a ride or an order near it, so it was 1.0");
    }
    int status = exitOk;
    for (const auto& [partition, row] : found) {
        status = std::max(status, explainSurgeRow(question, *context, partition, row));
    }
    return status;
}

/// A bucket's stored rows by partition, as they are printed and as they are to come out again.
struct BucketParts {
    ResultTable table;
    std::map<std::int32_t, WatchedRows> rows{};
};

template <typename Row>
void addPart(BucketParts& parts, MeasureContext& context, std::int32_t partition, Granularity length, const Row& row,
             std::vector<ResultCell> cells) {
    cells.insert(cells.begin(), {ResultCell::of(toRfc3339(row.start)), ResultCell::of(toText(length)),
                                 ResultCell::of(context.marketName(partition, row.market)), ResultCell::of(row.part),
                                 ResultCell::of(std::uint64_t{row.revision})});
    for (const std::int64_t number : {std::int64_t{partition}, row.first.offset.value(), row.last.offset.value()}) {
        cells.push_back(ResultCell::of(number));
    }
    parts.table.add(std::move(cells));
}

HistoryDone readAreaParts(const ExplainQuestion& question, MeasureContext& context, const RollupRange& range,
                          BucketParts& parts) {
    MeasureReader::AreaQuestion asked{.which = question.zone.empty() ? MeasureReader::Areas::cells
                                                                     : MeasureReader::Areas::zones,
                                      .range = range,
                                      .cell = question.zone.empty() ? cellFrom(question.cell) : std::nullopt,
                                      .zone = question.zone};
    return context.reader.areas(asked, [&](std::int32_t partition, Granularity length, const AreaRollupRow& row) {
        std::vector<ResultCell> cells{ResultCell::of(row.figures.of(AreaCount::fixes)),
                                      ResultCell::of(row.figures.riders.riders()),
                                      ResultCell::of(row.figures.riders.idleRiders())};
        for (const AreaCount count :
             {AreaCount::idleToBusy, AreaCount::busyToIdle, AreaCount::ordersPlaced, AreaCount::demandEvents}) {
            cells.push_back(ResultCell::of(row.figures.of(count)));
        }
        addPart(parts, context, partition, length, row, std::move(cells));
        WatchedNames names = namesOf(context, partition, row.market);
        names.zone = context.zoneShape(row.zone);
        const Calendar clock = context.reader.clockOf(partition, row.market, RollupKind::areas);
        parts.rows[partition].push_back(watch(row, length, clock.bucketEnd(row.start, length), std::move(names)));
    });
}

HistoryDone readMerchantParts(const ExplainQuestion& question, MeasureContext& context, const RollupRange& range,
                              BucketParts& parts) {
    return context.reader.merchants(
        question.measure.merchant, range,
        [&](std::int32_t partition, Granularity length, const MerchantRollupRow& row) {
            addPart(parts, context, partition, length, row,
                    {ResultCell::of(row.channel), ResultCell::of(row.currency),
                     ResultCell::of(row.figures.of(MerchantCount::placed)),
                     ResultCell::of(row.figures.of(MerchantCount::delivered)),
                     ResultCell::of(row.figures.of(MerchantCount::deliveredMinor))});
            WatchedNames names = namesOf(context, partition, row.market);
            names.merchant = question.measure.merchant;
            const Calendar clock = context.reader.clockOf(partition, row.market, RollupKind::merchants, row.merchant);
            parts.rows[partition].push_back(watch(row, length, clock.bucketEnd(row.start, length), std::move(names)));
        });
}

int explainBucketOf(const ExplainQuestion& question, MeasureContext& context, const RollupRange& range) {
    const bool merchant = !question.measure.merchant.empty();
    std::vector<std::string> columns{"start", "length", "market", "part", "revision"};
    const std::vector<std::string> figures =
        merchant ? std::vector<std::string>{"channel", "currency", "placed", "delivered", "delivered_minor"}
                 : std::vector<std::string>{"fixes",        "riders",        "idle_riders",  "idle_to_busy",
                                            "busy_to_idle", "orders_placed", "demand_events"};
    columns.insert(columns.end(), figures.begin(), figures.end());
    columns.insert(columns.end(), {"partition", "first_offset", "last_offset"});
    BucketParts parts{.table = ResultTable(columns)};
    const auto done =
        merchant ? readMerchantParts(question, context, range, parts) : readAreaParts(question, context, range, parts);
    if (!done) {
        return fail(done.error().sentence);
    }
    if (parts.rows.empty()) {
        return fail("nothing was counted there at that time");
    }
    if (!question.options.json) {
        parts.table.print(context.format);
    }
    int status = exitOk;
    for (const auto& [partition, rows] : parts.rows) {
        const std::string name = merchant                ? question.measure.merchant
                                 : question.zone.empty() ? question.cell
                                                         : question.zone;
        const std::string what = std::format("{} stored rows of {} from {} to {}", rows.size(), name,
                                             toRfc3339(range.from), toRfc3339(range.to));
        status = std::max(status, explainAgain(question, context, partition, what, rows));
    }
    return status;
}

int explainBucket(const ExplainQuestion& question) {
    auto context = MeasureContext::open(question.measure);
    if (!context) {
        return fail(context.error());
    }
    const auto clock = Calendar::of(question.measure.zone, Millis{0});
    if (!clock) {
        return fail(clock.error());
    }
    const auto bucket = bucketAsked(question, *clock);
    if (!bucket) {
        return fail(bucket.error());
    }
    const int named =
        (question.cell.empty() ? 0 : 1) + (question.zone.empty() ? 0 : 1) + (question.measure.merchant.empty() ? 0 : 1);
    if (named != 1) {
        return fail("name one of --cell, --zone and --merchant");
    }
    if (!question.cell.empty() && !cellFrom(question.cell)) {
        return fail("--cell is an H3 cell such as 8828308011fffff");
    }
    RollupRange range = context->range();
    range.from = bucket->first;
    range.to = bucket->second;
    range.longest = context->bucket.value_or(Granularity::minute);
    return explainBucketOf(question, *context, range);
}

int explainAlertRow(const ExplainQuestion& question, MeasureContext& context, std::int32_t partition,
                    const AlertRow& row) {
    if (!question.options.json) {
        writeText(std::format("{} ({}), raised {}: {}\n", toText(row.kind), toText(row.severity),
                              toRfc3339(row.raisedAt), row.message));
        writeText(row.endedAt == EventTime{} ? "its cause stands\n" : "over since " + toRfc3339(row.endedAt) + "\n");
        writeText(row.acknowledgedAt == EventTime{}
                      ? "nobody acknowledged it\n"
                      : "acknowledged by " + row.acknowledgedBy + " at " + toRfc3339(row.acknowledgedAt) + "\n");
        writeText("the documents behind it: " + rangeText(partition, row.first, row.last) + "\n");
    }
    WatchedRows rows;
    rows.push_back(watch(row, context.alertNames(partition, row)));
    return explainAgain(question, context, partition, row.id, rows);
}

int explainAlert(const ExplainQuestion& question) {
    auto context = MeasureContext::open(question.measure);
    if (!context) {
        return fail(context.error());
    }
    std::vector<std::pair<std::int32_t, AlertRow>> found;
    const auto done =
        context->reader.alerts(context->from, context->to, [&](std::int32_t partition, const AlertRow& row) {
            if (row.id == question.alert) {
                found.emplace_back(partition, row);
            }
        });
    if (!done) {
        return fail(done.error().sentence);
    }
    if (found.empty()) {
        return fail("no alert with the id " + question.alert);
    }
    int status = exitOk;
    for (const auto& [partition, row] : found) {
        status = std::max(status, explainAlertRow(question, *context, partition, row));
    }
    return status;
}

} // namespace

void addExplainCommands(CommandLine& line) {
    CLI::App& explain = line.group("explain", "Says what a stored figure was made from, and runs it again.");
    const auto add = [&](const std::string& name, const std::string& what, const std::string& example,
                         int (*run)(const ExplainQuestion&)) {
        const auto question = std::make_shared<ExplainQuestion>();
        CLI::App& command = line.add(explain, name, what, example, [question, run] { return run(*question); });
        command.add_option("--history", question->measure.history, "The history's folder")->required();
        question->options.addTo(command);
        return std::pair<CLI::App&, ExplainQuestion&>(command, *question);
    };
    auto [surge, value] = add("surge", "Why a cell's surge was what it was.",
                              "roundsman explain surge --history DIR --log LOG --cell 8828308011fffff --at "
                              "2026-11-21T09:00:00Z",
                              explainSurgeValue);
    surge.add_option("--cell", value.cell, "The H3 cell")->required();
    surge.add_option("--at", value.minute, "The minute")->required();
    auto [bucket, part] = add("bucket", "The rows and documents that a bucket was made from.",
                              "roundsman explain bucket --history DIR --log LOG --merchant m-9 --at "
                              "2026-11-21T09:00:00Z --bucket 1h",
                              explainBucket);
    bucket.add_option("--cell", part.cell, "An H3 cell");
    bucket.add_option("--zone", part.zone, "A named polygon");
    bucket.add_option("--merchant", part.measure.merchant, "A merchant's id");
    bucket.add_option("--at", part.minute, "A moment in the bucket")->required();
    bucket.add_option("--bucket", part.measure.bucket, "1m, 15m, 1h, 1d, 1w or 1mo");
    bucket.add_option("--tz", part.measure.zone, "Time zone of hours and days");
    bucket.add_option("--format", part.measure.formatText, "table, json or csv")
        ->check(CLI::IsMember({"table", "json", "csv"}));
    auto [alert, id] =
        add("alert", "What raised an alert.",
            "roundsman explain alert --history DIR --log LOG --id late_order:o-77:29372340", explainAlert);
    alert.add_option("--id", id.alert, "The alert's id")->required();
    addExplainCheck(line, explain);
}

} // namespace roundsman
