#pragma once

#include <QPointF>
#include <QSize>

#include <cstdint>
#include <vector>

namespace roundsman {

/// A mark as it was drawn: device pixels of its centre, and whose it is.
struct DrawnMark {
    std::uint32_t index; ///< in RiderTracks
    std::int16_t x;
    std::int16_t y;
};

/// Finds marks by place on the very picture that is on the screen, so that a click means what the eye saw.
/// Built once by counting (no allocation per mark), then read only.
class PickIndex {
public:
    PickIndex() = default;
    PickIndex(std::vector<DrawnMark> marks, QSize pixels);

    /// The marks within `radius` device pixels, nearest first.
    [[nodiscard]] std::vector<DrawnMark> near(QPointF point, double radius, std::size_t atMost) const;
    [[nodiscard]] std::size_t size() const { return m_marks.size(); }
    [[nodiscard]] const std::vector<DrawnMark>& marks() const { return m_marks; }

private:
    static constexpr int binSide = 32;
    [[nodiscard]] int binOf(int x, int y) const;

    std::vector<DrawnMark> m_marks; ///< grouped by bin
    std::vector<std::uint32_t> m_begin;
    int m_columns = 0;
    int m_rows = 0;
};

} // namespace roundsman
