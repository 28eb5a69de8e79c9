#pragma once

#include "core/base/bytes.h"
#include "core/measure/eta/leg_features.h"

#include <cstdint>
#include <span>
#include <vector>

namespace roundsman {

/// The middle and the ninth decile of log seconds, as trees say them.
struct Quantiles {
    float p50 = 0;
    float p90 = 0;
};

/// Decision trees that somebody trained (see tree_training.h), laid out to be answered fast: siblings side by side, one
/// tree over all rows before the next, and every row down a tree in as many steps as the tree is deep, a leaf leading
/// to itself: no branch that could be guessed wrong. The same rows give the same bits everywhere.
class Trees {
public:
    struct Node {
        float below = 0;           ///< rows whose feature is below this go left
        std::uint16_t feature = 0; ///< with missingLeft: rows that lack the feature go left
        std::uint16_t left = 0;    ///< of this tree; the right one stands behind it; itself: a leaf
        float answer = 0;          ///< a leaf's
    };
    static constexpr std::uint16_t missingLeft = 0x8000;
    static Node leafAt(std::uint16_t place, float answer);

    using Tree = std::vector<Node>;
    /// Trees of both quantiles in turn: p50, p90, p50, … `base`: what both begin with.
    Trees(const std::vector<Tree>& trees, Quantiles base);
    Trees() = default;

    /// Appends one answer a row; the ninth decile is never below the middle.
    void answer(std::span<const LegFeatures> rows, std::vector<Quantiles>& out) const;
    /// The same, but as the trees have it: quantiles may cross.
    void sum(std::span<const LegFeatures> rows, std::vector<Quantiles>& out) const;

    void save(ByteWriter& out) const;
    /// Hostile bytes are refused: a step down a tree never leaves it.
    bool load(ByteReader& in);

private:
    struct Place {
        std::uint32_t first = 0;
        std::uint32_t steps = 0; ///< how deep the tree is
    };
    [[nodiscard]] std::span<const Node> nodesOf(std::size_t tree) const;
    void addTree(std::size_t tree, std::span<const LegFeatures> rows, float* sums) const;
    [[nodiscard]] bool isSound() const;

    std::vector<Node> m_nodes;
    std::vector<Place> m_trees;
    Quantiles m_base;
};

} // namespace roundsman
