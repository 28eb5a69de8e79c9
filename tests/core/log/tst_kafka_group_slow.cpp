#include "core/log/kafka_group_reader.h"
#include "core/log/kafka_mock.h"
#include "tests/support/log_tools.h"

#include <algorithm>
#include <array>

using namespace roundsman;
using namespace roundsman::tests;

namespace {

/// A cluster with a topic, and members of one group that read it.
struct Cluster {
    Cluster() {
        mock.createTopic("rider-updates", 2);
        auto opened =
            openKafkaLog({.brokers = mock.addresses(), .topic = "rider-updates", .wantLogTime = false}, limits());
        REQUIRE_MESSAGE(opened, (opened ? std::string() : opened.error().sentence));
        log = std::move(*opened);
        writer = writerOf(*log);
    }
    static KafkaLimits limits() {
        KafkaLimits limits;
        limits.identityWithin = Millis{100};
        return limits;
    }
    KafkaMock mock;
    std::unique_ptr<EventLog> log;
    std::unique_ptr<LogWriter> writer;
};

class Member {
public:
    explicit Member(const Cluster& cluster, bool fromStart = true) {
        auto opened = openKafkaGroup(
            {.brokers = cluster.mock.addresses(),
             .group = "bridge",
             .topics = {"rider-updates", "not-there"},
             .fromStart = fromStart,
             .options = {{"session.timeout.ms", "6000"}, {"heartbeat.interval.ms", "200"}},
             .topicIds = false},
            [this](std::span<const std::uint32_t> sources) { return leave(sources); }, Cluster::limits());
        REQUIRE_MESSAGE(opened, (opened ? std::string() : opened.error().sentence));
        reader = std::move(*opened);
    }
    /// Polls until so many values came in all.
    void readUntil(std::size_t count) {
        const auto until = std::chrono::steady_clock::now() + patience;
        while (values.size() < count && std::chrono::steady_clock::now() < until) {
            pollOnce();
        }
        REQUIRE(values.size() >= count);
    }
    void pollOnce() {
        const auto batch = reader->poll(Millis{100});
        if (!batch) {
            CHECK(batch.error().trouble == LogTrouble::unknownTopic); // the one that is not there
            return;
        }
        for (const auto& [source, record] : (*batch)->records()) {
            CHECK(reader->source(source).topic == "rider-updates");
            CHECK(reader->source(source).partition == record.partition);
            values.emplace_back(record.value);
            next[source] = record.offset.value() + 1;
        }
    }
    std::vector<GroupPosition> leave(std::span<const std::uint32_t> sources) {
        ++left;
        std::vector<GroupPosition> done;
        for (const std::uint32_t source : sources) {
            if (next.contains(source)) {
                done.push_back({source, Offset{next[source]}});
            }
        }
        return done;
    }
    std::vector<std::string> values;
    std::map<std::uint32_t, std::int64_t> next;
    int left = 0;
    std::unique_ptr<GroupReader> reader;
};

} // namespace

TEST_CASE("a group goes on where the last member left, and nothing comes twice") {
    Cluster cluster;
    appendNumbers(*cluster.writer, p0, 0, 30);
    appendNumbers(*cluster.writer, p1, 30, 40);
    std::vector<std::string> all;
    {
        Member first(cluster);
        first.readUntil(40);
        CHECK(first.values.size() == 40);
        CHECK(first.reader->assigned().size() == 2);
        first.reader->close(patience);
        CHECK(first.left == 1);
    }
    appendNumbers(*cluster.writer, p0, 40, 45);
    Member second(cluster);
    second.readUntil(5);
    CHECK(second.values == std::vector<std::string>{"40", "41", "42", "43", "44"});
}

