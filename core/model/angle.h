#pragma once

#include <numbers>

namespace roundsman {

constexpr double radians(double degrees) {
    return degrees * (std::numbers::pi / 180.0);
}
constexpr double degrees(double radians) {
    return radians * (180.0 / std::numbers::pi);
}

} // namespace roundsman
