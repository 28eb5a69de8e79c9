#include "core/model/rollup.h"

#include "core/base/compact_bytes.h"

#include <algorithm>

namespace roundsman {

void RiderSet::settle() {
    std::ranges::sort(m_marks);
    std::size_t kept = 0;
    for (std::size_t i = 0; i < m_marks.size(); ++i) {
        if (kept > 0 && m_marks[kept - 1] >> 1 == m_marks[i] >> 1) {
            m_marks[kept - 1] |= m_marks[i] & 1U;
        } else {
            m_marks[kept++] = m_marks[i];
        }
    }
    m_marks.resize(kept);
}

void RiderSet::merge(const RiderSet& other) {
    m_marks.insert(m_marks.end(), other.m_marks.begin(), other.m_marks.end());
    settle();
}

std::uint64_t RiderSet::idleRiders() const {
    return static_cast<std::uint64_t>(std::ranges::count_if(m_marks, [](std::uint32_t mark) { return mark & 1U; }));
}

std::string RiderSet::toBytes() const {
    CompactWriter out;
    std::uint32_t previous = 0;
    for (const std::uint32_t mark : m_marks) {
        out.number(mark - previous);
        previous = mark;
    }
    return out.take();
}

bool RiderSet::fromBytes(std::string_view bytes) {
    clear();
    CompactReader in(bytes);
    std::uint64_t mark = 0;
    while (in.ok() && !in.atEnd()) {
        mark += in.number();
        if (!in.ok() || mark > UINT32_MAX || (!m_marks.empty() && mark >> 1 == m_marks.back() >> 1)) {
            clear();
            return false;
        }
        m_marks.push_back(static_cast<std::uint32_t>(mark));
    }
    return in.ok();
}

std::string_view toText(AreaCount count) {
    constexpr std::array<std::string_view, areaCountCount> texts{"fixes", "idle_to_busy", "busy_to_idle",
                                                                 "orders_placed", "demand_events"};
    return texts[static_cast<std::size_t>(count)];
}

void AreaFigures::merge(const AreaFigures& other) {
    for (std::size_t i = 0; i < counts.size(); ++i) {
        counts[i] += other.counts[i];
    }
    riders.merge(other.riders);
}

void AreaFigures::clear() {
    counts = {};
    riders.clear();
}

std::string_view toText(MerchantCount count) {
    constexpr std::array<std::string_view, merchantCountCount> texts{"placed",
                                                                     "accepted",
                                                                     "rejected",
                                                                     "cancelled_by_customer",
                                                                     "cancelled_by_merchant",
                                                                     "cancelled_by_rider",
                                                                     "cancelled_by_other",
                                                                     "delivered",
                                                                     "items",
                                                                     "placed_minor",
                                                                     "lost_minor",
                                                                     "delivered_minor",
                                                                     "delivered_promised",
                                                                     "on_time",
                                                                     "ready_promised",
                                                                     "ready_delayed",
                                                                     "waits_void",
                                                                     "lost_ms"};
    return texts[static_cast<std::size_t>(count)];
}

std::string_view toText(MerchantSpan span) {
    constexpr std::array<std::string_view, merchantSpanCount> texts{"acceptance", "preparation",    "placed_to_ready",
                                                                    "rider_wait", "avoidable_wait", "pickup_delay",
                                                                    "delivery",   "lateness"};
    return texts[static_cast<std::size_t>(span)];
}

void SpanFigures::add(Millis span) {
    const std::int64_t millis = span.count();
    minMillis = count == 0 ? millis : std::min(minMillis, millis);
    maxMillis = count == 0 ? millis : std::max(maxMillis, millis);
    ++count;
    sumMillis += millis;
    sketch.add(millis);
}

void SpanFigures::merge(const SpanFigures& other) {
    if (other.count == 0) {
        return;
    }
    minMillis = count == 0 ? other.minMillis : std::min(minMillis, other.minMillis);
    maxMillis = count == 0 ? other.maxMillis : std::max(maxMillis, other.maxMillis);
    count += other.count;
    sumMillis += other.sumMillis;
    sketch.merge(other.sketch);
}

void MerchantFigures::merge(const MerchantFigures& other) {
    for (std::size_t i = 0; i < counts.size(); ++i) {
        counts[i] += other.counts[i];
    }
    for (std::size_t i = 0; i < spans.size(); ++i) {
        spans[i].merge(other.spans[i]);
    }
}

std::string MerchantFigures::spansToBytes() const {
    CompactWriter out;
    for (const SpanFigures& span : spans) {
        out.number(span.count);
        if (span.count > 0) {
            out.signedNumber(span.sumMillis);
            out.signedNumber(span.minMillis);
            out.signedNumber(span.maxMillis);
            out.text(span.sketch.toBytes());
        }
    }
    return out.take();
}

bool MerchantFigures::spansFromBytes(std::string_view bytes) {
    CompactReader in(bytes);
    for (SpanFigures& span : spans) {
        span.count = in.number();
        span.sumMillis = span.minMillis = span.maxMillis = 0;
        std::string_view sketch;
        if (span.count > 0) {
            span.sumMillis = in.signedNumber();
            span.minMillis = in.signedNumber();
            span.maxMillis = in.signedNumber();
            sketch = in.text();
        }
        span.sketch.fromBytes(sketch, span.count);
    }
    if (!in.atEnd()) {
        spans = {};
    }
    return in.atEnd();
}

std::string_view toText(RollupKind kind) {
    constexpr std::array<std::string_view, 2> texts{"merchants", "areas"};
    return texts[static_cast<std::size_t>(kind)];
}

} // namespace roundsman
