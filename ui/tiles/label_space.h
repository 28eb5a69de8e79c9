#pragma once

#include <QRectF>

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace roundsman {

/// Which places of a zoom level already carry letters.
class LabelSpace {
public:
    [[nodiscard]] bool isFree(const QRectF& box) const {
        bool free = true;
        forCells(box, [&](std::uint64_t cell) {
            const auto known = m_cells.find(cell);
            if (known != m_cells.end()) {
                for (const std::uint32_t taken : known->second) {
                    free = free && !m_taken[taken].intersects(box);
                }
            }
        });
        return free;
    }

    void take(const QRectF& box) {
        const auto number = static_cast<std::uint32_t>(m_taken.size());
        m_taken.push_back(box);
        forCells(box, [&](std::uint64_t cell) { m_cells[cell].push_back(number); });
    }

private:
    static constexpr double side = 96;

    template <typename Visit>
    static void forCells(const QRectF& box, Visit visit) {
        const auto left = static_cast<std::int64_t>(box.left() / side);
        const auto right = static_cast<std::int64_t>(box.right() / side);
        const auto bottom = static_cast<std::int64_t>(box.bottom() / side);
        for (auto row = static_cast<std::int64_t>(box.top() / side); row <= bottom; ++row) {
            for (std::int64_t column = left; column <= right; ++column) {
                visit(static_cast<std::uint64_t>(row) << 32 | static_cast<std::uint64_t>(column));
            }
        }
    }

    std::vector<QRectF> m_taken;
    std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> m_cells;
};

} // namespace roundsman
