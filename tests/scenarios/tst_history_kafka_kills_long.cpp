#include "tests/support/kafka_broker.h"
#include "tests/support/node_kills.h"

#include <doctest/doctest.h>

TEST_CASE(
    "a node killed a hundred times over a real broker, and the broker once, has the history of an undisturbed one") {
    roundsman::tests::killsOnARealBroker(roundsman::tests::killsWanted(100));
}
