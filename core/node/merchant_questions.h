#pragma once

#include "core/api/console_api.h"
#include "core/history/measure_reader.h"
#include "core/history/trail_reader.h"

#include <expected>

namespace roundsman {

/// Every figure of merchants' orders: a row a merchant and currency, and a bucket when `query.bucket` asks for them, by
/// the merchant's own clock and business day (which each row names) unless the query names a zone.
std::expected<Table, Trouble> merchantFigures(MeasureReader& reader, const Query& query);

/// The pick-ups behind a merchant's avoidable wait, of the orders placed in the query's range, the longest wait first:
/// when the rider's first fix within reach of the door was made (and which record brought it), what the kitchen had
/// promised, when he left. Pick-ups marked far away are among them, as void.
std::expected<Table, Trouble> merchantWaits(TrailReader& trails, MeasureReader& measures, const Query& query);

} // namespace roundsman
