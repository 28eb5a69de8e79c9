// roundsman query merchants|zones|cells|surge|alerts: what was measured, merged as asked.
#include "app/commands/query.h"

#include "app/command_line.h"
#include "app/commands/query_groups.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <format>
#include <memory>
#include <optional>

namespace roundsman {
namespace {

template <typename Figures>
struct Group {
    Figures figures;
    std::uint64_t revisions = 0;
    bool complete = true;
};

template <typename Figures>
class Groups {
public:
    using Through = std::map<MeasureReader::InPartition<MarketNo>, EventTime>;
    Groups(MeasureContext& context, Through through) : m_context(context), m_through(std::move(through)) {}

    void add(const Place& place, const Figures& figures, std::uint32_t revision) {
        GroupKey key;
        EventTime end = place.start + std::chrono::minutes{1};
        if (m_context.bucket) {
            const Calendar& clock = m_context.calendarOf(place.partition, place.market, place.merchant);
            key.start = clock.bucketStart(place.start, *m_context.bucket);
            end = clock.bucketEnd(place.start, *m_context.bucket);
        }
        for (const std::string& dimension : m_context.by) {
            key.values.push_back(valueOf(dimension, place, m_context));
        }
        Group<Figures>& group = m_groups[std::move(key)];
        group.figures.merge(figures);
        group.revisions += revision;
        group.complete &= end <= m_through[{place.partition, place.market}];
    }
    template <typename Row>
    void print(std::vector<std::string> columns, const Row& rowOf) const {
        std::vector<std::string> names = groupColumns(m_context);
        names.insert(names.end(), columns.begin(), columns.end());
        names.emplace_back("revision");
        names.emplace_back("complete");
        ResultTable table(names);
        for (const auto& [key, group] : m_groups) {
            std::vector<ResultCell> row = groupCells(key, m_context);
            rowOf(group.figures, row);
            row.push_back(ResultCell::of(group.revisions));
            row.push_back(ResultCell::of(std::string_view(group.complete ? "yes" : "no")));
            table.add(std::move(row));
        }
        table.print(m_context.format);
    }

private:
    MeasureContext& m_context;
    Through m_through;
    std::map<GroupKey, Group<Figures>> m_groups;
};

int queryAreas(const MeasureQuestion& question, MeasureReader::Areas which) {
    auto context = MeasureContext::open(question);
    if (!context) {
        return fail(context.error());
    }
    if (question.by.empty()) {
        context->by = {"market", which == MeasureReader::Areas::cells ? "cell" : "zone"};
    }
    auto through = context->reader.completeThrough(RollupKind::areas);
    if (!through) {
        return fail(through.error().sentence);
    }
    Groups<AreaFigures> groups(*context, std::move(*through));
    const auto done =
        context->reader.areas({.which = which, .range = context->range()},
                              [&](std::int32_t partition, Granularity, const AreaRollupRow& row) {
                                  groups.add({partition, row.market, noMerchant, row.cell, row.zone, "", "", row.start},
                                             row.figures, row.revision);
                              });
    if (!done) {
        return fail(done.error().sentence);
    }
    groups.print({"fixes", "riders", "idle_riders", "idle_to_busy", "busy_to_idle", "orders_placed", "demand_events"},
                 [](const AreaFigures& figures, std::vector<ResultCell>& row) {
                     row.push_back(ResultCell::of(figures.of(AreaCount::fixes)));
                     row.push_back(ResultCell::of(figures.riders.riders()));
                     row.push_back(ResultCell::of(figures.riders.idleRiders()));
                     for (const AreaCount count : {AreaCount::idleToBusy, AreaCount::busyToIdle,
                                                   AreaCount::ordersPlaced, AreaCount::demandEvents}) {
                         row.push_back(ResultCell::of(figures.of(count)));
                     }
                 });
    return exitOk;
}

ResultCell share(std::int64_t part, std::int64_t whole) {
    return whole == 0 ? ResultCell::nothing()
                      : ResultCell::of(static_cast<double>(part) / static_cast<double>(whole), 4);
}

std::vector<std::string> merchantColumns() {
    std::vector<std::string> columns;
    for (std::size_t i = 0; i < merchantCountCount; ++i) {
        columns.emplace_back(toText(static_cast<MerchantCount>(i)));
    }
    for (const char* derived : {"average_basket_minor", "on_time_share", "ready_delayed_share"}) {
        columns.emplace_back(derived);
    }
    for (std::size_t i = 0; i < merchantSpanCount; ++i) {
        for (const char* part : {"_count", "_sum_ms", "_mean_min", "_min_ms", "_max_ms", "_p50_ms", "_p90_ms"}) {
            columns.push_back(std::string(toText(static_cast<MerchantSpan>(i))) + part);
        }
    }
    return columns;
}

void addSpan(const SpanFigures& span, std::vector<ResultCell>& row) {
    row.push_back(ResultCell::of(span.count));
    row.push_back(ResultCell::of(span.sumMillis));
    if (span.count == 0) {
        row.insert(row.end(), 5, ResultCell::nothing());
        return;
    }
    row.push_back(ResultCell::of(static_cast<double>(span.sumMillis) / static_cast<double>(span.count) / 60'000, 4));
    row.push_back(ResultCell::of(span.minMillis));
    row.push_back(ResultCell::of(span.maxMillis));
    const auto [p50, p90] = span.sketch.quantiles(0.5, 0.9);
    row.push_back(ResultCell::of(p50, 0));
    row.push_back(ResultCell::of(p90, 0));
}

void addMerchantFigures(const MerchantFigures& figures, std::vector<ResultCell>& row) {
    for (const std::int64_t count : figures.counts) {
        row.push_back(ResultCell::of(count));
    }
    const std::int64_t delivered = figures.of(MerchantCount::delivered);
    row.push_back(delivered == 0 ? ResultCell::nothing()
                                 : ResultCell::of(static_cast<double>(figures.of(MerchantCount::deliveredMinor)) /
                                                      static_cast<double>(delivered),
                                                  0));
    row.push_back(share(figures.of(MerchantCount::onTime), figures.of(MerchantCount::deliveredPromised)));
    row.push_back(share(figures.of(MerchantCount::readyDelayed), figures.of(MerchantCount::readyPromised)));
    for (const SpanFigures& span : figures.spans) {
        addSpan(span, row);
    }
}

int queryMerchants(const MeasureQuestion& question) {
    auto context = MeasureContext::open(question);
    if (!context) {
        return fail(context.error());
    }
    if (question.by.empty()) {
        context->by = {"merchant"};
    }
    if (std::ranges::find(context->by, "currency") == context->by.end()) {
        context->by.emplace_back("currency"); // money of two currencies is never added
    }
    auto through = context->reader.completeThrough(RollupKind::merchants);
    if (!through) {
        return fail(through.error().sentence);
    }
    Groups<MerchantFigures> groups(*context, std::move(*through));
    const auto done = context->reader.merchants(
        question.merchant, context->range(), [&](std::int32_t partition, Granularity, const MerchantRollupRow& row) {
            groups.add({partition, row.market, row.merchant, CellId{}, "", row.channel, row.currency, row.start},
                       row.figures, row.revision);
        });
    if (!done) {
        return fail(done.error().sentence);
    }
    groups.print(merchantColumns(), addMerchantFigures);
    return exitOk;
}

} // namespace

void addQueryCommands(CommandLine& line) {
    CLI::App& query = line.group("query", "Asks a history what was measured.");
    const auto add = [&](const std::string& name, const std::string& what, const std::string& example, bool grouped,
                         int (*run)(const MeasureQuestion&)) -> std::pair<CLI::App&, std::shared_ptr<MeasureQuestion>> {
        const auto question = std::make_shared<MeasureQuestion>();
        CLI::App& command = line.add(query, name, what, example, [question, run] { return run(*question); });
        addMeasureOptions(command, *question, grouped);
        return {command, question};
    };
    add("cells", "Counts of riders, fixes, orders and demand by H3 cell and time.",
        "roundsman query cells --history DIR --bucket 15m --format csv", true,
        [](const MeasureQuestion& question) { return queryAreas(question, MeasureReader::Areas::cells); });
    add("zones", "The same by named polygon.", "roundsman query zones --history DIR --bucket 1d --tz Europe/Berlin",
        true, [](const MeasureQuestion& question) { return queryAreas(question, MeasureReader::Areas::zones); });
    auto [merchants, question] =
        add("merchants", "Every figure of merchants' orders, in the bucket an order was placed in.",
            "roundsman query merchants --history DIR --bucket 1d --day-start 04:00", true, queryMerchants);
    merchants.add_option("--merchant", question->merchant, "Only this merchant's id");
    add("surge", "Surge values with everything they were made from; grouped: how high and how often.",
        "roundsman query surge --history DIR --by cell,hour --format json", true, querySurge);
    add("alerts", "What was raised, acknowledged and over; grouped: how many and how long.",
        "roundsman query alerts --history DIR --by kind --bucket 1d", true, queryAlerts);
}

} // namespace roundsman
