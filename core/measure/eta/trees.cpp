#include "core/measure/eta/trees.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace roundsman {
namespace {

constexpr std::uint32_t stepsMax = 16;

std::size_t next(const Trees::Node& node, const LegFeatures& row) {
    const float value = row[node.feature & ~Trees::missingLeft];
    const bool below = value < node.below; // false for a missing one
    const bool missing = std::isnan(value) && (node.feature & Trees::missingLeft) != 0;
    return static_cast<std::size_t>(node.left) + static_cast<std::size_t>(!(below | missing));
}

std::uint32_t stepsOf(const Trees::Tree& tree, std::size_t at = 0) {
    const std::size_t left = tree[at].left;
    return left == at ? 0 : 1 + std::max(stepsOf(tree, left), stepsOf(tree, left + 1));
}

} // namespace

Trees::Node Trees::leafAt(std::uint16_t place, float answer) {
    // Every number is below infinity, and what is missing goes left too.
    return {std::numeric_limits<float>::infinity(), missingLeft, place, answer};
}

Trees::Trees(const std::vector<Tree>& trees, Quantiles base) : m_base(base) {
    for (const Tree& tree : trees) {
        m_trees.push_back({static_cast<std::uint32_t>(m_nodes.size()), stepsOf(tree)});
        m_nodes.insert(m_nodes.end(), tree.begin(), tree.end());
    }
}

std::span<const Trees::Node> Trees::nodesOf(std::size_t tree) const {
    const std::size_t end = tree + 1 < m_trees.size() ? m_trees[tree + 1].first : m_nodes.size();
    return std::span(m_nodes).subspan(m_trees[tree].first, end - m_trees[tree].first);
}

/// Rows go down in blocks: their steps do not wait for each other.
void Trees::addTree(std::size_t tree, std::span<const LegFeatures> rows, float* sums) const {
    constexpr std::size_t block = 8;
    const Node* const nodes = nodesOf(tree).data();
    const std::uint32_t steps = m_trees[tree].steps;
    constexpr std::size_t stride = sizeof(Quantiles) / sizeof(float);
    for (std::size_t row = 0; row < rows.size(); row += block) {
        const std::size_t size = std::min(block, rows.size() - row);
        std::array<std::size_t, block> at{};
        for (std::uint32_t step = 0; step < steps; ++step) {
            for (std::size_t i = 0; i < size; ++i) {
                at[i] = next(nodes[at[i]], rows[row + i]);
            }
        }
        for (std::size_t i = 0; i < size; ++i) {
            sums[(row + i) * stride] += nodes[at[i]].answer;
        }
    }
}

void Trees::sum(std::span<const LegFeatures> rows, std::vector<Quantiles>& out) const {
    const std::size_t first = out.size();
    out.resize(first + rows.size(), m_base);
    if (rows.empty()) {
        return;
    }
    for (std::size_t tree = 0; tree < m_trees.size(); ++tree) {
        addTree(tree, rows, tree % 2 == 0 ? &out[first].p50 : &out[first].p90);
    }
}

void Trees::answer(std::span<const LegFeatures> rows, std::vector<Quantiles>& out) const {
    const std::size_t first = out.size();
    sum(rows, out);
    for (std::size_t row = first; row < out.size(); ++row) {
        out[row].p90 = std::max(out[row].p50, out[row].p90);
    }
}

void Trees::save(ByteWriter& out) const {
    out.put(m_base.p50);
    out.put(m_base.p90);
    out.put(static_cast<std::uint64_t>(m_trees.size()));
    for (const Place& place : m_trees) {
        out.put(place.first);
        out.put(place.steps);
    }
    out.put(static_cast<std::uint64_t>(m_nodes.size()));
    for (const Node& node : m_nodes) {
        out.put(node.below);
        out.put(node.feature);
        out.put(node.left);
        out.put(node.answer);
    }
}

bool Trees::load(ByteReader& in) {
    m_base.p50 = in.get<float>();
    m_base.p90 = in.get<float>();
    m_trees.assign(in.getCount(sizeof(Place)), {});
    for (Place& place : m_trees) {
        place.first = in.get<std::uint32_t>();
        place.steps = in.get<std::uint32_t>();
    }
    m_nodes.assign(in.getCount(sizeof(Node)), {});
    for (Node& node : m_nodes) {
        node.below = in.get<float>();
        node.feature = in.get<std::uint16_t>();
        node.left = in.get<std::uint16_t>();
        node.answer = in.get<float>();
    }
    if (in.ok() && !isSound()) {
        in.fail();
    }
    return in.ok();
}

bool Trees::isSound() const {
    for (std::size_t tree = 0; tree < m_trees.size(); ++tree) {
        const std::size_t end = tree + 1 < m_trees.size() ? m_trees[tree + 1].first : m_nodes.size();
        if (m_trees[tree].first >= end || end > m_nodes.size() || m_trees[tree].steps > stepsMax) {
            return false;
        }
        const auto nodes = nodesOf(tree);
        for (std::size_t at = 0; at < nodes.size(); ++at) {
            const bool isLeaf = nodes[at].left == at && nodes[at].feature == missingLeft &&
                                nodes[at].below == std::numeric_limits<float>::infinity();
            const bool goesOn = nodes[at].left > at && nodes[at].left + 1U < nodes.size() &&
                                (nodes[at].feature & ~missingLeft) < legFeatureCount;
            if (!isLeaf && !goesOn) {
                return false;
            }
        }
    }
    return true;
}

} // namespace roundsman
