#include "tests/support/gateway_kill.h"
#include "tests/support/kafka_broker.h"

#include <doctest/doctest.h>

TEST_CASE("the same with 30 seconds without a broker, many kills and 5,000 positions a second") {
    roundsman::tests::everyAcknowledgedPositionIsAcceptedOnce({.riders = 200,
                                                               .perSecond = 5'000,
                                                               .nodeKills = 8,
                                                               .between = std::chrono::seconds(5),
                                                               .brokerAway = std::chrono::seconds(30)});
}