TEST_CASE("a second member takes half of the partitions, and nothing is missed") {
    Cluster cluster;
    appendNumbers(*cluster.writer, p0, 0, 10);
    appendNumbers(*cluster.writer, p1, 10, 20);
    Member first(cluster);
    first.readUntil(20);
    Member second(cluster);
    const auto until = std::chrono::steady_clock::now() + patience;
    while ((second.reader->assigned().size() != 1 || first.reader->assigned().size() != 1) &&
           std::chrono::steady_clock::now() < until) {
        first.pollOnce();
        second.pollOnce();
    }
    REQUIRE(second.reader->assigned().size() == 1);
    CHECK(first.left >= 1);
    appendNumbers(*cluster.writer, p0, 20, 25);
    appendNumbers(*cluster.writer, p1, 25, 30);
    const auto seen = [&] {
        std::set<std::string> different(first.values.begin(), first.values.end());
        different.insert(second.values.begin(), second.values.end());
        return different.size();
    };
    while (seen() < 30 && std::chrono::steady_clock::now() < until) {
        first.pollOnce();
        second.pollOnce();
    }
    std::vector<std::string> all = first.values;
    all.insert(all.end(), second.values.begin(), second.values.end());
    const std::set<std::string> different(all.begin(), all.end());
    CHECK(different.size() == 30); // some may come to both, none to nobody
}

TEST_CASE("a group that begins at the end takes what comes after it, though nobody reads when it comes") {
    Cluster cluster;
    appendNumbers(*cluster.writer, p0, 0, 10);
    {
        Member first(cluster, false);
        const auto until = std::chrono::steady_clock::now() + patience;
        while (first.reader->assigned().size() != 2 && std::chrono::steady_clock::now() < until) {
            first.pollOnce();
        }
        first.pollOnce();
        CHECK(first.values.empty());
    }
    appendNumbers(*cluster.writer, p0, 10, 12);
    Member second(cluster, false);
    second.readUntil(2);
    CHECK(second.values == std::vector<std::string>{"10", "11"});
}

TEST_CASE("while it is held a member gives nothing and stays, and nothing is lost") {
    Cluster cluster;
    appendNumbers(*cluster.writer, p0, 0, 10);
    Member member(cluster);
    member.readUntil(10);
    member.reader->hold(true);
    appendNumbers(*cluster.writer, p0, 10, 20);
    for (int poll = 0; poll < 5; ++poll) {
        member.pollOnce();
    }
    CHECK(member.values.size() == 10);
    member.reader->hold(false);
    member.readUntil(20);
    CHECK(member.values.back() == "19");
    CHECK(member.values.size() == 20);
}

TEST_CASE("a member that has no time to leave in order lets go all the same") {
    Cluster cluster;
    appendNumbers(*cluster.writer, p0, 0, 10);
    appendNumbers(*cluster.writer, p1, 10, 20);
    Member first(cluster);
    first.readUntil(20);
    first.reader->close(Millis{0}); // the group's word about its partitions is still to come
    CHECK(first.left <= 1);
    first.reader.reset();
}

TEST_CASE("where a foreign record belongs in a trace is passed on, and nothing else of its headers") {
    Cluster cluster;
    const std::string trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    const std::array<HeaderView, 2> headers{HeaderView{"kind", "x"}, HeaderView{header::traceparent, trace}};
    Answers answers;
    REQUIRE(cluster.writer->append({p0, "k", "traced", headers}, answers.next()));
    REQUIRE(answers.waitForAll());
    Member member(cluster);
    const auto until = std::chrono::steady_clock::now() + patience;
    std::vector<std::string> heard;
    while (heard.empty() && std::chrono::steady_clock::now() < until) {
        const auto batch = member.reader->poll(Millis{100});
        for (const auto& [source, record] : batch ? (*batch)->records() : std::span<const GroupRecord>{}) {
            REQUIRE(record.headers.size() == 1);
            CHECK(record.headers[0].name == header::traceparent);
            heard.emplace_back(record.headers[0].value);
        }
    }
    CHECK(heard == std::vector<std::string>{trace});
}
