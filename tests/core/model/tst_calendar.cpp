#include "core/model/calendar.h"

#include <doctest/doctest.h>

#include <tuple>

using namespace roundsman;
using namespace std::chrono;

namespace {

// The clocks of two cities by the letter of their laws, without any zone data.
EventTime nthSunday(int y, month m, unsigned n, Millis utc) {
    return sys_days{year{y} / m / Sunday[n]} + utc;
}
EventTime lastSunday(int y, month m, Millis utc) {
    return sys_days{year{y} / m / Sunday[last]} + utc;
}
Millis newYork(EventTime t) {
    const int y = static_cast<int>(year_month_day{floor<days>(t)}.year());
    return t >= nthSunday(y, March, 2, 7h) && t < nthSunday(y, November, 1, 6h) ? -4h : -5h;
}
Millis berlin(EventTime t) {
    const int y = static_cast<int>(year_month_day{floor<days>(t)}.year());
    return t >= lastSunday(y, March, 1h) && t < lastSunday(y, October, 1h) ? 2h : 1h;
}

Calendar calendar(std::string_view zone, Millis dayStart) {
    const auto made = Calendar::of(zone, dayStart);
    REQUIRE(made.has_value());
    return *made;
}

EventTime at(std::string_view text) {
    return parseRfc3339(text).value();
}

struct Run {
    std::tuple<std::int64_t, std::int64_t, std::int64_t> name{-1, -1, -1};
    EventTime start;
    void see(EventTime t, decltype(name) now) {
        if (now != name) {
            name = now;
            start = t;
        }
    }
};

void tenYearsAgree(std::string_view zone, Millis (*offsetOf)(EventTime), Millis dayStart) {
    const Calendar tested = calendar(zone, dayStart);
    Run day;
    Run week;
    Run month;
    Run hour;
    const EventTime begin = sys_days{2016y / 1 / 1};
    const EventTime judged = begin + days{40}; // every run has begun by then
    std::size_t wrong = 0;
    for (EventTime t = begin; t < sys_days{2026y / 1 / 1}; t += 15min) {
        const Millis offset = offsetOf(t);
        const auto wall = t.time_since_epoch() + offset;
        const sys_days date = floor<days>(sys_time<Millis>{wall - dayStart});
        const year_month_day ymd{date};
        const auto sinceMonday = (weekday{date} - Monday).count();
        day.see(t, {date.time_since_epoch().count(), 0, 0});
        week.see(t, {date.time_since_epoch().count() - sinceMonday, 0, 0});
        month.see(t, {static_cast<int>(ymd.year()), static_cast<unsigned>(ymd.month()), 0});
        hour.see(t, {floor<hours>(wall).count(), offset.count(), 0});
        if (t >= judged) {
            wrong += tested.bucketStart(t, Granularity::day) != day.start;
            wrong += tested.bucketStart(t, Granularity::week) != week.start;
            wrong += tested.bucketStart(t, Granularity::month) != month.start;
            wrong += tested.bucketStart(t, Granularity::hour) != hour.start;
            wrong += tested.bucketStart(tested.bucketEnd(t, Granularity::day), Granularity::day) !=
                     tested.bucketEnd(t, Granularity::day);
            wrong += tested.hourOfDay(t) != floor<hours>(wall).count() % 24;
            wrong += tested.businessDayOf(t) != weekday{date};
        }
    }
    CHECK(wrong == 0);
}

} // namespace

TEST_CASE("ten years of New York fall into the same hours, days, weeks and months as by the letter of the law") {
    tenYearsAgree("America/New_York", newYork, 0h);
    tenYearsAgree("America/New_York", newYork, 4h);
}

TEST_CASE("ten years of Berlin do as well") {
    tenYearsAgree("Europe/Berlin", berlin, 0h);
    tenYearsAgree("Europe/Berlin", berlin, 4h);
}

TEST_CASE("an order at half past one belongs to the business day of the evening before") {
    const Calendar market = calendar("Europe/Berlin", 4h);
    CHECK(market.bucketStart(at("2026-07-04T23:30:00Z"), Granularity::day) == at("2026-07-04T02:00:00Z"));
    CHECK(market.businessDayOf(at("2026-07-04T23:30:00Z")) == Saturday);
}

TEST_CASE("the days of a change are 23 and 25 hours long") {
    const Calendar market = calendar("America/New_York", 0h);
    const auto length = [&](std::string_view noon) {
        return market.bucketEnd(at(noon), Granularity::day) - market.bucketStart(at(noon), Granularity::day);
    };
    CHECK(length("2026-03-08T16:00:00Z") == 23h);
    CHECK(length("2026-11-01T16:00:00Z") == 25h);
    CHECK(length("2026-11-02T16:00:00Z") == 24h);
}

TEST_CASE("a clock that changes at midnight, or by half an hour, still cuts time without holes and overlaps") {
    for (const std::string_view zone : {"America/Santiago", "Australia/Lord_Howe", "Asia/Kathmandu", "Asia/Beirut"}) {
        const Calendar market = calendar(zone, 0h);
        for (const Granularity granularity : {Granularity::quarter, Granularity::hour, Granularity::day}) {
            EventTime t = market.bucketStart(at("2025-01-01T12:00:00Z"), granularity);
            while (t < at("2026-01-01T00:00:00Z")) {
                const EventTime end = market.bucketEnd(t, granularity);
                REQUIRE(end > t);
                CHECK(market.bucketStart(t, granularity) == t);
                CHECK(market.bucketStart(end - 1ms, granularity) == t);
                CHECK(end - t <= (granularity == Granularity::day ? 25h : 1h));
                t = end;
            }
        }
    }
}

TEST_CASE("an unknown zone is refused with its name") {
    const auto made = Calendar::of("Mars/Olympus", 0h);
    REQUIRE_FALSE(made.has_value());
    CHECK(made.error().find("Mars/Olympus") != std::string::npos);
}
