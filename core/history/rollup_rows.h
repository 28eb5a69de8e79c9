#pragma once

#include "core/base/sqlite/statement.h"
#include "core/model/rollup.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace roundsman {

// A measured minute or a longer bucket, out of a row of the main file: the columns stand in the same order for both.
// Every column costs a reader of many rows, so that of a bucket none is read that is known before.

inline constexpr std::string_view areaMinuteColumns =
    "partition,market,cell,zone,start,part,revision,fixes,idle_to_busy,busy_to_idle,orders_placed,demand_events,riders,"
    "first_offset,first_doc,last_offset,last_doc";
inline constexpr std::string_view areaBucketColumns =
    "partition,market,cell,zone,start,0,revision,fixes,idle_to_busy,busy_to_idle,orders_placed,demand_events,riders,"
    "first_offset,first_doc,last_offset,last_doc";
inline constexpr std::string_view merchantMinuteColumns =
    "start,channel,currency,market,revision,counts,spans,first_offset,first_doc,last_offset,last_doc,part,merchant";
inline constexpr std::string_view merchantBucketColumns =
    "start,channel,currency,market,revision,counts,spans,first_offset,first_doc,last_offset,last_doc";

AreaRollupRow areaAt(const sqlite::Statement& row);
/// `compact`: a longer bucket, whose merchant is asked for by number and not read again.
MerchantRollupRow merchantAt(const sqlite::Statement& row, bool compact);
/// The same, into a row whose memory is used again.
void readMerchant(const sqlite::Statement& row, bool compact, MerchantRollupRow& out);

/// A merchant's counts in few bytes.
std::string compactCounts(const MerchantFigures& figures);

} // namespace roundsman
