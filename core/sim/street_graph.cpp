#include "core/sim/street_graph.h"

#include "core/sim/street_meet.h"

#include <algorithm>
#include <tuple>

namespace roundsman {
namespace {

constexpr double stubMetres = 75; ///< dead ends up to that long are cut off

/// Leaves out points that change the line by less than `tolerance`.
SpotLine simplified(const SpotLine& line, double tolerance) {
    std::vector<bool> keep(line.size(), false);
    keep.front() = keep.back() = true;
    std::vector<std::pair<std::size_t, std::size_t>> todo{{0, line.size() - 1}};
    while (!todo.empty()) {
        const auto [first, last] = todo.back();
        todo.pop_back();
        const Spot way = unit(line[last] - line[first]);
        double worst = tolerance;
        std::size_t at = 0;
        for (std::size_t i = first + 1; i < last; ++i) {
            const double along = dot(line[i] - line[first], way);
            const Spot foot = line[first] + way * std::clamp(along, 0.0, distance(line[first], line[last]));
            if (distance(foot, line[i]) > worst) {
                worst = distance(foot, line[i]);
                at = i;
            }
        }
        if (at != 0) {
            keep[at] = true;
            todo.emplace_back(first, at);
            todo.emplace_back(at, last);
        }
    }
    SpotLine kept;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (keep[i]) {
            kept.push_back(line[i]);
        }
    }
    return kept;
}

void dropRepeats(StreetGraph& graph) {
    const auto order = [](const StreetPiece& p) {
        return std::tuple(std::min(p.from, p.to), std::max(p.from, p.to), p.street.roadClass, lengthOf(p.street.line));
    };
    std::ranges::stable_sort(graph.pieces, {}, order);
    const auto repeats = [](const StreetPiece& a, const StreetPiece& b) {
        return std::min(a.from, a.to) == std::min(b.from, b.to) && std::max(a.from, a.to) == std::max(b.from, b.to);
    };
    graph.pieces.erase(std::unique(graph.pieces.begin(), graph.pieces.end(), repeats), graph.pieces.end());
}

std::vector<std::uint32_t> degrees(const StreetGraph& graph) {
    std::vector<std::uint32_t> degree(graph.nodes.size());
    for (const StreetPiece& piece : graph.pieces) {
        ++degree[piece.from];
        ++degree[piece.to];
    }
    return degree;
}

void dropStubs(StreetGraph& graph) {
    for (int pass = 0; pass < 5; ++pass) {
        const std::vector<std::uint32_t> degree = degrees(graph);
        std::erase_if(graph.pieces, [&](const StreetPiece& piece) {
            return (degree[piece.from] == 1 || degree[piece.to] == 1) && lengthOf(piece.street.line) < stubMetres;
        });
    }
}

/// Two pieces of one street that meet where nothing else does become one.
void joinPieces(StreetGraph& graph) {
    std::vector<std::vector<std::uint32_t>> at(graph.nodes.size());
    for (std::uint32_t i = 0; i < graph.pieces.size(); ++i) {
        at[graph.pieces[i].from].push_back(i);
        at[graph.pieces[i].to].push_back(i);
    }
    std::vector<bool> gone(graph.pieces.size(), false);
    const auto turned = [](StreetPiece& piece) {
        std::swap(piece.from, piece.to);
        std::ranges::reverse(piece.street.line);
    };
    for (std::uint32_t node = 0; node < graph.nodes.size(); ++node) {
        if (at[node].size() != 2 || at[node][0] == at[node][1]) {
            continue;
        }
        const std::uint32_t keepNo = at[node][0];
        const std::uint32_t goneNo = at[node][1];
        StreetPiece& a = graph.pieces[keepNo];
        StreetPiece& b = graph.pieces[goneNo];
        const bool alike = a.street.roadClass == b.street.roadClass && a.street.bridge == b.street.bridge &&
                           !a.street.oneWay && !b.street.oneWay;
        if (!alike || (a.from == b.from && a.to == b.to) || (a.from == b.to && a.to == b.from)) {
            continue;
        }
        if (a.from == node) {
            turned(a);
        }
        if (b.to == node) {
            turned(b);
        }
        a.street.line.insert(a.street.line.end(), b.street.line.begin() + 1, b.street.line.end());
        a.to = b.to;
        gone[goneNo] = true;
        at[node].clear();
        std::ranges::replace(at[b.to], goneNo, keepNo);
    }
    std::uint32_t i = 0;
    std::erase_if(graph.pieces, [&](const StreetPiece&) { return gone[i++]; });
}

/// Which nodes `start` reaches, along or against the arrows.
std::vector<bool> reached(const StreetGraph& graph, std::uint32_t start, bool along) {
    std::vector<std::vector<std::uint32_t>> next(graph.nodes.size());
    for (const StreetPiece& piece : graph.pieces) {
        if (along || !piece.street.oneWay) {
            next[piece.from].push_back(piece.to);
        }
        if (!along || !piece.street.oneWay) {
            next[piece.to].push_back(piece.from);
        }
    }
    std::vector<bool> seen(graph.nodes.size(), false);
    std::vector<std::uint32_t> todo{start};
    seen[start] = true;
    while (!todo.empty()) {
        const std::uint32_t node = todo.back();
        todo.pop_back();
        for (const std::uint32_t to : next[node]) {
            if (!seen[to]) {
                seen[to] = true;
                todo.push_back(to);
            }
        }
    }
    return seen;
}

std::uint32_t mostCentral(const StreetGraph& graph) {
    const std::vector<std::uint32_t> degree = degrees(graph);
    std::uint32_t best = 0;
    double nearest = 1e18;
    for (std::uint32_t i = 0; i < graph.nodes.size(); ++i) {
        if (degree[i] > 2 && lengthOf(graph.nodes[i]) < nearest) {
            nearest = lengthOf(graph.nodes[i]);
            best = i;
        }
    }
    return best;
}

void keepReachable(StreetGraph& graph) {
    const std::uint32_t start = mostCentral(graph);
    for (int pass = 0; pass < 8; ++pass) { // a one-way street that cuts somebody off is none
        const std::vector<bool> out = reached(graph, start, true);
        const std::vector<bool> back = reached(graph, start, false);
        for (StreetPiece& piece : graph.pieces) {
            const bool both = out[piece.from] && back[piece.from] && out[piece.to] && back[piece.to];
            piece.street.oneWay = piece.street.oneWay && both;
        }
    }
    const std::vector<bool> out = reached(graph, start, true);
    const std::vector<bool> back = reached(graph, start, false);
    std::erase_if(graph.pieces, [&](const StreetPiece& piece) {
        return !(out[piece.from] && back[piece.from] && out[piece.to] && back[piece.to]);
    });
}

void dropUnusedNodes(StreetGraph& graph) {
    const std::vector<std::uint32_t> degree = degrees(graph);
    std::vector<std::uint32_t> number(graph.nodes.size());
    std::vector<Spot> kept;
    for (std::uint32_t i = 0; i < graph.nodes.size(); ++i) {
        number[i] = static_cast<std::uint32_t>(kept.size());
        if (degree[i] > 0) {
            kept.push_back(graph.nodes[i]);
        }
    }
    for (StreetPiece& piece : graph.pieces) {
        piece.from = number[piece.from];
        piece.to = number[piece.to];
    }
    graph.nodes = std::move(kept);
}

} // namespace

double lengthOf(const SpotLine& line) {
    double sum = 0;
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
        sum += distance(line[i], line[i + 1]);
    }
    return sum;
}

StreetGraph meetStreets(std::vector<StreetLine> lines) {
    for (StreetLine& street : lines) {
        street.line = simplified(street.line, 0.9);
    }
    StreetGraph graph = crossStreets(lines);
    dropRepeats(graph);
    dropStubs(graph);
    joinPieces(graph);
    keepReachable(graph);
    dropUnusedNodes(graph);
    return graph;
}

} // namespace roundsman
