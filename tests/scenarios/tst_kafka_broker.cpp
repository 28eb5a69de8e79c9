#include "tests/support/kafka_broker.h"

#include <doctest/doctest.h>

using namespace roundsman::tests;

TEST_CASE("a broker that was killed comes back at its address with its topics") {
    KafkaBroker broker;
    const std::string address = broker.address();
    CHECK(address.starts_with("127.0.0.1:"));
    broker.createTopic("fleet-events", 2);
    broker.kill9();
    broker.restart();
    CHECK(broker.address() == address);
    broker.deleteTopic("fleet-events"); // throws when it is not there
}

TEST_CASE("two brokers live side by side") {
    const KafkaBroker one;
    const KafkaBroker other;
    CHECK(one.address() != other.address());
}

TEST_CASE("a broker that cannot start says why in the failure") {
    const KafkaBroker::Settings wrong{.sasl = false, .extra = {"num.io.threads=none"}};
    CHECK_THROWS_WITH_AS(KafkaBroker{wrong}, doctest::Contains("no real Kafka broker"), std::runtime_error);
}
