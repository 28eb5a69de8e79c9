#include "core/log/kafka_log.h"
#include "tests/support/http_client.h"
#include "tests/support/kafka_broker.h"
#include "tests/support/log_tools.h"
#include "tests/support/process.h"
#include "tests/support/running_program.h"
#include "tests/support/soon.h"
#include "tests/support/temp_folder.h"

#include <condition_variable>
#include <csignal>
#include <fstream>
#include <random>

using namespace roundsman;
using namespace roundsman::tests;

namespace {

/// What others write: every rider once, two markets, now and then a line that is none. A few thousand a second: enough
/// that a node always dies in the middle of some, and few enough that the next ones catch up.
class Producers {
public:
    Producers(const std::string& brokers, const std::string& topic, std::int32_t partitions) {
        auto opened = openKafkaLog({.brokers = brokers, .topic = topic, .wantLogTime = false});
        REQUIRE_MESSAGE(opened, (opened ? std::string() : opened.error().sentence));
        m_log = std::move(*opened);
        m_writer = writerOf(*m_log);
        m_thread = std::jthread([this, partitions](const std::stop_token& stop) { run(stop, partitions); });
    }
    void stop() {
        m_thread.request_stop();
        m_thread.join();
        REQUIRE(m_writer->flush(patience));
        CHECK(m_failed == 0);
    }
    std::atomic<int> fixes{0};
    std::atomic<int> rubbish{0};

private:
    void run(const std::stop_token& stop, std::int32_t partitions) {
        for (int number = 0; !stop.stop_requested(); ++number) {
            const bool isRubbish = number % 50 == 49;
            std::string value = R"({"driverId":"r)" + std::to_string(number) +
                                R"(","latitude":12.97,"longitude":77.59)" +
                                (number % 3 == 0 ? R"(,"state":"north"})" : "}");
            value = isRubbish ? "{\"driverId\":\n" + std::to_string(number) : value;
            const auto taken = m_writer->append({PartitionNo{number % partitions}, "location-update", value, {}},
                                                [this](const Appended& appended) { m_failed += appended ? 0 : 1; });
            if (!taken) {
                ++m_failed;
            }
            ++(isRubbish ? rubbish : fixes);
            if (number % atOnce == 0) {
                m_writer->flush(patience);
                std::unique_lock lock(m_mutex);
                m_stopped.wait_for(lock, stop, every, [] { return false; });
            }
        }
    }

    static constexpr int atOnce = 100;
    static constexpr Millis every{50};

    std::unique_ptr<EventLog> m_log;
    std::unique_ptr<LogWriter> m_writer;
    std::atomic<int> m_failed{0};
    std::mutex m_mutex;
    std::condition_variable_any m_stopped;
    std::jthread m_thread;
};

std::string configuration(const TempFolder& folder, const std::string& brokers) {
    const std::string file = folder / "node.toml";
    std::ofstream(file) << "[log]\nkind = \"kafka\"\n[log.kafka]\nbrokers = \"" << brokers
                        << "\"\n[http]\nport = 0\n[data]\nfolder = \"data\"\n[markets]\nsouth = 0\nnorth = 1\n"
                        << "[[bridge]]\ntopics = [\"rider-updates\", \"not-there\"]\nmarket = \"south\"\n"
                        << "options = { \"session.timeout.ms\" = 1500, \"heartbeat.interval.ms\" = 300 }\n";
    return file;
}

/// Verdicts as history has them: text -> documents.
std::map<std::string, std::int64_t> verdicts(const std::filesystem::path& history) {
    const ProcessResult result =
        runToEnd({ROUNDSMAN_NODE_PROGRAM, "query", "verdicts", "--history", history, "--format", "csv"});
    REQUIRE_MESSAGE(result.exitStatus == 0, result.errors);
    std::map<std::string, std::int64_t> counts;
    std::istringstream lines(result.output);
    for (std::string line; std::getline(lines, line);) {
        std::istringstream fields(line);
        std::string partition;
        std::string kind;
        std::string name;
        std::string documents;
        std::getline(fields, partition, ',');
        std::getline(fields, kind, ',');
        std::getline(fields, name, ',');
        std::getline(fields, documents, ',');
        counts[name] += std::atoll(documents.c_str());
    }
    return counts;
}

