#include "core/history/measure_reader.h"

#include "core/base/bytes.h"
#include "core/history/rollup_rows.h"
#include "core/history/row_values.h"

namespace roundsman {
namespace {

using sqlite::Statement;
using sqlite::textOf;

std::int32_t partitionAt(const Statement& row) {
    return static_cast<std::int32_t>(row.integer(0));
}

/// The other half of what the writer puts beside a surge value.
bool readEvidence(std::string_view bytes, SurgeInputs& in, SurgeSteps& steps) {
    ByteReader from(bytes);
    const auto version = from.get<std::uint8_t>();
    if (version != 1 && version != 2) {
        return false;
    }
    for (std::uint32_t* count : {&in.openOrders, &in.customers, &in.supply, &in.heard, &in.known}) {
        *count = from.get<std::uint32_t>();
    }
    for (double* value : {&in.demandAround, &in.supplyAround, &in.insideShare, &in.previousEma, &in.previousValue,
                          &steps.ratio, &steps.target, &steps.ema, &steps.value}) {
        *value = from.get<double>();
    }
    for (bool* flag : {&in.marketHeard, &in.wasActive, &steps.active}) {
        *flag = from.get<bool>();
    }
    in.minutesBelow = from.get<std::uint8_t>();
    steps.minutesBelow = from.get<std::uint8_t>();
    if (version == 2) { // people had limited it
        in.capLimit = from.get<double>();
        in.frozen = from.get<bool>();
        for (DocumentRef* document : {&in.capDocument, &in.freezeDocument}) {
            document->offset = Offset{from.get<std::int64_t>()};
            document->index = from.get<std::uint32_t>();
        }
    }
    return from.ok();
}

SurgeRow surgeAt(const Statement& row) {
    SurgeRow surge;
    surge.cell = idAt<CellId>(row, 1);
    surge.minute = timeAt(row, 2);
    surge.market = idAt<MarketNo>(row, 3);
    surge.settingsVersion = static_cast<std::uint32_t>(row.integer(4));
    surge.steps.multiplier = row.real(5);
    surge.steps.shown = row.real(6);
    surge.steps.reason = static_cast<SurgeReason>(row.integer(7));
    static_cast<void>(readEvidence(textOf(row.blob(8)), surge.inputs, surge.steps));
    surge.first = documentAt(row, 9);
    surge.last = documentAt(row, 11);
    return surge;
}

AlertRow alertAt(const Statement& row) {
    AlertRow alert;
    alert.id = row.text(1);
    alert.kind = static_cast<AlertKind>(row.integer(2));
    alert.severity = static_cast<Severity>(row.integer(3));
    alert.market = idAt<MarketNo>(row, 4);
    alert.subject = row.text(5);
    alert.raisedAt = timeAt(row, 6);
    alert.endedAt = timeAt(row, 7);
    alert.acknowledgedAt = timeAt(row, 8);
    alert.acknowledgedBy = row.text(9);
    alert.message = row.text(10);
    alert.first = documentAt(row, 11);
    alert.last = documentAt(row, 13);
    return alert;
}

} // namespace

HistoryResult<MeasureReader> MeasureReader::open(const std::filesystem::path& folder) {
    MeasureReader reader;
    auto connection = sqlite::Connection::open(HistoryPaths{folder}.main(), {.access = sqlite::Access::readOnly});
    if (!connection) {
        return asHistoryError(connection.error());
    }
    reader.m_connection = std::move(*connection);
    if (auto done = reader.m_connection.prepareForReading(); !done) {
        return asHistoryError(done.error());
    }
    if (auto done = requireMainSchema(reader.m_connection); !done) {
        return std::unexpected(done.error());
    }
    const auto generation = reader.m_connection.integer("SELECT generation FROM state");
    if (!generation) {
        return asHistoryError(generation.error());
    }
    reader.m_generation = *generation;
    if (auto done = reader.readNames(); !done) {
        return std::unexpected(done.error());
    }
    return reader;
}

HistoryDone MeasureReader::each(std::string_view sql, const std::function<void(Statement&)>& bind,
                                const std::function<void(const Statement&)>& visit) {
    auto statement = m_connection.prepare(sql);
    if (!statement) {
        return asHistoryError(statement.error());
    }
    bind(*statement);
    while (true) {
        const auto row = statement->step();
        if (!row) {
            return asHistoryError(row.error());
        }
        if (!*row) {
            return {};
        }
        visit(*statement);
    }
}

HistoryDone MeasureReader::readNames() {
    const auto nothing = [](Statement&) {
    };
    auto done = each("SELECT partition,market,name FROM markets", nothing, [&](const Statement& row) {
        m_markets[{partitionAt(row), idAt<MarketNo>(row, 1)}] = row.text(2);
    });
    if (!done) {
        return done;
    }
    return each("SELECT partition,merchant,id,name,market,lat,lon,time_zone FROM merchants", nothing,
                [&](const Statement& row) {
                    KnownMerchant& merchant = m_merchants[{partitionAt(row), idAt<MerchantNo>(row, 1)}];
                    merchant.id = row.text(2);
                    merchant.name = row.text(3);
                    merchant.market = idAt<MarketNo>(row, 4);
                    if (!row.isNull(5) && !row.isNull(6)) {
                        merchant.position = GeoPoint::fromE7(static_cast<std::int32_t>(row.integer(5)),
                                                             static_cast<std::int32_t>(row.integer(6)));
                    }
                    merchant.timeZone = row.text(7);
                    m_byId.emplace(merchant.id, std::pair(partitionAt(row), idAt<MerchantNo>(row, 1)));
                });
}

HistoryResult<std::vector<SettingsRow>> MeasureReader::settings(std::string_view kind) {
    std::vector<SettingsRow> rows;
    const auto done = each(
        "SELECT partition,kind,name,version,since,json,offset,doc FROM settings WHERE kind=? ORDER BY "
        "partition,offset,doc",
        [&](Statement& statement) { statement.bind(kind); },
        [&](const Statement& row) {
            rows.push_back({std::string(row.text(1)), std::string(row.text(2)),
                            static_cast<std::uint32_t>(row.integer(3)), timeAt(row, 4), std::string(row.text(5)),
                            documentAt(row, 6)});
        });
    return done ? HistoryResult<std::vector<SettingsRow>>(std::move(rows)) : std::unexpected(done.error());
}

HistoryResult<std::map<MeasureReader::InPartition<MarketNo>, EventTime>>
MeasureReader::completeThrough(RollupKind kind) {
    std::map<InPartition<MarketNo>, EventTime> through;
    const auto done = each(
        "SELECT partition,market,complete_through FROM completeness WHERE generation=? AND kind=?",
        [&](Statement& statement) { statement.bind(m_generation, static_cast<std::int64_t>(kind)); },
        [&](const Statement& row) { through[{partitionAt(row), idAt<MarketNo>(row, 1)}] = timeAt(row, 2); });
    if (!done) {
        return std::unexpected(done.error());
    }
    return through;
}

HistoryDone MeasureReader::readSealed() {
    m_sealed.clear();
    return cached(
        "SELECT partition,market,kind,through,time_zone,day_start,minutes_from,quarters_from,hours_from FROM sealed "
        "WHERE generation=?",
        [&](Statement& statement) { statement.bind(m_generation); },
        [&](const Statement& row) {
            SealedRollups& sealed =
                m_sealed[{{partitionAt(row), idAt<MarketNo>(row, 1)}, static_cast<RollupKind>(row.integer(2))}];
            sealed.through = timeAt(row, 3);
            sealed.rules.timeZone = row.text(4);
            sealed.rules.businessDayStart = Millis{row.integer(5)};
            sealed.minutesFrom = timeAt(row, 6);
            sealed.quartersFrom = timeAt(row, 7);
            sealed.hoursFrom = timeAt(row, 8);
        });
}

Calendar MeasureReader::clockOf(std::int32_t partition, MarketNo market, RollupKind kind, MerchantNo merchant) const {
    const auto sealed = m_sealed.find({{partition, market}, kind});
    const RollupRules rules = sealed == m_sealed.end() ? RollupRules{} : sealed->second.rules;
    const auto place = Calendar::of(rules.timeZone, rules.businessDayStart).value_or(Calendar{});
    const auto known = m_merchants.find({partition, merchant});
    const bool own = known != m_merchants.end() && !known->second.timeZone.empty();
    return own ? Calendar::of(known->second.timeZone, rules.businessDayStart).value_or(place) : place;
}

HistoryDone MeasureReader::cached(const std::string& sql, const std::function<void(Statement&)>& bind,
                                  const std::function<void(const Statement&)>& visit) {
    const auto [at, fresh] = m_statements.try_emplace(sql);
    if (fresh) {
        auto made = m_connection.prepare(sql);
        if (!made) {
            m_statements.erase(at);
            return asHistoryError(made.error());
        }
        at->second = std::move(*made);
    }
    bind(at->second);
    while (true) {
        const auto row = at->second.step();
        if (!row) {
            return asHistoryError(row.error());
        }
        if (!*row) {
            return {};
        }
        visit(at->second);
    }
}

HistoryDone MeasureReader::areas(const AreaQuestion& question,
                                 const std::function<void(std::int32_t, Granularity, const AreaRollupRow&)>& visit) {
    auto done = readSealed();
    for (const auto& [key, name] : m_markets) {
        const auto sealed = m_sealed.find({key, RollupKind::areas});
        const Calendar clock = clockOf(key.first, key.second, RollupKind::areas);
        for (const RollupPiece& piece :
             planRollups(question.range, sealed == m_sealed.end() ? SealedRollups{} : sealed->second, clock)) {
            done = done ? areasOf(question, key.first, key.second, piece, visit) : done;
        }
    }
    return done;
}

HistoryDone MeasureReader::areasOf(const AreaQuestion& question, std::int32_t partition, MarketNo market,
                                   const RollupPiece& piece,
                                   const std::function<void(std::int32_t, Granularity, const AreaRollupRow&)>& visit) {
    const bool minutes = piece.length == Granularity::minute;
    const bool one = question.cell.has_value() || !question.zone.empty();
    std::string sql = "SELECT " + std::string(minutes ? areaMinuteColumns : areaBucketColumns) + " FROM " +
                      (minutes ? "area_rollups" : "area_buckets") +
                      " WHERE partition=?1 AND generation=?2 AND market=?3 AND start>=?4 AND start<?5";
    sql += minutes ? "" : " AND level=?6";
    sql += one ? " AND cell=?7 AND zone=?8" : question.which == Areas::cells ? " AND zone=''" : " AND zone<>''";
    return cached(
        sql + " ORDER BY start",
        [&](Statement& statement) {
            statement.bind(std::int64_t{partition}, m_generation, std::int64_t{market.value()}, millisOf(piece.from),
                           millisOf(piece.to));
            if (!minutes) {
                statement.bindAt(6, static_cast<std::int64_t>(piece.length));
            }
            if (one) {
                statement.bindAt(7, static_cast<std::int64_t>(question.cell.value_or(CellId{}).value()));
                statement.bindAt(8, question.zone);
            }
        },
        [&](const Statement& row) { visit(partition, piece.length, areaAt(row)); });
}

HistoryDone
MeasureReader::merchants(std::string_view merchantId, const RollupRange& range,
                         const std::function<void(std::int32_t, Granularity, const MerchantRollupRow&)>& visit) {
    auto done = readSealed();
    if (!merchantId.empty()) {
        const auto [first, last] = m_byId.equal_range(std::string(merchantId));
        for (auto at = first; at != last; ++at) {
            const auto& [partition, merchant] = at->second;
            done = done ? merchantRows(partition, merchant, m_merchants.at(at->second).market, range, visit) : done;
        }
        return done;
    }
    for (const auto& [key, merchant] : m_merchants) {
        done = done ? merchantRows(key.first, key.second, merchant.market, range, visit) : done;
    }
    for (const auto& [key, market] : m_markets) { // orders that name no merchant
        const bool first = key.second == MarketNo{0} || !m_markets.contains({key.first, MarketNo{0}});
        done = done && first ? merchantRows(key.first, noMerchant, key.second, range, visit) : done;
    }
    return done;
}

HistoryDone MeasureReader::areas(Areas which, EventTime from, EventTime to,
                                 const std::function<void(std::int32_t, const AreaRollupRow&)>& visit) {
    const RollupRange range{from, to, Granularity::minute, {}};
    return areas({.which = which, .range = range},
                 [&](std::int32_t partition, Granularity, const AreaRollupRow& row) { visit(partition, row); });
}

HistoryDone MeasureReader::merchants(std::string_view merchantId, EventTime from, EventTime to,
                                     const std::function<void(std::int32_t, const MerchantRollupRow&)>& visit) {
    const RollupRange range{from, to, Granularity::minute, {}};
    return merchants(merchantId, range,
                     [&](std::int32_t partition, Granularity, const MerchantRollupRow& row) { visit(partition, row); });
}

HistoryDone
MeasureReader::merchantRows(std::int32_t partition, MerchantNo merchant, MarketNo market, const RollupRange& range,
                            const std::function<void(std::int32_t, Granularity, const MerchantRollupRow&)>& visit) {
    static const std::string minutesSql = "SELECT " + std::string(merchantMinuteColumns) +
                                          " FROM merchant_rollups WHERE partition=? AND generation=? AND merchant=? "
                                          "AND start>=? AND start<?";
    static const std::string bucketsSql = "SELECT " + std::string(merchantBucketColumns) +
                                          " FROM merchant_buckets WHERE partition=? AND generation=? AND merchant=? "
                                          "AND start>=? AND start<? AND level=?";
    const auto sealed = m_sealed.find({{partition, market}, RollupKind::merchants});
    const Calendar clock = clockOf(partition, market, RollupKind::merchants, merchant);
    m_row.merchant = merchant;
    HistoryDone done;
    for (const RollupPiece& piece :
         planRollups(range, sealed == m_sealed.end() ? SealedRollups{} : sealed->second, clock)) {
        const bool minutes = piece.length == Granularity::minute;
        const auto bind = [&](Statement& statement) {
            statement.bind(std::int64_t{partition}, m_generation, std::int64_t{merchant.value()}, millisOf(piece.from),
                           millisOf(piece.to));
            if (!minutes) {
                statement.bindAt(6, static_cast<std::int64_t>(piece.length));
            }
        };
        done = done ? cached(minutes ? minutesSql : bucketsSql, bind,
                             [&](const Statement& row) {
                                 readMerchant(row, !minutes, m_row);
                                 visit(partition, piece.length, m_row);
                             })
                    : done;
    }
    return done;
}

HistoryDone MeasureReader::surge(EventTime from, EventTime to,
                                 const std::function<void(std::int32_t, const SurgeRow&)>& visit) {
    return each(
        "SELECT partition,cell,minute,market,settings_version,multiplier,shown,reason,evidence,first_offset,first_doc,"
        "last_offset,last_doc FROM surge WHERE minute>=? AND minute<? AND generation=? "
        "ORDER BY minute,partition,market,cell",
        [&](Statement& statement) { statement.bind(millisOf(from), millisOf(to), m_generation); },
        [&](const Statement& row) { visit(partitionAt(row), surgeAt(row)); });
}

HistoryDone MeasureReader::alerts(EventTime from, EventTime to,
                                  const std::function<void(std::int32_t, const AlertRow&)>& visit) {
    return each(
        "SELECT partition,id,kind,severity,market,subject,raised_at,ended_at,acknowledged_at,acknowledged_by,message,"
        "first_offset,first_doc,last_offset,last_doc FROM alerts WHERE raised_at>=? AND raised_at<? AND generation=? "
        "ORDER BY raised_at,partition,id",
        [&](Statement& statement) { statement.bind(millisOf(from), millisOf(to), m_generation); },
        [&](const Statement& row) { visit(partitionAt(row), alertAt(row)); });
}

} // namespace roundsman
