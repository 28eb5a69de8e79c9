#pragma once

// What every event log promises, as test cases. A test program defines makeLogUnderTest() for one kind of log and
// includes this header once: the same cases then run against the embedded log, a mock cluster and a real broker.

#include "tests/support/log_tools.h"

namespace roundsman::tests {

class LogUnderTest {
public:
    virtual ~LogUnderTest() = default;
    virtual EventLog& log() = 0;
    /// Closes the log and opens it again.
    virtual void reopen() = 0;
    /// False: the other side stamps no log time (librdkafka's mock cluster).
    [[nodiscard]] virtual bool stampsLogTime() const { return true; }
    /// False: nor does it give its topics ids.
    [[nodiscard]] virtual bool hasIdentity() const { return true; }
    /// A value that is over the limit of one record.
    [[nodiscard]] virtual std::size_t tooLargeBytes() const { return 2 << 20; }
};

/// A log of its own for each call, empty.
std::unique_ptr<LogUnderTest> makeLogUnderTest(std::int32_t partitions);

} // namespace roundsman::tests

using namespace roundsman;        // NOLINT: a test's own header
using namespace roundsman::tests; // NOLINT

TEST_CASE("a record comes back with its bytes, headers and the offset it was acknowledged with") {
    const auto under = makeLogUnderTest(1);
    const auto writer = writerOf(under->log());
    const std::string value("bytes \0 \xff\xfe of any kind", 22);
    const std::vector<HeaderView> headers{{"rm-received", "1732170000000"}, {"empty", ""}, {"rm-received", "twice"}};
    const auto first = appendAndWait(*writer, {p0, "rider-453", value, headers});
    REQUIRE(first);
    CHECK(*first == Offset{0});
    CHECK(appendAndWait(*writer, {p0, "", "", {}}).value() == Offset{1});

    const auto reader = readerFrom(under->log(), {{p0, Offset{0}}});
    const auto records = readCount(*reader, 2);
    REQUIRE(records.size() == 2);
    CHECK(records[0].offset == Offset{0});
    CHECK(records[0].key == "rider-453");
    CHECK(records[0].value == value);
    const std::vector<std::pair<std::string, std::string>> wanted{
        {"rm-received", "1732170000000"}, {"empty", ""}, {"rm-received", "twice"}};
    CHECK(records[0].headers == wanted);
    CHECK(records[1].offset == Offset{1});
    CHECK(records[1].value.empty());
    CHECK(records[1].headers.empty());
}

TEST_CASE("log time is the log's own and never goes back in a partition") {
    const auto under = makeLogUnderTest(1);
    const auto writer = writerOf(under->log());
    const EventTime before = SystemClock().now();
    for (int round = 0; round < 20; ++round) {
        appendNumbers(*writer, p0, round, round + 1);
    }
    const EventTime after = SystemClock().now();
    const auto reader = readerFrom(under->log(), {{p0, Offset{0}}});
    EventTime last = before;
    for (const OwnedRecord& record : readCount(*reader, 20)) {
        CHECK(record.logTime >= last);
        last = record.logTime;
    }
    if (under->stampsLogTime()) {
        CHECK(last <= after);
    }
}

TEST_CASE("each partition has its own offsets and its own order") {
    const auto under = makeLogUnderTest(3);
    const auto writer = writerOf(under->log());
    Answers answers;
    for (int number = 0; number < 300; ++number) {
        REQUIRE(writer->append({PartitionNo{number % 3}, "", std::to_string(number), {}}, answers.next()));
    }
    REQUIRE(answers.waitForAll());
    const auto reader = readerFrom(under->log(), {{p0, Offset{0}}, {PartitionNo{2}, Offset{50}}});
    std::map<PartitionNo, std::vector<OwnedRecord>> byPartition;
    for (OwnedRecord& record : readCount(*reader, 150)) {
        byPartition[record.partition].push_back(std::move(record));
    }
    REQUIRE(byPartition.size() == 2);
    REQUIRE(byPartition[p0].size() == 100);
    REQUIRE(byPartition[PartitionNo{2}].size() == 50);
    for (std::size_t index = 0; index < 100; ++index) {
        CHECK(byPartition[p0][index].offset == Offset{static_cast<std::int64_t>(index)});
        CHECK(byPartition[p0][index].value == std::to_string(3 * index));
    }
    CHECK(byPartition[PartitionNo{2}].front().offset == Offset{50});
    CHECK(byPartition[PartitionNo{2}].front().value == std::to_string(3 * 50 + 2));
}

TEST_CASE("the offsets are the oldest record and one past the newest") {
    const auto under = makeLogUnderTest(2);
    const auto empty = under->log().offsets(p1);
    REQUIRE(empty);
    CHECK(empty->low == Offset{0});
    CHECK(empty->high == Offset{0});
    const auto writer = writerOf(under->log());
    appendNumbers(*writer, p1, 0, 7);
    CHECK(under->log().offsets(p1)->high == Offset{7});
    CHECK(under->log().offsets(p0)->high == Offset{0});
    CHECK(under->log().partitions() == 2);
}

