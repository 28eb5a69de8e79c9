#include "core/measure/eta/tree_training.h"

#include "core/base/check.h"

#include <xgboost/c_api.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <memory>
#include <string>
#include <string_view>

namespace roundsman {
namespace {

/// A call that can only fail by our own mistake.
void must(int result) {
    check(result == 0, result == 0 ? "" : XGBGetLastError());
}

struct FreeMatrix {
    void operator()(void* handle) const { XGDMatrixFree(handle); }
};
struct FreeBooster {
    void operator()(void* handle) const { XGBoosterFree(handle); }
};
using Matrix = std::unique_ptr<void, FreeMatrix>;
using Booster = std::unique_ptr<void, FreeBooster>;

Matrix matrixOf(std::span<const LegFeatures> rows, std::span<const float> targets) {
    DMatrixHandle raw = nullptr;
    must(XGDMatrixCreateFromMat(rows.front().data(), rows.size(), legFeatureCount,
                                std::numeric_limits<float>::quiet_NaN(), &raw));
    Matrix matrix(raw);
    must(XGDMatrixSetFloatInfo(raw, "label", targets.data(), targets.size()));
    return matrix;
}

Booster boost(DMatrixHandle matrix, const TreeSettings& settings) {
    BoosterHandle raw = nullptr;
    must(XGBoosterCreate(&matrix, 1, &raw));
    Booster booster(raw);
    const auto set = [raw](const char* name, const std::string& value) {
        must(XGBoosterSetParam(raw, name, value.c_str()));
    };
    set("objective", "reg:quantileerror");
    set("quantile_alpha", "[0.5, 0.9]");
    set("tree_method", "hist");
    set("nthread", "1");
    set("verbosity", "0");
    set("seed", std::to_string(settings.seed));
    set("max_depth", std::to_string(settings.depth));
    set("eta", std::to_string(settings.learningRate));
    set("subsample", std::to_string(settings.rowShare));
    set("colsample_bytree", std::to_string(settings.columnShare));
    set("min_child_weight", std::to_string(settings.leafWeightMin));
    for (unsigned round = 0; round < settings.rounds; ++round) {
        must(XGBoosterUpdateOneIter(raw, static_cast<int>(round), matrix));
    }
    return booster;
}

/// The number behind `label` in a line such as "3:[f12<0.5] yes=7,no=8,missing=7".
template <typename Number>
Number numberAfter(std::string_view line, std::string_view label) {
    const auto at = line.find(label);
    check(at != std::string_view::npos, "a tree is dumped as text in lines that name their parts");
    Number number{};
    const char* const begin = line.data() + at + label.size();
    check(std::from_chars(begin, line.data() + line.size(), number).ec == std::errc{}, "a tree's numbers are numbers");
    return number;
}

struct DumpedNode {
    bool leaf = false;
    float value = 0;
    unsigned feature = 0;
    std::size_t yes = 0; ///< below the value
    std::size_t no = 0;
    bool missingIsYes = false;
};

DumpedNode parseLine(std::string_view line) {
    if (line.contains("leaf=")) {
        return {.leaf = true, .value = numberAfter<float>(line, "leaf=")};
    }
    const auto yes = numberAfter<std::size_t>(line, "yes=");
    return {.leaf = false,
            .value = numberAfter<float>(line, "<"),
            .feature = numberAfter<unsigned>(line, "[f"),
            .yes = yes,
            .no = numberAfter<std::size_t>(line, "no="),
            .missingIsYes = numberAfter<std::size_t>(line, "missing=") == yes};
}

std::vector<DumpedNode> parseTree(std::string_view text) {
    std::vector<DumpedNode> nodes;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        const auto begin = line.find_first_not_of('\t');
        if (begin == std::string_view::npos) {
            continue;
        }
        line.remove_prefix(begin);
        std::size_t number = 0;
        std::from_chars(line.data(), line.data() + line.size(), number);
        nodes.resize(std::max(nodes.size(), number + 1));
        nodes[number] = parseLine(line);
    }
    return nodes;
}

/// Numbers the nodes anew, so that siblings stand side by side and behind their parent.
Trees::Tree layOut(const std::vector<DumpedNode>& dumped) {
    Trees::Tree nodes(1);
    std::vector<std::size_t> sources{0};
    for (std::size_t at = 0; at < nodes.size(); ++at) {
        const DumpedNode& source = dumped[sources[at]];
        if (source.leaf) {
            nodes[at] = Trees::leafAt(static_cast<std::uint16_t>(at), source.value);
            continue;
        }
        nodes[at].below = source.value;
        nodes[at].feature =
            static_cast<std::uint16_t>(source.feature | (source.missingIsYes ? Trees::missingLeft : 0U));
        nodes[at].left = static_cast<std::uint16_t>(nodes.size());
        sources.push_back(source.yes);
        sources.push_back(source.no);
        nodes.resize(sources.size());
    }
    return nodes;
}

std::vector<Trees::Tree> treesOf(BoosterHandle booster) {
    bst_ulong count = 0;
    const char** texts = nullptr;
    must(XGBoosterDumpModelEx(booster, "", 0, "text", &count, &texts));
    std::vector<Trees::Tree> trees;
    for (bst_ulong i = 0; i < count; ++i) {
        trees.push_back(layOut(parseTree(texts[i])));
    }
    return trees;
}

std::vector<Quantiles> answersOf(BoosterHandle booster, DMatrixHandle matrix, std::size_t rows) {
    constexpr const char* config =
        R"({"type":1,"training":false,"iteration_begin":0,"iteration_end":0,"strict_shape":true})";
    const bst_ulong* shape = nullptr;
    bst_ulong dimensions = 0;
    const float* values = nullptr;
    must(XGBoosterPredictFromDMatrix(booster, matrix, config, &shape, &dimensions, &values));
    check(dimensions >= 2 && shape[0] == rows && shape[1] == 2, "a model answers two quantiles a row");
    std::vector<Quantiles> answers;
    for (std::size_t row = 0; row < rows; ++row) {
        answers.push_back({values[2 * row], values[2 * row + 1]});
    }
    return answers;
}

} // namespace

Trees trainTrees(std::span<const LegFeatures> rows, std::span<const float> targets, const TreeSettings& settings) {
    check(!rows.empty() && rows.size() == targets.size(), "trees are trained from rows with a target each");
    const Matrix matrix = matrixOf(rows, targets);
    const Booster booster = boost(matrix.get(), settings);
    const std::vector<Quantiles> theirs = answersOf(booster.get(), matrix.get(), rows.size());

    // Where sums begin is not in the dump; it is what our sums lack of theirs. After that both must agree everywhere.
    const auto trees = treesOf(booster.get());
    std::vector<Quantiles> first;
    Trees(trees, {}).sum(rows.first(1), first);
    Trees ours(trees, {theirs[0].p50 - first[0].p50, theirs[0].p90 - first[0].p90});
    std::vector<Quantiles> sums;
    ours.sum(rows, sums);
    for (std::size_t row = 0; row < rows.size(); ++row) {
        constexpr float rounding = 1e-4F;
        check(std::abs(sums[row].p50 - theirs[row].p50) < rounding &&
                  std::abs(sums[row].p90 - theirs[row].p90) < rounding,
              "our trees answer as those that were trained");
    }
    return ours;
}

} // namespace roundsman
