#pragma once

#include "core/base/metrics.h"
#include "core/model/ids.h"

#include <string>

namespace roundsman {

/// How a metric names a partition.
inline MetricLabels labelsOf(PartitionNo partition) {
    return {{"partition", std::to_string(partition.value())}};
}

} // namespace roundsman