/// Records of many documents that no compression makes shorter.
void writeLong(const std::string& brokers, const std::string& topic, int records, int documentsEach) {
    static constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-";
    std::mt19937 random(5);
    const auto log = openKafkaLog({.brokers = brokers, .topic = topic, .wantLogTime = false});
    REQUIRE(log);
    const auto writer = writerOf(**log);
    std::atomic<int> failed{0};
    for (int number = 0; number < records * documentsEach;) {
        std::string value;
        for (int i = 0; i < documentsEach; ++i, ++number) {
            value += R"({"driverId":"r)" + std::to_string(number) + R"(","latitude":12.97,"longitude":77.59,"note":")";
            for (int letter = 0; letter < 300; ++letter) {
                value += letters[random() % letters.size()];
            }
            value += "\"}\n";
        }
        REQUIRE(writer->append({PartitionNo{0}, {}, value, {}}, [&](const Appended& done) { failed += done ? 0 : 1; }));
        REQUIRE(writer->flush(patience)); // together they would be more than such a broker takes
    }
    REQUIRE(failed == 0);
}

double bridgeLag(std::uint16_t port) {
    const std::string text = httpGet(port, "/metrics").body;
    return text.contains("roundsman_bridge_lag_records{") ? metricSum(text, "roundsman_bridge_lag_records") : -1;
}

} // namespace

TEST_CASE("a node killed -9 under load again and again takes every foreign record exactly once, rubbish too") {
    const TempFolder folder;
    KafkaBroker broker({.extra = {"group.min.session.timeout.ms=1000"}}); // a dead member is soon given up
    broker.createTopic("fleet-events", 2);
    broker.createTopic("rider-updates", 3);
    const std::string config = configuration(folder, broker.address());
    Producers producers(broker.address(), "rider-updates", 3);
    for (int life = 0; life < 4; ++life) {
        RunningProgram node({ROUNDSMAN_NODE_PROGRAM, "node", "--config", config});
        const std::uint16_t port = node.port();
        REQUIRE(port != 0);
        REQUIRE(soon([&] {
            return metricSum(httpGet(port, "/metrics").body, "roundsman_bridge_appends_total") > 5 + 3 * life;
        }));
        node.signal(SIGKILL);
        CHECK(node.wait() == 128 + SIGKILL);
    }
    producers.stop();
    RunningProgram node({ROUNDSMAN_NODE_PROGRAM, "node", "--config", config});
    const std::uint16_t port = node.port();
    REQUIRE(port != 0);
    const std::string history = folder / "data/history";
    REQUIRE(soon([&] { return bridgeLag(port) == 0; }));
    REQUIRE(soon([&] { return rowsOf("riders", history) >= producers.fixes; }));
    node.signal(SIGTERM);
    CHECK(node.wait() == 0);
    auto counts = verdicts(folder / "data/history");
    MESSAGE(producers.fixes.load(), " fixes, ", producers.rubbish.load(),
            " of rubbish; repeats dropped: ", counts["same_source_offset"]);
    CHECK(counts["same_source_offset"] > 0);
    // A line broken in two is two documents, and neither can be read.
    CHECK(counts["quarantined"] == 2 * producers.rubbish);
    CHECK(counts["accepted"] >= producers.fixes); // ticks beside them
    CHECK(counts["late"] == 0);
    CHECK(rowsOf("riders", history) == producers.fixes);
    CHECK(rowsOf("trail", history) == producers.fixes); // each rider wrote one fix
}

TEST_CASE("a broker that takes shorter records than ours gets them in halves, each document once") {
    const TempFolder folder;
    KafkaBroker broker({.extra = {"group.min.session.timeout.ms=1000", "message.max.bytes=150000"}});
    broker.createTopic("fleet-events", 2);
    broker.createTopic("rider-updates", 1);
    writeLong(broker.address(), "rider-updates", 12, 300);
    RunningProgram node({ROUNDSMAN_NODE_PROGRAM, "node", "--config", configuration(folder, broker.address())});
    const std::uint16_t port = node.port();
    REQUIRE(port != 0);
    const std::string history = folder / "data/history";
    REQUIRE(soon([&] { return bridgeLag(port) == 0; }));
    REQUIRE(soon([&] { return rowsOf("riders", history) == 12 * 300; }));
    CHECK(metricSum(httpGet(port, "/metrics").body, "roundsman_bridge_appends_failed_total") > 0);
    node.signal(SIGTERM);
    CHECK(node.wait() == 0);
    auto counts = verdicts(history);
    CHECK(counts["quarantined"] == 0);
    CHECK(counts["duplicate"] == 0);
}
