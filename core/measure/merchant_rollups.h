#pragma once

#include "core/base/bytes.h"
#include "core/base/number_table.h"
#include "core/model/accepted.h"
#include "core/model/fleet_view.h"
#include "core/model/rollup.h"
#include "core/model/settings.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace roundsman {

/// Every figure of a merchant's orders, by the minute an order was placed in, whenever its later steps happen; each
/// figure once an order, at the first event that makes it known. Money in minor units, times in whole milliseconds.
/// One lane's, used by its thread.
class MerchantRollups {
public:
    void configure(const LaneSettings& settings);

    /// The first fix of the order's rider at the merchant's door may start the clock of avoidable waiting.
    void apply(const AcceptedFix& fix, const FleetView& fleet);
    void apply(const AcceptedEvent& event, const FleetView& fleet);

    /// Lane time reached `minute`: appends every bucket that changed; lets those go whose orders are all closed.
    void minute(EventTime minute, const FleetView& fleet, std::vector<MerchantRollupRow>& out,
                std::vector<CompletenessRow>& complete);

    void save(ByteWriter& out) const;
    bool load(ByteReader& in);

private:
    struct Key {
        MarketNo market;
        MerchantNo merchant = noMerchant;
        std::string channel;
        std::string currency;
        EventTime start;
        auto operator<=>(const Key&) const = default;
    };
    struct Bucket {
        MerchantFigures figures;
        bool changed = false;
        std::int64_t part = 0; ///< above 0: opened after its time had been called complete
        DocumentRef first;
        DocumentRef last;
    };
    /// What is remembered of an order beside its row, for as long as the lane remembers the row.
    struct Memory {
        std::uint32_t given = 0; ///< which figures it has given
        EventTime atDoor{};      ///< when its rider was first within reach of the merchant's door
    };

    Bucket& bucketOf(const Key& key, DocumentRef document);
    void give(const AcceptedEvent& seen, const OrderRow& order, Memory& memory, const FleetView& fleet);
    void giveReady(const OrderRow& order, MerchantFigures& figures) const;
    void givePickUp(const OrderRow& order, Memory& memory, MerchantFigures& figures, const FleetView& fleet) const;
    static void giveEnd(const OrderRow& order, Memory& memory, MerchantFigures& figures);
    void setPaused(const AcceptedEvent& seen, bool paused);
    void countPause(MerchantNo merchant, EventTime until, const FleetView& fleet);
    void findComplete(EventTime minute, const FleetView& fleet);

    LaneSettings m_settings;
    std::map<Key, Bucket> m_buckets;
    NumberTable<OrderNo, Memory> m_orders;
    std::map<MerchantNo, EventTime> m_pausedSince; ///< merchants that take no orders now: counted up to here
    std::map<MarketNo, EventTime> m_complete;
    EventTime m_lastMinute{};
    DocumentRef m_lastDocument;
};

} // namespace roundsman
