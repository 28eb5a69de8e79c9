#include "core/history/measure_reader.h"

#include "core/base/bytes.h"

namespace roundsman {
namespace {

using sqlite::Statement;
using sqlite::textOf;

template <typename Id>
Id idAt(const Statement& row, int column) {
    return Id{static_cast<typename Id::rep>(row.integer(column))};
}
EventTime timeAt(const Statement& row, int column) {
    return eventTimeFromMillis(row.integer(column));
}
DocumentRef documentAt(const Statement& row, int column) {
    return {Offset{row.integer(column)}, static_cast<std::uint32_t>(row.integer(column + 1))};
}
std::int32_t partitionAt(const Statement& row) {
    return static_cast<std::int32_t>(row.integer(0));
}

/// The other half of what the writer puts beside a surge value.
bool readEvidence(std::string_view bytes, SurgeInputs& in, SurgeSteps& steps) {
    ByteReader from(bytes);
    if (from.get<std::uint8_t>() != 1) {
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
    return from.ok();
}

AreaRollupRow areaAt(const Statement& row) {
    AreaRollupRow area;
    area.market = idAt<MarketNo>(row, 1);
    area.cell = idAt<CellId>(row, 2);
    area.zone = row.text(3);
    area.start = timeAt(row, 4);
    area.part = row.integer(5);
    area.revision = static_cast<std::uint32_t>(row.integer(6));
    for (int i = 0; i < static_cast<int>(areaCountCount); ++i) {
        area.figures.counts[static_cast<std::size_t>(i)] = static_cast<std::uint64_t>(row.integer(7 + i));
    }
    static_cast<void>(area.figures.riders.fromBytes(textOf(row.blob(12))));
    area.first = documentAt(row, 13);
    area.last = documentAt(row, 15);
    return area;
}

MerchantRollupRow merchantAt(const Statement& row) {
    MerchantRollupRow merchant;
    merchant.merchant = idAt<MerchantNo>(row, 1);
    merchant.start = timeAt(row, 2);
    merchant.channel = row.text(3);
    merchant.currency = row.text(4);
    merchant.part = row.integer(5);
    merchant.market = idAt<MarketNo>(row, 6);
    merchant.revision = static_cast<std::uint32_t>(row.integer(7));
    ByteReader counts(textOf(row.blob(8)));
    for (std::int64_t& count : merchant.figures.counts) {
        count = counts.get<std::int64_t>();
    }
    static_cast<void>(merchant.figures.spansFromBytes(textOf(row.blob(9))));
    merchant.first = documentAt(row, 10);
    merchant.last = documentAt(row, 12);
    return merchant;
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

HistoryDone MeasureReader::areas(Areas which, EventTime from, EventTime to,
                                 const std::function<void(std::int32_t, const AreaRollupRow&)>& visit) {
    const std::string sql =
        std::string("SELECT partition,market,cell,zone,start,part,revision,fixes,idle_to_busy,busy_to_idle,"
                    "orders_placed,demand_events,riders,first_offset,first_doc,last_offset,last_doc FROM area_rollups "
                    "WHERE start>=? AND start<? AND generation=? AND zone") +
        (which == Areas::cells ? "=''" : "<>''") + " ORDER BY start,partition,market,cell,zone,part";
    return each(
        sql, [&](Statement& statement) { statement.bind(millisOf(from), millisOf(to), m_generation); },
        [&](const Statement& row) { visit(partitionAt(row), areaAt(row)); });
}

HistoryDone MeasureReader::merchants(std::string_view merchantId, EventTime from, EventTime to,
                                     const std::function<void(std::int32_t, const MerchantRollupRow&)>& visit) {
    constexpr std::string_view columns =
        "SELECT partition,merchant,start,channel,currency,part,market,revision,counts,spans,first_offset,first_doc,"
        "last_offset,last_doc FROM merchant_rollups WHERE ";
    if (merchantId.empty()) {
        return each(
            std::string(columns) +
                "start>=? AND start<? AND generation=? ORDER BY start,partition,merchant,channel,currency,part",
            [&](Statement& statement) { statement.bind(millisOf(from), millisOf(to), m_generation); },
            [&](const Statement& row) { visit(partitionAt(row), merchantAt(row)); });
    }
    for (const auto& [key, merchant] : m_merchants) {
        if (merchant.id != merchantId) {
            continue;
        }
        const auto done = each(
            std::string(columns) + "partition=? AND generation=? AND merchant=? AND start>=? AND start<? "
                                   "ORDER BY start,channel,currency,part",
            [&](Statement& statement) {
                statement.bind(key.first, m_generation, key.second.value(), millisOf(from), millisOf(to));
            },
            [&](const Statement& row) { visit(partitionAt(row), merchantAt(row)); });
        if (!done) {
            return done;
        }
    }
    return {};
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
