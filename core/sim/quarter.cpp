#include "core/sim/quarter.h"

#include <algorithm>

namespace roundsman {
namespace {

constexpr double overshootMetres = 7; ///< cuts run a little past the edge, so that they surely meet it once it is bent

/// The part of an outline to the left of a line.
SpotLine keepLeft(const SpotLine& outline, Spot on, Spot direction) {
    SpotLine kept;
    for (std::size_t i = 0; i < outline.size(); ++i) {
        const Spot a = outline[i];
        const Spot b = outline[(i + 1) % outline.size()];
        const double sideA = cross(direction, a - on);
        const double sideB = cross(direction, b - on);
        if (sideA >= 0) {
            kept.push_back(a);
        }
        if ((sideA >= 0) != (sideB >= 0)) {
            kept.push_back(between(a, b, sideA / (sideA - sideB)));
        }
    }
    return kept;
}

/// Where a line crosses an outline, as distances along the line, ascending.
std::vector<double> crossings(const SpotLine& outline, Spot on, Spot direction) {
    std::vector<double> found;
    for (std::size_t i = 0; i < outline.size(); ++i) {
        const Spot a = outline[i];
        const Spot b = outline[(i + 1) % outline.size()];
        const double sideA = cross(direction, a - on);
        const double sideB = cross(direction, b - on);
        if ((sideA >= 0) != (sideB >= 0)) {
            found.push_back(dot(between(a, b, sideA / (sideA - sideB)) - on, direction));
        }
    }
    std::ranges::sort(found);
    return found;
}

struct Extent {
    double low = 1e18;
    double high = -1e18;
    [[nodiscard]] double size() const { return high - low; }
};

Extent extentAlong(const SpotLine& outline, Spot direction) {
    Extent extent;
    for (const Spot spot : outline) {
        extent.low = std::min(extent.low, dot(spot, direction));
        extent.high = std::max(extent.high, dot(spot, direction));
    }
    return extent;
}

Spot longestEdge(const SpotLine& outline) {
    // Bent edges consist of many pieces: take steps of a sixth of the outline.
    const std::size_t step = std::max<std::size_t>(1, outline.size() / 6);
    Spot longest{1, 0};
    double best = 0;
    for (std::size_t i = 0; i < outline.size(); ++i) {
        const Spot way = outline[(i + step) % outline.size()] - outline[i];
        if (lengthOf(way) > best) {
            best = lengthOf(way);
            longest = unit(way);
        }
    }
    return longest;
}

} // namespace

double areaOf(const SpotLine& outline) {
    double twice = 0;
    for (std::size_t i = 0; i < outline.size(); ++i) {
        twice += cross(outline[i], outline[(i + 1) % outline.size()]);
    }
    return std::abs(twice) / 2;
}

Spot middleOf(const SpotLine& outline) {
    Spot sum;
    double length = 0;
    for (std::size_t i = 0; i < outline.size(); ++i) {
        const Spot a = outline[i];
        const Spot b = outline[(i + 1) % outline.size()];
        const double piece = distance(a, b);
        sum = sum + between(a, b, 0.5) * piece;
        length += piece;
    }
    return length > 0 ? sum * (1 / length) : Spot{};
}

void Quarters::fill(const SpotLine& outline, const QuarterStyle& style) {
    if (style.grid) {
        fillGrid(outline, style);
    } else {
        divide(outline, style, 0);
    }
}

void Quarters::emitChords(const SpotLine& outline, Spot on, Spot direction, RoadClass roadClass, bool oneWay) {
    const std::vector<double> at = crossings(outline, on, direction);
    const bool isShort = at.size() >= 2 && at.back() - at.front() < 260;
    const std::uint32_t name = m_plan.newName(isShort ? NameWish::lane : NameWish::street);
    for (std::size_t i = 0; i + 1 < at.size(); i += 2) {
        if (at[i + 1] - at[i] > 15) {
            m_plan.lines.push_back(
                {{on + direction * (at[i] - overshootMetres), on + direction * (at[i + 1] + overshootMetres)},
                 roadClass,
                 name,
                 oneWay,
                 false});
        }
    }
}

void Quarters::fillGrid(const SpotLine& outline, const QuarterStyle& style) {
    const double narrow = std::sqrt(style.blockArea / 1.9);
    const double wide = narrow * 1.9;
    const Spot along = polar(style.angle, 1);
    for (const bool across : {false, true}) {
        const Spot direction = across ? leftOf(along) : along;
        const Spot normal = leftOf(direction);
        const double spacing = across ? wide : narrow;
        const Extent extent = extentAlong(outline, normal);
        const int mainEvery = across ? 4 : 6;
        for (int k = static_cast<int>(std::ceil((extent.low + 25) / spacing)); k * spacing < extent.high - 25; ++k) {
            const bool main = k % mainEvery == 0;
            const bool reversed = k % 2 != 0;
            emitChords(outline, normal * (k * spacing), reversed ? direction * -1.0 : direction,
                       main ? RoadClass::street : RoadClass::residential, style.oneWays && !main);
        }
    }
}

void Quarters::divide(const SpotLine& outline, const QuarterStyle& style, int depth) {
    const double area = areaOf(outline);
    const bool stays = depth > 1 && area < style.blockArea * 14 && m_random.chance(style.earlyStop);
    if (outline.size() < 3 || area < style.blockArea * m_random.between(0.75, 1.6) || stays || depth > 24) {
        if (area > 55'000) {
            m_plan.fields.push_back(outline);
        }
        return;
    }
    Spot along = longestEdge(outline);
    if (extentAlong(outline, along).size() < extentAlong(outline, leftOf(along)).size()) {
        along = leftOf(along);
    }
    const double turn = style.unrest * m_random.normal() * 0.6;
    const Spot cut = unit(leftOf(along) + along * turn);
    const Extent extent = extentAlong(outline, along);
    const Spot middle = middleOf(outline);
    const double at = extent.low + extent.size() * m_random.between(0.4, 0.6);
    const Spot on = middle + along * (at - dot(middle, along));
    const bool country = style.laneShare < 1;
    if (!country || depth < 2 || m_random.chance(style.laneShare)) {
        emitChords(outline, on, cut, area > 520'000 && !country ? RoadClass::street : RoadClass::residential, false);
    }
    divide(keepLeft(outline, on, cut), style, depth + 1);
    divide(keepLeft(outline, on, cut * -1.0), style, depth + 1);
}

} // namespace roundsman
