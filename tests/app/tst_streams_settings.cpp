#include "app/settings.h"

#include <doctest/doctest.h>

#include <fstream>

using namespace roundsman;

namespace {

std::string firstError(const std::string& toml) {
    const auto settings = parseSettings(toml, "node.toml");
    return settings ? "no error" : settings.error().front();
}

const std::string kafka = "[log]\nkind = \"kafka\"\n[log.kafka]\nbrokers = \"k:9092\"\n";

} // namespace

TEST_CASE("a bridge has defaults for all that it is not told, and each table is a group of its own") {
    const auto settings = parseSettings(kafka + R"([[bridge]]
[[bridge]]
topics = ["^fleet[.]north[.]"]
group = "north"
brokers = "other:9092"
market = "north"
market_from = "key"
coordinates = "web-mercator"
start = "end"
topic_ids = false
privileged = true
options = { "security.protocol" = "SSL" }
)",
                                        "node.toml");
    REQUIRE(settings);
    REQUIRE(settings->bridges.size() == 2);
    CHECK(settings->bridges[0] == BridgeSettings{});
    CHECK(settings->bridges[0].topics.size() == 5);
    const BridgeSettings& north = settings->bridges[1];
    CHECK(north.topics == std::vector<std::string>{"^fleet[.]north[.]"});
    CHECK(north.group == "north");
    CHECK(north.brokers == "other:9092");
    CHECK(north.market == "north");
    CHECK(north.marketFromKey);
    CHECK(north.coordinates == Coordinates::webMercatorMetres);
    CHECK_FALSE(north.fromStart);
    CHECK_FALSE(north.topicIds);
    CHECK(north.privileged);
    CHECK_FALSE(settings->bridges[0].privileged);
    CHECK(north.options.at("security.protocol") == "SSL");
}

TEST_CASE("what is wrong with a bridge is told with its number and key") {
    CHECK(firstError(kafka + "[[bridge]]\ntopic = [\"a\"]\n") ==
          "node.toml:5: bridge number 1: has no key topic; did you mean topics?");
    CHECK(firstError(kafka + "[[bridge]]\n[[bridge]]\ncoordinates = \"metres\"\n")
              .contains("bridge number 2: coordinates is \"degrees\" or \"web-mercator\""));
    CHECK(firstError(kafka + "[[bridge]]\ntopics = []\n").contains("topics is a list of texts"));
    CHECK(firstError(kafka + "[bridge]\ngroup = \"a\"\n").contains("is a list of tables"));
    CHECK(firstError(kafka + "[[bridge]]\n[[bridge]]\n") ==
          "node.toml: bridge number 2 has the group roundsman-bridge of another: each needs a group of its own");
    CHECK(firstError("[[bridge]]\n") ==
          "node.toml: bridge number 1 needs brokers (such as \"localhost:9092\"): the log "
          "is local and has none");
    CHECK(firstError(kafka + "[[bridge]]\ntopics = [\"fleet-events\"]\n").contains("which is the log that it writes"));
}

TEST_CASE("a webhook has an address, a secret and a name, and no error says the secret") {
    const auto settings = parseSettings(R"([outbox]
topics = false
positions_every_ms = 0
[[outbox.webhook]]
url = "https://shop.example/hook?token=1"
secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
topics = ["alerts"]
attempts = 3
[[outbox.webhook]]
name = "second"
url = "http://127.0.0.1:8081/"
secret = "sixteen bytes or more"
)",
                                        "node.toml");
    REQUIRE_MESSAGE(settings, (settings ? "" : settings.error().front()));
    CHECK_FALSE(settings->outbox.topics);
    REQUIRE(settings->outbox.webhooks.size() == 2);
    CHECK(settings->outbox.webhooks[0].name == "shop.example");
    CHECK(settings->outbox.webhooks[0].secret.size() == 24);
    CHECK(settings->outbox.webhooks[0].attemptsMax == 3);
    CHECK(settings->outbox.webhooks[1].secret == "sixteen bytes or more");

    const std::string hook = "[[outbox.webhook]]\nurl = \"https://shop.example/\"\n";
    CHECK(firstError(hook) == "node.toml:1: outbox.webhook number 1: url and secret (or secret_file) are needed");
    const std::string shortSecret = firstError(hook + "secret = \"hunter2\"\n");
    CHECK(shortSecret.contains("secret is a text of at least 16 bytes"));
    CHECK_FALSE(shortSecret.contains("hunter2"));
    CHECK(firstError("[[outbox.webhook]]\nurl = \"https://me:pw@shop.example/\"\nsecret = \"sixteen bytes or more\"\n")
              .contains("url has no user or password in it"));
    CHECK(firstError(hook + "secret_file = \"/nowhere\"\n").contains("secret_file names a file"));
}
