#include "core/log/kafka_log.h"
#include "tests/support/kafka_broker.h"
#include "tests/support/log_tools.h"

using namespace roundsman;
using namespace roundsman::tests;

namespace {

/// One broker for all that need no other: each has a topic of its own, and who kills it starts it again.
KafkaBroker& sharedBroker() {
    static KafkaBroker broker({.extra = {"log.retention.check.interval.ms=300", "log.segment.delete.delay.ms=100"}});
    return broker;
}

KafkaSettings topicOn(const KafkaBroker& broker, const std::string& topic, std::int32_t partitions = 1,
                      std::map<std::string, std::string> topicSettings = {}) {
    KafkaSettings settings{.brokers = broker.address(), .topic = topic};
    const auto made = createKafkaTopic(settings, {.partitions = partitions, .settings = std::move(topicSettings)});
    REQUIRE_MESSAGE(made, (made ? std::string() : made.error().sentence));
    CHECK(*made);
    return settings;
}

std::unique_ptr<EventLog> openOrFail(const KafkaSettings& settings, const KafkaLimits& limits = {}) {
    auto log = openKafkaLog(settings, limits);
    REQUIRE_MESSAGE(log, (log ? std::string() : log.error().sentence));
    return std::move(*log);
}

LogError refusal(const KafkaSettings& settings, const KafkaLimits& limits = {}) {
    const auto log = openKafkaLog(settings, limits);
    REQUIRE_FALSE(log);
    CHECK(log.error().sentence.find('\n') == std::string::npos);
    MESSAGE(log.error().sentence);
    return log.error();
}

/// Appends until it is told to stop; a failed record is appended again.
class Load {
public:
    explicit Load(EventLog& log) : m_writer(writerOf(log)), m_thread([this](const auto& stop) { run(stop); }) {}

