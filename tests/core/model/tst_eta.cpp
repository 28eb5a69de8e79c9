#include "core/model/eta.h"

#include <doctest/doctest.h>

using namespace roundsman;

namespace {

/// A stretch from one minute to another, of which so many minutes were said.
LegRow leg(Leg what, int from, int to, float said) {
    LegRow row;
    row.query.leg = what;
    row.startedAt = eventTimeFromMillis(from * 60'000);
    row.endedAt = eventTimeFromMillis(to * 60'000);
    row.predicted = {said * 60, said * 90, EtaLevel::merchant};
    return row;
}

} // namespace

TEST_CASE("an order is late by the stretch that lost most of those it had to wait for") {
    const std::vector legs{leg(Leg::assignment, 1, 3, 2),    leg(Leg::toMerchant, 3, 20, 5),
                           leg(Leg::preparation, 1, 25, 15), leg(Leg::wait, 25, 26, 2),
                           leg(Leg::toCustomer, 26, 40, 10), leg(Leg::whole, 1, 42, 30)};
    const WhyLate why = whyLate(legs);
    CHECK(why.lateSeconds == 11 * 60);
    CHECK(why.worst == Leg::preparation); // the rider was late too, but the food was later than he
    CHECK(why.worstSeconds == 9 * 60);
    REQUIRE(why.legs.size() == legs.size());
    CHECK(why.legs.front().leg == Leg::assignment); // as they ended
    CHECK_FALSE(why.legs.front().counts);
    CHECK(why.legs.back().leg == Leg::whole);
}

TEST_CASE("a kitchen that was ready before the rider came is not to blame") {
    const std::vector legs{leg(Leg::preparation, 1, 15, 8), leg(Leg::assignment, 1, 10, 2),
                           leg(Leg::toMerchant, 10, 18, 6), leg(Leg::whole, 1, 30, 20)};
    CHECK(whyLate(legs).worst == Leg::assignment);
    CHECK(whyLate(legs).worstSeconds == 7 * 60);
}

TEST_CASE("an order whose stretches kept their word has none to blame") {
    const std::vector legs{leg(Leg::assignment, 1, 2, 2), leg(Leg::toCustomer, 2, 9, 8), leg(Leg::whole, 1, 9, 12)};
    const WhyLate why = whyLate(legs);
    CHECK(why.worst == Leg::whole);
    CHECK(why.worstSeconds == 0);
    CHECK(why.lateSeconds < 0);
    CHECK(whyLate({}).legs.empty());
}