TEST_CASE("a reader at the end waits and hears of the next record") {
    const auto under = makeLogUnderTest(1);
    const auto writer = writerOf(under->log());
    appendNumbers(*writer, p0, 0, 3);
    const auto reader = readerFrom(under->log(), {{p0, Offset{3}}});
    CHECK(reader->poll(Millis{0}).value()->records().empty());
    std::jthread later([&] { appendNumbers(*writer, p0, 3, 4); });
    const auto records = readCount(*reader, 1);
    CHECK(records.front().offset == Offset{3});
}

TEST_CASE("the position tells when a range is finished") {
    const auto under = makeLogUnderTest(1);
    const auto writer = writerOf(under->log());
    appendNumbers(*writer, p0, 0, 100);
    const auto reader = readerFrom(under->log(), {{p0, Offset{20}}});
    CHECK(reader->position(p0) == Offset{20});
    CHECK(readCount(*reader, 80).size() == 80);
    CHECK(reader->position(p0) == under->log().offsets(p0)->high);
}

TEST_CASE("a paused partition delivers nothing, loses nothing, and the others go on") {
    const auto under = makeLogUnderTest(2);
    const auto writer = writerOf(under->log());
    appendNumbers(*writer, p0, 0, 50);
    appendNumbers(*writer, p1, 0, 50);
    const auto reader = readerFrom(under->log(), {{p0, Offset{0}}, {p1, Offset{0}}});
    reader->pause(p0);
    for (const OwnedRecord& record : readCount(*reader, 50)) {
        CHECK(record.partition == p1);
    }
    appendNumbers(*writer, p0, 50, 60);
    CHECK(reader->poll(Millis{50}).value()->records().empty());
    reader->resume(p0);
    const auto records = readCount(*reader, 60);
    REQUIRE(records.size() == 60);
    for (int number = 0; number < 60; ++number) {
        CHECK(records[static_cast<std::size_t>(number)].value == std::to_string(number));
    }
}

TEST_CASE("pausing in the middle of a stream loses and repeats nothing") {
    const auto under = makeLogUnderTest(1);
    const auto writer = writerOf(under->log());
    constexpr int records = 5000;
    appendNumbers(*writer, p0, 0, records);
    const auto reader = readerFrom(under->log(), {{p0, Offset{0}}});
    int next = 0;
    for (int poll = 0; next < records && poll < 10'000; ++poll) {
        const auto batch = reader->poll(Millis{100});
        REQUIRE(batch);
        for (const RecordView& record : (*batch)->records()) {
            REQUIRE(record.value == std::to_string(next));
            ++next;
        }
        reader->pause(p0);
        CHECK(reader->poll(Millis{0}).value()->records().empty());
        reader->resume(p0);
    }
    CHECK(next == records);
}

TEST_CASE("an offset past the end is out of range") {
    const auto under = makeLogUnderTest(1);
    const auto writer = writerOf(under->log());
    appendNumbers(*writer, p0, 0, 3);
    const auto reader = readerFrom(under->log(), {{p0, Offset{1000}}});
    const LogError error = troubleOf(*reader);
    CHECK(error.trouble == LogTrouble::outOfRange);
    CHECK_FALSE(error.sentence.empty());
}

TEST_CASE("a record over the limit is refused as too large, and its neighbours are not") {
    const auto under = makeLogUnderTest(1);
    const auto writer = writerOf(under->log());
    const std::string large(under->tooLargeBytes(), 'x');
    CHECK(appendAndWait(*writer, {p0, "", "before", {}}).value() == Offset{0});
    const auto refused = appendAndWait(*writer, {p0, "", large, {}});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().trouble == LogTrouble::tooLarge);
    CHECK(appendAndWait(*writer, {p0, "", "after", {}}).value() == Offset{1});
}

TEST_CASE("a partition that does not exist is refused") {
    const auto under = makeLogUnderTest(1);
    const auto writer = writerOf(under->log());
    const auto refused = appendAndWait(*writer, {PartitionNo{7}, "", "x", {}});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().trouble == LogTrouble::unknownTopic);
}

TEST_CASE("flush waits for every answer") {
    const auto under = makeLogUnderTest(1);
    const auto writer = writerOf(under->log());
    Answers answers;
    for (int number = 0; number < 500; ++number) {
        REQUIRE(writer->append({p0, "", "x", {}}, answers.next()));
    }
    CHECK(writer->flush(patience));
    CHECK(answers.count() == 500);
}

TEST_CASE("a waiting reader is woken by another thread") {
    const auto under = makeLogUnderTest(1);
    const auto reader = readerFrom(under->log(), {{p0, Offset{0}}});
    std::jthread waker([&](const std::stop_token& stop) {
        while (!stop.stop_requested()) {
            reader->wake();
            std::this_thread::yield();
        }
    });
    const auto begin = std::chrono::steady_clock::now();
    CHECK(reader->poll(patience).value()->records().empty());
    CHECK(std::chrono::steady_clock::now() - begin < patience / 2);
}

