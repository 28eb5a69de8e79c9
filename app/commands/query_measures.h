#pragma once

#include "app/commands/result_table.h"
#include "core/history/measure_reader.h"
#include "core/measure/shape.h"
#include "core/model/calendar.h"
#include "core/model/settings.h"
#include "core/node/watched_row.h"

#include <expected>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace roundsman {

/// What the questions about measured figures have in common, as written on the command line.
struct MeasureQuestion {
    std::string history;
    std::string from;
    std::string to;
    std::string bucket;
    std::string by;
    std::string zone; ///< time zone
    std::string dayStart;
    std::string merchant;
    std::string formatText = "table";
};

void addMeasureOptions(CLI::App& command, MeasureQuestion& question, bool grouped);

/// The question, read against a history: times, buckets and clocks as values.
class MeasureContext {
public:
    static std::expected<MeasureContext, std::string> open(const MeasureQuestion& question);

    MeasureReader reader;
    EventTime from;
    EventTime to;
    std::optional<Granularity> bucket;
    std::vector<std::string> by; ///< dimensions, in the order asked
    ResultFormat format = ResultFormat::table;
    LaneSettings settings; ///< as they stand at the end of the log

    /// The time asked for, in buckets as long as the question's buckets and dimensions allow.
    [[nodiscard]] RollupRange range() const;
    /// The clock that a market's (and merchant's) days follow: the one asked for, else its own.
    const Calendar& calendarOf(std::int32_t partition, MarketNo market, MerchantNo merchant = noMerchant);
    [[nodiscard]] std::string marketName(std::int32_t partition, MarketNo market) const;
    [[nodiscard]] const KnownMerchant* merchantOf(std::int32_t partition, MerchantNo merchant) const;
    /// What explaining an alert needs to know by name.
    [[nodiscard]] WatchedNames alertNames(std::int32_t partition, const AlertRow& row) const;
    /// A zone's shape as it stands at the end of the log; null: there is none of that name.
    [[nodiscard]] std::shared_ptr<const Shape> zoneShape(const std::string& id) const;
    /// Names of the zones that hold a point, joined by " + "; empty: none.
    [[nodiscard]] std::string zonesAt(GeoPoint point) const;

private:
    std::expected<void, std::string> readTimes(const MeasureQuestion& question);
    std::expected<void, std::string> readDefinitions();

    std::optional<Calendar> m_asked;
    std::optional<Millis> m_dayStart;
    std::map<std::pair<std::string, std::int64_t>, Calendar> m_calendars;
    std::map<std::string, std::shared_ptr<const Shape>> m_zones;
};

/// The values of one row's dimensions and the start of its bucket: what rows are merged by.
struct GroupKey {
    EventTime start{};
    std::vector<std::string> values;
    auto operator<=>(const GroupKey&) const = default;
};

} // namespace roundsman
