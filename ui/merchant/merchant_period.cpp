#include "ui/merchant/merchant_period.h"

#include "ui/support/words.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace roundsman {

namespace {

using std::chrono::days;

constexpr std::size_t bucketsMax = 2000;

QDateTime wall(EventTime time, const QTimeZone& zone) {
    return QDateTime::fromMSecsSinceEpoch(millisOf(time), zone);
}

/// So many days earlier by the clock on the wall.
EventTime daysBefore(EventTime time, int count, const Calendar& calendar) {
    const EventTime there = time - days{count};
    return there + (calendar.utcOffset(time) - calendar.utcOffset(there));
}

int daysOf(PeriodKind kind) {
    switch (kind) {
    case PeriodKind::lastHour:
        return 0;
    case PeriodKind::day:
        return 1;
    case PeriodKind::week:
        return 7;
    case PeriodKind::fourWeeks:
        return 28;
    case PeriodKind::quarter:
        return 91;
    }
    return 1;
}

EventTime startOf(PeriodKind kind, EventTime now, const Calendar& calendar) {
    switch (kind) {
    case PeriodKind::lastHour:
        return std::chrono::floor<std::chrono::minutes>(now) - std::chrono::minutes{59};
    case PeriodKind::day:
        return calendar.bucketStart(now, Granularity::day);
    case PeriodKind::week:
        return daysBefore(calendar.bucketStart(now, Granularity::day), 6, calendar);
    case PeriodKind::fourWeeks:
        return daysBefore(calendar.bucketStart(now, Granularity::week), 21, calendar);
    case PeriodKind::quarter:
        return daysBefore(calendar.bucketStart(now, Granularity::week), 84, calendar);
    }
    return now;
}

} // namespace

QString periodName(PeriodKind kind) {
    switch (kind) {
    case PeriodKind::lastHour:
        return say(QT_TRANSLATE_NOOP("roundsman", "Hour"));
    case PeriodKind::day:
        return say(QT_TRANSLATE_NOOP("roundsman", "Day"));
    case PeriodKind::week:
        return say(QT_TRANSLATE_NOOP("roundsman", "7 days"));
    case PeriodKind::fourWeeks:
        return say(QT_TRANSLATE_NOOP("roundsman", "4 weeks"));
    case PeriodKind::quarter:
        return say(QT_TRANSLATE_NOOP("roundsman", "13 weeks"));
    }
    return {};
}

QString periodId(PeriodKind kind) {
    static const QString ids[] = {QStringLiteral("hour"), QStringLiteral("day"), QStringLiteral("week"),
                                  QStringLiteral("four-weeks"), QStringLiteral("thirteen-weeks")};
    return ids[static_cast<std::size_t>(kind)];
}

QString comparisonName(Comparison comparison) {
    switch (comparison) {
    case Comparison::weekBefore:
        return say(QT_TRANSLATE_NOOP("roundsman", "With the week before"));
    case Comparison::periodBefore:
        return say(QT_TRANSLATE_NOOP("roundsman", "With what was just before"));
    case Comparison::fourWeeksBefore:
        return say(QT_TRANSLATE_NOOP("roundsman", "With four weeks before"));
    case Comparison::none:
        return say(QT_TRANSLATE_NOOP("roundsman", "Compare with nothing"));
    }
    return {};
}

QString granularityName(Granularity granularity) {
    switch (granularity) {
    case Granularity::minute:
        return say(QT_TRANSLATE_NOOP("roundsman", "By minute"));
    case Granularity::quarter:
        return say(QT_TRANSLATE_NOOP("roundsman", "By 15 min"));
    case Granularity::hour:
        return say(QT_TRANSLATE_NOOP("roundsman", "By hour"));
    case Granularity::day:
        return say(QT_TRANSLATE_NOOP("roundsman", "By day"));
    case Granularity::week:
        return say(QT_TRANSLATE_NOOP("roundsman", "By week"));
    case Granularity::month:
        return say(QT_TRANSLATE_NOOP("roundsman", "By month"));
    }
    return {};
}

PlaceTime PlaceTime::of(const std::string& zone, Millis dayStart) {
    PlaceTime place;
    place.name = zone.empty() ? "UTC" : zone;
    place.calendar = Calendar::of(place.name, dayStart).value_or(Calendar{});
    const QTimeZone known(QByteArray::fromStdString(place.name));
    place.zone = known.isValid() ? known : QTimeZone::utc();
    return place;
}

QString PlaceTime::clock(EventTime time) const {
    return wall(time, zone).toString(QStringLiteral("HH:mm"));
}

QString PlaceTime::date(EventTime time) const {
    // The evening goes on after midnight: what is before the business day begins is the day before.
    const QDate day = wall(time - calendar.dayStart(), zone).date();
    const QLocale locale;
    return locale.toString(day, QStringLiteral("ddd ")) + locale.toString(day, QStringLiteral("d MMM"));
}

QString PlaceTime::bucket(EventTime time, Granularity length) const {
    const EventTime end = calendar.bucketEnd(time, length);
    switch (length) {
    case Granularity::minute:
        return QStringLiteral("%1, %2").arg(date(time), clock(time));
    case Granularity::quarter:
    case Granularity::hour:
        return QStringLiteral("%1, %2–%3").arg(date(time), clock(time), clock(end));
    case Granularity::day:
        return date(time);
    case Granularity::week:
    case Granularity::month:
        break;
    }
    return QStringLiteral("%1 – %2").arg(date(time), date(end - Millis{1}));
}

