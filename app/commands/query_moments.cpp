// roundsman query surge|alerts: moments, listed one by one or grouped by what they have in common.
#include "app/command_line.h"
#include "app/commands/query_groups.h"

#include <algorithm>
#include <array>
#include <format>

namespace roundsman {
namespace {

constexpr std::array<std::string_view, 7> weekdayNames{"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                       "Thursday", "Friday", "Saturday"};

int listSurge(const MeasureQuestion& question) {
    auto context = MeasureContext::open(question);
    if (!context) {
        return fail(context.error());
    }
    ResultTable table(
        {"minute",      "market",       "cell",        "multiplier",    "shown",         "reason",
         "open_orders", "customers",    "idle_riders", "demand_around", "supply_around", "inside_share",
         "heard",       "known",        "ratio",       "target",        "average",       "settings_version",
         "partition",   "first_offset", "last_offset"});
    const auto done = context->reader.surge(context->from, context->to, [&](std::int32_t partition, const SurgeRow& r) {
        const auto whole = [](auto number) {
            return ResultCell::of(static_cast<std::int64_t>(number));
        };
        table.add({ResultCell::of(toRfc3339(r.minute)),
                   ResultCell::of(context->marketName(partition, r.market)),
                   ResultCell::of(toText(r.cell)),
                   ResultCell::of(r.steps.multiplier, 6),
                   ResultCell::of(r.steps.shown, 1),
                   ResultCell::of(toText(r.steps.reason)),
                   whole(r.inputs.openOrders),
                   whole(r.inputs.customers),
                   whole(r.inputs.supply),
                   ResultCell::of(r.inputs.demandAround, 4),
                   ResultCell::of(r.inputs.supplyAround, 4),
                   ResultCell::of(r.inputs.insideShare, 4),
                   whole(r.inputs.heard),
                   whole(r.inputs.known),
                   ResultCell::of(r.steps.ratio, 6),
                   ResultCell::of(r.steps.target, 6),
                   ResultCell::of(r.steps.ema, 6),
                   whole(r.settingsVersion),
                   whole(partition),
                   whole(r.first.offset.value()),
                   whole(r.last.offset.value())});
    });
    if (!done) {
        return fail(done.error().sentence);
    }
    table.print(context->format);
    return exitOk;
}

int listAlerts(const MeasureQuestion& question) {
    auto context = MeasureContext::open(question);
    if (!context) {
        return fail(context.error());
    }
    const auto when = [](EventTime time) {
        return time == EventTime{} ? ResultCell::nothing() : ResultCell::of(toRfc3339(time));
    };
    ResultTable table({"raised_at", "severity", "kind", "subject", "market", "message", "ended_at", "acknowledged_at",
                       "acknowledged_by", "id", "partition", "first_offset", "last_offset"});
    const auto done =
        context->reader.alerts(context->from, context->to, [&](std::int32_t partition, const AlertRow& r) {
            table.add({when(r.raisedAt), ResultCell::of(toText(r.severity)), ResultCell::of(toText(r.kind)),
                       ResultCell::of(r.subject), ResultCell::of(context->marketName(partition, r.market)),
                       ResultCell::of(r.message), when(r.endedAt), when(r.acknowledgedAt),
                       ResultCell::of(r.acknowledgedBy), ResultCell::of(r.id), ResultCell::of(std::int64_t{partition}),
                       ResultCell::of(r.first.offset.value()), ResultCell::of(r.last.offset.value())});
        });
    if (!done) {
        return fail(done.error().sentence);
    }
    table.print(context->format);
    return exitOk;
}

/// How a group's surge was, over its cells' minutes.
struct SurgeSum {
    std::uint64_t minutes = 0;
    std::uint64_t above = 0;
    double multipliers = 0;
    double highest = 1;
    double demand = 0;
    double supply = 0;
};

int groupSurge(MeasureContext& context) {
    std::map<GroupKey, SurgeSum> groups;
    const auto done = context.reader.surge(context.from, context.to, [&](std::int32_t partition, const SurgeRow& row) {
        const Place place{.partition = partition, .market = row.market, .cell = row.cell, .start = row.minute};
        GroupKey key{bucketOf(place, context), {}};
        for (const std::string& dimension : context.by) {
            key.values.push_back(valueOf(dimension, place, context));
        }
        SurgeSum& sum = groups[std::move(key)];
        ++sum.minutes;
        sum.above += row.steps.multiplier > 1 ? 1 : 0;
        sum.multipliers += row.steps.multiplier;
        sum.highest = std::max(sum.highest, row.steps.multiplier);
        sum.demand += row.inputs.demandAround;
        sum.supply += row.inputs.supplyAround;
    });
    if (!done) {
        return fail(done.error().sentence);
    }
    auto names = groupColumns(context);
    names.insert(names.end(), {"cell_minutes", "above_one", "mean_multiplier", "highest", "mean_demand_around",
                               "mean_supply_around"});
    ResultTable table(names);
    for (const auto& [key, sum] : groups) {
        const auto mean = [&](double total) {
            return ResultCell::of(total / static_cast<double>(sum.minutes), 4);
        };
        auto cells = groupCells(key, context);
        cells.insert(cells.end(), {ResultCell::of(sum.minutes), ResultCell::of(sum.above), mean(sum.multipliers),
                                   ResultCell::of(sum.highest, 4), mean(sum.demand), mean(sum.supply)});
        table.add(std::move(cells));
    }
    table.print(context.format);
    return exitOk;
}

struct AlertSum {
    std::uint64_t raised = 0;
    std::uint64_t ended = 0;
    std::uint64_t acknowledged = 0;
    Millis open{0};
    Millis unseen{0};
};

ResultCell meanMinutes(Millis all, std::uint64_t count) {
    return count == 0 ? ResultCell::nothing()
                      : ResultCell::of(static_cast<double>(all.count()) / 60'000 / static_cast<double>(count), 1);
}

int groupAlerts(MeasureContext& context) {
    std::map<GroupKey, AlertSum> groups;
    const auto done = context.reader.alerts(context.from, context.to, [&](std::int32_t partition, const AlertRow& row) {
        const Place place{.partition = partition, .market = row.market, .start = row.raisedAt};
        GroupKey key{bucketOf(place, context), {}};
        for (const std::string& dimension : context.by) {
            key.values.push_back(dimension == "kind"       ? std::string(toText(row.kind))
                                 : dimension == "severity" ? std::string(toText(row.severity))
                                                           : valueOf(dimension, place, context));
        }
        AlertSum& sum = groups[std::move(key)];
        ++sum.raised;
        if (row.endedAt != EventTime{}) {
            ++sum.ended;
            sum.open += row.endedAt - row.raisedAt;
        }
        if (row.acknowledgedAt != EventTime{}) {
            ++sum.acknowledged;
            sum.unseen += row.acknowledgedAt - row.raisedAt;
        }
    });
    if (!done) {
        return fail(done.error().sentence);
    }
    auto names = groupColumns(context);
    names.insert(names.end(), {"raised", "ended", "acknowledged", "mean_open_min", "mean_unacknowledged_min"});
    ResultTable table(names);
    for (const auto& [key, sum] : groups) {
        auto cells = groupCells(key, context);
        cells.insert(cells.end(),
                     {ResultCell::of(sum.raised), ResultCell::of(sum.ended), ResultCell::of(sum.acknowledged),
                      meanMinutes(sum.open, sum.ended), meanMinutes(sum.unseen, sum.acknowledged)});
        table.add(std::move(cells));
    }
    table.print(context.format);
    return exitOk;
}

bool isGrouped(const MeasureQuestion& question) {
    return !question.by.empty() || !question.bucket.empty();
}

} // namespace

std::string valueOf(const std::string& dimension, const Place& place, MeasureContext& context) {
    const KnownMerchant* merchant = context.merchantOf(place.partition, place.merchant);
    if (dimension == "market") {
        return context.marketName(place.partition, place.market);
    }
    if (dimension == "merchant") {
        return merchant == nullptr ? std::string{} : merchant->id;
    }
    const bool byMerchant = merchant != nullptr && merchant->position.has_value();
    if (dimension == "cell") {
        return place.cell != CellId{} ? toText(place.cell)
               : byMerchant           ? toText(cellOf(*merchant->position, context.settings.cellResolution))
                                      : std::string{};
    }
    if (dimension == "zone") {
        return !place.zone.empty()      ? place.zone
               : byMerchant             ? context.zonesAt(*merchant->position)
               : place.cell != CellId{} ? context.zonesAt(cellCentre(place.cell))
                                        : std::string{};
    }
    if (dimension == "channel") {
        return place.channel;
    }
    if (dimension == "currency") {
        return place.currency;
    }
    if (dimension == "kind" || dimension == "severity") {
        return {}; // only alerts have them
    }
    const Calendar& clock = context.calendarOf(place.partition, place.market, place.merchant);
    return dimension == "hour" ? std::format("{:02}", clock.hourOfDay(place.start))
                               : std::string(weekdayNames[clock.businessDayOf(place.start).c_encoding()]);
}

EventTime bucketOf(const Place& place, MeasureContext& context) {
    return context.bucket ? context.calendarOf(place.partition, place.market, place.merchant)
                                .bucketStart(place.start, *context.bucket)
                          : EventTime{};
}

std::vector<std::string> groupColumns(const MeasureContext& context) {
    std::vector<std::string> names;
    if (context.bucket) {
        names.emplace_back("start");
    }
    names.insert(names.end(), context.by.begin(), context.by.end());
    return names;
}

std::vector<ResultCell> groupCells(const GroupKey& key, const MeasureContext& context) {
    std::vector<ResultCell> cells;
    if (context.bucket) {
        cells.push_back(ResultCell::of(toRfc3339(key.start)));
    }
    for (const std::string& value : key.values) {
        cells.push_back(ResultCell::of(value));
    }
    return cells;
}

int querySurge(const MeasureQuestion& question) {
    if (!isGrouped(question)) {
        return listSurge(question);
    }
    auto context = MeasureContext::open(question);
    return context ? groupSurge(*context) : fail(context.error());
}

int queryAlerts(const MeasureQuestion& question) {
    if (!isGrouped(question)) {
        return listAlerts(question);
    }
    auto context = MeasureContext::open(question);
    return context ? groupAlerts(*context) : fail(context.error());
}

} // namespace roundsman
