#include "ui/map/pick_index.h"

#include <algorithm>
#include <cmath>

namespace roundsman {

PickIndex::PickIndex(std::vector<DrawnMark> marks, QSize pixels)
    : m_columns(pixels.width() / binSide + 1), m_rows(pixels.height() / binSide + 1) {
    m_begin.assign(static_cast<std::size_t>(m_columns) * static_cast<std::size_t>(m_rows) + 1, 0);
    for (const DrawnMark& mark : marks) {
        ++m_begin[static_cast<std::size_t>(binOf(mark.x, mark.y)) + 1];
    }
    for (std::size_t n = 1; n < m_begin.size(); ++n) {
        m_begin[n] += m_begin[n - 1];
    }
    m_marks.resize(marks.size());
    std::vector<std::uint32_t> next(m_begin.begin(), m_begin.end() - 1);
    for (const DrawnMark& mark : marks) {
        m_marks[next[static_cast<std::size_t>(binOf(mark.x, mark.y))]++] = mark;
    }
}

int PickIndex::binOf(int x, int y) const {
    const int column = std::clamp(x / binSide, 0, m_columns - 1);
    const int row = std::clamp(y / binSide, 0, m_rows - 1);
    return row * m_columns + column;
}

std::vector<DrawnMark> PickIndex::near(QPointF point, double radius, std::size_t atMost) const {
    std::vector<DrawnMark> found;
    if (m_marks.empty()) {
        return found;
    }
    const auto distance = [point](const DrawnMark& mark) {
        return std::hypot(mark.x + 0.5 - point.x(), mark.y + 0.5 - point.y());
    };
    const int left = std::clamp(static_cast<int>(point.x() - radius) / binSide, 0, m_columns - 1);
    const int right = std::clamp(static_cast<int>(point.x() + radius) / binSide, 0, m_columns - 1);
    const int top = std::clamp(static_cast<int>(point.y() - radius) / binSide, 0, m_rows - 1);
    const int bottom = std::clamp(static_cast<int>(point.y() + radius) / binSide, 0, m_rows - 1);
    for (int row = top; row <= bottom; ++row) {
        const auto first = static_cast<std::size_t>(row * m_columns + left);
        const auto last = static_cast<std::size_t>(row * m_columns + right);
        for (std::uint32_t n = m_begin[first]; n < m_begin[last + 1]; ++n) {
            if (distance(m_marks[n]) <= radius) {
                found.push_back(m_marks[n]);
            }
        }
    }
    std::ranges::sort(found, [&](const DrawnMark& a, const DrawnMark& b) {
        const double da = distance(a);
        const double db = distance(b);
        return da != db ? da < db : a.index < b.index;
    });
    found.resize(std::min(found.size(), atMost));
    return found;
}

} // namespace roundsman
