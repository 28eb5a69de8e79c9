#include "core/measure/fence_grid.h"

#include <algorithm>

namespace roundsman {
namespace {

constexpr std::int64_t quarterTurnE7 = 900'000'000;
constexpr std::int64_t halfTurnE7 = 1'800'000'000;
constexpr std::int64_t turnE7 = 3'600'000'000;

} // namespace

FenceGrid::Range FenceGrid::rangeOf(const GeoBounds& bounds) {
    return {(bounds.south + quarterTurnE7) / sideE7, (bounds.north + quarterTurnE7) / sideE7,
            (bounds.west + halfTurnE7 + turnE7) / sideE7, (bounds.east + halfTurnE7 + turnE7) / sideE7};
}

std::uint32_t FenceGrid::squareAt(std::int64_t row, std::int64_t column) {
    return static_cast<std::uint32_t>(row * columns + column);
}

/// Columns may lie a turn to either side of the map; a square at the seam is narrower than the others, so that a turn
/// is no whole number of squares: the longitude is turned, not the column.
template <typename Visit>
void FenceGrid::forEachSquare(const Range& range, const Visit& visit) {
    for (std::int64_t row = range.south; row <= range.north; ++row) {
        for (std::int64_t column = range.west; column <= range.east; ++column) {
            const std::int64_t first = (column * sideE7) % turnE7;
            const std::int64_t last = (column * sideE7 + sideE7 - 1) % turnE7;
            visit(squareAt(row, first / sideE7));
            if (last / sideE7 != first / sideE7) {
                visit(squareAt(row, last / sideE7));
            }
        }
    }
}

FenceGrid::Entry FenceGrid::entryOf(std::uint32_t number, const GeoBounds& bounds) {
    const auto corner = [](std::int64_t at) {
        return static_cast<std::uint32_t>(at);
    };
    const std::int64_t south = std::max(bounds.south, -quarterTurnE7);
    const std::int64_t north = std::min(bounds.north, quarterTurnE7);
    const bool overSeam = bounds.west < -halfTurnE7 || bounds.east > halfTurnE7; // then any longitude may be
    return {number, corner(south), corner(north - south), corner(overSeam ? 0 : bounds.west),
            overSeam ? UINT32_MAX : corner(bounds.east - bounds.west)};
}

void FenceGrid::add(std::uint32_t number, const GeoBounds& bounds) {
    ++m_generation;
    const Range range = rangeOf(bounds);
    if (range.squares() > static_cast<std::int64_t>(squaresMax)) {
        m_wide.push_back(number);
        return;
    }
    forEachSquare(range, [&](std::uint32_t square) {
        const auto [at, fresh] = m_listOf.try_emplace(square, static_cast<std::uint32_t>(m_lists.size()));
        if (fresh) {
            m_lists.emplace_back();
        }
        auto& list = m_lists[at->second];
        const auto place = std::ranges::lower_bound(list, number, {}, &Entry::number);
        if (place == list.end() || place->number != number) {
            list.insert(place, entryOf(number, bounds));
        }
    });
}

void FenceGrid::remove(std::uint32_t number, const GeoBounds& bounds) {
    ++m_generation;
    std::erase(m_wide, number);
    const Range range = rangeOf(bounds);
    if (range.squares() <= static_cast<std::int64_t>(squaresMax)) {
        forEachSquare(range, [&](std::uint32_t square) {
            if (const auto at = m_listOf.find(square); at != m_listOf.end()) {
                std::erase_if(m_lists[at->second], [&](const Entry& entry) { return entry.number == number; });
            }
        });
    }
}

FenceGrid::Place FenceGrid::placeOf(GeoPoint point, const Place& before) const {
    const std::int64_t row = (point.latitudeE7() + quarterTurnE7) / sideE7;
    const std::int64_t column = ((point.longitudeE7() + halfTurnE7) % turnE7) / sideE7;
    const std::uint32_t square = squareAt(row, column);
    if (square == before.square && m_generation == before.generation) {
        return before;
    }
    const auto at = m_listOf.find(square);
    const bool found = at != m_listOf.end() && !m_lists[at->second].empty();
    return {square, found ? at->second : none, m_generation};
}

void FenceGrid::collect(const Place& place, GeoPoint point, std::vector<std::uint32_t>& out) const {
    out.clear();
    if (place.list != none) {
        const std::vector<Entry>& list = m_lists[place.list];
        const auto latitude = static_cast<std::uint32_t>(point.latitudeE7());
        const auto longitude = static_cast<std::uint32_t>(point.longitudeE7());
        out.resize(list.size());
        std::size_t found = 0;
        for (const Entry& entry : list) {
            out[found] = entry.number;
            found += entry.mayHold(latitude, longitude) ? 1 : 0;
        }
        out.resize(found);
    }
    if (!m_wide.empty()) {
        out.insert(out.end(), m_wide.begin(), m_wide.end());
        std::ranges::sort(out);
    }
}

bool FenceGrid::collectPath(GeoPoint from, GeoPoint to, std::vector<std::uint32_t>& out) const {
    const std::int64_t x0 = from.longitudeE7();
    const std::int64_t x1 = GeoBounds{0, 0, x0, x0}.turnedNear(to.longitudeE7());
    const std::int64_t y0 = from.latitudeE7();
    const std::int64_t y1 = to.latitudeE7();
    const Range range = rangeOf({std::min(y0, y1), std::max(y0, y1), std::min(x0, x1), std::max(x0, x1)});
    if (range.squares() > static_cast<std::int64_t>(squaresMax)) {
        return false;
    }
    out = m_wide;
    forEachSquare(range, [&](std::uint32_t square) {
        if (const auto at = m_listOf.find(square); at != m_listOf.end()) {
            for (const Entry& entry : m_lists[at->second]) {
                out.push_back(entry.number);
            }
        }
    });
    std::ranges::sort(out);
    const auto repeats = std::ranges::unique(out);
    out.erase(repeats.begin(), repeats.end());
    return true;
}

} // namespace roundsman
