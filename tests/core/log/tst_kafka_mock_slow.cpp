#include "core/log/kafka_mock.h"
#include "tests/support/log_tools.h"

using namespace roundsman;
using namespace roundsman::tests;

namespace {

struct MockLog {
    explicit MockLog(KafkaLimits limits = {}) {
        mock.createTopic("t", 1);
        limits.identityWithin = Millis{100};
        auto opened = openKafkaLog({.brokers = mock.addresses(), .topic = "t", .wantLogTime = false}, limits);
        REQUIRE_MESSAGE(opened, (opened ? std::string() : opened.error().sentence));
        log = std::move(*opened);
    }
    KafkaMock mock;
    std::unique_ptr<EventLog> log;
};

} // namespace

TEST_CASE("a reader without progress, though there is more, is made anew and loses nothing") {
    MockLog under({.stalledAfter = Millis{300}});
    const auto writer = writerOf(*under.log);
    appendNumbers(*writer, p0, 0, 10);
    const auto reader = readerFrom(*under.log, {{p0, Offset{0}}});
    CHECK(readCount(*reader, 10).size() == 10);
    under.mock.fail(KafkaMock::Request::fetch, KafkaMock::Error::unknown, 100'000);
    appendNumbers(*writer, p0, 10, 20);
    const auto until = std::chrono::steady_clock::now() + patience;
    while (under.log->statistics().readersRecreated == 0 && std::chrono::steady_clock::now() < until) {
        static_cast<void>(reader->poll(Millis{50}));
    }
    CHECK(under.log->statistics().readersRecreated > 0);
    under.mock.clearFailures(KafkaMock::Request::fetch);
    const auto records = readCount(*reader, 10);
    REQUIRE(records.size() == 10);
    CHECK(records.front().value == "10");
    CHECK(records.back().value == "19");
}

TEST_CASE("a reader that has read everything is left alone however long nothing comes") {
    MockLog under({.stalledAfter = Millis{50}});
    const auto writer = writerOf(*under.log);
    appendNumbers(*writer, p0, 0, 3);
    const auto reader = readerFrom(*under.log, {{p0, Offset{0}}});
    CHECK(readCount(*reader, 3).size() == 3);
    for (int poll = 0; poll < 5; ++poll) {
        CHECK(reader->poll(Millis{100}));
    }
    CHECK(under.log->statistics().readersRecreated == 0);
}

TEST_CASE("brokers that are down are told as unreachable, and reading goes on when they are back") {
    MockLog under;
    const auto writer = writerOf(*under.log);
    appendNumbers(*writer, p0, 0, 5);
    const auto reader = readerFrom(*under.log, {{p0, Offset{0}}});
    CHECK(readCount(*reader, 5).size() == 5);
    under.mock.setDown(1);
    CHECK(troubleOf(*reader).trouble == LogTrouble::unreachable);
    under.mock.setUp(1);
    appendNumbers(*writer, p0, 5, 10);
    std::size_t read = 0;
    const auto until = std::chrono::steady_clock::now() + patience;
    while (read < 5 && std::chrono::steady_clock::now() < until) {
        if (const auto batch = reader->poll(Millis{200})) {
            read += (*batch)->records().size();
        }
    }
    CHECK(read == 5);
    bool well = false;
    while (!well && std::chrono::steady_clock::now() < until) {
        well = reader->poll(Millis{100}).has_value();
    }
    CHECK(well);
}

TEST_CASE("an append without rights is answered as not authorised") {
    MockLog under;
    under.mock.fail(KafkaMock::Request::produce, KafkaMock::Error::topicAuthorization, 1);
    const auto writer = writerOf(*under.log);
    const auto refused = appendAndWait(*writer, {p0, "", "x", {}});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().trouble == LogTrouble::notAuthorised);
    CHECK(under.log->statistics().appendsFailed == 1);
}

TEST_CASE("a full send queue is told at once, and every append is answered in the end") {
    MockLog under({.deliverWithin = Millis{3000}, .waitingRecordsMax = 100});
    const auto writer = writerOf(*under.log);
    appendNumbers(*writer, p0, 0, 1);
    under.mock.setDown(1);
    Answers answers;
    std::expected<void, LogError> taken;
    int count = 0;
    while (taken && count < 1000) {
        taken = writer->append({p0, "", "x", {}}, answers.next());
        ++count;
    }
    REQUIRE_FALSE(taken);
    CHECK(taken.error().trouble == LogTrouble::queueFull);
    CHECK(writer->flush(patience));
    CHECK(answers.count() == static_cast<std::size_t>(count - 1));
    CHECK(answers.at(0).error().trouble == LogTrouble::timedOut);
}

TEST_CASE("batches outlive their reader and its log's consumer") {
    MockLog under;
    const auto writer = writerOf(*under.log);
    appendNumbers(*writer, p0, 0, 100);
    RecordBatchPtr batch;
    {
        const auto reader = readerFrom(*under.log, {{p0, Offset{0}}});
        const auto until = std::chrono::steady_clock::now() + patience;
        do {
            batch = std::move(reader->poll(Millis{500}).value());
        } while (batch->records().empty() && std::chrono::steady_clock::now() < until);
    }
    REQUIRE_FALSE(batch->records().empty());
    CHECK(batch->records().front().value == "0");
}
