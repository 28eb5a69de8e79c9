#include "tests/support/gateway_kill.h"
#include "tests/support/kafka_broker.h"

#include <doctest/doctest.h>

TEST_CASE("through kills of the node and of the broker every acknowledged position is accepted exactly once") {
    roundsman::tests::everyAcknowledgedPositionIsAcceptedOnce({});
}
