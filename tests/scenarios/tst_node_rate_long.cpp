#include "tests/support/kafka_broker.h"
#include "tests/support/node_rate.h"

#include <doctest/doctest.h>

TEST_CASE(
    "100,000 riders at 100,000 updates a second through a real broker lag less than two seconds for two minutes") {
    roundsman::tests::nodeKeepsUpFor(std::chrono::seconds(120));
}
