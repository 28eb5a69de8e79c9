#pragma once

#include "core/base/bytes.h"
#include "core/measure/zones.h"
#include "core/model/accepted.h"
#include "core/model/fleet_view.h"
#include "core/model/rollup.h"
#include "core/model/settings.h"

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace roundsman {

/// What happened in each H3 cell and each named polygon, minute by minute of device time: fixes, distinct riders and
/// idle ones, idle -> busy and back (counted at the fix that shows it), orders placed, demand. Late fixes count where
/// their own time says; they change no transition. One lane's, used by its thread.
class AreaRollups {
public:
    void configure(const LaneSettings& settings);
    void setZone(const Fence& zone) { m_zones.set(zone); }
    void removeZone(std::string_view id) { m_zones.remove(id); }

    void apply(const AcceptedFix& fix);
    void apply(const AcceptedEvent& event);

    /// Lane time reached `minute`: appends every bucket that changed, and lets those go that are complete.
    void minute(EventTime minute, std::vector<AreaRollupRow>& out, std::vector<CompletenessRow>& complete);

    void save(ByteWriter& out) const;
    bool load(ByteReader& in);

private:
    static constexpr std::uint32_t noBucket = UINT32_MAX;
    static constexpr std::uint32_t noZone = UINT32_MAX;

    struct Key {
        MarketNo market;
        CellId cell; ///< 0 for zones
        std::uint32_t zone = noZone;
        EventTime start;
        auto operator<=>(const Key&) const = default;
    };
    struct KeyHash {
        std::size_t operator()(const Key& key) const noexcept {
            const auto minutes = static_cast<std::uint64_t>(millisOf(key.start) / 60'000);
            return std::hash<std::uint64_t>{}((key.cell.value() + key.zone) * 0x9E3779B97F4A7C15U +
                                              minutes * 0xC2B2AE3D27D4EB4FU + key.market.value());
        }
    };
    struct Bucket {
        Key key;
        bool live = false;
        bool begun = false;
        bool changed = false;
        bool late = false; ///< opened after its time had been called complete
        AreaFigures figures;
        DocumentRef first;
        DocumentRef last;
    };
    /// What the next fix of a rider most likely needs: a rider mostly stays in his cell for a minute.
    struct Slot {
        EventTime start{};
        CellId cell;
        std::uint32_t bucket = noBucket;
        MarketNo market = noMarket;
        RiderStatus status = RiderStatus::unknown; ///< at the last fix that was not late
        bool markedIdle = false;
    };

    Bucket& bucketOf(const Key& key, std::uint32_t& index);
    Bucket& touch(const Key& key, DocumentRef document);
    Slot& slotOf(RiderNo rider);
    void countFix(const AcceptedFix& fix, EventTime start, Slot& slot);
    void countZones(const AcceptedFix& fix, EventTime start, int transition);
    void countPoint(MarketNo market, GeoPoint point, EventTime time, AreaCount what, DocumentRef document);
    void emit(Bucket& bucket, EventTime minute, std::vector<AreaRollupRow>& out);
    void release(std::uint32_t index);

    LaneSettings m_settings;
    Zones m_zones;
    std::vector<Slot> m_slots; ///< by RiderNo
    std::vector<Bucket> m_buckets;
    std::vector<std::uint32_t> m_free;
    std::unordered_map<Key, std::uint32_t, KeyHash> m_bucketOf; ///< looked up, never walked
    std::vector<std::uint32_t> m_order;                         ///< scratch
    std::vector<MarketNo> m_markets;                            ///< seen so far, ascending
    EventTime m_completeThrough{};
};

} // namespace roundsman
