#pragma once

#include "core/base/time.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace roundsman {

/// Which market each rider belongs to, as his own documents last said it. A rider who is named in two markets by turns
/// is two riders with one number: then nothing is said of moves any more.
class RiderHomes {
public:
    explicit RiderHomes(std::size_t ridersMax) : m_ridersMax(ridersMax) {}

    /// The market that the rider has left for this one; nothing: he was here, or is new.
    std::optional<std::string_view> move(std::string_view rider, std::string_view market, EventTime now);
    void forget() { m_homes.clear(); }

private:
    struct Home {
        std::uint32_t market = 0;
        std::uint32_t moves = 0;
        EventTime movedAt{};
    };
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };

    std::uint32_t numberOf(std::string_view market);

    const std::size_t m_ridersMax;
    std::unordered_map<std::string, Home, Hash, std::equal_to<>> m_homes;
    std::map<std::string, std::uint32_t, std::less<>> m_numbers;
    std::vector<std::string_view> m_names; ///< of m_numbers
};

} // namespace roundsman
