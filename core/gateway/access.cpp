#include "core/gateway/access.h"

#include <algorithm>
#include <array>

namespace roundsman {
namespace {

constexpr std::array<std::string_view, roleCount> roleTexts{"rider",    "customer", "merchant", "support",
                                                            "dispatch", "admin",    "service"};

bool same(std::string_view own, std::string_view asked) {
    return !own.empty() && own == asked;
}

bool riderMay(const Identity& who, Act act, const Subject& what) {
    const bool himself = same(who.subject, what.rider);
    return himself && (act == Act::sendFix || act == Act::readRider || act == Act::readOrder);
}

bool merchantMay(const Identity& who, Act act, const Subject& what) {
    const bool own = same(who.merchant, what.merchant);
    return own && (act == Act::sendEvent || act == Act::readRider || act == Act::readOrder ||
                   act == Act::readMerchant || act == Act::command);
}

bool isReading(Act act) {
    return act == Act::readRider || act == Act::readOrder || act == Act::readMerchant || act == Act::readMarket;
}

} // namespace

std::string_view toText(Role role) {
    return roleTexts[static_cast<std::size_t>(role)];
}

std::optional<Role> roleFrom(std::string_view text) {
    const auto* const found = std::ranges::find(roleTexts, text);
    return found == roleTexts.end() ? std::nullopt : std::optional{static_cast<Role>(found - roleTexts.begin())};
}

std::string nameOf(const Identity& who) {
    return std::string(toText(who.role)) + ":" + who.subject;
}

bool namesMarket(const Identity& who, std::string_view market) {
    return std::ranges::any_of(who.markets, [&](const std::string& allowed) {
        return allowed == "*" || (!market.empty() && allowed == market);
    });
}

bool allows(const Identity& who, Act act, const Subject& what) {
    switch (who.role) {
    case Role::rider:
        return riderMay(who, act, what);
    case Role::customer:
        return act == Act::readOrder && same(who.order, what.order);
    case Role::merchant:
        return merchantMay(who, act, what);
    case Role::support:
        return (isReading(act) || act == Act::retryQuarantine || act == Act::note) && namesMarket(who, what.market);
    case Role::dispatch:
        return (isReading(act) || act == Act::retryQuarantine || act == Act::command || act == Act::note ||
                act == Act::dispatch) &&
               namesMarket(who, what.market);
    case Role::service:
        return (isReading(act) || act == Act::sendFix || act == Act::sendEvent) && namesMarket(who, what.market);
    case Role::admin:
        return act != Act::sendFix; // nobody but a phone or a service says where a rider is
    }
    return false;
}

} // namespace roundsman
