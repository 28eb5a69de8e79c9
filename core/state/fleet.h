#pragma once

#include "core/base/bytes.h"
#include "core/model/accepted.h"
#include "core/model/cell_cache.h"
#include "core/model/directory.h"
#include "core/model/fleet_view.h"
#include "core/model/lane_output.h"
#include "core/model/settings.h"
#include "core/state/connections.h"
#include "core/state/order_book.h"
#include "core/state/rider_table.h"
#include "core/state/text_index.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace roundsman {

/// Where an admitted document stands: in the log, in a market, in time.
struct DocumentPlace {
    DocumentRef document;
    MarketNo market = noMarket;
    EventTime time; ///< the document's own
    EventTime logTime;
};

/// What a lane knows: riders, orders, merchants, customers, shifts, people, markets, settings. It takes what admission
/// let pass and decides nothing about belief; its rows go to the output as they change. One lane's, one thread's.
class Fleet final : public FleetView {
public:
    explicit Fleet(LaneSettings settings);

    // What later stages may read.
    [[nodiscard]] EventTime laneTime() const override { return m_laneTime; }
    [[nodiscard]] const LaneSettings& settings() const override { return m_settings; }
    [[nodiscard]] std::size_t riderCount() const override { return m_riders.size(); }
    [[nodiscard]] const RiderState& rider(RiderNo rider) const override { return m_riders[rider]; }
    [[nodiscard]] std::string_view riderId(RiderNo rider) const override { return m_riders.ids()[rider.value()]; }
    [[nodiscard]] std::string_view vehicleOf(RiderNo rider) const override;
    [[nodiscard]] const OrderRow* order(OrderNo order) const override { return m_orders.get(order); }
    void forEachOpenOrder(const std::function<void(const OrderRow&)>& visit) const override;
    [[nodiscard]] std::size_t merchantCount() const override { return m_merchants.size(); }
    [[nodiscard]] const MerchantRow& merchant(MerchantNo merchant) const override {
        return m_merchants[merchant.value()];
    }
    [[nodiscard]] std::size_t marketCount() const override { return m_markets.size(); }
    [[nodiscard]] std::string_view marketName(MarketNo market) const override { return m_marketNames[market.value()]; }
    [[nodiscard]] const MarketSettings& marketSettings(MarketNo market) const override {
        return m_markets[market.value()];
    }

    void setLaneTime(EventTime time);
    void configure(LaneSettings settings);

    /// The number of a market; noMarket when there are too many to be true.
    MarketNo marketOf(std::string_view name, const DocumentRef& document, LaneOutput& out);
    /// The market of the order, merchant or rider that an event is about; noMarket when it is not known.
    [[nodiscard]] MarketNo marketOfSubject(const Event& event) const;
    /// The event calls an order one merchant's that is known to be another's.
    [[nodiscard]] bool isOfAnotherMerchant(const Event& event) const;
    /// The event names one market for an order that is known to be of another; who names none means the order's.
    [[nodiscard]] bool isOfAnotherMarket(const Event& event) const;
    /// Likewise of a merchant; what one was first heard of in without a name is nobody's market.
    [[nodiscard]] bool isMerchantOfAnotherMarket(const Event& event) const;
    RiderTable& riders() { return m_riders; }
    [[nodiscard]] const RiderTable& riders() const { return m_riders; }
    RiderNo addRider(std::string_view id, std::uint64_t hash, const DocumentPlace& at, LaneOutput& out);

    /// A fix that was accepted or is late. Its row is the last of out.fixes, which the answer refers to.
    AcceptedFix take(RiderNo rider, const Fix& fix, const Clocks& clocks, const DocumentPlace& at, Judgement how,
                     LaneOutput& out);
    /// An event that was accepted. A command that a later stage objects to is answered with its objection.
    AcceptedEvent take(const Event& event, const DocumentPlace& at, LaneOutput& out, std::string_view objection = {});

