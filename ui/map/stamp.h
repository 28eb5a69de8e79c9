#pragma once

#include "ui/map/mark_sprites.h"

#include <algorithm>

namespace roundsman {

/// Premultiplied source over destination, two channels at a time.
inline std::uint32_t over(std::uint32_t source, std::uint32_t destination) {
    const std::uint32_t rest = 255 - (source >> 24);
    std::uint32_t even = (destination & 0x00ff00ff) * rest + 0x00800080;
    std::uint32_t odd = ((destination >> 8) & 0x00ff00ff) * rest + 0x00800080;
    even = ((even + ((even >> 8) & 0x00ff00ff)) >> 8) & 0x00ff00ff;
    odd = (odd + ((odd >> 8) & 0x00ff00ff)) & 0xff00ff00;
    return source + (even | odd);
}

/// Blends a sprite with its centre at (x, y), clipped to the canvas.
inline void stamp(std::uint32_t* canvas, int width, int height, const Sprite& sprite, int x, int y) {
    const int half = sprite.side / 2;
    const int left = std::max(x - half, 0);
    const int right = std::min(x + half + 1, width);
    const int top = std::max(y - half, 0);
    const int bottom = std::min(y + half + 1, height);
    for (int row = top; row < bottom; ++row) {
        const std::uint32_t* from = sprite.pixels.data() + (row - (y - half)) * sprite.side + (left - (x - half));
        std::uint32_t* to = canvas + static_cast<std::ptrdiff_t>(row) * width + left;
        for (int n = 0; n < right - left; ++n) {
            const std::uint32_t source = from[n];
            if (source >= 0xff000000) {
                to[n] = source;
            } else if (source != 0) {
                to[n] = over(source, to[n]);
            }
        }
    }
}

} // namespace roundsman
