#include "core/history/leg_reader.h"

namespace roundsman {
namespace {

EventTime timeAt(const sqlite::Statement& row, int column) {
    return eventTimeFromMillis(row.integer(column));
}

std::uint64_t bitsAt(const sqlite::Statement& row, int column) {
    return static_cast<std::uint64_t>(row.integer(column));
}

GeoPoint placeAt(const sqlite::Statement& row, int latitude) {
    return GeoPoint::fromE7(static_cast<std::int32_t>(row.integer(latitude)),
                            static_cast<std::int32_t>(row.integer(latitude + 1)));
}

constexpr std::string_view sql =
    "SELECT l.ord, l.leg, l.rider, l.started_at, l.ended_at, l.predicted_p50, l.predicted_p90, l.level, "
    "l.model_version, l.local_minute, l.market_key, l.merchant_key, l.channel_key, l.from_lat, l.from_lon, l.to_lat, "
    "l.to_lon, l.from_cell, l.to_cell, l.first_offset, l.first_doc, l.last_offset, l.last_doc, o.id, m.name, "
    "l.vehicle_key "
    "FROM legs l LEFT JOIN orders o ON o.partition = l.partition AND o.ord = l.ord "
    "LEFT JOIN markets m ON m.partition = o.partition AND m.market = o.market "
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
    return outcome;
}

} // namespace

HistoryDone eachLeg(TrailReader& reader, EventTime from, EventTime to,
                    const std::function<void(const LegOutcome&)>& visit) {
    auto rows = reader.main().prepare(sql);
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
        const std::int64_t level = rows->integer(7);
        if (leg >= 0 && leg < static_cast<std::int64_t>(legCount) && level >= 0 &&
            level <= static_cast<std::int64_t>(EtaLevel::passed)) {
            visit(outcomeAt(*rows));
        }
    }
}

} // namespace roundsman
