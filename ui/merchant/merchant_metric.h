#pragma once

#include "ui/merchant/merchant_figures.h"

#include <QString>

#include <optional>
#include <span>

namespace roundsman {

enum class MetricUnit : std::uint8_t { orders, money, percent, minutes };
enum class MetricWish : std::uint8_t { more, less, neither };

/// A figure that a restaurant looks at: its words, and how it comes out of what was measured. Values are in the unit
/// that an axis shows: whole orders, money, percent, minutes.
struct MerchantMetric {
    const char* id; ///< in files and settings
    MetricUnit unit = MetricUnit::orders;
    MetricWish wish = MetricWish::neither;
    bool bars = false; ///< amounts stand as bars, shares and times as lines
    std::optional<double> (*value)(const MerchantTotals& totals) = nullptr;
    std::optional<double> (*second)(const MerchantTotals& totals) = nullptr; ///< nine of ten; null: none
    QString (*name)() = nullptr;
    QString (*meaning)() = nullptr;                                                         ///< what exactly it is
    QString (*beside)(const MerchantTotals& totals, const std::string& currency) = nullptr; ///< what more is said of it
};

std::span<const MerchantMetric> merchantMetrics();
/// The first when there is none of that name.
const MerchantMetric& merchantMetric(const QString& id);

/// "214", "1,204.50 EUR", "97.3 %", "14 min 20 s"
QString metricText(const MerchantMetric& metric, double value, const std::string& currency);
/// "min", "EUR": what stands at the axis.
QString metricUnitText(const MerchantMetric& metric, const std::string& currency);

struct MetricChange {
    QString text; ///< "12 % more", "2.1 points less", "the same"
    int sign = 0; ///< of the change
    int mood = 0; ///< 1: as one wishes, -1: the other way, 0: nobody minds
};
MetricChange metricChange(const MerchantMetric& metric, double now, double before);

/// "45 s", "14 min 20 s", "3 h 05 min"
QString minutesText(double minutes);

} // namespace roundsman
