// A day of one restaurant, told to a lane and written to a history: its figures, and the proof behind its waits.
#include "core/history/history_writer.h"
#include "core/lane/lane.h"
#include "core/node/history_questions.h"
#include "tests/core/history/fleet_log.h"
#include "tests/support/lane_feed.h"
#include "tests/support/temp_folder.h"

#include <doctest/doctest.h>

#include <format>

using namespace roundsman;
using namespace std::chrono_literals;

namespace {

const EventTime begin = *parseRfc3339("2026-11-18T23:00:00Z");

/// Two restaurants in a market whose business day ends at 04:00 in Calcutta (22:30 UTC).
struct Day {
    tests::TempFolder folder;
    LaneFeed feed{begin};
    int ids = 0;

    Day() {
        say("settings.changed", "",
            R"({"markets":{"south":{"timeZone":"Asia/Kolkata","businessDayStartMs":14400000}}})");
        order("o-1", "m-1", 400, 0s);
        order("o-2", "m-1", 15, 60s);
        order("o-3", "m-2", 15, 60s);
        feed.document(R"({"driverId":"r-9","market":"south","latitude":12.5,"longitude":77.1})", 5min);
        auto history = HistoryWriter::open(tests::historyIn(folder.path()));
        Lane lane(PartitionNo{0}, LaneSettings{});
        LaneOutput out;
        lane.apply(feed.records(), out);
        (*history)->write(out);
        REQUIRE((*history)->commit().has_value());
    }

    void say(std::string_view type, std::string_view subject, std::string_view data, Millis later = 1s) {
        feed.document(std::format(R"({{"id":"e{}","type":"{}","market":"south","subject":"{}","time":"{}","data":{}}})",
                                  ++ids, type, subject, toRfc3339(feed.logTime() + later), data),
                      later);
    }
    void fix(std::string_view rider, double latitude, Millis later) {
        feed.document(
            std::format(R"({{"driverId":"{}","market":"south","latitude":{},"longitude":77.59,"timestamp":{}}})", rider,
                        latitude, millisOf(feed.logTime() + later)),
            later);
    }
    /// Ready was promised a minute after placement; the rider is at the door two minutes after it and picks up after
    /// `wait` more seconds.
    void order(std::string_view id, std::string_view merchant, int wait, Millis before) {
        const std::string rider = "r-" + std::string(id);
        say("order.placed", id,
            std::format(
                R"({{"merchantId":"{}","pickup":{{"latitude":12.97,"longitude":77.59}},"amountMinor":1000,"currency":"INR","promisedAt":"{}"}})",
                merchant, toRfc3339(feed.logTime() + 20min)),
            before + 1s);
        say("order.accepted", id, std::format(R"({{"readyAt":"{}"}})", toRfc3339(feed.logTime() + 1min)));
        say("order.assigned", id, std::format(R"({{"driverId":"{}"}})", rider));
        fix(rider, 12.975, 60s);
        fix(rider, 12.97, 60s);
        fix(rider, 12.97, Millis{wait * 1000 - 5000});
        say("order.picked_up", id, "{}", 5s);
        say("order.delivered", id, "{}", 4min);
    }
};

Table ask(const Day& day, const Query& query) {
    const auto answer = HistoryQuestions{day.folder.path(), {}}.answer(query);
    REQUIRE_MESSAGE(answer.has_value(), (answer ? "" : answer.error().sentence));
    return *answer;
}

Query of(QueryKind kind) {
    Query query;
    query.kind = kind;
    return query;
}

} // namespace

TEST_CASE("a merchant's buckets follow its market's clock and business day, and say which that is") {
    const Day day;
    Query query = of(QueryKind::merchants);
    query.id = "m-1";
    query.bucket = Granularity::day;
    const Table days = ask(day, query);
    REQUIRE(days.rows.size() == 1);
    // 23:00 UTC is 04:30 in Calcutta: the business day has just begun.
    CHECK(timeOf(days.at(0, "start")) == *parseRfc3339("2026-11-18T22:30:00Z"));
    CHECK(textOf(days.at(0, "time_zone")) == "Asia/Kolkata");
    CHECK(wholeOf(days.at(0, "day_start_ms")) == 14'400'000);
    CHECK(wholeOf(days.at(0, "placed")) == 2);
    CHECK(wholeOf(days.at(0, "delivered_minor")) == 2000);
    query.bucket.reset();
    const Table whole = ask(day, query);
    REQUIRE(whole.rows.size() == 1);
    CHECK(wholeOf(whole.at(0, "placed")) == 2);
    query.timeZone = "UTC";
    query.bucket = Granularity::hour;
    CHECK(timeOf(ask(day, query).at(0, "start")) == begin);
}

TEST_CASE("the pick-ups behind an avoidable wait add up to the figure, and name the fix at the door") {
    const Day day;
    Query query = of(QueryKind::merchants);
    query.id = "m-1";
    const std::int64_t figure = wholeOf(ask(day, query).at(0, "avoidable_wait_sum_ms"));
    CHECK(figure > 0);
    query = of(QueryKind::waits);
    query.merchant = "m-1";
    const Table waits = ask(day, query);
    REQUIRE(waits.rows.size() == 2);
    std::int64_t sum = 0;
    for (std::size_t row = 0; row < waits.rows.size(); ++row) {
        sum += wholeOf(waits.at(row, "avoidable_ms"));
        CHECK(numberOf(waits.at(row, "door_metres")) <= 25);
        CHECK(wholeOf(waits.at(row, "void")) == 0);
        CHECK(timeOf(waits.at(row, "at_door")) < timeOf(waits.at(row, "picked_up")));
    }
    CHECK(sum == figure);
    CHECK(textOf(waits.at(0, "order")) == "o-1"); // the longest first
    CHECK(wholeOf(waits.at(0, "offset")) < wholeOf(waits.at(0, "pickup_offset")));
}

TEST_CASE("orders and what belongs to them are kept to the merchant that is asked for") {
    const Day day;
    Query query = of(QueryKind::orders);
    query.merchant = "m-1";
    CHECK(ask(day, query).rows.size() == 2);
    query.merchant = "m-2";
    const Table other = ask(day, query);
    REQUIRE(other.rows.size() == 1);
    CHECK(textOf(other.at(0, "order")) == "o-3");
    for (const QueryKind kind : {QueryKind::orderEvents, QueryKind::orderEtas, QueryKind::orderLegs}) {
        Query mine = of(kind);
        mine.id = "o-3";
        CHECK_FALSE(ask(day, mine).rows.empty());
        mine.merchant = "m-2";
        CHECK_FALSE(ask(day, mine).rows.empty());
        mine.merchant = "m-1";
        CHECK(ask(day, mine).rows.empty());
    }
}