    std::map<Offset, std::string> stop() {
        m_thread.request_stop();
        m_thread.join();
        CHECK(m_writer->flush(Millis{60'000}));
        const std::scoped_lock lock(m_mutex);
        return m_acknowledged;
    }
    bool waitForMore(std::size_t more) {
        std::unique_lock lock(m_mutex);
        const std::size_t wanted = m_acknowledged.size() + more;
        return m_came.wait_for(lock, Millis{60'000}, [&] { return m_acknowledged.size() >= wanted; });
    }

private:
    void run(const std::stop_token& stop) {
        for (std::int64_t number = 0; !stop.stop_requested(); ++number) {
            const std::string value = std::to_string(number) + std::string(200, 'v');
            const auto taken = m_writer->append({p0, "", value, {}}, [this, value](const Appended& appended) {
                const std::scoped_lock lock(m_mutex);
                if (appended) {
                    CHECK_MESSAGE(m_acknowledged.emplace(*appended, value).second, "an offset is given once");
                }
                m_came.notify_all();
            });
            if (!taken || number % 100 == 0) {
                m_writer->flush(Millis{50});
            }
        }
    }

    std::mutex m_mutex;
    std::condition_variable m_came;
    std::map<Offset, std::string> m_acknowledged;
    std::unique_ptr<LogWriter> m_writer;
    std::jthread m_thread;
};

using Read = std::map<Offset, std::string>;

/// One poll; what went wrong, if anything did.
std::optional<LogError> pollInto(LogReader& reader, Read& read) {
    const auto batch = reader.poll(Millis{200});
    if (!batch) {
        return batch.error();
    }
    for (const RecordView& record : (*batch)->records()) {
        CHECK_MESSAGE(read.emplace(record.offset, record.value).second, "a record is read once");
    }
    return std::nullopt;
}

/// Reads on through outages until the position is there.
void readUntil(LogReader& reader, Offset end, Read& read) {
    const auto until = std::chrono::steady_clock::now() + 4 * patience;
    while (reader.position(p0) < end && std::chrono::steady_clock::now() < until) {
        pollInto(reader, read);
    }
    CHECK(reader.position(p0) >= end);
}

LogError readUntilTrouble(LogReader& reader, Read& read) {
    const auto until = std::chrono::steady_clock::now() + 4 * patience;
    while (std::chrono::steady_clock::now() < until) {
        if (const auto trouble = pollInto(reader, read)) {
            return *trouble;
        }
    }
    FAIL("the reader never said what is wrong");
    return {};
}

} // namespace

TEST_CASE("a broker that is killed and restarted under load loses nothing acknowledged, and everybody goes on") {
    KafkaBroker& broker = sharedBroker();
    const auto log = openOrFail(topicOn(broker, "load"), {.deliverWithin = Millis{60'000}});
    const auto reader = readerFrom(*log, {{p0, Offset{0}}});
    Load load(*log);
    REQUIRE(load.waitForMore(2000));
    Read streamed;
    readUntil(*reader, Offset{500}, streamed);
    for (const bool orderly : {false, true}) {
        if (orderly) {
            broker.stop();
        } else {
            broker.kill9();
        }
        const LogError away = readUntilTrouble(*reader, streamed);
        CHECK(away.trouble == LogTrouble::unreachable);
        CHECK(away.sentence.find(broker.address()) != std::string::npos);
        broker.restart();
        REQUIRE(load.waitForMore(2000));
    }
    const auto acknowledged = load.stop();
    const auto range = log->offsets(p0);
    REQUIRE(range);
    readUntil(*reader, range->high, streamed);
    Read again;
    readUntil(*readerFrom(*log, {{p0, Offset{0}}}), range->high, again);
    CHECK(streamed == again);
    for (const auto& [offset, value] : acknowledged) {
        const auto found = again.find(offset);
        REQUIRE(found != again.end());
        REQUIRE(found->second == value);
    }
    MESSAGE(acknowledged.size(), " acknowledged and ", again.size(), " read over two outages");
}

TEST_CASE("nobody at the address: one line, soon") {
    const LogError error = refusal({.brokers = "127.0.0.1:1", .topic = "t"}, {.connectWithin = Millis{3000}});
    CHECK(error.trouble == LogTrouble::unreachable);
    CHECK(error.sentence.find("127.0.0.1:1") != std::string::npos);
}

TEST_CASE("a topic that does not exist: one line, and it is not made by asking") {
    const KafkaBroker& broker = sharedBroker();
    const LogError error = refusal({.brokers = broker.address(), .topic = "no-such-topic"});
    CHECK(error.trouble == LogTrouble::unknownTopic);
    CHECK(error.sentence.find("no-such-topic") != std::string::npos);
    CHECK(refusal({.brokers = broker.address(), .topic = "no-such-topic"}).trouble == LogTrouble::unknownTopic);
    CHECK_FALSE(createKafkaTopic(topicOn(broker, "twice"), {}).value());
}

TEST_CASE("an append that no broker answers in time is told as timed out") {
    KafkaBroker& broker = sharedBroker();
    const auto log = openOrFail(topicOn(broker, "late"), {.deliverWithin = Millis{1500}});
    const auto writer = writerOf(*log);
    CHECK(appendAndWait(*writer, {p0, "", "in time", {}}).value() == Offset{0});
    broker.kill9();
    const auto late = appendAndWait(*writer, {p0, "", "too late", {}});
    REQUIRE_FALSE(late);
    CHECK(late.error().trouble == LogTrouble::timedOut);
    broker.restart();
    Appended appended = std::unexpected(LogError{});
    for (int attempt = 0; attempt < 60 && !appended; ++attempt) {
        appended = appendAndWait(*writer, {p0, "", "again", {}});
    }
    CHECK(appended);
}

TEST_CASE("a record over the topic's own limit is told as too large, and its neighbours are not") {
    const KafkaBroker& broker = sharedBroker();
    const auto log = openOrFail(topicOn(broker, "small", 1, {{"max.message.bytes", "2000"}}));
    const auto writer = writerOf(*log);
    CHECK(appendAndWait(*writer, {p0, "", "small", {}}));
    std::string random(20'000, '\0');
    std::mt19937 numbers(1);
    for (char& byte : random) {
        byte = static_cast<char>(numbers()); // nothing that compression could make small
    }
    CHECK(appendAndWait(*writer, {p0, "", random, {}}).error().trouble == LogTrouble::tooLarge);
    CHECK(appendAndWait(*writer, {p0, "", "small again", {}}));
}

TEST_CASE("refused credentials and missing rights are told apart from silence, and no secret is in the line") {
    const KafkaBroker broker({.sasl = true, .extra = {}});
    KafkaSettings admin{.brokers = broker.address(), .topic = "guarded"};
    admin.options = {{"security.protocol", "SASL_PLAINTEXT"},
                     {"sasl.mechanism", "PLAIN"},
                     {"sasl.username", "admin"},
                     {"sasl.password", "admin-secret"}};
    REQUIRE(createKafkaTopic(admin, {}));
    const auto log = openOrFail(admin);
    CHECK(appendAndWait(*writerOf(*log), {p0, "", "x", {}}));

    KafkaSettings wrong = admin;
    wrong.options["sasl.password"] = "not-the-password";
    const LogError refused = refusal(wrong);
    CHECK(refused.trouble == LogTrouble::notAuthorised);
    CHECK(refused.sentence.find("not-the-password") == std::string::npos);

    KafkaSettings guest = admin;
    guest.options["sasl.username"] = "guest";
    guest.options["sasl.password"] = "guest-secret";
    const LogError noRights = refusal(guest);
    CHECK((noRights.trouble == LogTrouble::notAuthorised || noRights.trouble == LogTrouble::unknownTopic));
    CHECK(noRights.sentence.find("guest-secret") == std::string::npos);

    KafkaSettings unknown = admin;
    unknown.options["sasl.pasword"] = "typing-error";
    const LogError option = refusal(unknown);
    CHECK(option.sentence.find("sasl.pasword") != std::string::npos);
    CHECK(option.sentence.find("typing-error") == std::string::npos);
}

TEST_CASE("a topic that was deleted and made anew is told to readers and writers, for good") {
    KafkaBroker& broker = sharedBroker();
    const KafkaSettings settings = topicOn(broker, "anew");
    const auto log = openOrFail(settings, {.identityEvery = Millis{200}});
    const auto writer = writerOf(*log);
    appendNumbers(*writer, p0, 0, 20);
    const auto reader = readerFrom(*log, {{p0, Offset{0}}});
    CHECK(readCount(*reader, 20).size() == 20);
    broker.deleteTopic("anew");
    CHECK(troubleOf(*reader).trouble == LogTrouble::unknownTopic);
    topicOn(broker, "anew");
    LogError error = troubleOf(*reader);
    const auto until = std::chrono::steady_clock::now() + patience;
    while (error.trouble != LogTrouble::recreated && std::chrono::steady_clock::now() < until) {
        error = troubleOf(*reader);
    }
    CHECK(error.trouble == LogTrouble::recreated);
    CHECK(error.sentence.find("made anew") != std::string::npos);
    CHECK(writer->append({p0, "", "x", {}}, {}).error().trouble == LogTrouble::recreated);
    CHECK(log->offsets(p0).error().trouble == LogTrouble::recreated);
    CHECK(openOrFail(settings)->identity()->topicId != log->identity()->topicId);
}

TEST_CASE("an offset that retention has taken is told with how many are gone") {
    const KafkaBroker& broker = sharedBroker();
    const auto log =
        openOrFail(topicOn(broker, "short", 1, {{"segment.bytes", "20000"}, {"retention.bytes", "30000"}}));
    const auto writer = writerOf(*log);
    std::mt19937 numbers(1);
    for (int number = 0; number < 100; ++number) {
        std::string value(2000, '\0');
        for (char& byte : value) {
            byte = static_cast<char>(numbers());
        }
        REQUIRE(appendAndWait(*writer, {p0, "", value, {}}));
    }
    const auto until = std::chrono::steady_clock::now() + patience;
    while (log->offsets(p0)->low == Offset{0} && std::chrono::steady_clock::now() < until) {
        std::this_thread::yield();
    }
    const auto reader = readerFrom(*log, {{p0, Offset{0}}});
    const LogError gone = troubleOf(*reader);
    CHECK(gone.trouble == LogTrouble::outOfRange);
    CHECK(gone.lostRecords >= 1);
    CHECK(gone.sentence.find("oldest record kept") != std::string::npos);
}

TEST_CASE("a topic that stamps the senders' time opens with a notice that says so") {
    const KafkaBroker& broker = sharedBroker();
    const auto log = openOrFail(topicOn(broker, "create-time", 1, {{"message.timestamp.type", "CreateTime"}}));
    REQUIRE(log->notices().size() == 1);
    CHECK(log->notices().front().find("LogAppendTime") != std::string::npos);
}
