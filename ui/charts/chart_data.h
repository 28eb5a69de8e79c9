#pragma once

#include "core/base/time.h"

#include <QString>

#include <functional>
#include <optional>
#include <vector>

namespace roundsman {

/// One bucket of time, as a chart shows it.
struct ChartPoint {
    QString when;                 ///< in full, for the card
    QString tick;                 ///< for the axis
    std::optional<double> value;  ///< nothing: nobody measured it, which is not zero
    std::optional<double> second; ///< nine of ten
    std::optional<double> before; ///< the bucket it is compared with
    QString beforeWhen;
    bool complete = true; ///< false: it may still change
};

struct ChartData {
    QString title;      ///< what it is, for exports and screen readers
    QString unit;       ///< at the axis
    QString valueName;  ///< of the legend: "Today"
    QString secondName; ///< empty: there is none
    QString beforeName; ///< empty: compared with nothing
    QString empty;      ///< what to say when there is nothing to see
    bool bars = false;
    std::optional<double> most;          ///< a value that the axis never exceeds: 100 %
    std::function<QString(double)> text; ///< a value in full
    std::vector<ChartPoint> points;
};

} // namespace roundsman
