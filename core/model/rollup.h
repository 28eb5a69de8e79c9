#pragma once

#include "core/base/time.h"
#include "core/model/cell.h"
#include "core/model/ids.h"
#include "core/model/sketch.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace roundsman {

// Rollups: what happened in a bucket of time, at a merchant or in an area. Rows are minutes; everything coarser is a
// merge of rows, exact in every figure but the sketches' 1 %. A row's key ends in `part`: 0 while the bucket is kept
// open in memory (the row is replaced as it grows); a document that comes after the bucket was let go opens a further
// part, keyed by the lane minute it came in. So late data needs no reading back, and a merge over the parts is the
// bucket. `revision` counts the changes made after the bucket had been called complete; a merge adds it up.

/// Distinct riders of one lane, exactly, with a mark on those that were idle at least once.
class RiderSet {
public:
    /// Cheap, may repeat; `settle` sorts and drops the repeats and must come before everything below.
    void add(RiderNo rider, bool idle) { m_marks.push_back(rider.value() << 1 | (idle ? 1U : 0U)); }
    void settle();
    void merge(const RiderSet& other);

    [[nodiscard]] std::uint64_t riders() const { return m_marks.size(); }
    [[nodiscard]] std::uint64_t idleRiders() const;
    [[nodiscard]] bool empty() const { return m_marks.empty(); }

    [[nodiscard]] std::string toBytes() const;
    bool fromBytes(std::string_view bytes);
    void clear() { m_marks.clear(); }
    bool operator==(const RiderSet&) const = default;

private:
    std::vector<std::uint32_t> m_marks; ///< RiderNo * 2 + idle
};

enum class AreaCount : std::uint8_t { fixes, idleToBusy, busyToIdle, ordersPlaced, demandEvents };
inline constexpr std::size_t areaCountCount = 5;
std::string_view toText(AreaCount count);

struct AreaFigures {
    std::array<std::uint64_t, areaCountCount> counts{};
    RiderSet riders;

    [[nodiscard]] std::uint64_t of(AreaCount count) const { return counts[static_cast<std::size_t>(count)]; }
    void add(AreaCount count, std::uint64_t n = 1) { counts[static_cast<std::size_t>(count)] += n; }
    void merge(const AreaFigures& other);
    void clear();
    bool operator==(const AreaFigures&) const = default;
};

/// A minute of an H3 cell (zone empty) or of a named polygon (cell 0).
struct AreaRollupRow {
    MarketNo market;
    CellId cell;
    std::string zone;
    EventTime start;
    std::int64_t part = 0;
    std::uint32_t revision = 0;
    AreaFigures figures;
    DocumentRef first;
    DocumentRef last;

    bool operator==(const AreaRollupRow&) const = default;
};

/// Additive figures of a merchant's orders. An order belongs to the minute it was placed in, whenever its later steps
/// happen: shares and means of a bucket are over the same orders.
enum class MerchantCount : std::uint8_t {
    placed,
    accepted,
    rejected,
    cancelledByCustomer,
    cancelledByMerchant,
    cancelledByRider,
    cancelledByOther,
    delivered,
    items,
    placedMinor,    ///< the money of all placed orders, in minor units
    lostMinor,      ///< of those, rejected or cancelled
    deliveredMinor, ///< sales
    deliveredPromised,
    onTime, ///< delivered by the first promise
    readyPromised,
    readyDelayed, ///< ready much later than the merchant had said
    waitsVoid,    ///< avoidable waits not counted: pick-up was marked far away from the merchant
    lostMillis,   ///< intake paused, in the minutes it was
};
inline constexpr std::size_t merchantCountCount = 18;
std::string_view toText(MerchantCount count);

enum class MerchantSpan : std::uint8_t {
    acceptance,    ///< placed -> accepted
    preparation,   ///< accepted (or placed) -> ready
    placedToReady, ///< placed -> ready
    riderWait,     ///< rider arrived -> picked up
    avoidableWait, ///< the later of rider at the door and promised ready -> picked up
    pickupDelay,   ///< ready -> picked up
    delivery,      ///< placed -> delivered
    lateness,      ///< first promise -> delivered, of the late ones
};
inline constexpr std::size_t merchantSpanCount = 8;
std::string_view toText(MerchantSpan span);

struct SpanFigures {
    std::uint64_t count = 0;
    std::int64_t sumMillis = 0;
    std::int64_t minMillis = 0; ///< of no meaning while count is 0
    std::int64_t maxMillis = 0;
    QuantileSketch sketch;

    void add(Millis span);
    void merge(const SpanFigures& other);
    bool operator==(const SpanFigures&) const = default;
};

struct MerchantFigures {
    std::array<std::int64_t, merchantCountCount> counts{};
    std::array<SpanFigures, merchantSpanCount> spans;

    [[nodiscard]] std::int64_t of(MerchantCount count) const { return counts[static_cast<std::size_t>(count)]; }
    [[nodiscard]] const SpanFigures& of(MerchantSpan span) const { return spans[static_cast<std::size_t>(span)]; }
    void add(MerchantCount count, std::int64_t n = 1) { counts[static_cast<std::size_t>(count)] += n; }
    void add(MerchantSpan span, Millis length) { spans[static_cast<std::size_t>(span)].add(length); }
    void merge(const MerchantFigures& other);

    [[nodiscard]] std::string spansToBytes() const;
    bool spansFromBytes(std::string_view bytes);
    bool operator==(const MerchantFigures&) const = default;
};

struct MerchantRollupRow {
    MarketNo market;
    MerchantNo merchant = noMerchant;
    std::string channel;
    std::string currency;
    EventTime start;
    std::int64_t part = 0;
    std::uint32_t revision = 0;
    MerchantFigures figures;
    DocumentRef first;
    DocumentRef last;

    bool operator==(const MerchantRollupRow&) const = default;
};

/// How a market's minutes become longer buckets: by whose clock, and how long each length is kept.
struct RollupRules {
    std::string timeZone = "UTC";
    Millis businessDayStart{0};
    Millis minutesKept{48LL * 3600 * 1000};
    Millis quartersKept{90LL * 24 * 3600 * 1000};
    Millis hoursKept{396LL * 24 * 3600 * 1000};

    bool operator==(const RollupRules&) const = default;
};

/// Up to where a market's buckets are complete: what is before cannot change but by late documents (law 10).
enum class RollupKind : std::uint8_t { merchants, areas };
std::string_view toText(RollupKind kind);
struct CompletenessRow {
    MarketNo market;
    RollupKind kind = RollupKind::areas;
    EventTime completeThrough;
    RollupRules rules{}; ///< as they stood then: what is merged into longer buckets now is cut by them

    bool operator==(const CompletenessRow&) const = default;
};

} // namespace roundsman
