#include "ui/merchant/merchant_metric.h"

#include "ui/support/money.h"
#include "ui/support/words.h"

#include <QCoreApplication>
#include <QLocale>

#include <array>
#include <cmath>

namespace roundsman {

namespace {

constexpr double millisAMinute = 60'000;

std::optional<double> minutes(std::optional<double> millis) {
    return millis ? std::optional(*millis / millisAMinute) : std::nullopt;
}

template <MerchantSpan span>
std::optional<double> middle(const MerchantTotals& totals) {
    return minutes(totals.of(span).p50Millis);
}
template <MerchantSpan span>
std::optional<double> nineOfTen(const MerchantTotals& totals) {
    return minutes(totals.of(span).p90Millis);
}

QString nineOfTenText(std::optional<double> value) {
    return value ? say(QT_TRANSLATE_NOOP("roundsman", "nine of ten within %1")).arg(minutesText(*value)) : QString();
}

template <MerchantSpan span>
QString besideSpan(const MerchantTotals& totals, const std::string&) {
    return nineOfTenText(nineOfTen<span>(totals));
}

std::optional<double> percent(double part, double whole) {
    return whole > 0 ? std::optional(100 * part / whole) : std::nullopt;
}

QString whole(double number) {
    return QLocale().toString(std::llround(number));
}

// In the order they stand in, five a row.
constexpr std::array metrics{
    MerchantMetric{
        .id = "orders",
        .unit = MetricUnit::orders,
        .wish = MetricWish::more,
        .bars = true,
        .value = [](const MerchantTotals& t) { return std::optional(t.of(MerchantCount::placed)); },
        .name = [] { return say(QT_TRANSLATE_NOOP("roundsman", "Orders")); },
        .meaning = [] { return say(QT_TRANSLATE_NOOP("roundsman", "Orders placed, whatever became of them")); },
        .beside =
            [](const MerchantTotals& t, const std::string&) {
                return say(QT_TRANSLATE_NOOP("roundsman", "%1 delivered")).arg(whole(t.of(MerchantCount::delivered)));
            }},
    MerchantMetric{
        .id = "sales",
        .unit = MetricUnit::money,
        .wish = MetricWish::more,
        .bars = true,
        .value = [](const MerchantTotals& t) { return std::optional(t.of(MerchantCount::deliveredMinor)); },
        .name = [] { return say(QT_TRANSLATE_NOOP("roundsman", "Sales")); },
        .meaning = [] { return say(QT_TRANSLATE_NOOP("roundsman", "Of delivered orders, by when they were placed")); },
        .beside =
            [](const MerchantTotals& t, const std::string& currency) {
                const double delivered = t.of(MerchantCount::delivered);
                return delivered > 0 ? say(QT_TRANSLATE_NOOP("roundsman", "%1 a basket"))
                                           .arg(moneyText(t.of(MerchantCount::deliveredMinor) / delivered, currency))
                                     : QString();
            }},
    MerchantMetric{.id = "acceptance",
                   .unit = MetricUnit::percent,
                   .wish = MetricWish::more,
                   .value =
                       [](const MerchantTotals& t) {
                           return percent(t.of(MerchantCount::accepted),
                                          t.of(MerchantCount::accepted) + t.of(MerchantCount::rejected));
                       },
                   .name = [] { return say(QT_TRANSLATE_NOOP("roundsman", "Accepted")); },
                   .meaning = [] { return say(QT_TRANSLATE_NOOP("roundsman", "Of the orders that were answered")); },
                   .beside =
                       [](const MerchantTotals& t, const std::string&) {
                           const auto taken = middle<MerchantSpan::acceptance>(t);
                           return taken ? say(QT_TRANSLATE_NOOP("roundsman", "answered in %1")).arg(minutesText(*taken))
                                        : QString();
                       }},
    MerchantMetric{.id = "lost",
                   .unit = MetricUnit::percent,
                   .wish = MetricWish::less,
                   .value = [](const MerchantTotals& t) { return percent(t.lost(), t.of(MerchantCount::placed)); },
                   .name = [] { return say(QT_TRANSLATE_NOOP("roundsman", "Lost orders")); },
                   .meaning = [] { return say(QT_TRANSLATE_NOOP("roundsman", "Rejected or cancelled, by whomever")); },
                   .beside =
                       [](const MerchantTotals& t, const std::string& currency) {
                           return t.lost() > 0 ? QCoreApplication::translate("roundsman", "%Ln orders, %1", nullptr,
                                                                             static_cast<int>(t.lost()))
                                                     .arg(moneyText(t.of(MerchantCount::lostMinor), currency))
                                               : say(QT_TRANSLATE_NOOP("roundsman", "none lost"));
                       }},
    MerchantMetric{.id = "on_time",
                   .unit = MetricUnit::percent,
                   .wish = MetricWish::more,
                   .value =
                       [](const MerchantTotals& t) {
                           return percent(t.of(MerchantCount::onTime), t.of(MerchantCount::deliveredPromised));
                       },
                   .name = [] { return say(QT_TRANSLATE_NOOP("roundsman", "On time")); },
                   .meaning = [] { return say(QT_TRANSLATE_NOOP("roundsman", "Delivered by the first promise")); },
                   .beside =
                       [](const MerchantTotals& t, const std::string&) {
                           const auto late = middle<MerchantSpan::lateness>(t);
                           return late ? say(QT_TRANSLATE_NOOP("roundsman", "late ones by %1")).arg(minutesText(*late))
                                       : QString();
                       }},
    MerchantMetric{
        .id = "preparation",
        .unit = MetricUnit::minutes,
        .wish = MetricWish::less,
        .value = middle<MerchantSpan::preparation>,
        .second = nineOfTen<MerchantSpan::preparation>,
        .name = [] { return say(QT_TRANSLATE_NOOP("roundsman", "Preparation")); },
        .meaning =
            [] { return say(QT_TRANSLATE_NOOP("roundsman", "From accepted to ready, the middle of all orders")); },
        .beside = besideSpan<MerchantSpan::preparation>},
    MerchantMetric{.id = "avoidable_wait",
                   .unit = MetricUnit::minutes,
                   .wish = MetricWish::less,
                   .bars = true,
                   .value =
                       [](const MerchantTotals& t) {
                           return std::optional(t.of(MerchantSpan::avoidableWait).sumMillis / millisAMinute);
                       },
                   .name = [] { return say(QT_TRANSLATE_NOOP("roundsman", "Avoidable wait")); },
                   .meaning =
                       [] {
                           return say(QT_TRANSLATE_NOOP(
                               "roundsman",
                               "Riders' minutes at the door after the order should have been ready, all together"));
                       },
                   .beside =
                       [](const MerchantTotals& t, const std::string&) {
                           const auto& wait = t.of(MerchantSpan::avoidableWait);
                           return wait.count > 0 ? say(QT_TRANSLATE_NOOP("roundsman", "%1 an order"))
                                                       .arg(minutesText(wait.sumMillis / wait.count / millisAMinute))
                                                 : QString();
                       }},
    MerchantMetric{
        .id = "rider_wait",
        .unit = MetricUnit::minutes,
        .wish = MetricWish::less,
        .value = middle<MerchantSpan::riderWait>,
        .second = nineOfTen<MerchantSpan::riderWait>,
        .name = [] { return say(QT_TRANSLATE_NOOP("roundsman", "Rider's wait")); },
        .meaning = [] { return say(QT_TRANSLATE_NOOP("roundsman", "From his arrival to the pick-up, the middle")); },
        .beside = besideSpan<MerchantSpan::riderWait>},
    MerchantMetric{
        .id = "delivery",
        .unit = MetricUnit::minutes,
        .wish = MetricWish::less,
        .value = middle<MerchantSpan::delivery>,
        .second = nineOfTen<MerchantSpan::delivery>,
        .name = [] { return say(QT_TRANSLATE_NOOP("roundsman", "Delivery")); },
        .meaning = [] { return say(QT_TRANSLATE_NOOP("roundsman", "From placed to delivered, the middle")); },
        .beside = besideSpan<MerchantSpan::delivery>},
    MerchantMetric{
        .id = "paused",
        .unit = MetricUnit::minutes,
        .wish = MetricWish::less,
        .bars = true,
        .value = [](const MerchantTotals& t) { return std::optional(t.of(MerchantCount::lostMillis) / millisAMinute); },
        .name = [] { return say(QT_TRANSLATE_NOOP("roundsman", "Paused")); },
        .meaning = [] { return say(QT_TRANSLATE_NOOP("roundsman", "How long no orders were taken")); },
        .beside =
            [](const MerchantTotals& t, const std::string&) {
                const auto ready = percent(t.of(MerchantCount::readyDelayed), t.of(MerchantCount::readyPromised));
                return ready ? say(QT_TRANSLATE_NOOP("roundsman", "%1 ready late"))
                                   .arg(QLocale().toString(*ready, 'f', 1) + QStringLiteral(" %"))
                             : QString();
            }},
};

} // namespace

std::span<const MerchantMetric> merchantMetrics() {
    return metrics;
}

const MerchantMetric& merchantMetric(const QString& id) {
    for (const MerchantMetric& metric : metrics) {
        if (id == QLatin1StringView(metric.id)) {
            return metric;
        }
    }
    return metrics.front();
}

QString minutesText(double minutes) {
    const auto seconds = std::llround(minutes * 60);
    if (seconds < 60) {
        return say(QT_TRANSLATE_NOOP("roundsman", "%1 s")).arg(seconds);
    }
    if (seconds < 3600) {
        const auto rest = seconds % 60;
        return rest == 0 || seconds >= 1200
                   ? say(QT_TRANSLATE_NOOP("roundsman", "%1 min")).arg((seconds + 30) / 60)
                   : say(QT_TRANSLATE_NOOP("roundsman", "%1 min %2 s")).arg(seconds / 60).arg(rest);
    }
    return say(QT_TRANSLATE_NOOP("roundsman", "%1 h %2 min"))
        .arg(QLocale().toString(seconds / 3600))
        .arg(seconds % 3600 / 60, 2, 10, QLatin1Char('0'));
}

QString metricText(const MerchantMetric& metric, double value, const std::string& currency) {
    switch (metric.unit) {
    case MetricUnit::orders:
        return whole(value);
    case MetricUnit::money:
        return moneyText(value, currency);
    case MetricUnit::percent:
        return QLocale().toString(value, 'f', value > 99.95 || value < 0.05 ? 0 : 1) + QStringLiteral(" %");
    case MetricUnit::minutes:
        return minutesText(value);
    }
    return {};
}

QString metricUnitText(const MerchantMetric& metric, const std::string& currency) {
    switch (metric.unit) {
    case MetricUnit::orders:
        return say(QT_TRANSLATE_NOOP("roundsman", "orders"));
    case MetricUnit::money:
        return QString::fromStdString(currency);
    case MetricUnit::percent:
        return QStringLiteral("%");
    case MetricUnit::minutes:
        return say(QT_TRANSLATE_NOOP("roundsman", "minutes"));
    }
    return {};
}

MetricChange metricChange(const MerchantMetric& metric, double now, double before) {
    const double by = now - before;
    const bool points = metric.unit == MetricUnit::percent;
    if ((!points && before == 0 && now == 0) || std::fabs(by) < (points ? 0.05 : std::fabs(before) * 0.0005)) {
        return {say(QT_TRANSLATE_NOOP("roundsman", "the same")), 0, 0};
    }
    MetricChange change;
    change.sign = by > 0 ? 1 : -1;
    change.mood = metric.wish == MetricWish::neither ? 0 : (metric.wish == MetricWish::more) == (by > 0) ? 1 : -1;
    const QLocale locale;
    if (points) {
        change.text = (by > 0 ? say(QT_TRANSLATE_NOOP("roundsman", "%1 points more"))
                              : say(QT_TRANSLATE_NOOP("roundsman", "%1 points less")))
                          .arg(locale.toString(std::fabs(by), 'f', 1));
    } else if (before == 0) {
        change.text = say(QT_TRANSLATE_NOOP("roundsman", "none before"));
    } else {
        const double percent = 100 * std::fabs(by) / before;
        change.text = (by > 0 ? say(QT_TRANSLATE_NOOP("roundsman", "%1 % more"))
                              : say(QT_TRANSLATE_NOOP("roundsman", "%1 % less")))
                          .arg(locale.toString(percent, 'f', percent < 9.95 ? 1 : 0));
    }
    return change;
}

} // namespace roundsman
