#pragma once

#include "core/model/calendar.h"

#include <QString>
#include <QTimeZone>

#include <cstdint>
#include <string>
#include <vector>

namespace roundsman {

enum class PeriodKind : std::uint8_t { lastHour, day, week, fourWeeks, quarter };
inline constexpr int periodKindCount = 5;
QString periodName(PeriodKind kind);
QString periodId(PeriodKind kind);

enum class Comparison : std::uint8_t { weekBefore, periodBefore, fourWeeksBefore, none };
inline constexpr int comparisonCount = 4;
QString comparisonName(Comparison comparison);

QString granularityName(Granularity granularity);

/// A place's clock, with the name of its zone for those who write times.
struct PlaceTime {
    Calendar calendar;
    QTimeZone zone = QTimeZone::utc();
    std::string name; ///< IANA; empty: nobody said

    static PlaceTime of(const std::string& zone, Millis dayStart);
    [[nodiscard]] QString clock(EventTime time) const;                      ///< "14:05"
    [[nodiscard]] QString date(EventTime time) const;                       ///< of the business day: "Sat 21 Nov"
    [[nodiscard]] QString bucket(EventTime time, Granularity length) const; ///< "Sat 21 Nov, 14:00–15:00"
    [[nodiscard]] QString tick(EventTime time, Granularity length) const;   ///< as short as an axis needs
    [[nodiscard]] QString stamp(EventTime time) const;                      ///< ISO 8601 with the offset
    [[nodiscard]] QString offsetText(EventTime time) const;                 ///< "UTC+05:30"
};

/// A stretch of time that is looked at, in whole buckets of the place's clock.
struct MerchantPeriod {
    EventTime from{};
    EventTime to{};       ///< as far as it has come
    EventTime end{};      ///< where it will be over
    bool running = false; ///< it is not over
};

/// `back`: so many periods before the present one.
MerchantPeriod periodOf(PeriodKind kind, int back, EventTime now, const PlaceTime& place);
/// The same stretch of another time; equal by the clock on the wall, so that a change of daylight saving moves nothing.
MerchantPeriod comparedWith(const MerchantPeriod& period, PeriodKind kind, Comparison comparison,
                            const PlaceTime& place);
/// The lengths that make sense in it, finest first; and the usual one.
std::vector<Granularity> bucketsOf(PeriodKind kind);
Granularity usualBucket(PeriodKind kind);
/// Where the buckets of a period begin, those to come too.
std::vector<EventTime> bucketStarts(const MerchantPeriod& period, Granularity length, const PlaceTime& place);
/// "Sat 21 Nov, from 04:00", "Sun 15 to Sat 21 Nov", "13:05 to 14:05"
QString periodText(const MerchantPeriod& period, PeriodKind kind, const PlaceTime& place);
/// What it is compared with, for the end of a sentence: "the week before", "Fri 14 Nov until 14:05".
QString comparisonText(const MerchantPeriod& before, PeriodKind kind, Comparison comparison, const PlaceTime& place);

} // namespace roundsman
