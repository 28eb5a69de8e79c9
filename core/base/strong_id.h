#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>

namespace roundsman {

/// A number that says what it counts: a RiderNo does not compile where an OrderNo is meant.
template <typename Tag, typename Rep = std::uint32_t>
class StrongId {
public:
    using rep = Rep;

    constexpr StrongId() = default;
    constexpr explicit StrongId(Rep value) : m_value(value) {}

    [[nodiscard]] constexpr Rep value() const { return m_value; }
    constexpr auto operator<=>(const StrongId&) const = default;

private:
    Rep m_value{};
};

} // namespace roundsman

template <typename Tag, typename Rep>
struct std::hash<roundsman::StrongId<Tag, Rep>> {
    std::size_t operator()(roundsman::StrongId<Tag, Rep> id) const noexcept { return std::hash<Rep>{}(id.value()); }
};
