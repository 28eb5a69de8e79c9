#pragma once

#include <cmath>

namespace roundsman {

/// A picture made at one zoom says nothing at another so far away: one mark of the whole world would fill the window.
/// Until the next picture is there, nothing is shown rather than that.
inline bool isFarFrom(double pictureZoom, double mapZoom) {
    constexpr double levels = 3;
    return std::fabs(pictureZoom - mapZoom) > levels;
}

} // namespace roundsman
