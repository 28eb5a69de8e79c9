#include "core/sim/street_meet.h"

#include <algorithm>
#include <numeric>
#include <span>
#include <tuple>

namespace roundsman {
namespace {

constexpr double meetingCellMetres = 70;
constexpr double touchMetres = 9; ///< an end that close to a street meets it
constexpr double sameMetres = 9;  ///< two crossings that close are one

struct Segment {
    std::uint32_t line = 0;
    std::uint32_t index = 0;
};

struct Cut {
    std::uint32_t line = 0;
    double at = 0; ///< index of the piece plus the share along it
    Spot spot;
    std::uint32_t node = 0;
};

using CellKey = std::uint64_t;
CellKey keyOf(std::int64_t x, std::int64_t y) {
    return static_cast<CellKey>(x + (1LL << 31)) << 32 | static_cast<CellKey>(y + (1LL << 31));
}
std::int64_t cellOfMetres(double metres) {
    return static_cast<std::int64_t>(std::floor(metres / meetingCellMetres));
}

struct Entry {
    CellKey cell = 0;
    std::uint32_t what = 0;
    auto operator<=>(const Entry&) const = default;
};

std::span<const Entry> inCell(const std::vector<Entry>& entries, CellKey cell) {
    const auto range = std::ranges::equal_range(entries, cell, {}, &Entry::cell);
    return {range.begin(), range.end()};
}

class Crosser {
public:
    explicit Crosser(const std::vector<StreetLine>& lines) : m_lines(lines) {}

    StreetGraph cross() {
        enterSegments();
        cutAtCrossings();
        cutAtEnds();
        nameNodes();
        return pieces();
    }

private:
    [[nodiscard]] Spot start(Segment s) const { return m_lines[s.line].line[s.index]; }
    [[nodiscard]] Spot end(Segment s) const { return m_lines[s.line].line[s.index + 1]; }

    void enterSegments() {
        for (std::uint32_t line = 0; line < m_lines.size(); ++line) {
            for (std::uint32_t i = 0; i + 1 < m_lines[line].line.size(); ++i) {
                const auto number = static_cast<std::uint32_t>(m_segments.size());
                m_segments.push_back({line, i});
                const Spot a = m_lines[line].line[i];
                const Spot b = m_lines[line].line[i + 1];
                for (auto x = cellOfMetres(std::min(a.x, b.x)); x <= cellOfMetres(std::max(a.x, b.x)); ++x) {
                    for (auto y = cellOfMetres(std::min(a.y, b.y)); y <= cellOfMetres(std::max(a.y, b.y)); ++y) {
                        m_entries.push_back({keyOf(x, y), number});
                    }
                }
            }
        }
        std::ranges::sort(m_entries);
    }

    void cutAtCrossings() {
        for (std::size_t first = 0; first < m_entries.size();) {
            std::size_t last = first;
            while (last < m_entries.size() && m_entries[last].cell == m_entries[first].cell) {
                ++last;
            }
            for (std::size_t i = first; i < last; ++i) {
                for (std::size_t k = i + 1; k < last; ++k) {
                    tryCrossing(m_entries[i], m_entries[k].what);
                }
            }
            first = last;
        }
    }

    void tryCrossing(const Entry& entry, std::uint32_t other) {
        const Segment s = m_segments[entry.what];
        const Segment o = m_segments[other];
        if (s.line == o.line) {
            return;
        }
        const Spot way = end(s) - start(s);
        const Spot otherWay = end(o) - start(o);
        const double turn = roundsman::cross(way, otherWay);
        if (std::abs(turn) < 1e-9) {
            return;
        }
        const Spot gap = start(o) - start(s);
        const double t = roundsman::cross(gap, otherWay) / turn;
        const double u = roundsman::cross(gap, way) / turn;
        if (t < 0 || t > 1 || u < 0 || u > 1) {
            return;
        }
        const Spot spot = start(s) + way * t;
        if (keyOf(cellOfMetres(spot.x), cellOfMetres(spot.y)) != entry.cell) {
            return; // found once more in the cell that holds it
        }
        m_cuts.push_back({s.line, s.index + t, spot});
        m_cuts.push_back({o.line, o.index + u, spot});
    }

    void cutAtEnds() {
        for (std::uint32_t line = 0; line < m_lines.size(); ++line) {
            const SpotLine& spots = m_lines[line].line;
            m_cuts.push_back({line, 0, spots.front()});
            m_cuts.push_back({line, static_cast<double>(spots.size() - 1), spots.back()});
            touchAt(line, spots.front());
            touchAt(line, spots.back());
        }
    }

