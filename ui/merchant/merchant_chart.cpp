#include "ui/merchant/merchant_chart.h"

#include "ui/support/money.h"
#include "ui/support/words.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace roundsman {

namespace {

const MerchantTotals* bucketAt(const MerchantAnswer& answer, EventTime start) {
    const auto found = std::ranges::lower_bound(answer.buckets, start, {}, &MerchantTotals::start);
    return found != answer.buckets.end() && found->start == start ? &*found : nullptr;
}

/// What an axis shows of money.
double scaleOf(const MerchantMetric& metric, const std::string& currency) {
    if (metric.unit != MetricUnit::money) {
        return 1;
    }
    return currencyScale(currency);
}

/// Nothing happened in a bucket that was measured: that is a zero of what is counted, and nothing of all else.
std::optional<double> valueIn(const MerchantMetric& metric, const MerchantTotals* totals, bool measured) {
    static const MerchantTotals none;
    if (!measured) {
        return std::nullopt;
    }
    return totals ? metric.value(*totals) : metric.bars ? metric.value(none) : std::nullopt;
}

struct Buckets {
    std::vector<EventTime> now;
    std::vector<EventTime> before;
};

Buckets bucketsOfStudy(const MerchantStudy& study, const PlaceTime& place) {
    Buckets buckets{.now = bucketStarts(study.period, study.bucket, place), .before = {}};
    if (study.comparison != Comparison::none) {
        buckets.before = bucketStarts(study.before, study.bucket, place);
        buckets.before.resize(std::min(buckets.before.size(), buckets.now.size()));
    }
    return buckets;
}

QString csvNumber(double value) {
    return QString::number(value, 'f', std::fabs(value - std::round(value)) < 1e-9 ? 0 : 4);
}

/// Names and values of one bucket, in the order of the columns.
using CsvCells = std::vector<std::pair<QString, QString>>;

CsvCells csvCells(const MerchantTotals& totals, bool measured) {
    CsvCells cells;
    const auto number = [measured](double value) {
        return measured ? csvNumber(value) : QString();
    };
    for (std::size_t n = 0; n < merchantCountCount; ++n) {
        const std::string_view name = toText(static_cast<MerchantCount>(n));
        cells.emplace_back(QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())),
                           number(totals.counts[n]));
    }
    for (std::size_t n = 0; n < merchantSpanCount; ++n) {
        const std::string_view name = toText(static_cast<MerchantSpan>(n));
        const QString words = QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
        const MerchantTotals::Span& span = totals.spans[n];
        cells.emplace_back(words + QStringLiteral("_count"), number(span.count));
        cells.emplace_back(words + QStringLiteral("_sum_ms"), number(span.sumMillis));
        cells.emplace_back(words + QStringLiteral("_p50_ms"), span.p50Millis ? csvNumber(*span.p50Millis) : QString());
        cells.emplace_back(words + QStringLiteral("_p90_ms"), span.p90Millis ? csvNumber(*span.p90Millis) : QString());
    }
    return cells;
}

} // namespace

ChartData chartOf(const MerchantStudy& study, const MerchantMetric& metric, const PlaceTime& place,
                  std::optional<EventTime> since, EventTime now, const QString& merchantName) {
    const double scale = scaleOf(metric, study.whole.currency);
    const std::string& currency = study.whole.currency;
    ChartData data;
    data.title =
        QStringLiteral("%1 · %2 · %3").arg(merchantName, metric.name(), periodText(study.period, study.kind, place));
    data.unit = metricUnitText(metric, currency);
    data.valueName = periodText(study.period, study.kind, place);
    data.secondName = metric.second ? say(QT_TRANSLATE_NOOP("roundsman", "nine of ten orders")) : QString();
    data.beforeName = study.comparison == Comparison::none
                          ? QString()
                          : comparisonText(study.before, study.kind, study.comparison, place);
    data.bars = metric.bars;
    data.most = metric.unit == MetricUnit::percent ? std::optional(100.0) : std::nullopt;
    data.text = [&metric, currency, scale](double value) {
        return metricText(metric, value / scale, currency);
    };
    const auto scaled = [scale](std::optional<double> value) {
        return value ? std::optional(*value * scale) : value;
    };
    const auto measuredAt = [&](EventTime start) {
        return since && place.calendar.bucketEnd(start, study.bucket) > *since && start <= now;
    };
    const Buckets buckets = bucketsOfStudy(study, place);
    for (std::size_t n = 0; n < buckets.now.size(); ++n) {
        const EventTime start = buckets.now[n];
        const MerchantTotals* totals = bucketAt(study.buckets, start);
        ChartPoint point;
        point.when = place.bucket(start, study.bucket);
        point.tick = place.tick(start, study.bucket);
        point.value = scaled(valueIn(metric, totals, measuredAt(start)));
        point.second = totals && metric.second ? scaled(metric.second(*totals)) : std::nullopt;
        point.complete = place.calendar.bucketEnd(start, study.bucket) <= study.whole.completeThrough;
        if (n < buckets.before.size()) {
            const EventTime then = buckets.before[n];
            point.before = scaled(valueIn(metric, bucketAt(study.bucketsBefore, then), measuredAt(then)));
            point.beforeWhen = place.bucket(then, study.bucket);
        }
        data.points.push_back(std::move(point));
    }
    return data;
}

QString csvOf(const MerchantStudy& study, const PlaceTime& place, std::optional<EventTime> since, EventTime now) {
    const MerchantTotals none;
    const Buckets buckets = bucketsOfStudy(study, place);
    QStringList header{QStringLiteral("start"), QStringLiteral("end"), QStringLiteral("complete"),
                       QStringLiteral("currency")};
    for (const auto& [name, value] : csvCells(none, false)) {
        header << name;
    }
    if (!buckets.before.empty()) {
        header << QStringLiteral("before_start");
        for (const auto& [name, value] : csvCells(none, false)) {
            header << QStringLiteral("before_") + name;
        }
    }
    QString text = header.join(u',') + u'\n';
    const auto addCells = [&](QStringList& line, const MerchantAnswer& answer, EventTime start) {
        const MerchantTotals* totals = bucketAt(answer, start);
        const bool measured = since && place.calendar.bucketEnd(start, study.bucket) > *since && start <= now;
        for (const auto& [name, value] : csvCells(totals ? *totals : none, measured)) {
            line << value;
        }
    };
    for (std::size_t n = 0; n < buckets.now.size(); ++n) {
        const EventTime start = buckets.now[n];
        const EventTime end = place.calendar.bucketEnd(start, study.bucket);
        const bool complete = end <= study.whole.completeThrough;
        QStringList line{place.stamp(start), place.stamp(end), complete ? QStringLiteral("yes") : QStringLiteral("no"),
                         QString::fromStdString(study.whole.currency)};
        addCells(line, study.buckets, start);
        if (n < buckets.before.size()) {
            line << place.stamp(buckets.before[n]);
            addCells(line, study.bucketsBefore, buckets.before[n]);
        }
        text += line.join(u',') + u'\n';
    }
    return text;
}

} // namespace roundsman
