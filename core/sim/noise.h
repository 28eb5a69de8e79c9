#pragma once

#include "core/sim/plane.h"
#include "core/sim/random.h"

namespace roundsman {

/// Smooth noise over the plane, in [-1, 1], with features as large as `wavelength`.
class Noise {
public:
    Noise(std::uint64_t seed, double wavelengthMetres) : m_seed(seed), m_scale(1 / wavelengthMetres) {}

    [[nodiscard]] double at(Spot spot) const {
        const double x = spot.x * m_scale;
        const double y = spot.y * m_scale;
        const double left = std::floor(x);
        const double bottom = std::floor(y);
        const double u = eased(x - left);
        const double v = eased(y - bottom);
        const auto i = static_cast<std::int64_t>(left);
        const auto j = static_cast<std::int64_t>(bottom);
        const double low = corner(i, j) + (corner(i + 1, j) - corner(i, j)) * u;
        const double high = corner(i, j + 1) + (corner(i + 1, j + 1) - corner(i, j + 1)) * u;
        return low + (high - low) * v;
    }

private:
    static double eased(double t) { return t * t * t * (t * (t * 6 - 15) + 10); }
    [[nodiscard]] double corner(std::int64_t i, std::int64_t j) const {
        const std::uint64_t bits =
            mixBits(m_seed ^ mixBits(static_cast<std::uint64_t>(i) * 0x9e3779b97f4a7c15ULL +
                                     mixBits(static_cast<std::uint64_t>(j) + 0x632be59bd9b4e019ULL)));
        return static_cast<double>(bits >> 11) * 0x1.0p-52 - 1;
    }

    std::uint64_t m_seed;
    double m_scale;
};

} // namespace roundsman
