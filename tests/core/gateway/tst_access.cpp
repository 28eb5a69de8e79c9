#include "core/gateway/access.h"

#include <doctest/doctest.h>

#include <map>
#include <string>

using namespace roundsman;

namespace {

/// One credential of each role, all of the south.
Identity ofRole(Role role) {
    Identity who;
    who.role = role;
    who.subject = role == Role::rider ? "r-1" : "somebody";
    who.markets = {"south"};
    who.merchant = role == Role::merchant ? "m-1" : "";
    who.order = role == Role::customer ? "o-1" : "";
    return who;
}

constexpr Subject own{.market = "south", .merchant = "m-1", .order = "o-1", .rider = "r-1"};
constexpr Subject foreignMarket{.market = "north", .merchant = "m-1", .order = "o-1", .rider = "r-1"};
constexpr Subject foreign{.market = "south", .merchant = "m-2", .order = "o-2", .rider = "r-2"};

} // namespace

TEST_CASE("each role may do what its line says, to what is its own, and nothing else") {
    // sendFix sendEvent readRider readOrder readMerchant readMarket command retryQuarantine administer note dispatch
    const std::map<Role, std::string> table{
        {Role::rider, "x-xx-------"},   {Role::customer, "---x-------"}, {Role::merchant, "-xxxx-x----"},
        {Role::support, "--xxxx-x-x-"}, {Role::dispatch, "--xxxxxx-xx"}, {Role::admin, "-xxxxxxxxxx"},
        {Role::service, "xxxxxx-----"},
    };
    for (const auto& [role, line] : table) {
        for (std::size_t act = 0; act < actCount; ++act) {
            CAPTURE(toText(role));
            CAPTURE(act);
            CHECK(allows(ofRole(role), static_cast<Act>(act), own) == (line[act] == 'x'));
        }
    }
}

TEST_CASE("riders, customers and merchants reach nothing of others; staff and services nothing of other markets") {
    for (std::size_t act = 0; act < actCount; ++act) {
        CAPTURE(act);
        for (const Role role : {Role::rider, Role::customer, Role::merchant}) {
            CHECK_FALSE(allows(ofRole(role), static_cast<Act>(act), foreign));
            CHECK_FALSE(allows(ofRole(role), static_cast<Act>(act), Subject{}));
        }
        for (const Role role : {Role::support, Role::dispatch, Role::service}) {
            CHECK_FALSE(allows(ofRole(role), static_cast<Act>(act), foreignMarket));
            CHECK_FALSE(allows(ofRole(role), static_cast<Act>(act), Subject{})); // a market nobody knows is nobody's
        }
    }
}

TEST_CASE("an empty scope matches nothing, not even the empty") {
    Identity rider = ofRole(Role::rider);
    rider.subject.clear();
    CHECK_FALSE(allows(rider, Act::sendFix, Subject{}));
    Identity support = ofRole(Role::support);
    support.markets.clear();
    CHECK_FALSE(allows(support, Act::readMarket, own));
}

TEST_CASE("a star is every market, the unknown one too") {
    Identity dispatch = ofRole(Role::dispatch);
    dispatch.markets = {"*"};
    CHECK(allows(dispatch, Act::command, foreignMarket));
    CHECK(allows(dispatch, Act::readMarket, Subject{}));
}
