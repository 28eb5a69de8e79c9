#pragma once

#include "core/measure/area_rollups.h"
#include "tests/support/minutes.h"

#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace roundsman::tests {

/// Feeds the stage in log order and turns its minutes, as a lane does.
struct AreaDay : Minutes<AreaRollupRow> {
    MarketNo city{0};
    AreaRollups rollups;

    AreaDay() { rollups.configure({}); }

    void passTo(EventTime time) {
        pass(time, [this](EventTime minute) { rollups.minute(minute, rows, complete); });
    }
    void fix(std::uint32_t rider, GeoPoint place, RiderStatus status, EventTime time, bool late = false) {
        FixRow row{};
        row.rider = RiderNo{rider};
        row.market = city;
        row.position = place;
        row.deviceTime = time;
        row.logTime = laneTime;
        row.status = status;
        row.late = late;
        row.document = {Offset{offset++}};
        const RiderState state;
        rollups.apply(AcceptedFix{row, state, noOrder, cellOf(place, 8), false, RiderStatus::unknown, CellId{},
                                  GeoPoint{}, EventTime{}});
    }
};

/// Merges rows into buckets of another length, as a query does.
inline std::map<std::pair<EventTime, std::string>, AreaFigures> mergedBy(const std::vector<AreaRollupRow>& rows,
                                                                         Millis length) {
    // The last row of a key replaces the ones before it.
    std::map<std::tuple<CellId, std::string, EventTime, std::int64_t>, const AreaRollupRow*> last;
    for (const AreaRollupRow& row : rows) {
        last[{row.cell, row.zone, row.start, row.part}] = &row;
    }
    std::map<std::pair<EventTime, std::string>, AreaFigures> buckets;
    for (const auto& [key, row] : last) {
        const EventTime start = row->start - row->start.time_since_epoch() % length;
        buckets[{start, row->zone.empty() ? toText(row->cell) : row->zone}].merge(row->figures);
    }
    return buckets;
}

} // namespace roundsman::tests
