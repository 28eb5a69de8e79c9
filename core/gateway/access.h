#pragma once

#include "core/base/time.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace roundsman {

enum class Role : std::uint8_t { rider, customer, merchant, support, dispatch, admin, service };
inline constexpr std::size_t roleCount = 7;
std::string_view toText(Role role);
std::optional<Role> roleFrom(std::string_view text);

/// Who is asking, as a credential says it: nobody is more than his credential.
struct Identity {
    Role role = Role::rider;
    std::string subject;              ///< the rider's, customer's or person's id; the name of a service
    std::vector<std::string> markets; ///< staff and services; "*" is every market
    std::string merchant;             ///< merchants
    std::string order;                ///< customers: the one order they may watch
    std::string credential;           ///< id of the token or key, for revocation and the audit log
    EventTime expiresAt{};
    std::string signedBy{}; ///< id of the key that signed the token
    bool operator==(const Identity&) const = default;
};

/// "rider:453": one sender, whatever credential he shows.
std::string nameOf(const Identity& who);

enum class Act : std::uint8_t {
    sendFix,
    sendEvent,
    readRider,
    readOrder,
    readMerchant,
    readMarket, ///< surge, cells, alerts, live feeds
    command,
    retryQuarantine,
    administer, ///< keys, settings, models
    note,       ///< write down something about an order
    dispatch, ///< who rides, what is promised, claims, alerts, limits of surge, erasure: no merchant's, even of his own
};
inline constexpr std::size_t actCount = 11;

/// What an act is about, as far as it is known; empty is "none" or "not known".
struct Subject {
    std::string_view market;
    std::string_view merchant; ///< of a merchant's own things, or of the order
    std::string_view order;
    std::string_view rider; ///< the rider himself, or the one assigned to the order
};

/// A credential names this market, or all; of no market ("") only who names all.
bool namesMarket(const Identity& who, std::string_view market);

/// Whether somebody may do something to something. The one place where scopes are decided.
bool allows(const Identity& who, Act act, const Subject& what);

} // namespace roundsman
