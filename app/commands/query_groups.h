#pragma once

#include "app/commands/query_measures.h"

#include <cstdint>
#include <string>

namespace roundsman {

/// What a row's dimensions are, in its place's own clock.
struct Place {
    std::int32_t partition = 0;
    MarketNo market;
    MerchantNo merchant = noMerchant;
    CellId cell{};
    std::string zone{};
    std::string channel{};
    std::string currency{};
    EventTime start{};
};

/// A dimension's value for a row, as it is printed.
std::string valueOf(const std::string& dimension, const Place& place, MeasureContext& context);
/// The bucket that the row's moment is in; the epoch when none are asked for.
EventTime bucketOf(const Place& place, MeasureContext& context);
/// "start" and the dimensions: the first columns of every grouped answer, and their cells.
std::vector<std::string> groupColumns(const MeasureContext& context);
std::vector<ResultCell> groupCells(const GroupKey& key, const MeasureContext& context);

int querySurge(const MeasureQuestion& question);
int queryAlerts(const MeasureQuestion& question);

} // namespace roundsman
