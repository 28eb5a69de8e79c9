#include "core/history/rollup_levels.h"

#include "core/history/rollup_rows.h"
#include "core/history/row_values.h"

#include <algorithm>
#include <array>
#include <utility>

namespace roundsman {
namespace {

using sqlite::bytesOf;
using sqlite::Done;
using sqlite::Statement;

constexpr std::array levels{Granularity::quarter, Granularity::hour, Granularity::day, Granularity::week,
                            Granularity::month};

/// Calls `visit` for each row of a statement that is bound.
template <typename Visit>
Done each(Statement& statement, const Visit& visit) {
    while (true) {
        const auto row = statement.step();
        if (!row) {
            return std::unexpected(row.error());
        }
        if (!*row) {
            return {};
        }
        visit(statement);
    }
}

/// Rows come in order of time: most are in the bucket of the one before.
class BucketFinder {
public:
    BucketFinder(const Calendar& calendar, Granularity level) : m_calendar(&calendar), m_level(level) {}

    EventTime startOf(EventTime time) {
        if (time < m_start || time >= m_end) {
            m_start = m_calendar->bucketStart(time, m_level);
            m_end = m_calendar->bucketEnd(time, m_level);
        }
        return m_start;
    }
    [[nodiscard]] EventTime end() const { return m_end; } ///< of the bucket found last

private:
    const Calendar* m_calendar;
    Granularity m_level;
    EventTime m_start = EventTime::max();
    EventTime m_end = EventTime::min();
};

template <typename Row>
void mergeInto(Row& to, const Row& from) {
    to.figures.merge(from.figures);
    to.revision += from.revision;
    to.first = std::min(to.first, from.first);
    to.last = std::max(to.last, from.last);
}

template <typename Key, typename Row>
void add(std::map<Key, Row>& buckets, Key key, Row row) {
    const auto at = buckets.find(key);
    if (at == buckets.end()) {
        buckets.emplace(std::move(key), std::move(row));
    } else {
        mergeInto(at->second, row);
    }
}

} // namespace

Done RollupLevels::prepare() {
    Done done;
    const auto make = [&](Statement& statement, const std::string& sql) {
        if (done) {
            auto made = m_connection->prepare(sql);
            done = made ? Done{} : Done(std::unexpected(made.error()));
            statement = made ? std::move(*made) : Statement{};
        }
    };
    const std::string areaMinutes(areaMinuteColumns);
    const std::string areaBuckets(areaBucketColumns);
    const std::string merchantMinutes(merchantMinuteColumns);
    const std::string merchantBuckets(merchantBucketColumns);
    make(m_getSealed, "SELECT through,time_zone,day_start,minutes_from,quarters_from,hours_from FROM sealed WHERE "
                      "partition=? AND generation=? AND market=? AND kind=?");
    make(m_putSealed, "INSERT OR REPLACE INTO sealed VALUES(?,?,?,?,?,?,?,?,?,?)");
    make(m_areaMinutes, "SELECT " + areaMinutes +
                            " FROM area_rollups INDEXED BY area_rollups_by_time WHERE start>=? "
                            "AND start<? AND partition=? AND generation=? AND market=?");
    make(m_areaBuckets, "SELECT " + areaBuckets +
                            " FROM area_buckets INDEXED BY area_buckets_by_time WHERE level=? "
                            "AND start>=? AND start<? AND partition=? AND generation=? AND "
                            "market=?");
    make(m_getArea, "SELECT " + areaBuckets +
                        " FROM area_buckets WHERE partition=? AND generation=? AND market=? AND "
                        "cell=? AND zone=? AND level=? AND start=?");
    make(m_putArea, "INSERT OR REPLACE INTO area_buckets VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
    make(m_merchantMinutes, "SELECT " + merchantMinutes +
                                " FROM merchant_rollups INDEXED BY merchant_rollups_by_time "
                                "WHERE start>=? AND start<? AND partition=? AND "
                                "generation=? AND market=?");
    make(m_merchantBuckets, "SELECT " + merchantBuckets +
                                " FROM merchant_buckets WHERE partition=? AND generation=? "
                                "AND merchant=? AND level=? AND start>=? AND start<? AND "
                                "market=?");
    make(m_getMerchant, "SELECT " + merchantBuckets +
                            " FROM merchant_buckets WHERE partition=? AND generation=? AND "
                            "merchant=? AND level=? AND start=? AND channel=? AND "
                            "currency=?");
    make(m_putMerchant, "INSERT OR REPLACE INTO merchant_buckets VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
    make(m_dropAreaMinutes, "DELETE FROM area_rollups WHERE start<? AND partition=? AND generation=? AND market=?");
    make(m_dropMerchantMinutes,
         "DELETE FROM merchant_rollups WHERE start<? AND partition=? AND generation=? AND market=?");
    make(m_dropAreas,
         "DELETE FROM area_buckets WHERE level=? AND start<? AND partition=? AND generation=? AND market=?");
    make(m_dropMerchant, "DELETE FROM merchant_buckets WHERE partition=? AND generation=? AND merchant=? AND level=? "
                         "AND start<? AND market=?");
    return done ? readZones() : done;
}

Done RollupLevels::readZones() {
    auto merchants = m_connection->prepare("SELECT partition,merchant,time_zone FROM merchants");
    if (!merchants) {
        return std::unexpected(merchants.error());
    }
    return each(*merchants, [&](const Statement& row) { m_zones[{row.integer(0), row.integer(1)}] = row.text(2); });
}

const Calendar& RollupLevels::calendar(const RollupRules& rules, MerchantNo merchant) {
    const auto own = m_zones.find({m_partition, number(merchant)});
    const bool has = merchant != noMerchant && own != m_zones.end() && !own->second.empty();
    const std::pair key{has ? own->second : rules.timeZone, rules.businessDayStart.count()};
    const auto [at, fresh] = m_calendars.try_emplace(key);
    if (fresh) {
        // A merchant may have named a zone that nobody knows: then its market's clock counts.
        const auto market = Calendar::of(rules.timeZone, rules.businessDayStart);
        at->second = Calendar::of(key.first, rules.businessDayStart).value_or(market.value_or(Calendar{}));
    }
    return at->second;
}

Done RollupLevels::advance(const LaneOutput& output, std::int64_t generation) {
    m_partition = output.partition.value();
    m_generation = generation;
    for (const MerchantRow& merchant : output.merchants) {
        m_zones[{m_partition, number(merchant.merchant)}] = merchant.timeZone;
    }
    if (auto done = mergeLate(output); !done) {
        return done;
    }
    // The last word counts, but where the rules changed: up to there the old ones do, wherever the batch ends.
    std::map<std::pair<MarketNo, RollupKind>, const CompletenessRow*> last;
    Done done;
    for (const CompletenessRow& row : output.completeness) {
        const CompletenessRow*& word = last[{row.market, row.kind}];
        if (done && word != nullptr && word->rules != row.rules) {
            done = seal(*word);
        }
        word = &row;
    }
    for (const auto& [key, word] : last) {
        done = done ? seal(*word) : done;
    }
    return done;
}

sqlite::Result<RollupLevels::Sealed> RollupLevels::sealed(MarketNo market, RollupKind kind) {
    Sealed found;
    m_getSealed.bind(m_partition, m_generation, number(market), code(kind));
    auto done = each(m_getSealed, [&](const Statement& row) {
        found.through = timeAt(row, 0);
        found.rules.timeZone = row.text(1);
        found.rules.businessDayStart = Millis{row.integer(2)};
        found.minutesFrom = timeAt(row, 3);
        found.quartersFrom = timeAt(row, 4);
        found.hoursFrom = timeAt(row, 5);
    });
    return done ? sqlite::Result<Sealed>(std::move(found)) : std::unexpected(done.error());
}

Done RollupLevels::putSealed(const Step& step, RollupKind kind) {
    const Sealed& now = step.now;
    return m_putSealed
        .bind(m_partition, m_generation, number(step.market), code(kind), millisOf(now.through), now.rules.timeZone,
              now.rules.businessDayStart.count(), millisOf(now.minutesFrom), millisOf(now.quartersFrom),
              millisOf(now.hoursFrom))
        .run();
}

// Parts that came after their buckets were written.

Done RollupLevels::mergeLate(const LaneOutput& output) {
    for (const AreaRollupRow& row : output.areaRollups) {
        if (auto done = row.part > 0 ? mergeLateArea(row) : Done{}; !done) {
            return done;
        }
    }
    for (const MerchantRollupRow& row : output.merchantRollups) {
        if (auto done = row.part > 0 ? mergeLateMerchant(row) : Done{}; !done) {
            return done;
        }
    }
    return {};
}

Done RollupLevels::mergeLateArea(const AreaRollupRow& row) {
    const auto before = sealed(row.market, RollupKind::areas);
    if (!before) {
        return std::unexpected(before.error());
    }
    const Calendar& clock = calendar(before->rules);
    for (const Granularity level : levels) {
        const EventTime from = level == Granularity::quarter ? before->quartersFrom
                               : level == Granularity::hour  ? before->hoursFrom
                                                             : EventTime::min();
        if (row.start < clock.bucketStart(before->through, level) && row.start >= from) {
            if (auto done = put(row.market, level, {clock.bucketStart(row.start, level), row.cell, row.zone}, row);
                !done) {
                return done;
            }
        }
    }
    return {};
}

Done RollupLevels::mergeLateMerchant(const MerchantRollupRow& row) {
    const auto before = sealed(row.market, RollupKind::merchants);
    if (!before) {
        return std::unexpected(before.error());
    }
    const Calendar& clock = calendar(before->rules, row.merchant);
    for (const Granularity level : levels) {
        const EventTime from = level == Granularity::quarter ? before->quartersFrom
                               : level == Granularity::hour  ? before->hoursFrom
                                                             : EventTime::min();
        if (row.start < clock.bucketStart(before->through, level) && row.start >= from) {
            const MerchantKey key{row.merchant, clock.bucketStart(row.start, level), row.channel, row.currency};
            if (auto done = put(row.market, level, key, row); !done) {
                return done;
            }
        }
    }
    return {};
}

// Buckets that became complete.

Done RollupLevels::seal(const CompletenessRow& row) {
    const auto before = sealed(row.market, row.kind);
    if (!before) {
        return std::unexpected(before.error());
    }
    Step step{row.market, *before, *before};
    if (before->through == EventTime{}) {
        step.before.rules = row.rules; // the first time: there are no older rules
    }
    step.now.through = std::max(before->through, row.completeThrough);
    step.now.rules = row.rules;
    for (const Granularity level : levels) {
        if (auto done = row.kind == RollupKind::areas ? sealAreas(step, level) : sealMerchants(step, level); !done) {
            return done;
        }
    }
    setKept(step);
    auto done = retire(step, row.kind);
    return done ? putSealed(step, row.kind) : done;
}

Done RollupLevels::sealAreas(const Step& step, Granularity level) {
    const EventTime from = calendar(step.before.rules).bucketStart(step.before.through, level);
    const Calendar& clock = calendar(step.now.rules);
    if (clock.bucketStart(step.now.through, level) <= from) {
        return {};
    }
    std::map<AreaKey, AreaRollupRow> buckets;
    BucketFinder finder(clock, level);
    const auto take = [&](const Statement& row) {
        AreaRollupRow area = areaAt(row);
        const EventTime start = finder.startOf(area.start);
        if (finder.end() <= step.now.through) {
            AreaKey key{start, area.cell, area.zone};
            add(buckets, std::move(key), std::move(area));
        }
    };
    Statement& rows = level == Granularity::quarter ? m_areaMinutes : m_areaBuckets;
    if (level == Granularity::quarter) {
        rows.bind(millisOf(from), millisOf(step.now.through), m_partition, m_generation, number(step.market));
    } else {
        rows.bind(code(finerThan(level)), millisOf(from), millisOf(step.now.through), m_partition, m_generation,
                  number(step.market));
    }
    auto done = each(rows, take);
    for (auto& [key, row] : buckets) {
        done = done ? put(step.market, level, key, std::move(row)) : done;
    }
    return done;
}

Done RollupLevels::sealMerchants(const Step& step, Granularity level) {
    if (level != Granularity::quarter) {
        auto done = sealMerchant(step, level, noMerchant);
        for (auto at = m_zones.lower_bound({m_partition, 0}); done && at != m_zones.end(); ++at) {
            if (at->first.first != m_partition) {
                break;
            }
            done = sealMerchant(step, level, MerchantNo{static_cast<std::uint32_t>(at->first.second)});
        }
        return done;
    }
    const EventTime from = calendar(step.before.rules).bucketStart(step.before.through, level);
    if (calendar(step.now.rules).bucketStart(step.now.through, level) <= from) {
        return {};
    }
    std::map<MerchantKey, MerchantRollupRow> buckets;
    m_merchantMinutes.bind(millisOf(from), millisOf(step.now.through), m_partition, m_generation, number(step.market));
    auto done = each(m_merchantMinutes, [&](const Statement& row) {
        MerchantRollupRow minute = merchantAt(row, false);
        const Calendar& clock = calendar(step.now.rules, minute.merchant);
        if (clock.bucketEnd(minute.start, level) <= step.now.through) {
            MerchantKey key{minute.merchant, clock.bucketStart(minute.start, level), minute.channel, minute.currency};
            add(buckets, std::move(key), std::move(minute));
        }
    });
    for (auto& [key, row] : buckets) {
        done = done ? put(step.market, level, key, std::move(row)) : done;
    }
    return done;
}

Done RollupLevels::sealMerchant(const Step& step, Granularity level, MerchantNo merchant) {
    const EventTime from = calendar(step.before.rules, merchant).bucketStart(step.before.through, level);
    const Calendar& clock = calendar(step.now.rules, merchant);
    if (clock.bucketStart(step.now.through, level) <= from) {
        return {};
    }
    std::map<MerchantKey, MerchantRollupRow> buckets;
    BucketFinder finder(clock, level);
    m_merchantBuckets.bind(m_partition, m_generation, number(merchant), code(finerThan(level)), millisOf(from),
                           millisOf(step.now.through), number(step.market));
    auto done = each(m_merchantBuckets, [&](const Statement& row) {
        MerchantRollupRow part = merchantAt(row, true);
        const EventTime start = finder.startOf(part.start);
        if (finder.end() <= step.now.through) {
            MerchantKey key{merchant, start, part.channel, part.currency};
            add(buckets, std::move(key), std::move(part));
        }
    });
    for (auto& [key, row] : buckets) {
        done = done ? put(step.market, level, key, std::move(row)) : done;
    }
    return done;
}

Done RollupLevels::put(MarketNo market, Granularity level, const AreaKey& key, AreaRollupRow row) {
    m_getArea.bind(m_partition, m_generation, number(market), bitsOf(key.cell.value()), key.zone, code(level),
                   millisOf(key.start));
    if (auto done = each(m_getArea, [&](const Statement& old) { mergeInto(row, areaAt(old)); }); !done) {
        return done;
    }
    const auto of = [&](AreaCount count) {
        return bitsOf(row.figures.of(count));
    };
    const std::string riders = row.figures.riders.toBytes();
    return m_putArea
        .bind(m_partition, m_generation, number(market), bitsOf(key.cell.value()), key.zone, code(level),
              millisOf(key.start), row.revision, of(AreaCount::fixes), of(AreaCount::idleToBusy),
              of(AreaCount::busyToIdle), of(AreaCount::ordersPlaced), of(AreaCount::demandEvents), bytesOf(riders),
              number(row.first.offset), row.first.index, number(row.last.offset), row.last.index)
        .run();
}

Done RollupLevels::put(MarketNo market, Granularity level, const MerchantKey& key, MerchantRollupRow row) {
    m_getMerchant.bind(m_partition, m_generation, number(key.merchant), code(level), millisOf(key.start), key.channel,
                       key.currency);
    if (auto done = each(m_getMerchant, [&](const Statement& old) { mergeInto(row, merchantAt(old, true)); }); !done) {
        return done;
    }
    const std::string counts = compactCounts(row.figures);
    const std::string spans = row.figures.spansToBytes();
    return m_putMerchant
        .bind(m_partition, m_generation, number(key.merchant), code(level), millisOf(key.start), key.channel,
              key.currency, number(market), row.revision, bytesOf(counts), bytesOf(spans), number(row.first.offset),
              row.first.index, number(row.last.offset), row.last.index)
        .run();
}

} // namespace roundsman
