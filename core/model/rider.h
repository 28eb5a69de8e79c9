#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace roundsman {

enum class RiderStatus : std::uint8_t {
    unknown,
    idle,
    toMerchant,
    atMerchant,
    toCustomer,
    atCustomer,
    onBreak,
    offline,
};
inline constexpr std::size_t riderStatusCount = 8;

/// How old a rider's last fix is (DESIGN section 5).
enum class Staleness : std::uint8_t { fresh, ageing, stale, lost };
inline constexpr std::size_t stalenessCount = 4;

/// Why a rider's fix is old, as far as the lane can know. Drawing lag is the console's own to add.
enum class StaleCause : std::uint8_t {
    none,
    device,  ///< others of the same gateway are heard; this phone sends nothing
    network, ///< the phone's fixes arrive long after they were taken
    log,     ///< the log gives nothing: time stands still
    lane,    ///< the lane is behind the log
};

/// "idle", "to_merchant" … as documents spell them.
std::string_view toText(RiderStatus status);
std::optional<RiderStatus> riderStatusFrom(std::string_view text);
std::string_view toText(Staleness staleness);
std::string_view toText(StaleCause cause);

} // namespace roundsman
