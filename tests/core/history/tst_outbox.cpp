#include "core/history/history_writer.h"
#include "core/history/outbox_pump.h"
#include "tests/support/temp_folder.h"

#include <doctest/doctest.h>

#include <set>

using namespace roundsman;

namespace {

constexpr std::int64_t start = 1'763'715'600'000;

/// A record's output: rows for two topics, as the lane numbers them.
LaneOutput outputOf(std::int64_t offset, int partition = 0) {
    LaneOutput out;
    out.partition = PartitionNo{partition};
    out.firstOffset = Offset{offset};
    out.nextOffset = Offset{offset + 1};
    out.records = 1;
    out.laneTime = eventTimeFromMillis(start + offset * 1'000);
    for (std::uint32_t n = 0; n < 3; ++n) {
        out.outbox.push_back({.document = {.offset = Offset{offset}, .index = 4},
                              .n = n,
                              .topic = n == 1 ? "alerts" : "surge-cells",
                              .key = "k" + std::to_string(n),
                              .value = "{\"at\":" + std::to_string(offset) + "}"});
    }
    return out;
}

/// Takes what it is given, for as long as it is well.
class Shop final : public OutboxSender {
public:
    OutboxDelivery send(std::span<const OutboxItem> items) override {
        ++calls;
        for (std::size_t i = 0; i < items.size(); ++i) {
            if (left-- <= 0) {
                left = 0;
                return {.delivered = i, .trouble = "no answer"};
            }
            if (items[i].id() == refuses) {
                return {.delivered = i, .trouble = "400: what is this", .refused = true};
            }
            got.push_back(items[i]);
        }
        return {.delivered = items.size()};
    }

    std::vector<OutboxItem> got;
    std::string refuses;
    int left = 1'000'000;
    int calls = 0;
};

struct World {
    tests::TempFolder folder;
    std::unique_ptr<HistoryWriter> history = *HistoryWriter::open({.folder = folder.path()});

    void commitUntil(std::int64_t to, int partition = 0) {
        const auto progress = history->progress(PartitionNo{partition});
        for (std::int64_t at = progress ? progress->nextOffset.value() : 0; at < to; ++at) {
            history->write(outputOf(at, partition));
        }
        REQUIRE(history->commit());
    }
    OutboxReader reader(const std::string& name = "shop", OutboxStart from = OutboxStart::oldest,
                        std::vector<std::string> topics = {}) const {
        auto opened = OutboxReader::open(folder.path(), {.name = name, .topics = std::move(topics)}, from);
        REQUIRE(opened);
        return std::move(*opened);
    }
    std::int64_t rows() const {
        auto main = sqlite::Connection::open(folder.path() / "main.db", {.access = sqlite::Access::readOnly});
        return main->integer("SELECT count(*) FROM outbox").value_or(-1);
    }
};

std::vector<std::string> idsOf(const std::vector<OutboxItem>& items) {
    std::vector<std::string> ids;
    for (const OutboxItem& item : items) {
        ids.push_back(item.id());
    }
    return ids;
}

} // namespace

TEST_CASE("rows come in the order of the log, partition by partition, and only once they are committed") {
    World world;
    OutboxReader reader = world.reader();
    CHECK(reader.pending(100)->empty());
    world.history->write(outputOf(0));
    CHECK(reader.pending(100)->empty());
    REQUIRE(world.history->commit());
    CHECK(idsOf(*reader.pending(100)) == std::vector<std::string>{"0/0/4/0", "0/0/4/1", "0/0/4/2"});
    world.commitUntil(1, 3);
    const auto items = *reader.pending(100);
    REQUIRE(items.size() == 6);
    CHECK(items[5].id() == "3/0/4/2");
    CHECK(items[1].topic == "alerts");
    CHECK(items[1].key == "k1");
    CHECK(items[1].value == "{\"at\":0}");
    CHECK(items[1].laneTime == eventTimeFromMillis(start));
    CHECK(idsOf(*reader.pending(4)) == std::vector<std::string>{"0/0/4/0", "0/0/4/1", "0/0/4/2", "3/0/4/0"});
}

TEST_CASE("what was remembered as sent does not come again, and a repeat after a kill carries the same id") {
    World world;
    world.commitUntil(10);
    std::vector<OutboxItem> twice;
    {
        OutboxReader reader = world.reader();
        const auto items = *reader.pending(30);
        REQUIRE(items.size() == 30);
        REQUIRE(reader.sent(std::span(items).first(7)));
        twice = *reader.pending(5); // these arrive as well, but the program ends before that is remembered
    }
    OutboxReader again = world.reader();
    CHECK(*again.pending(5) == twice);
    CHECK(twice.front().id() == "0/2/4/1");
    const auto status = *again.status();
    CHECK(status.sent == 7);
    CHECK(status.waiting == 23);
    CHECK(status.oldestWaiting == eventTimeFromMillis(start + 9'000)); // of the commit
}

TEST_CASE("a long backlog is counted up to a limit, and how old it is is told all the same") {
    World world;
    const auto most = static_cast<std::uint64_t>(OutboxReader::rowsCountedMax);
    const auto records = OutboxReader::rowsCountedMax / 3 + 10;
    world.commitUntil(1);
    world.commitUntil(records);
    world.commitUntil(1, 3);
    OutboxReader reader = world.reader();
    CHECK(reader.status()->waiting == most + 3); // of one partition the most, of the other all
    CHECK(reader.status()->oldestWaiting == eventTimeFromMillis(start));
    REQUIRE(reader.sent(*reader.pending(100)));
    CHECK(reader.status()->waiting == static_cast<std::uint64_t>(records) * 3 - 100 + 3);
}

TEST_CASE("each destination has its own place and takes only its topics") {
    World world;
    world.commitUntil(4);
    OutboxReader all = world.reader("all");
    OutboxReader alerts = world.reader("alerts", OutboxStart::oldest, {"alerts"});
    OutboxReader late = world.reader("late", OutboxStart::now);
    REQUIRE(all.sent(*all.pending(100)));
    CHECK(alerts.pending(100)->size() == 4);
    CHECK(late.pending(100)->empty());
    world.commitUntil(5);
    CHECK(late.pending(100)->size() == 3);
    CHECK(alerts.status()->waiting == 5);
}

TEST_CASE("rows that all destinations have had are deleted, others stay") {
    World world;
    world.commitUntil(10);
    OutboxReader one = world.reader("one");
    OutboxReader two = world.reader("two");
    REQUIRE(one.sent(*one.pending(100)));
    REQUIRE(two.sent(*two.pending(12)));
    for (std::int64_t to = 11; to < 30; ++to) {
        world.commitUntil(to);
    }
    CHECK(world.rows() == 29 * 3 - 12);
    CHECK(two.pending(1)->front().id() == "0/4/4/0");
}

TEST_CASE("while nobody is to be sent anything, the outbox does not grow") {
    World world;
    for (std::int64_t to = 100; to < 5'000; to += 100) {
        world.commitUntil(to);
    }
    CHECK(world.rows() < 3 * (15 * 60 + 16 * 100 + 100));
    CHECK(world.rows() > 0);
}

TEST_CASE("a shop that does not answer is asked again, longer and longer apart, and gets everything in order") {
    World world;
    world.commitUntil(10);
    auto sender = std::make_unique<Shop>();
    Shop& shop = *sender;
    OutboxPump pump(world.reader(), std::move(sender), {.itemsASend = 8});
    const EventTime now = eventTimeFromMillis(start);
    shop.left = 5;
    CHECK(pump.step(now) == Millis{1'000});
    CHECK(pump.trouble() == "no answer");
    CHECK(pump.step(now) == Millis{2'000});
    CHECK(pump.step(now) == Millis{4'000});
    CHECK(pump.status()->attempts == 3);
    CHECK(pump.status()->trouble == "no answer");
    shop.left = 1'000;
    while (pump.step(now) == Millis{0}) {
    }
    CHECK(pump.trouble().empty());
    REQUIRE(shop.got.size() == 30);
    CHECK(shop.got.front().id() == "0/0/4/0");
    CHECK(shop.got.back().id() == "0/9/4/2");
    const auto ids = idsOf(shop.got);
    CHECK(std::set<std::string>(ids.begin(), ids.end()).size() == 30);
    CHECK(pump.status()->waiting == 0);
    CHECK(pump.status()->attempts == 0);
}

TEST_CASE("what a shop refuses is kept aside with its reason, and the rest goes on") {
    World world;
    world.commitUntil(4);
    auto sender = std::make_unique<Shop>();
    Shop& shop = *sender;
    shop.refuses = "0/1/4/2";
    OutboxPump pump(world.reader(), std::move(sender));
    while (pump.step(eventTimeFromMillis(start)) == Millis{0}) {
    }
    CHECK(shop.got.size() == 11);
    CHECK(pump.status()->setAside == 1);
    CHECK(pump.status()->sent == 11);
}

TEST_CASE("what is too old to be news is not sent") {
    World world;
    world.commitUntil(4);
    auto sender = std::make_unique<Shop>();
    Shop& shop = *sender;
    OutboxPump pump(world.reader(), std::move(sender), {.oldestSent = std::chrono::minutes(15)});
    while (pump.step(eventTimeFromMillis(start) + std::chrono::hours(2)) == Millis{0}) {
    }
    CHECK(shop.calls == 0);
    CHECK(pump.status()->setAside == 12);
    CHECK(pump.status()->waiting == 0);
}

TEST_CASE("rows of old times are deleted, some in each commit, with what belongs to them") {
    const tests::TempFolder folder;
    auto history = *HistoryWriter::open({.folder = folder.path(), .keepRowsDays = 2});
    constexpr std::int64_t day = 86'400'000;
    for (std::int64_t at = 0; at < 160; ++at) {
        LaneOutput out = outputOf(at);
        out.laneTime = eventTimeFromMillis(start + at * day / 16);
        OrderRow order;
        order.order = OrderNo{static_cast<std::uint32_t>(at)};
        order.id = "o-" + std::to_string(at);
        order.times.at[0] = out.laneTime;
        out.orders.push_back(order);
        OrderEventRow& event = out.orderEvents.emplace_back();
        event.order = order.order;
        event.time = out.laneTime;
        event.document.offset = Offset{at};
        QuarantineRow& refused = out.quarantine.emplace_back();
        refused.document.offset = Offset{at};
        refused.logTime = out.laneTime;
        history->write(out);
        REQUIRE(history->commit());
    }
    history.reset();
    auto main = sqlite::Connection::open(folder / "main.db", {.access = sqlite::Access::readOnly});
    for (const char* table : {"orders", "order_events", "quarantine"}) {
        CAPTURE(table);
        const auto rows = *main->integer(std::string("SELECT count(*) FROM ") + table);
        CHECK(rows >= 2 * 16);
        CHECK(rows <= 4 * 16);
    }
    CHECK(*main->integer("SELECT count(*) FROM order_events WHERE ord NOT IN (SELECT ord FROM orders)") == 0);
}
