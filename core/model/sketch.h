#pragma once

#include "core/base/time.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace roundsman {

/// Quantiles of durations with a relative error of at most 1 %, mergeable in any order with the same result (the
/// DDSketch idea). Buckets are cut by whole-number arithmetic alone, so every machine cuts them alike. Values are whole
/// milliseconds; negative ones count as 0, those over some 69 years as that.
class QuantileSketch {
public:
    void add(std::int64_t value, std::uint64_t times = 1);
    void merge(const QuantileSketch& other);

    [[nodiscard]] std::uint64_t count() const { return m_count; }
    /// The value below which the share `q` lies (lower quantile, rank floor(q * (count - 1))). REQUIRES: count() > 0
    [[nodiscard]] double quantile(double q) const;

    [[nodiscard]] std::string toBytes() const;
    /// False, and empty, when the bytes are none of toBytes'.
    bool fromBytes(std::string_view bytes);

    void clear() {
        m_buckets.clear();
        m_count = 0;
    }
    bool operator==(const QuantileSketch&) const = default;

private:
    struct Bucket {
        std::uint32_t index = 0;
        std::uint64_t count = 0;
        bool operator==(const Bucket&) const = default;
    };
    std::vector<Bucket> m_buckets; ///< ascending index, no empty ones
    std::uint64_t m_count = 0;     ///< of all together
};

} // namespace roundsman
