// What leaves a node, while the node is killed -9 between sending and remembering: one content for each id, in Kafka
// and at a webhook's other end, and nothing is missing.
#include "core/base/net/http_server.h"
#include "core/log/kafka_log.h"
#include "tests/support/http_client.h"
#include "tests/support/kafka_broker.h"
#include "tests/support/log_tools.h"
#include "tests/support/running_program.h"
#include "tests/support/soon.h"
#include "tests/support/temp_folder.h"

#include <csignal>
#include <fstream>
#include <utility>

using namespace roundsman;
using namespace roundsman::tests;

namespace {

/// A webhook's other end: what came by id, and whether an id ever came with another body.
class Shop {
public:
    Shop() {
        m_server.route("POST", "/hook", [this](const HttpRequest& request, const HttpReply& reply) {
            const std::lock_guard lock(m_mutex);
            const auto [known, fresh] = m_bodies.emplace(request.header("webhook-id"), request.body);
            m_twoContents += !fresh && known->second != request.body ? 1 : 0;
            m_repeats += fresh ? 0 : 1;
            reply({.status = ++m_requests % 7 == 0 ? 503U : 200U});
        });
        const auto started = m_server.start({.address = "127.0.0.1", .port = 0});
        REQUIRE(started);
        port = *started;
    }
    std::size_t ids() {
        const std::lock_guard lock(m_mutex);
        return m_bodies.size();
    }
    void check() {
        const std::lock_guard lock(m_mutex);
        CHECK(m_twoContents == 0);
        MESSAGE("webhook: ", m_requests, " requests, ", m_bodies.size(), " ids, ", m_repeats, " repeats");
    }
    std::uint16_t port = 0;

private:
    std::mutex m_mutex;
    std::map<std::string, std::string> m_bodies;
    int m_requests = 0;
    int m_repeats = 0;
    int m_twoContents = 0;
    HttpServer m_server;
};

std::string configuration(const TempFolder& folder, const std::string& brokers, std::uint16_t hook) {
    const std::string file = folder / "node.toml";
    std::ofstream(file) << "[log]\nkind = \"kafka\"\n[log.kafka]\nbrokers = \"" << brokers
                        << "\"\n[http]\nport = 0\n[data]\nfolder = \"data\"\n[outbox]\npositions_every_ms = 100\n"
                        << "[history]\ncommit_documents = 50\ncommit_every_ms = 100\n"
                        << "[[outbox.webhook]]\nname = \"shop\"\nurl = \"http://127.0.0.1:" << hook
                        << "/hook?token=hidden\"\nsecret = \"a secret of sixteen bytes\"\ntopics = [\"dead-letters\"]\n"
                        << "retry_first_ms = 5\nretry_max_ms = 20\nattempts = 100\n";
    return file;
}

/// Everything in a topic: contents by id; an id with two contents fails the test.
std::map<std::string, std::string> contents(const std::string& brokers, const std::string& topic, int& repeats) {
    auto log = openKafkaLog({.brokers = brokers, .topic = topic, .wantLogTime = false});
    REQUIRE_MESSAGE(log, (log ? std::string() : log.error().sentence));
    std::map<std::string, std::string> byId;
    for (std::int32_t p = 0; p < (*log)->partitions(); ++p) {
        const auto range = (*log)->offsets(PartitionNo{p});
        REQUIRE(range);
        const auto reader = readerFrom(**log, {{PartitionNo{p}, range->low}});
        while (reader->position(PartitionNo{p}) < range->high) {
            const auto batch = reader->poll(Millis{500});
            REQUIRE(batch);
            for (const RecordView& record : (*batch)->records()) {
                REQUIRE(record.headers.size() == 1);
                REQUIRE(record.headers[0].name == "rm-id");
                const std::string content = std::string(record.key) + "=" + std::string(record.value);
                const auto [known, fresh] = byId.emplace(record.headers[0].value, content);
                repeats += fresh ? 0 : 1;
                CHECK(known->second == content);
            }
        }
    }
    return byId;
}

} // namespace

