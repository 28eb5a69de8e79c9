#include "core/model/calendar.h"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace roundsman {
namespace {

using namespace std::chrono;

constexpr std::array<std::string_view, 6> granularityTexts{"minute", "quarter", "hour", "day", "week", "month"};
constexpr std::array<std::string_view, 6> granularityShort{"1m", "15m", "1h", "1d", "1w", "1mo"};

Millis lengthOf(Granularity granularity) {
    return granularity == Granularity::minute    ? Millis{minutes{1}}
           : granularity == Granularity::quarter ? Millis{minutes{15}}
                                                 : Millis{hours{1}};
}

/// Zone data speaks in seconds and goes as far as the seconds do: further than milliseconds reach.
EventTime timeFloor(sys_seconds time) {
    constexpr sys_seconds first{hours{-24LL * 365 * 1000}};
    constexpr sys_seconds last{hours{24LL * 365 * 1000}};
    return EventTime{std::clamp(time, first, last)};
}

/// The local date on which the day, week or month of `date` begins, `step` of them further on.
local_days firstDay(local_days date, Granularity granularity, int step) {
    if (granularity == Granularity::day) {
        return date + days{step};
    }
    if (granularity == Granularity::week) {
        return date - (weekday{date} - Monday) + weeks{step};
    }
    const year_month_day ymd{date};
    return local_days{(ymd.year() / ymd.month() + months{step}) / 1};
}

} // namespace

std::string_view toText(Granularity granularity) {
    return granularityTexts[static_cast<std::size_t>(granularity)];
}

std::optional<Granularity> granularityFrom(std::string_view text) {
    for (std::size_t i = 0; i < granularityTexts.size(); ++i) {
        if (text == granularityTexts[i] || text == granularityShort[i]) {
            return static_cast<Granularity>(i);
        }
    }
    return {};
}

std::expected<Calendar, std::string> Calendar::of(std::string_view zone, Millis dayStart) {
    Calendar calendar;
    calendar.m_dayStart = dayStart;
    if (zone.empty() || zone == "UTC") {
        return calendar;
    }
    try {
        calendar.m_zone = locate_zone(zone);
    } catch (const std::runtime_error&) {
        return std::unexpected("no time zone \"" + std::string(zone) +
                               "\": use an IANA name such as Europe/Berlin (and have tzdata installed)");
    }
    return calendar;
}

Millis Calendar::utcOffset(EventTime time) const {
    return m_zone == nullptr ? Millis{0} : duration_cast<Millis>(m_zone->get_info(time).offset);
}

local_time<Millis> Calendar::localOf(EventTime time) const {
    return local_time<Millis>{time.time_since_epoch() + utcOffset(time)};
}

EventTime Calendar::utcOf(local_time<Millis> local) const {
    return m_zone == nullptr ? EventTime{local.time_since_epoch()} : m_zone->to_sys(local, choose::earliest);
}

/// How far into a stretch of the wall clock an instant is.
Millis Calendar::sinceCut(EventTime time, Millis length) const {
    const Millis local = time.time_since_epoch() + utcOffset(time);
    return (local % length + length) % length;
}

/// Up to an hour: cut by the wall clock, and at a change of the offset.
EventTime Calendar::shortStart(EventTime time, Millis length) const {
    const EventTime start = time - sinceCut(time, length);
    return m_zone == nullptr ? start : std::max(start, timeFloor(m_zone->get_info(time).begin));
}

EventTime Calendar::shortEnd(EventTime time, Millis length) const {
    const EventTime end = time - sinceCut(time, length) + length;
    return m_zone == nullptr ? end : std::min(end, timeFloor(m_zone->get_info(time).end));
}

EventTime Calendar::wholeStart(EventTime time, Granularity granularity, int step) const {
    // In the hour that a clock set back shows twice, the business day that has begun stays begun.
    local_days date = floor<days>(localOf(time) - m_dayStart);
    if (time >= utcOf(date + days{1} + m_dayStart)) {
        date += days{1};
    }
    return utcOf(firstDay(date, granularity, step) + m_dayStart);
}

EventTime Calendar::bucketStart(EventTime time, Granularity granularity) const {
    return granularity <= Granularity::hour ? shortStart(time, lengthOf(granularity))
                                            : wholeStart(time, granularity, 0);
}

EventTime Calendar::bucketEnd(EventTime time, Granularity granularity) const {
    return granularity <= Granularity::hour ? shortEnd(time, lengthOf(granularity)) : wholeStart(time, granularity, 1);
}

int Calendar::hourOfDay(EventTime time) const {
    const auto local = localOf(time);
    return static_cast<int>(floor<hours>(local - floor<days>(local)).count());
}

weekday Calendar::businessDayOf(EventTime time) const {
    return weekday{floor<days>(localOf(bucketStart(time, Granularity::day)) - m_dayStart + hours{3})};
}

} // namespace roundsman
