#pragma once

#include <cstdint>

namespace roundsman {

constexpr std::uint64_t mixBits(std::uint64_t z) {
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
}

/// A small random source of our own (SplitMix64): eight bytes of state, so that each rider has one, and the same
/// numbers on every machine, which the standard library's distributions do not promise.
class Random {
public:
    constexpr explicit Random(std::uint64_t seed = 0) : m_state(seed) {}
    /// An independent stream: of one thing among many that share a seed.
    constexpr Random(std::uint64_t seed, std::uint64_t stream) : m_state(mixBits(seed + mixBits(stream + 1))) {}

    constexpr std::uint64_t next() { return mixBits(m_state += 0x9e3779b97f4a7c15ULL); }

    /// In [0, 1).
    constexpr double uniform() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }
    constexpr double between(double low, double high) { return low + (high - low) * uniform(); }
    /// In [0, n). REQUIRES: n > 0
    constexpr std::uint32_t below(std::uint32_t n) {
        return static_cast<std::uint32_t>(((next() >> 32) * std::uint64_t{n}) >> 32);
    }
    constexpr bool chance(double share) { return uniform() < share; }

    /// Mean 0, deviation 1, never beyond 3.47: the sum of four uniform numbers out of one draw.
    constexpr double normal() {
        const std::uint64_t bits = next();
        const auto sum = static_cast<std::int64_t>((bits & 0xffff) + ((bits >> 16) & 0xffff) + ((bits >> 32) & 0xffff) +
                                                   (bits >> 48)) -
                         131'070;
        return static_cast<double>(sum) * (1.7320508075688772 / 65'536.0);
    }

    [[nodiscard]] constexpr std::uint64_t state() const { return m_state; }

private:
    std::uint64_t m_state;
};

} // namespace roundsman
