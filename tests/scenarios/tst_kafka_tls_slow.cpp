// TLS and logins as librdkafka does them: what is given as options reaches it, and what is wrong comes back as one
// line.
#include "core/log/kafka_log.h"
#include "tests/support/kafka_broker.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace roundsman;
using namespace roundsman::tests;

namespace {

KafkaSettings settingsFor(const KafkaBroker& broker) {
    KafkaSettings settings{.brokers = broker.address()};
    settings.options = {{"security.protocol", "SASL_SSL"},
                        {"ssl.ca.location", broker.authority()},
                        {"sasl.mechanism", "PLAIN"},
                        {"sasl.username", "admin"},
                        {"sasl.password", "admin-secret"}};
    return settings;
}

/// Why a log with these settings cannot be opened.
std::string refusalOf(const KafkaSettings& settings) {
    KafkaLimits limits;
    limits.connectWithin = Millis{3'000};
    const auto log = openKafkaLog(settings, limits);
    REQUIRE_FALSE(log.has_value());
    const std::string& sentence = log.error().sentence;
    CHECK(std::ranges::count(sentence, '\n') == 0);
    CHECK_FALSE(sentence.contains("secret"));
    return sentence;
}

} // namespace

TEST_CASE("a log over TLS with a login: appended, acknowledged, read; and each wrong setting in a line of its own") {
    const KafkaBroker broker({.sasl = true, .extra = {}, .tls = true});
    const KafkaSettings good = settingsFor(broker);
    REQUIRE(createKafkaTopic(good, {}).value_or(false));
    {
        const auto log = openKafkaLog(good);
        REQUIRE_MESSAGE(log.has_value(), log.error().sentence);
        const auto writer = (*log)->write();
        REQUIRE(writer.has_value());
        REQUIRE((*writer)->append({PartitionNo{0}, "key", "over TLS", {}}, [](const Appended&) {}).has_value());
        REQUIRE((*writer)->flush(Millis{30'000}));
        const ReadFrom from{PartitionNo{0}, Offset{0}};
        const auto reader = (*log)->read({&from, 1});
        REQUIRE(reader.has_value());
        const auto batch = (*reader)->poll(Millis{30'000});
        REQUIRE(batch.has_value());
        REQUIRE((*batch)->records().size() == 1);
        CHECK((*batch)->records()[0].value == "over TLS");
    }

    KafkaSettings wrong = good;
    wrong.options["ssl.ca.location"] = "/nonexistent/ca.pem";
    CHECK(refusalOf(wrong).contains("ssl.ca.location failed"));

    wrong = good;
    wrong.options.erase("ssl.ca.location"); // the system's authorities do not know this one
    CHECK(refusalOf(wrong).contains("certificate"));

    wrong = good;
    wrong.options["sasl.password"] = "not-the-password";
    CHECK(refusalOf(wrong).contains("check user, password"));

    wrong = good;
    wrong.options["security.protocol"] = "PLAINTEXT"; // what it hears is no Kafka
    CHECK(refusalOf(wrong).contains(broker.address()));

    wrong = good;
    wrong.options["ssl.ca.locations"] = "x";
    CHECK(refusalOf(wrong).contains("\"ssl.ca.locations\" is unknown"));
}
