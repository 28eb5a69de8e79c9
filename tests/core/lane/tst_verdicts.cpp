#include "core/lane/lane.h"
#include "core/model/source_header.h"
#include "tests/support/lane_feed.h"

#include <doctest/doctest.h>

#include <format>

using namespace roundsman;

namespace {

constexpr std::int64_t start = 1'795'000'000'000;

/// A lane with a log beside it: each document is taken as it is written.
struct Desk {
    explicit Desk(LaneSettings settings = {}) : lane(PartitionNo{0}, std::move(settings)) {}

    LaneOutput& say(std::string value, std::vector<std::pair<std::string, std::string>> headers = {}) {
        feed.record(std::move(value), std::move(headers), Millis{1000});
        out.clear();
        lane.apply(feed.records().last(1), out);
        return out;
    }
    LaneOutput& fix(std::string_view rider, double latitude, std::int64_t millis, std::string_view more = "") {
        return say(std::format(R"({{"driverId":"{}","latitude":{:.6f},"longitude":77.5,"timestamp":{}{}}})", rider,
                               latitude, start + millis, more));
    }
    LaneFeed feed;
    Lane lane;
    LaneOutput out;
};

bool is(const LaneOutput& out, Verdict verdict, Reason reason = Reason::none) {
    return out.verdicts.documents() == 1 && out.verdicts.of(verdict) == 1 && out.verdicts.of(reason) == 1;
}

} // namespace

TEST_CASE("a sequence number counts once in its session") {
    Desk desk;
    CHECK(is(desk.fix("a", 12.9, 1000, R"(,"seq":1,"session":"s")"), Verdict::accepted));
    CHECK(is(desk.fix("a", 12.9, 1000, R"(,"seq":1,"session":"s")"), Verdict::duplicate, Reason::sameSequence));
    CHECK(is(desk.fix("a", 12.9, 2000, R"(,"seq":1,"session":"t")"), Verdict::accepted));
    CHECK(is(desk.fix("b", 12.9, 2000, R"(,"seq":1,"session":"s")"), Verdict::accepted));
}

TEST_CASE("a phone that counts anew is heard, and a very late repeat is not") {
    Desk desk;
    desk.fix("a", 12.9, 1000, R"(,"seq":900000)");
    CHECK(is(desk.fix("a", 12.9, 900, R"(,"seq":3)"), Verdict::duplicate, Reason::sameSequence));
    CHECK(is(desk.fix("a", 12.9, 2000, R"(,"seq":1)"), Verdict::accepted));
    CHECK(is(desk.fix("a", 12.9, 3000, R"(,"seq":2)"), Verdict::accepted));
}

