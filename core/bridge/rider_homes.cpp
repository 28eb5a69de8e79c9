#include "core/bridge/rider_homes.h"

#include <chrono>

namespace roundsman {
namespace {

constexpr std::uint32_t movesMax = 3; ///< within …
constexpr Millis movesWithin = std::chrono::minutes(10);
constexpr std::size_t marketsMax = 10'000; ///< names are senders' words

} // namespace

std::optional<std::string_view> RiderHomes::move(std::string_view rider, std::string_view market, EventTime now) {
    const std::uint32_t number = numberOf(market);
    auto home = m_homes.find(rider);
    if (home == m_homes.end()) {
        if (m_homes.size() < m_ridersMax) {
            m_homes.emplace(rider, Home{.market = number});
        }
        return std::nullopt;
    }
    Home& at = home->second;
    if (at.market == number) {
        return std::nullopt;
    }
    const std::string_view left = m_names[at.market];
    at.moves = now - at.movedAt > movesWithin ? 1 : at.moves + 1;
    at.movedAt = now;
    at.market = number;
    return at.moves <= movesMax ? std::optional(left) : std::nullopt;
}

std::uint32_t RiderHomes::numberOf(std::string_view market) {
    if (const auto known = m_numbers.find(market); known != m_numbers.end()) {
        return known->second;
    }
    if (m_names.size() >= marketsMax) {
        m_homes.clear();
        m_names.clear();
        m_numbers.clear();
    }
    const auto number = static_cast<std::uint32_t>(m_names.size());
    m_names.push_back(m_numbers.emplace(market, number).first->first);
    return number;
}

} // namespace roundsman
