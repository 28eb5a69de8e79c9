#include "core/history/history_care.h"
#include "core/node/history_questions.h"
#include "tests/core/history/fleet_log.h"
#include "tests/support/temp_folder.h"

#include <doctest/doctest.h>

#include <array>
#include <format>
#include <map>
#include <set>

using namespace roundsman;

namespace {

constexpr std::int64_t records = 1500;

struct Store {
    tests::TempFolder folder;
    FramePtr last;

    Store() {
        tests::FleetLog log(records);
        auto history = HistoryWriter::open(tests::historyIn(folder.path()));
        Lane lane(PartitionNo{0}, LaneSettings{});
        LaneOutput out;
        for (std::int64_t at = 0; at < records; at += 100) {
            lane.apply(log.read(at, at + 100), out);
            (*history)->write(out);
            out.clear();
            REQUIRE((*history)->commit().has_value());
        }
        last = lane.frame();
    }
};

const Store& store() {
    static const Store made;
    return made;
}

Table ask(const Query& query) {
    const auto answer = HistoryQuestions{store().folder.path(), {}}.answer(query);
    REQUIRE_MESSAGE(answer.has_value(), (answer ? "" : answer.error().sentence));
    return *answer;
}

Query of(QueryKind kind) {
    Query query;
    query.kind = kind;
    return query;
}

} // namespace

TEST_CASE("orders come newest first, a limited number at a time, and each with the documents it was made from") {
    Query query = of(QueryKind::orders);
    query.limit = 10;
    const Table first = ask(query);
    REQUIRE(first.rows.size() == 10);
    CHECK(first.more);
    for (std::size_t row = 1; row < first.rows.size(); ++row) {
        CHECK(timeOf(first.at(row - 1, "placed")) >= timeOf(first.at(row, "placed")));
    }
    CHECK(wholeOf(first.at(0, "first_offset")) <= wholeOf(first.at(0, "last_offset")));
    CHECK_FALSE(isNothing(first.at(0, "merchant")));
    query.after = 10;
    const Table second = ask(query);
    CHECK(textOf(second.at(0, "order")) != textOf(first.at(9, "order")));
}

TEST_CASE("an order's timeline stands in the log's order, with words for its steps") {
    const std::string id = textOf(ask(of(QueryKind::orders)).at(0, "order"));
    Query query = of(QueryKind::orderEvents);
    query.id = id;
    const Table events = ask(query);
    REQUIRE(!events.rows.empty());
    for (std::size_t row = 0; row < events.rows.size(); ++row) {
        CHECK(textOf(events.at(row, "order")) == id);
        CHECK(orderStepFrom(textOf(events.at(row, "step"))).has_value());
        CHECK((row == 0 || wholeOf(events.at(row - 1, "offset")) <= wholeOf(events.at(row, "offset"))));
    }
}

TEST_CASE("the quarantine keeps bytes and reason, and is filtered by it") {
    Query query = of(QueryKind::quarantine);
    query.limit = 100'000;
    const Table all = ask(query);
    REQUIRE(!all.rows.empty());
    std::set<std::string> reasons;
    for (std::size_t row = 0; row < all.rows.size(); ++row) {
        reasons.insert(textOf(all.at(row, "reason")));
        CHECK(!textOf(all.at(row, "bytes")).empty());
    }
    REQUIRE(reasons.size() >= 2);
    query.text = *reasons.begin();
    const Table some = ask(query);
    CHECK(some.rows.size() < all.rows.size());
    CHECK(textOf(some.at(0, "reason")) == *reasons.begin());
}

TEST_CASE("what is held back for a reason is found behind any number of others that are newer") {
    Query query = of(QueryKind::quarantine);
    query.limit = 100'000;
    const Table all = ask(query);
    query.limit = 1;
    std::set<std::string> reasons;
    for (std::size_t row = 0; row < all.rows.size(); ++row) {
        query.text = textOf(all.at(row, "reason"));
        if (!reasons.insert(query.text).second) {
            continue;
        }
        const Table newest = ask(query);
        CAPTURE(query.text);
        REQUIRE(newest.rows.size() == 1);
        CHECK(newest.at(0, "offset") == all.at(row, "offset"));
    }
    CHECK(reasons.size() >= 2);
    query.text = "bad_mood";
    const auto none = HistoryQuestions{store().folder.path(), {}}.answer(query);
    REQUIRE_FALSE(none);
    CHECK(none.error().sentence.contains("bad_mood"));
}

