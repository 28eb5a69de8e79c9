#include "tests/support/http_client.h"
#include "tests/support/kafka_broker.h"
#include "tests/support/running_program.h"
#include "tests/support/soon.h"
#include "tests/support/temp_folder.h"

#include <doctest/doctest.h>

#include <fstream>

using namespace roundsman;
using namespace roundsman::tests;

TEST_CASE("a request that was let in when the broker died is told that nobody knows, before anybody's patience ends") {
    KafkaBroker broker;
    broker.createTopic("fleet-events", 2);
    const TempFolder folder;
    const std::string config = folder / "node.toml";
    std::ofstream(config) << "[data]\nfolder = \"data\"\n[log]\nkind = \"kafka\"\n[log.kafka]\nbrokers = \""
                          << broker.address() << "\"\n[http]\nport = 0\n";
    RunningProgram node({ROUNDSMAN_NODE_PROGRAM, "node", "--config", config});
    const std::uint16_t port = node.port();
    REQUIRE(port != 0);
    REQUIRE(soon([&] { return httpGet(port, "/readyz").status == 200; }));
    const std::string document = R"({"id":"e-1","type":"order.placed","market":"south","subject":"o-1",)"
                                 R"("data":{"merchantId":"m-9"}})";
    HttpClient sender(port);
    sender.send("POST /v1/events HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: " +
                std::to_string(document.size()) + "\r\n\r\n");
    REQUIRE(sender.receive().starts_with("HTTP/1.1 100")); // the log was there
    broker.kill9();
    sender.send(document);
    const std::string answer = sender.receive(); // within the 20 s that a test waits
    CHECK(answer.starts_with("HTTP/1.1 503"));
    CHECK(answer.contains("Retry-After: "));
    CHECK(answer.contains("The log did not acknowledge all of this request"));
}
