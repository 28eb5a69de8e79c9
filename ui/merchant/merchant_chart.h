#pragma once

#include "ui/charts/chart_data.h"
#include "ui/merchant/merchant_desk.h"
#include "ui/merchant/merchant_metric.h"

namespace roundsman {

/// One figure of a study, bucket by bucket, beside the compared one. Before measuring began there is nothing; after it,
/// a bucket without orders is a zero of what is counted.
ChartData chartOf(const MerchantStudy& study, const MerchantMetric& metric, const PlaceTime& place,
                  std::optional<EventTime> since, EventTime now, const QString& merchantName);

/// Every figure of a study as text with commas: a line a bucket, times with their offset from UTC, numbers with a point
/// whatever the language is.
QString csvOf(const MerchantStudy& study, const PlaceTime& place, std::optional<EventTime> since, EventTime now);

} // namespace roundsman
