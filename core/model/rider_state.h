#pragma once

#include "core/base/time.h"
#include "core/model/cell.h"
#include "core/model/geo.h"
#include "core/model/ids.h"
#include "core/model/rider.h"

#include <array>
#include <cstdint>

namespace roundsman {

/// Which sequence numbers of one session were taken, exactly, for the last 1,024. Gaps are rare, so up to four missing
/// numbers stand here; more of them move to a bitmap of the window (core/admit/sequence_window.h owns the rules).
struct SequenceMemory {
    static constexpr std::uint32_t noBitmap = UINT32_MAX;

    std::uint64_t session = 0; ///< hash of the session's text; 0: nothing taken yet
    std::uint64_t highest = 0;
    std::uint64_t recent = 0;            ///< bit k: highest - k was taken
    std::array<std::uint32_t, 4> gaps{}; ///< low 32 bits of numbers that were not taken
    std::uint32_t bitmap = noBitmap;
    std::uint16_t run = 0; ///< below the highest: so many numbers were all taken but for the gaps
    std::uint8_t gapCount = 0;
    bool operator==(const SequenceMemory&) const = default;
};

/// A disc around a place that lies wholly within one H3 cell; see core/model/cell_cache.h.
struct CellDisc {
    CellId cell;
    GeoPoint centre;
    float radiusE7 = -1; ///< negative: nothing known yet
    float longitudeScale = 1;
};

/// What a lane knows of one rider: plain data, 192 bytes, laid out so that a fix touches it front to back.
struct alignas(64) RiderState {
    // who, and admission
    std::array<char, 16> shortId{}; ///< the id's text when it has at most 15 bytes (last byte: its length), else empty
    EventTime deviceTime{};         ///< of the last accepted fix that was not late
    GeoPoint position;
    SequenceMemory sequence;

    // where
    EventTime logTime{};
    CellDisc cell;
    GeoPoint previous;
    std::uint32_t previousAgeMillis = 0; ///< deviceTime - previous' device time
    std::int32_t delayMillis = 0;        ///< receive time - device time of the last fix: skew and network together
    std::int32_t skewMillis = 0;         ///< the smallest such delay, drifting up slowly: the phone's clock
    float speedMps = 0;
    float headingDegrees = -1; ///< negative: not known
    float accuracyMetres = 0;
    DocumentRef firstDocument;
    OrderNo order = noOrder;              ///< the order he carries or fetches now
    std::uint32_t recentFix = UINT32_MAX; ///< newest entry in the lane's ring of fixes
    std::uint32_t intervalMillis = 0;     ///< smoothed distance in time between fixes
    MarketNo market = noMarket;
    std::uint8_t vehicle = 0; ///< number of the kind of vehicle in the fleet's list, from 1 on; 0: not known
    RiderStatus status = RiderStatus::unknown;
    RiderStatus impliedStatus = RiderStatus::idle; ///< from his orders and shift, for fixes that give none
    bool hasFix = false;
    bool givesStatus = false; ///< his last fix named its status
    bool jumped = false;
    bool onShift = false;
    EventTime
        offSince{}; ///< when a shift of his was ended, or he left the market: what is older does not bring him back

    [[nodiscard]] bool isOff() const { return offSince != EventTime{}; }
    /// Of what his phone said at that moment, by its own clock; the word may have come after the shift's end.
    [[nodiscard]] bool wentOffAfter(EventTime device) const {
        constexpr Millis clocksDiffer{2'000};
        return isOff() && device + Millis{skewMillis} <= offSince + clocksDiffer;
    }
};
static_assert(sizeof(RiderState) <= 192, "a rider's state is three cache lines");

} // namespace roundsman
