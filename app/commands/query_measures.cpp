#include "app/commands/query_measures.h"

#include "core/decode/fence_document.h"
#include "core/decode/settings_json.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <cstdio>
#include <sstream>

namespace roundsman {
namespace {

constexpr std::array<std::string_view, 10> dimensions{"market",   "cell", "zone",    "merchant", "channel",
                                                      "currency", "hour", "weekday", "kind",     "severity"};

std::expected<std::vector<std::string>, std::string> readDimensions(const std::string& text) {
    std::vector<std::string> by;
    std::istringstream parts(text);
    for (std::string part; std::getline(parts, part, ',');) {
        if (std::ranges::find(dimensions, part) == dimensions.end()) {
            return std::unexpected(
                "--by knows market, cell, zone, merchant, channel, currency, hour, weekday and, of alerts, kind and "
                "severity, not \"" +
                part + "\"");
        }
        by.push_back(part);
    }
    return by;
}

/// "04:00"
std::optional<Millis> readClock(const std::string& text) {
    int hours = 0;
    int minutes = 0;
    if (std::sscanf(text.c_str(), "%d:%d", &hours, &minutes) != 2 || hours < 0 || hours > 23 || minutes < 0 ||
        minutes > 59) {
        return {};
    }
    return Millis{std::chrono::hours{hours} + std::chrono::minutes{minutes}};
}

/// RFC 3339, or a date: where that business day begins.
std::optional<EventTime> readTime(const std::string& text, const Calendar& calendar) {
    if (const auto time = parseRfc3339(text)) {
        return *time;
    }
    const auto noon = parseRfc3339(text + "T12:00:00Z");
    if (!noon) {
        return {};
    }
    // Noon of that day by the local clock is in the day that is meant, wherever the place is.
    return calendar.bucketStart(*noon - calendar.utcOffset(*noon), Granularity::day);
}

} // namespace

void addMeasureOptions(CLI::App& command, MeasureQuestion& question, bool grouped) {
    command.add_option("--history", question.history, "The history's folder")->required();
    command.add_option("--from", question.from, "First moment: RFC 3339, or a date");
    command.add_option("--to", question.to, "First moment that is not in it any more");
    command.add_option("--tz", question.zone, "Time zone; without: each place's own");
    command.add_option("--day-start", question.dayStart, "When business days begin, such as 04:00");
    command.add_option("--format", question.formatText, "table, json or csv")
        ->check(CLI::IsMember({"table", "json", "csv"}));
    if (grouped) {
        command.add_option("--bucket", question.bucket, "1m, 15m, 1h, 1d, 1w or 1mo; without: the whole range");
        command.add_option(
            "--by", question.by,
            "Dimensions, by commas: market, cell, zone, merchant, channel, currency, hour, weekday (alerts: "
            "kind, severity)");
    }
}

std::expected<MeasureContext, std::string> MeasureContext::open(const MeasureQuestion& question) {
    MeasureContext context;
    auto reader = MeasureReader::open(question.history);
    if (!reader) {
        return std::unexpected(reader.error().sentence);
    }
    context.reader = std::move(*reader);
    context.format = question.formatText == "json"  ? ResultFormat::json
                     : question.formatText == "csv" ? ResultFormat::csv
                                                    : ResultFormat::table;
    auto by = readDimensions(question.by);
    if (!by) {
        return std::unexpected(by.error());
    }
    context.by = std::move(*by);
    if (!question.bucket.empty()) {
        context.bucket = granularityFrom(question.bucket);
        if (!context.bucket) {
            return std::unexpected("--bucket is 1m, 15m, 1h, 1d, 1w or 1mo, not \"" + question.bucket + "\"");
        }
    }
    if (auto done = context.readTimes(question); !done) {
        return std::unexpected(done.error());
    }
    if (auto done = context.readDefinitions(); !done) {
        return std::unexpected(done.error());
    }
    return context;
}

std::expected<void, std::string> MeasureContext::readTimes(const MeasureQuestion& question) {
    if (!question.dayStart.empty() && !(m_dayStart = readClock(question.dayStart))) {
        return std::unexpected("--day-start is a time of day such as 04:00");
    }
    if (!question.zone.empty()) {
        const auto calendar = Calendar::of(question.zone, m_dayStart.value_or(Millis{0}));
        if (!calendar) {
            return std::unexpected(calendar.error());
        }
        m_asked = *calendar;
    }
    constexpr std::int64_t lastMillis = 253'402'300'799'000; // the year 9999
    const Calendar clock = m_asked.value_or(Calendar{});
    const auto first = question.from.empty() ? std::optional{eventTimeFromMillis(0)} : readTime(question.from, clock);
    const auto end =
        question.to.empty() ? std::optional{eventTimeFromMillis(lastMillis)} : readTime(question.to, clock);
    if (!first || !end) {
        return std::unexpected(
            "--from and --to are RFC 3339 times or dates, such as 2026-11-21T09:00:00Z or 2026-11-21");
    }
    from = *first;
    to = *end;
    return {};
}

/// Settings and zones travelled through the log: what took effect is folded again in its order.
std::expected<void, std::string> MeasureContext::readDefinitions() {
    const auto changes = reader.settings("settings");
    const auto fences = reader.settings("fence");
    if (!changes || !fences) {
        return std::unexpected((changes ? fences.error() : changes.error()).sentence);
    }
    const auto initial = reader.settings("initial"); // each lane began with the same ones
    if (initial && !initial->empty()) {
        settings = settingsFromJson(initial->front().json).value_or(settings);
    }
    for (const SettingsRow& row : *changes) {
        if (auto changed = changedSettings(settings, row.json)) {
            settings = std::move(*changed);
        }
    }
    std::map<std::string, Fence> zones;
    for (const SettingsRow& row : *fences) {
        auto fence = decodeFence(row.json);
        zones.erase(row.name);
        if (fence && fence->use == FenceUse::zone) {
            fence->id = row.name;
            zones[row.name] = std::move(*fence);
        }
    }
    for (auto& [id, zone] : zones) {
        m_zones[id] = std::make_shared<const Shape>(zone);
    }
    return {};
}

RollupRange MeasureContext::range() const {
    RollupRange range{from, to, bucket.value_or(Granularity::month), m_asked};
    const auto has = [&](const char* dimension) {
        return std::ranges::find(by, dimension) != by.end();
    };
    if (has("weekday")) {
        range.longest = std::min(range.longest, Granularity::day);
    }
    if (has("hour")) {
        range.longest = std::min(range.longest, Granularity::hour);
    }
    if (m_dayStart && !m_asked) { // the places' own clocks, but not their days
        const bool wholeHours = *m_dayStart % std::chrono::hours{1} == Millis{0};
        range.longest = std::min(range.longest, wholeHours ? Granularity::hour : Granularity::quarter);
    }
    return range;
}

std::string MeasureContext::marketName(std::int32_t partition, MarketNo market) const {
    const auto known = reader.markets().find({partition, market});
    return known == reader.markets().end() ? std::string{} : known->second;
}

const KnownMerchant* MeasureContext::merchantOf(std::int32_t partition, MerchantNo merchant) const {
    const auto known = reader.merchants().find({partition, merchant});
    return known == reader.merchants().end() ? nullptr : &known->second;
}

const Calendar& MeasureContext::calendarOf(std::int32_t partition, MarketNo market, MerchantNo merchant) {
    if (m_asked) {
        return *m_asked;
    }
    const auto known = settings.markets.find(marketName(partition, market));
    const MarketSettings place = known == settings.markets.end() ? MarketSettings{} : known->second;
    const KnownMerchant* shop = merchantOf(partition, merchant);
    const std::string zone = shop != nullptr && !shop->timeZone.empty() ? shop->timeZone : place.timeZone;
    const Millis dayStart = m_dayStart.value_or(place.businessDayStart);
    const auto [at, fresh] = m_calendars.try_emplace({zone, dayStart.count()});
    if (fresh) {
        at->second = Calendar::of(zone, dayStart).value_or(Calendar{}); // a zone nobody knows: UTC
    }
    return at->second;
}

std::shared_ptr<const Shape> MeasureContext::zoneShape(const std::string& id) const {
    const auto zone = m_zones.find(id);
    return zone == m_zones.end() ? nullptr : zone->second;
}

WatchedNames MeasureContext::alertNames(std::int32_t partition, const AlertRow& row) const {
    WatchedNames names;
    names.market = marketName(partition, row.market);
    for (const auto& [key, merchant] : reader.merchants()) {
        if (row.kind == AlertKind::slowMerchant && key.first == partition && merchant.id == row.subject) {
            names.merchantNo = key.second;
        }
    }
    return names;
}

std::string MeasureContext::zonesAt(GeoPoint point) const {
    std::string names;
    for (const auto& [id, shape] : m_zones) {
        if (shape->contains(point)) {
            names += (names.empty() ? "" : " + ") + id;
        }
    }
    return names;
}

} // namespace roundsman
