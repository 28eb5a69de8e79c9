#pragma once

#include "core/base/time.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace roundsman {

/// Quantiles of durations with a relative error of at most 1 %, mergeable in any order with the same result (the
/// DDSketch idea). Buckets are cut by whole-number arithmetic alone, so every machine cuts them alike. Values are whole
/// milliseconds; negative ones count as 0, those over some 69 years as that. One that comes out of bytes stays bytes
/// until it is changed: of most of them a quantile or two is all that is ever asked.
class QuantileSketch {
public:
    void add(std::int64_t value, std::uint64_t times = 1);
    void merge(const QuantileSketch& other);

    [[nodiscard]] std::uint64_t count() const { return m_count; }
    /// The value below which the share `q` lies (lower quantile, rank floor(q * (count - 1))). REQUIRES: count() > 0
    [[nodiscard]] double quantile(double q) const { return quantiles(q, q).first; }
    /// Two of them on one way. REQUIRES: low <= high, count() > 0
    [[nodiscard]] std::pair<double, double> quantiles(double low, double high) const;

    [[nodiscard]] std::string toBytes() const;
    /// Of toBytes(), with the count of then. Damaged bytes give a damaged sketch, but are never read past their end.
    void fromBytes(std::string_view bytes, std::uint64_t count);

    bool operator==(const QuantileSketch& other) const {
        return m_count == other.m_count && toBytes() == other.toBytes();
    }

private:
    struct Bucket {
        std::uint32_t index = 0;
        std::uint64_t count = 0;
    };
    /// Every bucket in order, until the visitor wants no more.
    template <typename Visit>
    void walk(const Visit& visit) const;
    void unpack();

    std::vector<Bucket> m_buckets; ///< ascending index, no empty ones
    std::string m_packed;          ///< in their place, as long as nothing has changed since they came as bytes
    std::uint64_t m_count = 0;     ///< of all together
};

} // namespace roundsman
