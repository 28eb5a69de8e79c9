#pragma once

#include "core/measure/shape.h"

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace roundsman {

/// Which fences may be near a place: squares of 1/256 degree, each with the numbers of the fences whose rectangle
/// touches it. Very large fences stand in a list of their own.
class FenceGrid {
public:
    /// A square, remembered with what was found there, for as long as the grid does not change.
    struct Place {
        std::uint32_t square = UINT32_MAX;
        std::uint32_t list = none;
        std::uint32_t generation = 0;
    };

    void add(std::uint32_t number, const GeoBounds& bounds);
    void remove(std::uint32_t number, const GeoBounds& bounds);

    /// The place of a point; cheap when `before` was the same square.
    [[nodiscard]] Place placeOf(GeoPoint point, const Place& before) const;
    [[nodiscard]] bool emptyAt(const Place& place) const { return m_wide.empty() && place.list == none; }
    /// What may hold the point, which is at the place: ascending numbers.
    void collect(const Place& place, GeoPoint point, std::vector<std::uint32_t>& out) const;
    /// The same of every square that a path between two points may touch; false: it is too long to say.
    bool collectPath(GeoPoint from, GeoPoint to, std::vector<std::uint32_t>& out) const;

private:
    static constexpr std::uint32_t none = UINT32_MAX;
    static constexpr std::int64_t sideE7 = 39'063;
    static constexpr std::int64_t columns = 92'161; // enough squares for 360 degrees
    static constexpr std::size_t squaresMax = 4096;

    /// A fence in a square, with its rectangle beside it: most points of the square are ruled out without a look at the
    /// fence itself, which is cold memory. By two differences and no branch, for nobody can guess which way it goes.
    struct Entry {
        std::uint32_t number = 0;
        std::uint32_t south = 0;
        std::uint32_t height = 0;
        std::uint32_t west = 0;
        std::uint32_t width = 0;

        [[nodiscard]] bool mayHold(std::uint32_t latitude, std::uint32_t longitude) const {
            const bool row = latitude - south <= height;
            const bool column = longitude - west <= width;
            return row && column;
        }
    };
    struct Range {
        std::int64_t south;
        std::int64_t north;
        std::int64_t west;
        std::int64_t east;
        [[nodiscard]] std::int64_t squares() const { return (north - south + 1) * (east - west + 1); }
    };
    [[nodiscard]] static Entry entryOf(std::uint32_t number, const GeoBounds& bounds);
    [[nodiscard]] static Range rangeOf(const GeoBounds& bounds);
    [[nodiscard]] static std::uint32_t squareAt(std::int64_t row, std::int64_t column);
    template <typename Visit>
    static void forEachSquare(const Range& range, const Visit& visit);

    std::unordered_map<std::uint32_t, std::uint32_t> m_listOf; ///< looked up, never walked
    std::vector<std::vector<Entry>> m_lists;                   ///< each by ascending number
    std::vector<std::uint32_t> m_wide;
    std::uint32_t m_generation = 1;
};

} // namespace roundsman
