#pragma once

#include "core/model/rider.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace roundsman {

struct Tones;

/// One small picture, premultiplied RGBA, trimmed to a square of `side` device pixels.
struct Sprite {
    int side = 0;
    std::vector<std::uint32_t> pixels;
};

/// Whoever waits, rests or is off has no heading worth showing.
constexpr bool isUnderWay(RiderStatus status) {
    return status == RiderStatus::idle || status == RiderStatus::toMerchant || status == RiderStatus::toCustomer;
}

/// The riders' marks at one size: a shape and colour for each state, a fin for the heading, the age in the way the mark
/// is filled. Painted once for a size and theme, stamped many times. Immutable after construction.
class MarkSprites {
public:
    static constexpr int headings = 24; ///< 15 degrees each

    MarkSprites(int diameter, const Tones& tones);

    [[nodiscard]] int diameter() const { return m_diameter; }
    /// `headingDegrees` negative: no fin.
    [[nodiscard]] const Sprite& of(RiderStatus status, Staleness staleness, int headingDegrees) const {
        const bool fin = headingDegrees >= 0 && m_fins && staleness < Staleness::stale && isUnderWay(status);
        const int slot = fin ? 1 + ((headingDegrees * headings + 180) / 360) % headings : 0;
        const auto state = static_cast<std::size_t>(status) * stalenessCount + static_cast<std::size_t>(staleness);
        return m_sprites[state * m_slots + static_cast<std::size_t>(slot)];
    }

    /// The mark's diameter in logical pixels at a zoom, when there is room for it.
    static int diameterAt(double zoom);
    /// The same, but not so large that so many marks would hide each other (and the streets) on so much screen.
    static int diameterFor(double zoom, std::size_t marks, double screenArea);

private:
    int m_diameter;
    bool m_fins; ///< small marks have none: there is no room
    std::size_t m_slots;
    std::vector<Sprite> m_sprites;
};

} // namespace roundsman
