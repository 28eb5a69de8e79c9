#pragma once

#include "core/base/sqlite/connection.h"
#include "core/model/calendar.h"
#include "core/model/lane_output.h"

#include <cstdint>
#include <map>
#include <string>
#include <utility>

namespace roundsman {

/// Longer buckets out of measured minutes: quarters of an hour, hours, days, weeks and months, by the clock of each
/// market and merchant. A bucket is written when all of it is complete; a part that comes later is merged into every
/// bucket it belongs to, each of which then has one revision more. So each length holds every figure exactly once, and
/// minutes, quarters and hours can go at their age. Within the transaction of a batch, after its rows: what stands in
/// the file follows from the log alone, wherever batches end. Used by the writer's thread.
class RollupLevels {
public:
    explicit RollupLevels(sqlite::Connection& connection) : m_connection(&connection) {}

    sqlite::Done prepare();
    sqlite::Done advance(const LaneOutput& output, std::int64_t generation);

private:
    /// How far a market's buckets of one kind are made, and by which rules the last ones were.
    struct Sealed {
        EventTime through{};
        RollupRules rules;
        EventTime minutesFrom{}; ///< older ones are gone
        EventTime quartersFrom{};
        EventTime hoursFrom{};
    };
    struct AreaKey {
        EventTime start{};
        CellId cell;
        std::string zone;
        auto operator<=>(const AreaKey&) const = default;
    };
    struct MerchantKey {
        MerchantNo merchant;
        EventTime start{};
        std::string channel;
        std::string currency;
        auto operator<=>(const MerchantKey&) const = default;
    };
    /// One market's way forward in this batch.
    struct Step {
        MarketNo market;
        Sealed before;
        Sealed now;
    };

    sqlite::Result<Sealed> sealed(MarketNo market, RollupKind kind);
    sqlite::Done putSealed(const Step& step, RollupKind kind);
    sqlite::Done readZones();
    sqlite::Done mergeLate(const LaneOutput& output);
    sqlite::Done mergeLateArea(const AreaRollupRow& row);
    sqlite::Done mergeLateMerchant(const MerchantRollupRow& row);
    sqlite::Done seal(const CompletenessRow& row);
    sqlite::Done sealAreas(const Step& step, Granularity level);
    sqlite::Done sealMerchants(const Step& step, Granularity level);
    sqlite::Done sealMerchant(const Step& step, Granularity level, MerchantNo merchant);
    sqlite::Done put(MarketNo market, Granularity level, const AreaKey& key, AreaRollupRow row);
    sqlite::Done put(MarketNo market, Granularity level, const MerchantKey& key, MerchantRollupRow row);
    static void setKept(Step& step);
    sqlite::Done retire(const Step& step, RollupKind kind);
    sqlite::Done retireMerchants(const Step& step, Granularity level, EventTime from);

    const Calendar& calendar(const RollupRules& rules, MerchantNo merchant = noMerchant);

    sqlite::Connection* m_connection;
    std::int64_t m_partition = 0;
    std::int64_t m_generation = 0;
    std::map<std::pair<std::int64_t, std::int64_t>, std::string> m_zones; ///< of merchants, by partition and number
    std::map<std::pair<std::string, std::int64_t>, Calendar> m_calendars;

    sqlite::Statement m_getSealed;
    sqlite::Statement m_putSealed;
    sqlite::Statement m_areaMinutes;
    sqlite::Statement m_areaBuckets;
    sqlite::Statement m_getArea;
    sqlite::Statement m_putArea;
    sqlite::Statement m_merchantMinutes;
    sqlite::Statement m_merchantBuckets;
    sqlite::Statement m_getMerchant;
    sqlite::Statement m_putMerchant;
    sqlite::Statement m_dropAreaMinutes;
    sqlite::Statement m_dropMerchantMinutes;
    sqlite::Statement m_dropAreas;
    sqlite::Statement m_dropMerchant;
};

/// Its buckets are made of whole buckets of this one: days of hours, months of days.
constexpr Granularity finerThan(Granularity level) {
    return level == Granularity::month ? Granularity::day
                                       : static_cast<Granularity>(static_cast<std::uint8_t>(level) - 1);
}

} // namespace roundsman
