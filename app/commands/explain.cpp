// roundsman explain surge|bucket|alert: what a stored figure was made from, and that it follows from it.
#include "app/command_line.h"
#include "app/commands/query.h"
#include "app/commands/query_measures.h"
#include "core/decode/settings_json.h"
#include "core/measure/surge_rule.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>
#include <format>
#include <memory>

namespace roundsman {
namespace {

struct ExplainQuestion {
    MeasureQuestion measure;
    std::string cell;
    std::string zone;
    std::string minute;
    std::string alert;
};

void print(const std::string& text) {
    std::fwrite(text.data(), 1, text.size(), stdout);
}

std::string rangeText(std::int32_t partition, DocumentRef first, DocumentRef last) {
    return std::format("partition {}, offsets {} to {}", partition, first.offset.value(), last.offset.value());
}

/// The settings of one version, folded from the changes that the log brought; nothing when history does not have them.
std::optional<LaneSettings> settingsOfVersion(MeasureReader& reader, std::uint32_t version) {
    LaneSettings settings;
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
    bool follows = true;
    for (const auto& [partition, row] : found) {
        const auto settings = settingsOfVersion(context->reader, row.settingsVersion);
        print(std::format("market {}\n{}", context->marketName(partition, row.market),
                          explainSurge(row, settings.value_or(LaneSettings{}).surge)));
        const bool same = settings && surgeSteps(row.inputs, settings->surge) == row.steps;
        print(std::format("{}; computed again from these inputs: {}\n", rangeText(partition, row.first, row.last),
                          same ? "the same value" : "another value"));
        follows &= same;
    }
    return follows ? exitOk : exitFailed;
}

int explainArea(const ExplainQuestion& question, MeasureContext& context,
                const std::pair<EventTime, EventTime>& bucket) {
    AreaFigures sum;
    ResultTable parts({"start", "market", "part", "revision", "fixes", "riders", "idle_riders", "idle_to_busy",
                       "busy_to_idle", "orders_placed", "demand_events", "partition", "first_offset", "last_offset"});
    const auto which = question.zone.empty() ? MeasureReader::Areas::cells : MeasureReader::Areas::zones;
    const auto add = [&](ResultCell start, std::string_view market, const AreaFigures& f, std::vector<ResultCell> rest,
                         std::int64_t part, std::uint32_t revision) {
        std::vector<ResultCell> row{std::move(start),
                                    ResultCell::of(market),
                                    ResultCell::of(part),
                                    ResultCell::of(std::uint64_t{revision}),
                                    ResultCell::of(f.of(AreaCount::fixes)),
                                    ResultCell::of(f.riders.riders()),
                                    ResultCell::of(f.riders.idleRiders())};
        for (const AreaCount count :
             {AreaCount::idleToBusy, AreaCount::busyToIdle, AreaCount::ordersPlaced, AreaCount::demandEvents}) {
            row.push_back(ResultCell::of(f.of(count)));
        }
        row.insert(row.end(), rest.begin(), rest.end());
        parts.add(std::move(row));
    };
    std::uint32_t revisions = 0;
    const auto done =
        context.reader.areas(which, bucket.first, bucket.second, [&](std::int32_t partition, const AreaRollupRow& row) {
            if (question.zone.empty() ? toText(row.cell) != question.cell : row.zone != question.zone) {
                return;
            }
            add(ResultCell::of(toRfc3339(row.start)), context.marketName(partition, row.market), row.figures,
                {ResultCell::of(std::int64_t{partition}), ResultCell::of(row.first.offset.value()),
                 ResultCell::of(row.last.offset.value())},
                row.part, row.revision);
            sum.merge(row.figures);
            revisions += row.revision;
        });
    if (!done) {
        return fail(done.error().sentence);
    }
    add(ResultCell::of(std::string_view("all of it")), "", sum,
        {ResultCell::nothing(), ResultCell::nothing(), ResultCell::nothing()}, 0, revisions);
    parts.print(context.format);
    return exitOk;
}

int explainMerchant(const ExplainQuestion& question, MeasureContext& context,
                    const std::pair<EventTime, EventTime>& bucket) {
    ResultTable parts({"start", "channel", "currency", "part", "revision", "placed", "delivered", "delivered_minor",
                       "partition", "first_offset", "last_offset"});
    const auto done = context.reader.merchants(
        question.measure.merchant, bucket.first, bucket.second,
        [&](std::int32_t partition, const MerchantRollupRow& row) {
            parts.add({ResultCell::of(toRfc3339(row.start)), ResultCell::of(row.channel), ResultCell::of(row.currency),
                       ResultCell::of(row.part), ResultCell::of(std::uint64_t{row.revision}),
                       ResultCell::of(row.figures.of(MerchantCount::placed)),
                       ResultCell::of(row.figures.of(MerchantCount::delivered)),
                       ResultCell::of(row.figures.of(MerchantCount::deliveredMinor)),
                       ResultCell::of(std::int64_t{partition}), ResultCell::of(row.first.offset.value()),
                       ResultCell::of(row.last.offset.value())});
        });
    if (!done) {
        return fail(done.error().sentence);
    }
    parts.print(context.format);
    return exitOk;
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
    return question.measure.merchant.empty() ? explainArea(question, *context, *bucket)
                                             : explainMerchant(question, *context, *bucket);
}

int explainAlert(const ExplainQuestion& question) {
    auto context = MeasureContext::open(question.measure);
    if (!context) {
        return fail(context.error());
    }
    bool found = false;
    const auto done =
        context->reader.alerts(context->from, context->to, [&](std::int32_t partition, const AlertRow& row) {
            if (row.id != question.alert) {
                return;
            }
            found = true;
            print(std::format("{} ({}), raised {}: {}\n", toText(row.kind), toText(row.severity),
                              toRfc3339(row.raisedAt), row.message));
            print(row.endedAt == EventTime{} ? "its cause stands\n" : "over since " + toRfc3339(row.endedAt) + "\n");
            print(row.acknowledgedAt == EventTime{}
                      ? "nobody acknowledged it\n"
                      : "acknowledged by " + row.acknowledgedBy + " at " + toRfc3339(row.acknowledgedAt) + "\n");
            print("the documents behind it: " + rangeText(partition, row.first, row.last) + "\n");
        });
    if (!done) {
        return fail(done.error().sentence);
    }
    return found ? exitOk : static_cast<ExitStatus>(fail("no alert with the id " + question.alert));
}

} // namespace

void addExplainCommands(CommandLine& line) {
    CLI::App& explain = line.group("explain", "Says what a stored figure was made from.");
    const auto add = [&](const std::string& name, const std::string& what, const std::string& example,
                         int (*run)(const ExplainQuestion&)) {
        const auto question = std::make_shared<ExplainQuestion>();
        CLI::App& command = line.add(explain, name, what, example, [question, run] { return run(*question); });
        command.add_option("--history", question->measure.history, "The history's folder")->required();
        return std::pair<CLI::App&, ExplainQuestion&>(command, *question);
    };
    auto [surge, value] = add("surge", "Why a cell's surge was what it was.",
                              "roundsman explain surge --history DIR --cell 8828308011fffff --at 2026-11-21T09:00:00Z",
                              explainSurgeValue);
    surge.add_option("--cell", value.cell, "The H3 cell")->required();
    surge.add_option("--at", value.minute, "The minute")->required();
    auto [bucket, part] = add("bucket", "The rows and documents that a bucket was made from.",
                              "roundsman explain bucket --history DIR --merchant m-9 --at 2026-11-21T09:00:00Z "
                              "--bucket 1h",
                              explainBucket);
    bucket.add_option("--cell", part.cell, "An H3 cell");
    bucket.add_option("--zone", part.zone, "A named polygon");
    bucket.add_option("--merchant", part.measure.merchant, "A merchant's id");
    bucket.add_option("--at", part.minute, "A moment in the bucket")->required();
    bucket.add_option("--bucket", part.measure.bucket, "1m, 15m, 1h, 1d, 1w or 1mo");
    bucket.add_option("--tz", part.measure.zone, "Time zone of hours and days");
    bucket.add_option("--format", part.measure.formatText, "table, json or csv")
        ->check(CLI::IsMember({"table", "json", "csv"}));
    auto [alert, id] = add("alert", "What raised an alert.",
                           "roundsman explain alert --history DIR --id late_order:o-77:29372340", explainAlert);
    alert.add_option("--id", id.alert, "The alert's id")->required();
}

} // namespace roundsman
