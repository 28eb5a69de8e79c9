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

double middleOf(std::uint32_t bucket) {
    const auto low = static_cast<double>(bounds[bucket]);
    const auto high = static_cast<double>(bounds[bucket + 1] - 1);
    return high <= low ? low : 2 * low * high / (low + high);
}

} // namespace

void QuantileSketch::add(std::int64_t value, std::uint64_t times) {
    if (times == 0) {
        return;
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
    m_count += other.m_count;
    std::vector<Bucket> merged;
    merged.reserve(m_buckets.size() + other.m_buckets.size());
    auto a = m_buckets.begin();
    auto b = other.m_buckets.begin();
    while (a != m_buckets.end() || b != other.m_buckets.end()) {
        if (b == other.m_buckets.end() || (a != m_buckets.end() && a->index < b->index)) {
            merged.push_back(*a++);
        } else if (a == m_buckets.end() || b->index < a->index) {
            merged.push_back(*b++);
        } else {
            merged.push_back({a->index, a->count + b->count});
            ++a;
            ++b;
        }
    }
    m_buckets = std::move(merged);
}

double QuantileSketch::quantile(double q) const {
    check(m_count > 0 && q >= 0 && q <= 1, "a quantile is asked of values, between 0 and 1");
    const auto rank = static_cast<std::uint64_t>(q * static_cast<double>(m_count - 1));
    std::uint64_t below = 0;
    for (const Bucket& bucket : m_buckets) {
        below += bucket.count;
        if (below > rank) {
            return middleOf(bucket.index);
        }
    }
    return middleOf(m_buckets.back().index);
}

std::string QuantileSketch::toBytes() const {
    CompactWriter out;
    std::uint32_t previous = 0;
    for (const Bucket& bucket : m_buckets) {
        out.number(bucket.index - previous);
        out.number(bucket.count);
        previous = bucket.index;
    }
    return out.take();
}

bool QuantileSketch::fromBytes(std::string_view bytes) {
    clear();
    CompactReader in(bytes);
    std::uint64_t index = 0;
    while (in.ok() && !in.atEnd()) {
        const std::uint64_t step = in.number();
        const std::uint64_t times = in.number();
        const bool ascends = step > 0 || m_buckets.empty();
        if (!in.ok() || !ascends || times == 0 || step >= boundCount || index + step + 1 >= boundCount) {
            clear();
            return false;
        }
        index += step;
        m_count += times;
        m_buckets.push_back({static_cast<std::uint32_t>(index), times});
    }
    return in.ok();
}

} // namespace roundsman
