#include "core/model/sketch.h"

#include "core/base/check.h"
#include "core/base/compact_bytes.h"

#include <algorithm>
#include <array>

namespace roundsman {
namespace {

// Bucket i holds the whole numbers [bounds[i], bounds[i + 1] - 1], whose last is at most 101/99 of the first: the
// harmonic middle of the two is then within 1 % of every number between. Below 50 each number has a bucket of its own.
constexpr std::uint64_t nextBound(std::uint64_t bound) {
    return std::max(bound + 1, bound * 101 / 99 + 1);
}

constexpr std::uint64_t lastBound = std::uint64_t{1} << 41;

constexpr std::size_t boundCount = [] {
    std::size_t n = 1;
    for (std::uint64_t bound = 1; bound < lastBound; bound = nextBound(bound)) {
        ++n;
    }
    return n + 1;
}();

constexpr std::array<std::uint64_t, boundCount> bounds = [] {
    std::array<std::uint64_t, boundCount> table{};
    std::uint64_t bound = 1;
    for (std::size_t i = 1; i < boundCount; ++i, bound = nextBound(bound)) {
        table[i] = bound;
    }
    return table;
}();

std::uint32_t bucketOf(std::int64_t value) {
    const auto clamped = static_cast<std::uint64_t>(std::clamp<std::int64_t>(value, 0, lastBound - 1));
    const auto* const above = std::ranges::upper_bound(bounds, clamped);
    return static_cast<std::uint32_t>(above - bounds.begin() - 1);
}

constexpr std::size_t bucketCount = boundCount - 1;

constexpr std::array<double, bucketCount> middles = [] {
    std::array<double, bucketCount> table{};
    for (std::size_t i = 0; i < bucketCount; ++i) {
        const auto low = static_cast<double>(bounds[i]);
        const auto high = static_cast<double>(bounds[i + 1] - 1);
        table[i] = high <= low ? low : 2 * low * high / (low + high);
    }
    return table;
}();

} // namespace

template <typename Visit>
void QuantileSketch::walk(const Visit& visit) const {
    for (const Bucket& bucket : m_buckets) {
        if (!visit(bucket)) {
            return;
        }
    }
    CompactReader in(m_packed);
    std::uint64_t index = 0;
    while (!in.atEnd()) {
        index += in.number();
        const std::uint64_t count = in.number();
        if (!in.ok() || !visit(Bucket{static_cast<std::uint32_t>(index), count})) {
            return;
        }
    }
}

void QuantileSketch::unpack() {
    std::vector<Bucket> buckets;
    walk([&](const Bucket& bucket) {
        buckets.push_back(bucket);
        return true;
    });
    m_buckets = std::move(buckets);
    m_packed.clear();
}

void QuantileSketch::add(std::int64_t value, std::uint64_t times) {
    if (times == 0) {
        return;
    }
    if (!m_packed.empty()) {
        unpack();
    }
    m_count += times;
    const std::uint32_t index = bucketOf(value);
    const auto at = std::ranges::lower_bound(m_buckets, index, {}, &Bucket::index);
    if (at != m_buckets.end() && at->index == index) {
        at->count += times;
    } else {
        m_buckets.insert(at, {index, times});
    }
}

void QuantileSketch::merge(const QuantileSketch& other) {
    if (m_count == 0) {
        *this = other;
        return;
    }
    std::vector<Bucket> merged;
    merged.reserve(m_buckets.size() + other.m_buckets.size() + (m_packed.size() + other.m_packed.size()) / 2);
    if (!m_packed.empty()) {
        unpack();
    }
    auto mine = m_buckets.begin();
    other.walk([&](Bucket bucket) {
        for (; mine != m_buckets.end() && mine->index <= bucket.index; ++mine) {
            if (mine->index == bucket.index) {
                bucket.count += mine->count;
            } else {
                merged.push_back(*mine);
            }
        }
        merged.push_back(bucket);
        return true;
    });
    merged.insert(merged.end(), mine, m_buckets.end());
    m_buckets = std::move(merged);
    m_count += other.m_count;
}

std::pair<double, double> QuantileSketch::quantiles(double low, double high) const {
    check(m_count > 0 && low >= 0 && low <= high && high <= 1, "quantiles are asked of values, between 0 and 1");
    const auto last = static_cast<double>(static_cast<std::int64_t>(m_count - 1)); // signed: one instruction
    const auto lowRank = static_cast<std::uint64_t>(static_cast<std::int64_t>(low * last));
    const auto highRank = static_cast<std::uint64_t>(static_cast<std::int64_t>(high * last));
    std::uint64_t below = 0;
    std::uint32_t lowIndex = 0;
    std::uint32_t highIndex = 0;
    walk([&](const Bucket& bucket) {
        lowIndex = below <= lowRank ? bucket.index : lowIndex;
        highIndex = bucket.index;
        below += bucket.count;
        return below <= highRank;
    });
    const auto middleOf = [](std::uint32_t index) {
        return middles[std::min<std::size_t>(index, middles.size() - 1)];
    };
    return {middleOf(lowIndex), middleOf(highIndex)};
}

std::string QuantileSketch::toBytes() const {
    CompactWriter out;
    std::uint32_t previous = 0;
    walk([&](const Bucket& bucket) {
        out.number(bucket.index - previous);
        out.number(bucket.count);
        previous = bucket.index;
        return true;
    });
    return out.take();
}

void QuantileSketch::fromBytes(std::string_view bytes, std::uint64_t count) {
    m_buckets.clear();
    m_packed = bytes;
    m_count = count;
}

} // namespace roundsman