TEST_CASE("a late fix goes to the trail and leaves the dot alone") {
    Desk desk;
    desk.fix("a", 12.9, 10'000);
    const LaneOutput& out = desk.fix("a", 12.8999, 5'000);
    CHECK(is(out, Verdict::late, Reason::olderThanLast));
    REQUIRE(out.fixes.size() == 1);
    CHECK(out.fixes[0].late);
    CHECK(desk.lane.frame()->riders[0].position == GeoPoint::fromDegrees(12.9, 77.5));
}

TEST_CASE("one impossible fix is quarantined; three that agree are the new anchor") {
    Desk desk;
    desk.fix("a", 12.9, 1'000);
    CHECK(is(desk.fix("a", 14.9, 2'000), Verdict::quarantined, Reason::impossibleJump));
    CHECK(is(desk.fix("a", 12.9001, 3'000), Verdict::accepted));
    CHECK(is(desk.fix("a", 15.0, 4'000), Verdict::quarantined, Reason::impossibleJump));
    CHECK(is(desk.fix("a", 15.0, 4'000), Verdict::quarantined, Reason::impossibleJump)); // once more is no agreement
    CHECK(is(desk.fix("a", 15.0001, 5'000), Verdict::quarantined, Reason::impossibleJump));
    const LaneOutput& out = desk.fix("a", 15.0002, 6'000);
    CHECK(is(out, Verdict::accepted));
    CHECK(out.fixes.at(0).jumped);
    CHECK(desk.lane.frame()->riders[0].jumped);
}

TEST_CASE("a clock that is ahead freezes nobody's marker") {
    Desk desk;
    CHECK(is(desk.fix("a", 12.9, 3'600'000), Verdict::quarantined, Reason::clockAhead));
    CHECK(is(desk.fix("a", 12.9, 1'000), Verdict::accepted));
}

TEST_CASE("skew is measured against the receiver's clock, not the log's") {
    Desk desk;
    desk.say(std::format(R"({{"driverId":"a","latitude":12.9,"longitude":77.5,"timestamp":{}}})", start - 4000),
             {{"rm-received", std::to_string(start - 500)}});
    CHECK(desk.lane.frame()->riders[0].skewMillis == 3500);
}

TEST_CASE("places that are none are quarantined with their reason and their bytes") {
    Desk desk;
    const std::string zero = R"({"driverId":"a","latitude":0,"longitude":0.0})";
    const LaneOutput& out = desk.say(zero);
    CHECK(is(out, Verdict::quarantined, Reason::nullIsland));
    REQUIRE(out.quarantine.size() == 1);
    CHECK(out.quarantine[0].bytes == zero);
    CHECK(is(desk.say(R"({"driverId":"a","latitude":91,"longitude":300})"), Verdict::quarantined,
             Reason::projectedMetres));
    CHECK(is(desk.say(R"({"driverId":"a","latitude":1e9,"longitude":2})"), Verdict::quarantined, Reason::outOfRange));
    CHECK(is(desk.say(R"({"driverId":"a","latitude":"north","longitude":2})"), Verdict::quarantined,
             Reason::invalidField));
    CHECK(is(desk.say(R"({"latitude":1,"longitude":2})"), Verdict::quarantined, Reason::missingField));
    CHECK(is(desk.say(R"({"driverId":"a","latitude":1,"longitude":2,"x":")" + std::string(70'000, 'x') + "\"}"),
             Verdict::quarantined, Reason::tooLarge));
    CHECK(is(desk.say("{\"driverId\":\"\xC3\x28\",\"latitude\":1,\"longitude\":2}"), Verdict::quarantined,
             Reason::invalidUtf8));
    CHECK(is(desk.say(""), Verdict::quarantined, Reason::unreadable));
}

TEST_CASE("a market of another partition is refused here") {
    LaneSettings settings;
    settings.markets["north"].partition = 3;
    Desk desk(settings);
    CHECK(is(desk.fix("a", 12.9, 1'000, R"(,"market":"north")"), Verdict::quarantined, Reason::wrongPartition));
    CHECK(is(desk.fix("a", 12.9, 1'000, R"(,"market":"south")"), Verdict::accepted));
}

TEST_CASE("a bridged record that comes twice is taken once, document by document") {
    Desk desk;
    const std::string two = R"({"driverId":"a","latitude":1,"longitude":2})"
                            "\n"
                            R"({"driverId":"b","latitude":1,"longitude":2})";
    CHECK(desk.say(two, {{"rm-source", "t/0/10x2x1"}}).verdicts.of(Verdict::accepted) == 2);
    // Offset 11 again, coalesced with 12.
    const LaneOutput& out = desk.say(two, {{"rm-source", "t/0/11x2x1"}});
    CHECK(out.verdicts.of(Reason::sameSourceOffset) == 1);
    CHECK(out.verdicts.of(Verdict::accepted) == 1);
    CHECK(desk.say(two, {{"rm-source", "t/1/11x2x1"}}).verdicts.of(Verdict::accepted) == 2);
}

TEST_CASE("of a source record that comes in parts each document is taken once, however it is cut") {
    Desk desk;
    const std::string a = R"({"driverId":"a","latitude":1,"longitude":2})";
    const auto fresh = [&](const std::string& value, const std::string& source) {
        return desk.say(value, {{"rm-source", source}}).verdicts.of(Verdict::accepted);
    };
    const std::string three = a + "\n" + a + "\n" + a;
    CHECK(fresh(three, "t/0/10.0x3x1") == 3);
    CHECK(fresh(three, "t/0/10.2x3x1") == 2);
    CHECK(fresh(three, "t/0/10.3x1x3") == 0); // the third of them is this record's fourth, which was there
    CHECK(fresh(three, "t/0/10.5x1x3") == 3); // one document that reads as three
    CHECK(fresh(three, "t/0/10.6x3x1") == 3); // its next one
    CHECK(fresh(three, "t/0/10x1x3") == 0);   // whole: its first three
    CHECK(fresh(three, "t/0/11x1x3") == 3);
    CHECK(fresh(three, "t/0/10.9x3x1") == 0);
}

TEST_CASE("several documents a record: by lines, as an array, and one over many lines") {
    Desk desk;
    const std::string a = R"({"driverId":"a","latitude":1,"longitude":2})";
    CHECK(desk.say(a + "\n" + a + "\r\n\n" + a + "\n").verdicts.of(Verdict::accepted) == 3);
    CHECK(desk.say("[" + a + ", " + a + "]").verdicts.of(Verdict::accepted) == 2);
    CHECK(is(desk.say("{\n \"driverId\": \"a\",\n \"latitude\": 1,\n \"longitude\": 2\n}\n"), Verdict::accepted));
    const LaneOutput& out = desk.say(a + "\n{\"driverId\":\"a\",\"lat\n" + a);
    CHECK(out.verdicts.of(Verdict::accepted) == 2);
    CHECK(out.verdicts.of(Reason::unreadable) == 1);
}

TEST_CASE("an event id counts once for two days of log time") {
    Desk desk;
    const std::string event = R"({"type":"demand.opened","id":"e-1","subject":"c","data":{"lat":1,"lng":2}})";
    CHECK(is(desk.say(event), Verdict::accepted));
    CHECK(is(desk.say(event), Verdict::duplicate, Reason::sameEventId));
    desk.feed.document("{\"type\":\"clock.tick\"}", std::chrono::hours(49));
    CHECK(is(desk.say(event), Verdict::accepted));
}

TEST_CASE("a quarantined document that is retried gets its verdict then, once") {
    Desk desk;
    CHECK(is(desk.say(R"({"driverId":"a","latitude":4524234.2,"longitude":1324234.2,"state":"south","seq":1})"),
             Verdict::quarantined, Reason::projectedMetres));
    CHECK(is(desk.say(R"({"type":"settings.changed","data":{"markets":{"south":{"coordinates":"web-mercator"}}}})"),
             Verdict::accepted));
    const std::string retry =
        R"({"type":"retry","data":{"retryOf":{"partition":0,"offset":0,"index":0},"document":{"driverId":"a","latitude":4524234.2,"longitude":1324234.2,"state":"south","seq":1}}})";
    const LaneOutput& out = desk.say(retry);
    CHECK(is(out, Verdict::accepted));
    CHECK(out.fixes.size() == 1);
    CHECK(is(desk.say(retry), Verdict::duplicate, Reason::sameSequence));
    const LaneOutput& bad = desk.say(R"({"type":"retry","data":{"document":"{\"driverId\":"}})");
    CHECK(is(bad, Verdict::quarantined, Reason::unreadable));
    CHECK(bad.quarantine.at(0).retried);
    CHECK(bad.quarantine.at(0).bytes == "{\"driverId\":");
}

TEST_CASE("who retries a document is told its verdict, under the place where the document lies") {
    Desk desk;
    const auto retry = [&](std::string_view document) -> CommandAnswerRow {
        const LaneOutput& out = desk.say(std::format(
            R"({{"type":"retry","actor":"ann","data":{{"retryOf":{{"partition":0,"offset":3,"index":1}},"document":{}}}}})",
            document));
        REQUIRE(out.answers.size() == 1);
        return out.answers.front();
    };
    const auto refused = retry(R"({"driverId":"a","seq":1,"state":"south"})");
    CHECK(refused.subject == "0/3/1");
    CHECK_FALSE(refused.accepted);
    CHECK(refused.reason == "no_position");
    CHECK(refused.logTime == desk.out.laneTime);
    const std::string_view mended = R"({"driverId":"a","latitude":12.9,"longitude":77.5,"seq":1,"state":"south"})";
    CHECK(retry(mended).accepted);
    CHECK(retry(mended).reason == "same_sequence");
    CHECK(desk.say(R"({"type":"retry","data":{"document":{"driverId":"a"}}})").answers.empty()); // nobody sent it
    const LaneOutput& foreign = desk.say(
        R"({"type":"retry","actor":"ann","market":"north","data":{"document":{"driverId":"b","latitude":12.9,"longitude":77.5,"state":"south"}}})");
    REQUIRE(foreign.answers.size() == 1);
    CHECK(foreign.answers.front().reason == "not_yours_to_send");
}

TEST_CASE(
    "foreign topics bring positions and events; commands, settings, fences, models, retries and ticks stay outside") {
    Desk desk;
    int offset = 0;
    const auto foreign = [&](std::string value, std::vector<std::pair<std::string, std::string>> more = {}) -> auto& {
        more.emplace_back(header::source, std::format("order-events/0/{}x1x1", offset++));
        return desk.say(std::move(value), std::move(more));
    };
    CHECK(is(foreign(R"({"driverId":"a","latitude":12.9,"longitude":77.5})"), Verdict::accepted));
    CHECK(is(foreign(R"({"type":"order.placed","subject":"o-1","data":{"merchantId":"m"}})"), Verdict::accepted));
    CHECK(is(foreign(R"({"type":"shift.started","subject":"a"})"), Verdict::accepted));
    const std::string settings = R"({"type":"settings.changed","data":{"version":7,"admit":{"jumpRule":false}}})";
    for (const std::string& privileged :
         {std::string(R"({"type":"command.cancel_order","id":"c","actor":"admin:eve","data":{"orderId":"o-1"}})"),
          settings, std::string(R"({"type":"fence.removed","subject":"depot","data":{}})"),
          std::string(R"({"type":"retry","data":{"document":{"driverId":"b","latitude":12.9,"longitude":77.5}}})"),
          std::string(R"({"type":"clock.tick"})")}) {
        CAPTURE(privileged);
        const LaneOutput& out = foreign(privileged);
        CHECK(is(out, Verdict::quarantined, Reason::notYoursToSend));
        REQUIRE(out.quarantine.size() == 1);
        CHECK(out.quarantine[0].bytes == privileged);
        CHECK(out.answers.empty());
    }
    CHECK(desk.lane.settings().version != 7);
    CHECK(is(foreign(settings, {{std::string(header::privileged), std::string(header::privilegedTaken)}}),
             Verdict::accepted));
    CHECK(desk.lane.settings().version == 7);
}

TEST_CASE("a retry brings no privileged document back: whoever may retry could give any command otherwise") {
    Desk desk;
    const LaneOutput& out =
        desk.say(R"({"type":"retry","data":{"document":{"type":"settings.changed","data":{"version":7}}}})");
    CHECK(is(out, Verdict::quarantined, Reason::notYoursToSend));
    CHECK(out.quarantine.at(0).retried);
    CHECK(desk.lane.settings().version != 7);
    CHECK(is(desk.say(R"({"type":"retry","data":{"document":{"type":"retry","data":{"document":{}}}}})"),
             Verdict::quarantined, Reason::notYoursToSend));
}

TEST_CASE("a retry is of one market: what names another is not brought back, and stays to be retried there") {
    Desk desk;
    const std::string fix = R"({"driverId":"a","latitude":12.9,"longitude":77.5,"market":"north"})";
    const auto retry = [&](std::string_view market, const std::string& within) -> auto& {
        return desk.say(R"({"type":"retry","market":")" + std::string(market) + R"(","data":{"document":)" + within +
                        "}}");
    };
    const LaneOutput& out = retry("south", fix);
    CHECK(is(out, Verdict::quarantined, Reason::notYoursToSend));
    CHECK(out.quarantine.at(0).bytes == fix);
    CHECK(is(retry("south", R"({"type":"shift.started","subject":"a","market":"north"})"), Verdict::quarantined,
             Reason::notYoursToSend));
    CHECK(is(retry("north", fix), Verdict::accepted));
}

TEST_CASE("settings take effect from their place in the log on, and keep their version") {
    Desk desk;
    CHECK(is(desk.say(R"({"type":"settings.changed","data":{"version":7,"admit":{"impossibleSpeedMps":5}}})"),
             Verdict::accepted));
    CHECK(desk.lane.settings().version == 7);
    CHECK(desk.out.settings.at(0).version == 7);
    CHECK(is(desk.say(R"({"type":"settings.changed","data":{"version":7,"admit":{"jumpRule":false}}})"),
             Verdict::quarantined, Reason::conflictingVersion));
    CHECK(is(desk.say(R"({"type":"settings.changed","data":{"admit":{"noSuchThing":1}}})"), Verdict::quarantined,
             Reason::invalidField));
    CHECK(desk.lane.settings().version == 7);
    desk.fix("a", 12.9, 1'000);
    CHECK(is(desk.fix("a", 12.9002, 2'000), Verdict::quarantined, Reason::impossibleJump));
}

TEST_CASE("settings that contradict each other, or name no zone of this earth, are refused with the reason") {
    Desk desk;
    const auto hintOf = [&](std::string_view data) {
        const LaneOutput& out = desk.say(std::format(R"({{"type":"settings.changed","data":{}}})", data));
        CHECK(is(out, Verdict::quarantined, Reason::invalidField));
        return out.quarantine.at(0).hint;
    };
    CHECK(hintOf(R"({"staleness":{"staleAfterMs":5000}})").contains("ascend"));
    CHECK(hintOf(R"({"surge":{"emaAlpha":3}})") == "surge.emaAlpha: 0 to 1");
    CHECK(hintOf(R"({"fences":{"confirmations":4}})").contains("of three fixes"));
    CHECK(hintOf(R"({"markets":{"south":{"timeZone":"Asia/Nowhere"}}})").contains("Asia/Nowhere"));
    CHECK(hintOf(R"({"markets":{"south":{"businessDayStartMs":86400000}}})").contains("below 24 hours"));
    CHECK(desk.lane.settings() == LaneSettings{});
    CHECK(
        is(desk.say(R"({"type":"settings.changed","data":{"staleness":{"staleAfterMs":20000}}})"), Verdict::accepted));
}

TEST_CASE("the inspector sees a rider's last fixes, newest first, whatever became of them") {
    Desk desk;
    desk.fix("a", 12.9, 1'000);
    desk.fix("b", 12.9, 1'000);
    desk.fix("a", 19.9, 2'000);
    desk.fix("a", 12.9, 500);
    const auto seen = desk.lane.recentFixes(RiderNo{0});
    REQUIRE(seen.size() == 3);
    CHECK(seen[0].verdict == Verdict::late);
    CHECK(seen[1].reason == Reason::impossibleJump);
    CHECK(seen[2].verdict == Verdict::accepted);
}

TEST_CASE("a silent rider ages by lane time and the frame says why") {
    Desk desk;
    desk.fix("a", 12.9, 0, R"(,"heading":90)");
    CHECK(desk.lane.frame()->riders[0].staleness == Staleness::fresh);
    desk.feed.document(R"({"type":"clock.tick"})", Millis{100'000});
    desk.say(R"({"type":"clock.tick"})");
    const FramePtr frame = desk.lane.frame();
    CHECK(frame->riders[0].staleness == Staleness::stale);
    CHECK(frame->riders[0].cause == StaleCause::device);
    CHECK(frame->riders[0].headingDegrees < 0);
    CHECK(desk.lane.frame(StaleCause::log)->riders[0].cause == StaleCause::log);
}

TEST_CASE("while the log is away riders get older by their owner's clock") {
    Desk desk;
    desk.fix("a", 12.9, 0);
    const FramePtr before = desk.lane.frame();
    CHECK(before->now() == before->laneTime);
    const FramePtr after = desk.lane.frame(StaleCause::log, before->laneTime + Millis{100'000});
    CHECK(after->laneTime == before->laneTime); // the lane itself has heard nothing
    CHECK(after->now() == before->laneTime + Millis{100'000});
    CHECK(after->riders[0].staleness == Staleness::stale);
    CHECK(after->riders[0].cause == StaleCause::log);
    CHECK(after->ridersByStaleness[static_cast<std::size_t>(Staleness::stale)] == 1);
    const FramePtr behind = desk.lane.frame(StaleCause::lane, before->laneTime - Millis{5'000});
    CHECK(behind->now() == before->laneTime); // a clock that is behind the log's makes nobody younger
}