TEST_CASE("a document that was retried says when, and what became of it the last time") {
    const std::array documents{
        std::string(R"({"driverId":"a","state":"south"})"),
        std::string(
            R"({"id":"r-1","type":"retry","actor":"ann","data":{"retryOf":{"partition":0,"offset":0,"index":0},)"
            R"("document":{"driverId":"a","latitude":12.9,"longitude":77.5,"state":"south"}}})"),
        std::string(
            R"({"id":"r-2","type":"retry","actor":"ann","data":{"retryOf":{"partition":0,"offset":0,"index":0},)"
            R"("document":{"driverId":"a","state":"south"}}})")};
    tests::TempFolder folder;
    const auto take = [&](Lane& lane, std::size_t n) {
        const RecordView record{.partition = PartitionNo{0},
                                .offset = Offset{static_cast<std::int64_t>(n)},
                                .logTime = eventTimeFromMillis(1'795'251'600'000 + static_cast<std::int64_t>(n)),
                                .key = {},
                                .value = documents[n],
                                .headers = {}};
        LaneOutput out;
        lane.apply(std::span(&record, 1), out);
        auto history = HistoryWriter::open(tests::historyIn(folder.path()));
        (*history)->write(out);
        REQUIRE((*history)->commit());
    };
    const auto held = [&] {
        const auto answer = HistoryQuestions{folder.path(), {}}.answer(of(QueryKind::quarantine));
        REQUIRE_MESSAGE(answer.has_value(), (answer ? "" : answer.error().sentence));
        return *answer;
    };
    Lane lane(PartitionNo{0}, LaneSettings{});
    take(lane, 0);
    CHECK(isNothing(held().at(0, "answered")));
    take(lane, 1);
    CHECK(timeOf(held().at(0, "answered")) == eventTimeFromMillis(1'795'251'600'001));
    CHECK(wholeOf(held().at(0, "answer_accepted")) == 1);
    take(lane, 2);
    const Table twice = held();
    REQUIRE(twice.rows.size() == 2); // the retry that failed is one of its own
    CHECK(wholeOf(twice.at(0, "retried")) == 1);
    CHECK(isNothing(twice.at(0, "answered")));
    CHECK(wholeOf(twice.at(1, "answer_accepted"), 1) == 0);
    CHECK(textOf(twice.at(1, "answer_reason")) == "no_position");
}

TEST_CASE("a part of a name is looked for in the newest orders, and a whole id in all") {
    tests::TempFolder folder;
    REQUIRE(HistoryWriter::open(tests::historyIn(folder.path())));
    {
        auto history = sqlite::Connection::open(HistoryPaths{folder.path()}.main());
        REQUIRE(history);
        std::string values; // of every column: they have no defaults
        auto columns = history->prepare("SELECT name FROM pragma_table_info('orders')");
        while (*columns->step()) {
            const std::string_view name = columns->text(0);
            values += name == "ord" || name == "placed_at" ? ",n" : name == "id" ? ",'order ' || n || '.'" : ",0";
        }
        REQUIRE(history->execute("INSERT INTO orders SELECT " + values.substr(1) +
                                 " FROM (WITH RECURSIVE list(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM list WHERE "
                                 "n <= " +
                                 std::to_string(ordersSearchedMax) + ") SELECT n FROM list)"));
    }
    const auto found = [&](const std::string& id, const std::string& text) {
        Query query = of(QueryKind::orders);
        query.id = id;
        query.text = text;
        const auto answer = HistoryQuestions{folder.path(), {}}.answer(query);
        REQUIRE_MESSAGE(answer.has_value(), (answer ? "" : answer.error().sentence));
        return answer->rows.size();
    };
    CHECK(found({}, "er 2.") == 1);
    CHECK(found({}, "er 1.") == 0); // the oldest of one too many
    CHECK(found("order 1.", {}) == 1);
}

TEST_CASE("a trail comes oldest first and says which fixes were late") {
    const std::string rider = textOf(ask(of(QueryKind::riders)).at(0, "rider"));
    Query query = of(QueryKind::trail);
    query.id = rider;
    const Table trail = ask(query);
    REQUIRE(trail.rows.size() > 5);
    for (std::size_t row = 1; row < trail.rows.size(); ++row) {
        CHECK(timeOf(trail.at(row - 1, "time")) <= timeOf(trail.at(row, "time")));
    }
}

TEST_CASE("figures merged into one bucket are the sum of their minutes") {
    Query query = of(QueryKind::cells);
    query.limit = 100'000;
    query.bucket = Granularity::minute;
    std::int64_t byMinute = 0;
    const Table minutes = ask(query);
    for (std::size_t row = 0; row < minutes.rows.size(); ++row) {
        byMinute += wholeOf(minutes.at(row, "fixes"));
    }
    query.bucket.reset();
    std::int64_t whole = 0;
    const Table all = ask(query);
    for (std::size_t row = 0; row < all.rows.size(); ++row) {
        whole += wholeOf(all.at(row, "fixes"));
    }
    CHECK(byMinute > 0);
    CHECK(byMinute == whole);
    CHECK(minutes.rows.size() > all.rows.size());
    query.kind = QueryKind::merchants;
    const Table merchants = ask(query);
    REQUIRE(!merchants.rows.empty());
    CHECK(numberOf(merchants.at(0, "placed")) > 0);
}

