#include "core/history/leg_reader.h"

#include "core/history/row_values.h"

namespace roundsman {
namespace {

std::uint64_t bitsAt(const sqlite::Statement& row, int column) {
    return static_cast<std::uint64_t>(row.integer(column));
}

GeoPoint placeAt(const sqlite::Statement& row, int latitude) {
    return GeoPoint::fromE7(static_cast<std::int32_t>(row.integer(latitude)),
                            static_cast<std::int32_t>(row.integer(latitude + 1)));
}

constexpr std::string_view legsSql =
    "SELECT l.ord, l.leg, l.rider, l.started_at, l.ended_at, l.predicted_p50, l.predicted_p90, l.level, "
    "l.model_version, l.local_minute, l.market_key, l.merchant_key, l.channel_key, l.from_lat, l.from_lon, l.to_lat, "
    "l.to_lon, l.from_cell, l.to_cell, l.first_offset, l.first_doc, l.last_offset, l.last_doc, o.id, m.name, "
    "l.vehicle_key, l.partition, k.id "
    "FROM legs l LEFT JOIN orders o ON o.partition = l.partition AND o.ord = l.ord "
    "LEFT JOIN markets m ON m.partition = o.partition AND m.market = o.market "
    "LEFT JOIN merchants k ON k.partition = o.partition AND k.merchant = o.merchant "
    "WHERE l.ended_at >= ? AND l.ended_at <= ? AND l.generation = (SELECT generation FROM state) "
    "ORDER BY l.partition, l.last_offset, l.last_doc, l.ord, l.leg";

LegOutcome outcomeAt(const sqlite::Statement& row) {
    LegOutcome outcome;
    LegRow& leg = outcome.row;
    leg.order = OrderNo{static_cast<std::uint32_t>(row.integer(0))};
    leg.query.leg = static_cast<Leg>(row.integer(1));
    leg.rider = RiderNo{static_cast<std::uint32_t>(row.integer(2))};
    leg.startedAt = timeAt(row, 3);
    leg.endedAt = timeAt(row, 4);
    leg.predicted = {static_cast<float>(row.real(5)), static_cast<float>(row.real(6)),
                     static_cast<EtaLevel>(row.integer(7))};
    leg.modelVersion = static_cast<std::uint32_t>(row.integer(8));
    leg.query.localMinuteOfWeek = static_cast<std::uint16_t>(row.integer(9));
    leg.query.market = bitsAt(row, 10);
    leg.query.merchant = bitsAt(row, 11);
    leg.query.channel = bitsAt(row, 12);
    leg.query.hasPlaces = !row.isNull(13);
    if (leg.query.hasPlaces) {
        leg.query.from = placeAt(row, 13);
        leg.query.to = placeAt(row, 15);
    }
    leg.query.fromCell = CellId{bitsAt(row, 17)};
    leg.query.toCell = CellId{bitsAt(row, 18)};
    leg.firstDocument = {Offset{row.integer(19)}, static_cast<std::uint32_t>(row.integer(20))};
    leg.lastDocument = {Offset{row.integer(21)}, static_cast<std::uint32_t>(row.integer(22))};
    leg.query.vehicle = bitsAt(row, 25);
    outcome.order = row.text(23);
    outcome.market = row.text(24);
    outcome.partition = PartitionNo{static_cast<std::int32_t>(row.integer(26))};
    outcome.merchant = row.text(27);
    return outcome;
}

constexpr std::string_view promiseSql =
    "SELECT e.ord, e.revision, e.made_at, e.p50_at, e.p90_at, e.level, e.model_version, e.offset, e.doc, o.id, m.name, "
    "o.delivered_at "
    "FROM etas e LEFT JOIN orders o ON o.partition = e.partition AND o.ord = e.ord "
    "LEFT JOIN markets m ON m.partition = o.partition AND m.market = o.market "
    "WHERE e.made_at >= ? AND e.made_at <= ? AND e.generation = (SELECT generation FROM state) "
    "ORDER BY e.partition, e.ord, e.revision";

PromiseMade promiseAt(const sqlite::Statement& row) {
    PromiseMade promise;
    EtaRow& eta = promise.row;
    eta.order = OrderNo{static_cast<std::uint32_t>(row.integer(0))};
    eta.revision = static_cast<std::uint32_t>(row.integer(1));
    eta.madeAt = timeAt(row, 2);
    eta.p50At = timeAt(row, 3);
    eta.p90At = timeAt(row, 4);
    eta.level = static_cast<EtaLevel>(row.integer(5));
    eta.modelVersion = static_cast<std::uint32_t>(row.integer(6));
    eta.document = {Offset{row.integer(7)}, static_cast<std::uint32_t>(row.integer(8))};
    promise.order = row.text(9);
    promise.market = row.text(10);
    promise.deliveredAt = row.isNull(11) ? EventTime{} : timeAt(row, 11);
    return promise;
}

bool isLevel(std::int64_t level) {
    return level >= 0 && level <= static_cast<std::int64_t>(EtaLevel::passed);
}

} // namespace

HistoryDone eachPromise(TrailReader& reader, EventTime from, EventTime to,
                        const std::function<void(const PromiseMade&)>& visit) {
    auto rows = reader.main().prepare(promiseSql);
    if (!rows) {
        return asHistoryError(rows.error());
    }
    rows->bind(millisOf(from), millisOf(to));
    for (auto row = rows->step();; row = rows->step()) {
        if (!row) {
            return asHistoryError(row.error());
        }
        if (!*row) {
            return {};
        }
        if (isLevel(rows->integer(5))) {
            visit(promiseAt(*rows));
        }
    }
}

HistoryDone eachLeg(TrailReader& reader, EventTime from, EventTime to,
                    const std::function<void(const LegOutcome&)>& visit) {
    auto rows = reader.main().prepare(legsSql);
    if (!rows) {
        return asHistoryError(rows.error());
    }
    rows->bind(millisOf(from), millisOf(to));
    for (auto row = rows->step();; row = rows->step()) {
        if (!row) {
            return asHistoryError(row.error());
        }
        if (!*row) {
            return {};
        }
        const std::int64_t leg = rows->integer(1);
        if (leg >= 0 && leg < static_cast<std::int64_t>(legCount) && isLevel(rows->integer(7))) {
            visit(outcomeAt(*rows));
        }
    }
}

} // namespace roundsman