    // For pictures: what changes seldom, and whether it did.
    [[nodiscard]] std::uint64_t orderChanges() const { return m_orderChanges; }
    [[nodiscard]] std::uint64_t merchantChanges() const { return m_merchantChanges; }
    [[nodiscard]] const OrderBook& orders() const { return m_orders; }
    [[nodiscard]] const std::vector<MerchantRow>& merchants() const { return m_merchants; }
    [[nodiscard]] const Directory& marketNames() const { return m_marketNames; }

    /// All but settings, lane time and what admission keeps in riders.
    void save(ByteWriter& out) const;
    void load(ByteReader& in);
    /// After a load with the riders' positions: their cells are worked out again.
    void findCells();

private:
    void checkNumbers(ByteReader& in) const;

    struct Refusal {
        std::string_view reason; ///< empty: done
    };

    void rememberMove(RiderState& state, const Fix& fix, const Clocks& clocks, bool jumped);
    OrderNo orderOfFix(const Fix& fix, const RiderState& state) const;
    RiderNo riderOf(std::string_view id, const DocumentPlace& at, LaneOutput& out);
    MerchantNo merchantOf(std::string_view id, const DocumentPlace& at, LaneOutput& out);
    std::uint32_t customerOf(std::string_view id);
    void tellRider(RiderNo rider, const DocumentRef& document, LaneOutput& out) const;
    void tellPerson(PersonKind kind, std::string_view id, const Event& event, std::string_view address,
                    const DocumentPlace& at, LaneOutput& out);

    void takeOrder(const Event& event, OrderStep step, const DocumentPlace& at, AcceptedEvent& taken, LaneOutput& out);
    void fillOrder(OrderRow& order, const Event& event, const DocumentPlace& at, LaneOutput& out);
    void applyStep(OrderRow& order, const Event& event, OrderStep step, const DocumentPlace& at, RiderNo rider);
    void moveOrder(OrderRow& order, RiderNo to);
    void workOutRider(RiderNo rider);
    void takeMerchant(const Event& event, const DocumentPlace& at, AcceptedEvent& taken, LaneOutput& out);
    void takeRider(const Event& event, const DocumentPlace& at, AcceptedEvent& taken, LaneOutput& out);
    void noteVehicle(RiderState& state, std::string_view vehicle);
    void takeCommand(const Event& event, const DocumentPlace& at, std::string_view objection, AcceptedEvent& taken,
                     LaneOutput& out);
    Refusal attendOrder(const Event& event, const DocumentPlace& at, AcceptedEvent& taken, LaneOutput& out);
    Refusal commandOrder(const Event& event, const DocumentPlace& at, AcceptedEvent& taken, LaneOutput& out);
    Refusal commandMerchant(const Event& event, const DocumentPlace& at, AcceptedEvent& taken, LaneOutput& out);
    Refusal erasePerson(const Event& event, const DocumentPlace& at, LaneOutput& out);

    LaneSettings m_settings;
    EventTime m_laneTime = never;
    CellCache m_cells;

    RiderTable m_riders;
    std::map<RiderNo, std::vector<OrderNo>> m_carried; ///< open orders of riders that have some
    Connections m_connections;
    Directory m_vehicles; ///< kinds of vehicle, as documents spell them; riders hold the number from 1 on
    TextIndex m_vehiclesByName;
    OrderBook m_orders;
    std::vector<MerchantRow> m_merchants;
    TextIndex m_merchantsById;
    Directory m_customers;
    TextIndex m_customersById;
    std::map<std::pair<PersonKind, std::string>, PersonRow> m_people;
    std::vector<MarketSettings> m_markets;
    Directory m_marketNames;
    TextIndex m_marketsByName;
    std::string m_lastMarketName; ///< most documents name the one before
    MarketNo m_lastMarket = noMarket;
    std::uint64_t m_orderChanges = 0;
    std::uint64_t m_merchantChanges = 0;
};

} // namespace roundsman