TEST_CASE("a picture of the past has the riders where the lane had them, by name") {
    const auto past = HistoryQuestions{store().folder.path(), {}}.pictureAt(store().last->laneTime);
    REQUIRE(past);
    REQUIRE(past->lanes.size() == 1);
    const Frame& then = *past->lanes.front();
    std::size_t compared = 0;
    for (const RiderDot& dot : then.riders) {
        const RiderDot& live = store().last->riders[dot.rider.value()];
        if (dot.hasFix && live.hasFix && live.fixTime == dot.fixTime) {
            CHECK(distanceMetres(dot.position, live.position) < 1);
            CHECK((*then.riderIds)[dot.rider.value()] == (*store().last->riderIds)[dot.rider.value()]);
            ++compared;
        }
    }
    CHECK(compared > 200);
}

TEST_CASE("how much was heard comes by the minute as one number, and a silent minute has no row") {
    Query query = of(QueryKind::verdictMinutes);
    query.limit = 100'000;
    std::map<EventTime, std::int64_t> byHand;
    const Table every = ask(query);
    for (std::size_t row = 0; row < every.rows.size(); ++row) {
        if (!isNothing(every.at(row, "verdict"))) {
            byHand[timeOf(every.at(row, "minute"))] += wholeOf(every.at(row, "documents"));
        }
    }
    query.bucket = Granularity::minute;
    const Table minutes = ask(query);
    REQUIRE(minutes.rows.size() == byHand.size());
    for (std::size_t row = 0; row < minutes.rows.size(); ++row) {
        CHECK(wholeOf(minutes.at(row, "documents")) == byHand[timeOf(minutes.at(row, "minute"))]);
    }
    query.bucket = Granularity::hour;
    const Table hours = ask(query);
    CHECK(hours.rows.size() <= 2);
    CHECK(millisOf(timeOf(hours.at(0, "minute"))) % 3'600'000 == 0);
}

TEST_CASE("a market is told with the time zone that most of its merchants keep") {
    tests::TempFolder folder;
    std::string value;
    const std::array zones{"Asia/Kolkata", "Asia/Dhaka", "Asia/Kolkata"};
    for (std::size_t n = 0; n < zones.size(); ++n) {
        const std::string name = "m-" + std::to_string(n);
        value += std::format(R"({{"id":"e-{}","type":"merchant.upserted","time":"2026-11-21T09:00:00Z","source":"app",)"
                             R"("market":"south","subject":"{}","data":{{"name":"Kitchen","timeZone":"{}"}}}})"
                             "\n",
                             name, name, zones[n]);
    }
    const RecordView record{.partition = PartitionNo{0},
                            .offset = Offset{0},
                            .logTime = eventTimeFromMillis(1'795'251'600'000),
                            .key = {},
                            .value = value,
                            .headers = {}};
    {
        auto history = HistoryWriter::open(tests::historyIn(folder.path()));
        Lane lane(PartitionNo{0}, LaneSettings{});
        LaneOutput out;
        lane.apply(std::span(&record, 1), out);
        (*history)->write(out);
        REQUIRE((*history)->commit());
    }
    Query query = of(QueryKind::settings);
    query.text = "time-zones";
    const auto markets = HistoryQuestions{folder.path(), {}}.answer(query);
    REQUIRE_MESSAGE(markets.has_value(), (markets ? "" : markets.error().sentence));
    REQUIRE(markets->rows.size() >= 2);
    CHECK(textOf(markets->at(0, "market")) == "south");
    CHECK(textOf(markets->at(0, "time_zone")) == "Asia/Kolkata");
    CHECK(wholeOf(markets->at(0, "merchants")) == 2);
}

TEST_CASE("sizes on disk are told, and a node without history says so") {
    const Table sizes = ask(of(QueryKind::storage));
    CHECK(sizes.rows.size() >= 5);
    CHECK(wholeOf(sizes.at(0, "bytes")) > 0);
    const std::size_t free = sizes.rows.size() - 1;
    REQUIRE(textOf(sizes.at(free, "what")) == "free");
    const auto health = examineHistory(store().folder.path()); // what `doctor --history` prints
    REQUIRE(health.has_value());
    CHECK(wholeOf(sizes.at(free, "bytes_a_day")) == static_cast<std::int64_t>(health->disk.bytesNewestDay));
    CHECK(health->disk.bytesNewestDay > 0);
    CHECK(numberOf(sizes.at(free, "days_left")) == doctest::Approx(health->disk.daysUntilFull).epsilon(0.01));
    const auto none = HistoryQuestions{{}, {}}.answer(of(QueryKind::orders));
    REQUIRE_FALSE(none);
    CHECK(none.error().sentence.find("keeps no history") != std::string::npos);
}
