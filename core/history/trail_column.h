#pragma once

#include "core/history/trail_bytes.h"

#include <array>
#include <cstdint>

namespace roundsman {

inline constexpr std::size_t columnValuesMax = 256;

/// How the numbers of one column are predicted; what is stored is how far off the prediction was.
enum class Prediction : std::uint8_t {
    same,     ///< all are equal: nothing is stored
    level,    ///< near one value
    step,     ///< near the one before plus a usual step
    straight, ///< as far from the one before as that was from its predecessor
};

/// How a column is written: chosen by the encoder, two bytes and a varint or two in the block.
struct ColumnPlan {
    Prediction prediction = Prediction::same;
    std::uint8_t scale = 0; ///< distances are multiples of 10^scale
    std::uint8_t k = 0;     ///< Rice parameter
    std::int64_t first = 0;
    std::int64_t usual = 0; ///< the level's distance from `first`, or the usual step; scaled
};

/// A column ready to be written.
struct CodedColumn {
    ColumnPlan plan;
    std::size_t count = 0;
    std::array<std::uint64_t, columnValuesMax> residuals;
};

/// REQUIRES: 1 <= values.size() <= columnValuesMax
void codeColumn(std::span<const std::int64_t> values, CodedColumn& out);
std::uint8_t* putPlan(std::uint8_t* at, const ColumnPlan& plan);
void putResiduals(BitWriter& bits, const CodedColumn& column);

bool readPlan(VarintReader& in, ColumnPlan& plan);
void readColumn(BitReader& bits, const ColumnPlan& plan, std::span<std::int64_t> values);

} // namespace roundsman