TEST_CASE("an identity stays the same, and two logs never share it") {
    const auto under = makeLogUnderTest(1);
    if (!under->hasIdentity()) {
        // it may tell one all the same; without one there is a notice that says what that means
        CHECK((under->log().notices().empty() != under->log().identity()->topicId.empty()));
        return;
    }
    const auto other = makeLogUnderTest(1);
    const auto identity = under->log().identity();
    REQUIRE(identity);
    CHECK_FALSE(identity->topicId.empty());
    CHECK_FALSE(identity->clusterId.empty());
    CHECK(other->log().identity()->topicId != identity->topicId);
    under->reopen();
    CHECK(under->log().identity() == identity);
}

TEST_CASE("records outlive the log's closing, and offsets go on") {
    const auto under = makeLogUnderTest(1);
    {
        const auto writer = writerOf(under->log());
        appendNumbers(*writer, p0, 0, 10);
    }
    under->reopen();
    {
        const auto writer = writerOf(under->log());
        CHECK(appendAndWait(*writer, {p0, "", "10", {}}).value() == Offset{10});
    }
    const auto reader = readerFrom(under->log(), {{p0, Offset{0}}});
    const auto records = readCount(*reader, 11);
    for (int number = 0; number < 11; ++number) {
        CHECK(records[static_cast<std::size_t>(number)].value == std::to_string(number));
    }
}

TEST_CASE("the offset of a time is that of the first record at or after it") {
    const auto under = makeLogUnderTest(1);
    if (!under->stampsLogTime()) {
        return;
    }
    const auto writer = writerOf(under->log());
    for (int number = 0; number < 10; ++number) {
        appendNumbers(*writer, p0, number, number + 1);
    }
    const auto reader = readerFrom(under->log(), {{p0, Offset{0}}});
    const auto records = readCount(*reader, 10);
    for (const OwnedRecord& record : records) {
        const auto found = under->log().offsetAt(p0, record.logTime);
        REQUIRE(found);
        const auto wanted =
            std::ranges::find_if(records, [&](const OwnedRecord& each) { return each.logTime >= record.logTime; });
        CHECK(*found == wanted->offset);
    }
    CHECK(under->log().offsetAt(p0, EventTime{}).value() == Offset{0});
    CHECK(under->log().offsetAt(p0, records.back().logTime + Millis{3'600'000}).value() == Offset{10});
}

TEST_CASE("random records of many threads are all there once, in the order of their offsets") {
    constexpr int threads = 4;
    constexpr int partitions = 3;
    constexpr int perThread = 400;
    const auto under = makeLogUnderTest(partitions);
    const auto writer = writerOf(under->log());
    std::mutex mutex;
    std::map<std::pair<PartitionNo, Offset>, OwnedRecord> acknowledged;
    {
        std::vector<std::jthread> all;
        for (int thread = 0; thread < threads; ++thread) {
            all.emplace_back([&, thread] {
                std::mt19937 random(static_cast<unsigned>(thread) + 1);
                const auto text = [&random](std::size_t most) {
                    std::string bytes(random() % (most + 1), '\0');
                    for (char& byte : bytes) {
                        byte = static_cast<char>(random());
                    }
                    return bytes;
                };
                Answers answers;
                std::vector<OwnedRecord> sent;
                for (int number = 0; number < perThread; ++number) {
                    const auto partition = static_cast<std::int32_t>(random() % partitions);
                    OwnedRecord record{
                        PartitionNo{partition}, {}, {}, text(20), text(number % 50 == 0 ? 50'000 : 300), {}};
                    std::vector<HeaderView> headers;
                    for (auto count = random() % 4; count > 0; --count) {
                        record.headers.emplace_back("h" + std::to_string(random() % 10), text(30));
                    }
                    for (const auto& [name, value] : record.headers) {
                        headers.push_back({name, value});
                    }
                    REQUIRE(writer->append({record.partition, record.key, record.value, headers}, answers.next()));
                    sent.push_back(std::move(record));
                }
                REQUIRE(answers.waitForAll());
                const std::scoped_lock lock(mutex);
                for (std::size_t index = 0; index < sent.size(); ++index) {
                    const Appended appended = answers.at(index);
                    REQUIRE(appended);
                    const bool fresh =
                        acknowledged.emplace(std::pair(sent[index].partition, *appended), sent[index]).second;
                    CHECK_MESSAGE(fresh, "an offset is given once");
                }
            });
        }
    }
    const auto reader = readerFrom(under->log(), {{p0, Offset{0}}, {p1, Offset{0}}, {PartitionNo{2}, Offset{0}}});
    std::map<PartitionNo, std::int64_t> next;
    for (const OwnedRecord& record : readCount(*reader, threads * perThread)) {
        REQUIRE(record.offset == Offset{next[record.partition]++});
        const auto sent = acknowledged.find({record.partition, record.offset});
        REQUIRE(sent != acknowledged.end());
        CHECK(sent->second.sameContent(record));
        acknowledged.erase(sent);
    }
    CHECK(acknowledged.empty());
}