QString PlaceTime::tick(EventTime time, Granularity length) const {
    return length <= Granularity::hour ? clock(time) : date(time);
}

QString PlaceTime::stamp(EventTime time) const {
    return wall(time, zone)
        .toOffsetFromUtc(static_cast<int>(calendar.utcOffset(time).count() / 1000))
        .toString(Qt::ISODate);
}

QString PlaceTime::offsetText(EventTime time) const {
    const auto minutes = calendar.utcOffset(time).count() / 60'000;
    return QStringLiteral("UTC%1%2:%3")
        .arg(QChar(minutes < 0 ? u'−' : u'+'))
        .arg(std::abs(minutes) / 60, 2, 10, QLatin1Char('0'))
        .arg(std::abs(minutes) % 60, 2, 10, QLatin1Char('0'));
}

MerchantPeriod periodOf(PeriodKind kind, int back, EventTime now, const PlaceTime& place) {
    const Granularity whole = kind == PeriodKind::lastHour                          ? Granularity::minute
                              : kind == PeriodKind::day || kind == PeriodKind::week ? Granularity::day
                                                                                    : Granularity::week;
    MerchantPeriod period{.from = startOf(kind, now, place.calendar),
                          .to = now,
                          .end = place.calendar.bucketEnd(now, whole),
                          .running = back == 0};
    for (int n = 0; n < back; ++n) {
        period.to = period.end = period.from;
        period.from = kind == PeriodKind::lastHour ? period.from - std::chrono::hours{1}
                                                   : daysBefore(period.from, daysOf(kind), place.calendar);
    }
    return period;
}

MerchantPeriod comparedWith(const MerchantPeriod& period, PeriodKind kind, Comparison comparison,
                            const PlaceTime& place) {
    const auto earlier = [&](int count) {
        return MerchantPeriod{.from = daysBefore(period.from, count, place.calendar),
                              .to = daysBefore(period.to, count, place.calendar),
                              .end = daysBefore(period.end, count, place.calendar)};
    };
    switch (comparison) {
    case Comparison::weekBefore:
        return earlier(std::max(7, daysOf(kind))); // of four weeks, the four before
    case Comparison::periodBefore:
        return kind == PeriodKind::lastHour ? MerchantPeriod{.from = period.from - std::chrono::hours{1},
                                                             .to = period.to - std::chrono::hours{1},
                                                             .end = period.end - std::chrono::hours{1}}
                                            : earlier(daysOf(kind));
    case Comparison::fourWeeksBefore:
        return earlier(std::max(28, daysOf(kind)));
    case Comparison::none:
        break;
    }
    return {};
}

std::vector<Granularity> bucketsOf(PeriodKind kind) {
    switch (kind) {
    case PeriodKind::lastHour:
        return {Granularity::minute, Granularity::quarter};
    case PeriodKind::day:
        return {Granularity::quarter, Granularity::hour};
    case PeriodKind::week:
        return {Granularity::hour, Granularity::day};
    case PeriodKind::fourWeeks:
        return {Granularity::hour, Granularity::day, Granularity::week};
    case PeriodKind::quarter:
        return {Granularity::day, Granularity::week};
    }
    return {};
}

Granularity usualBucket(PeriodKind kind) {
    switch (kind) {
    case PeriodKind::lastHour:
        return Granularity::minute;
    case PeriodKind::day:
        return Granularity::hour;
    case PeriodKind::week:
    case PeriodKind::fourWeeks:
        return Granularity::day;
    case PeriodKind::quarter:
        return Granularity::week;
    }
    return Granularity::hour;
}

std::vector<EventTime> bucketStarts(const MerchantPeriod& period, Granularity length, const PlaceTime& place) {
    std::vector<EventTime> starts;
    for (EventTime at = place.calendar.bucketStart(period.from, length); at < period.end && starts.size() < bucketsMax;
         at = place.calendar.bucketEnd(at, length)) {
        starts.push_back(at);
    }
    return starts;
}

QString periodText(const MerchantPeriod& period, PeriodKind kind, const PlaceTime& place) {
    switch (kind) {
    case PeriodKind::lastHour:
        return say(QT_TRANSLATE_NOOP("roundsman", "%1, %2 to %3"))
            .arg(place.date(period.from), place.clock(period.from), place.clock(period.to));
    case PeriodKind::day:
        return period.running ? say(QT_TRANSLATE_NOOP("roundsman", "Today, %1, since %2"))
                                    .arg(place.date(period.from), place.clock(period.from))
                              : place.date(period.from);
    default:
        break;
    }
    return say(QT_TRANSLATE_NOOP("roundsman", "%1 to %2"))
        .arg(place.date(period.from), place.date(period.to - Millis{1}));
}

QString comparisonText(const MerchantPeriod& before, PeriodKind kind, Comparison comparison, const PlaceTime& place) {
    if (comparison == Comparison::weekBefore && kind == PeriodKind::week) {
        return say(QT_TRANSLATE_NOOP("roundsman", "the week before"));
    }
    if (kind == PeriodKind::lastHour || kind == PeriodKind::day) {
        return say(QT_TRANSLATE_NOOP("roundsman", "%1 until %2")).arg(place.date(before.from), place.clock(before.to));
    }
    return say(QT_TRANSLATE_NOOP("roundsman", "%1 to %2"))
        .arg(place.date(before.from), place.date(before.to - Millis{1}));
}

} // namespace roundsman