    void touchAt(std::uint32_t line, Spot spot) {
        std::vector<std::uint32_t> near;
        for (auto x = cellOfMetres(spot.x - touchMetres); x <= cellOfMetres(spot.x + touchMetres); ++x) {
            for (auto y = cellOfMetres(spot.y - touchMetres); y <= cellOfMetres(spot.y + touchMetres); ++y) {
                for (const Entry& entry : inCell(m_entries, keyOf(x, y))) {
                    near.push_back(entry.what);
                }
            }
        }
        std::ranges::sort(near);
        near.erase(std::unique(near.begin(), near.end()), near.end());
        for (const std::uint32_t number : near) {
            const Segment s = m_segments[number];
            const Spot way = end(s) - start(s);
            const double t = std::clamp(dot(spot - start(s), way) / std::max(1e-9, dot(way, way)), 0.0, 1.0);
            const Spot foot = start(s) + way * t;
            if (s.line != line && distance(foot, spot) < touchMetres) {
                m_cuts.push_back({s.line, s.index + t, foot});
            }
        }
    }

    std::uint32_t rootOf(std::uint32_t cut) {
        while (m_root[cut] != cut) {
            cut = m_root[cut] = m_root[m_root[cut]];
        }
        return cut;
    }

    void nameNodes() {
        m_root.resize(m_cuts.size());
        std::iota(m_root.begin(), m_root.end(), 0U);
        std::vector<Entry> entries;
        entries.reserve(m_cuts.size());
        for (std::uint32_t i = 0; i < m_cuts.size(); ++i) {
            entries.push_back({keyOf(cellOfMetres(m_cuts[i].spot.x), cellOfMetres(m_cuts[i].spot.y)), i});
        }
        std::ranges::sort(entries);
        for (std::uint32_t i = 0; i < m_cuts.size(); ++i) {
            joinNear(entries, i);
        }
        for (std::uint32_t i = 0; i < m_cuts.size(); ++i) {
            if (rootOf(i) == i) {
                m_cuts[i].node = static_cast<std::uint32_t>(m_graph.nodes.size());
                m_graph.nodes.push_back(m_cuts[i].spot);
            }
        }
        for (std::uint32_t i = 0; i < m_cuts.size(); ++i) {
            m_cuts[i].node = m_cuts[rootOf(i)].node;
        }
    }

    void joinNear(const std::vector<Entry>& entries, std::uint32_t cut) {
        const Spot spot = m_cuts[cut].spot;
        for (auto x = cellOfMetres(spot.x - sameMetres); x <= cellOfMetres(spot.x + sameMetres); ++x) {
            for (auto y = cellOfMetres(spot.y - sameMetres); y <= cellOfMetres(spot.y + sameMetres); ++y) {
                for (const Entry& entry : inCell(entries, keyOf(x, y))) {
                    const std::uint32_t a = rootOf(cut);
                    const std::uint32_t b = rootOf(entry.what);
                    // Against the cluster's first cut, so that clusters do not grow along a street.
                    if (a != b && distance(m_cuts[a].spot, m_cuts[b].spot) < sameMetres) {
                        m_root[std::max(a, b)] = std::min(a, b);
                    }
                }
            }
        }
    }

    StreetGraph pieces() {
        std::ranges::sort(m_cuts, [](const Cut& a, const Cut& b) {
            return std::tie(a.line, a.at, a.node) < std::tie(b.line, b.at, b.node);
        });
        for (std::size_t i = 0; i + 1 < m_cuts.size(); ++i) {
            const Cut& a = m_cuts[i];
            const Cut& b = m_cuts[i + 1];
            if (a.line == b.line && a.node != b.node) {
                emitPiece(a, b);
            }
        }
        return std::move(m_graph);
    }

    void emitPiece(const Cut& a, const Cut& b) {
        const StreetLine& whole = m_lines[a.line];
        StreetPiece piece{a.node, b.node, whole};
        piece.street.line = {m_graph.nodes[a.node]};
        for (auto i = static_cast<std::size_t>(std::floor(a.at)) + 1; static_cast<double>(i) < b.at; ++i) {
            const Spot spot = whole.line[i];
            if (distance(spot, m_graph.nodes[a.node]) > 5 && distance(spot, m_graph.nodes[b.node]) > 5) {
                piece.street.line.push_back(spot);
            }
        }
        piece.street.line.push_back(m_graph.nodes[b.node]);
        m_graph.pieces.push_back(std::move(piece));
    }

    const std::vector<StreetLine>& m_lines;
    std::vector<Segment> m_segments;
    std::vector<Entry> m_entries;
    std::vector<Cut> m_cuts;
    std::vector<std::uint32_t> m_root;
    StreetGraph m_graph;
};

} // namespace

StreetGraph crossStreets(const std::vector<StreetLine>& lines) {
    return Crosser(lines).cross();
}

} // namespace roundsman