TEST_CASE("a node killed -9 while rows leave: one content an id, nothing missing, in topics and at a webhook") {
    const TempFolder folder;
    KafkaBroker broker;
    broker.createTopic("fleet-events", 1);
    Shop shop;
    const std::string config = configuration(folder, broker.address(), shop.port);
    auto log = openKafkaLog({.brokers = broker.address(), .topic = "fleet-events"});
    REQUIRE(log);
    const auto writer = writerOf(**log);
    std::atomic<int> refusedDocuments{0};
    std::atomic<int> fixes{0};
    std::jthread load([&](const std::stop_token& stop) {
        for (int n = 0; !stop.stop_requested(); ++n) {
            const std::string fix =
                R"({"driverId":"r)" + std::to_string(n % 40) + R"(","latitude":12.97,"longitude":77.59})";
            const bool bad = n % 5 == 0;
            const std::string value = bad ? R"({"name":"tony","location":")" + std::to_string(n) + "\"}" : fix;
            (bad ? refusedDocuments : fixes) += 1;
            CHECK(writer->append({p0, "", value, {}}, {}));
            if (n % 20 == 0) {
                writer->flush(patience);
            }
        }
    });
    std::string errors;
    for (int life = 0; life < 6; ++life) {
        RunningProgram node({ROUNDSMAN_NODE_PROGRAM, "node", "--config", config});
        const std::uint16_t port = node.port();
        REQUIRE(port != 0);
        const std::size_t before = shop.ids();
        REQUIRE(soon([&] {
            return shop.ids() > before + 20 + 13 * static_cast<std::size_t>(life) &&
                   metricSum(httpGet(port, "/metrics").body, "roundsman_positions_sent_total") >= 40;
        }));
        node.signal(SIGKILL);
        CHECK(node.wait() == 128 + SIGKILL);
        errors += node.errorsSoFar();
    }
    load.request_stop();
    load.join();
    REQUIRE(writer->flush(patience));
    RunningProgram node({ROUNDSMAN_NODE_PROGRAM, "node", "--config", config});
    const std::uint16_t port = node.port();
    REQUIRE(port != 0);
    REQUIRE(soon([&] {
        const std::string text = httpGet(port, "/metrics").body;
        return metricSum(text, "roundsman_lag_records") == 0 && metricSum(text, "roundsman_outbox_waiting") == 0 &&
               metricSum(text, "roundsman_documents_total") > 0 &&
               text.contains("roundsman_outbox_waiting{destination=\"kafka\"}") &&
               shop.ids() >= static_cast<std::size_t>(refusedDocuments);
    }));
    int repeats = 0; // the numbers above are a second old at most: what counts is what the topic has
    REQUIRE(soon([&] { return std::ssize(contents(broker.address(), "dead-letters", repeats)) >= refusedDocuments; }));
    node.signal(SIGTERM);
    CHECK(node.wait() == 0);
    errors += node.errorsSoFar();
    CHECK_FALSE(errors.contains("a secret of sixteen bytes"));
    CHECK_FALSE(errors.contains("token=hidden"));

    repeats = 0;
    const auto letters = contents(broker.address(), "dead-letters", repeats);
    CHECK(std::ssize(letters) == refusedDocuments);
    CHECK(rowsOf("quarantine", folder / "data/history") == refusedDocuments);
    shop.check();
    CHECK(std::cmp_equal(shop.ids(), refusedDocuments.load()));
    int positionRepeats = 0;
    const auto positions = contents(broker.address(), "rider-positions", positionRepeats);
    MESSAGE("dead-letters: ", letters.size(), " ids, ", repeats, " repeats; rider-positions: ", positions.size(),
            " ids, ", positionRepeats, " repeats; ", fixes.load(), " fixes");
    CHECK(positions.size() >= 40);
}
