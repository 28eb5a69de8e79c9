#pragma once

#include "core/sim/day.h"
#include "core/sim/idle_map.h"
#include "core/sim/post.h"
#include "core/sim/simulation.h"

#include <memory>
#include <string>
#include <vector>

namespace roundsman {

/// An order on its way. Times are moments, -1 where it has not come to that.
struct LiveOrder {
    std::uint64_t number = 0;
    std::uint32_t version = 0; ///< of this place in the store
    std::uint32_t restaurant = 0;
    std::uint32_t customer = 0;
    std::uint32_t rider = nobody; ///< slot
    std::uint8_t tries = 0;       ///< how often riders were looked for
    bool open = false;
    bool waited = false; ///< the rider stands at the door
    bool carried = false;
    bool told = false; ///< the promise was changed once
    GeoPoint dropoff;
    Moment placed = -1, accepted = -1, ready = -1, assigned = -1, atMerchant = -1, pickedUp = -1, atCustomer = -1,
           delivered = -1;
    Moment willBeReady = -1; ///< the truth, known to nobody yet
    Moment promisedReady = -1;
    Moment promised = -1;
    float metresToMerchant = 0;
    float metresToCustomer = 0;
};

enum class KitchenMood : std::uint8_t { normal, slow, paused };

struct Kitchen {
    bool open = false;
    KitchenMood mood = KitchenMood::normal;
    double slowness = 1;
    std::uint32_t openOrders = 0;
};

/// A customer with the app open.
struct AppSession {
    std::uint32_t customer = 0;
    std::uint32_t market = 0;
    Spot spot;
};

/// Everything that lives, and what it does at its moments. The parts stand in a file each: world.cpp (time), riders,
/// phones, orders, customers, kitchens.
class Simulation::World final : private Guide {
public:
    World(std::shared_ptr<const City> city, const SimulationOptions& options);

    void advanceTo(Moment until, DocumentSink& documents, TruthSink* truth);
    [[nodiscard]] EventTime timeOf(Moment moment) const { return m_post.timeOf(moment); }
    [[nodiscard]] Moment momentOf(EventTime time) const { return (time - m_options.start).count() * 1'000 + 999; }
    [[nodiscard]] Moment now() const { return m_now; }
    [[nodiscard]] const City& city() const { return *m_city; }
    [[nodiscard]] const Counts& counts() const { return m_counts; }

private:
    void keep(const Appointment& appointment);
    [[nodiscard]] bool inShort() const { return m_now < m_inFullFrom; }

    // world_riders.cpp
    void setRiders();
    void settleNodes();
    void visit(std::uint32_t slot, bool takesFix);
    void startShift(std::uint32_t slot);
    void endShift(std::uint32_t slot);
    void travel(std::uint32_t slot, Moment to);
    void arrived(std::uint32_t slot);
    void idleAgain(std::uint32_t slot, Moment from);
    void chooseIdleErrand(Rider& rider);
    [[nodiscard]] bool chooseSpot(Rider& rider);
    void setErrand(std::uint32_t slot, Errand errand, Moment hold);
    void moveHome(std::uint32_t slot, std::uint32_t market);
    std::uint32_t wayFrom(Rider& rider, std::uint32_t node) override;
    const RouteTree& routesTo(std::uint32_t door);
    const RouteTree& routesFrom(std::uint32_t door);
    [[nodiscard]] std::uint32_t someNode(Random& random) const;

    // world_phones.cpp
    void takeFix(std::uint32_t slot, Moment taken);
    [[nodiscard]] bool sentInShort(std::uint32_t slot) const;
    void writeFix(const Rider& rider, Spot spot, const Driver::Position& true_, Moment taken);
    void sendFix(std::uint32_t slot, std::string_view key);
    void breakFix(Rider& rider);
    void loseNetwork(std::uint32_t slot);
    void findNetwork(std::uint32_t slot);
    void newPhone(Rider& rider);

    // world_orders.cpp
    std::uint32_t openOrder(std::uint32_t restaurant, std::uint32_t customer, Spot dropoff);
    void answer(std::uint32_t order);
    void accept(LiveOrder& order, std::uint32_t number);
    void prepare(std::uint32_t order);
    void becomeReady(std::uint32_t order);
    void assign(std::uint32_t order);
    [[nodiscard]] float metresToDoor(const Rider& rider);
    void decline(std::uint32_t order);
    void riderAtDoor(std::uint32_t slot, Moment at);
    void pickUp(std::uint32_t order);
    void riderAtCustomer(std::uint32_t slot, Moment at);
    void deliver(std::uint32_t order);
    void cancel(std::uint32_t order, std::string_view by, std::string_view reason);
    void close(std::uint32_t order, std::uint8_t outcome);
    void tellPromise(LiveOrder& order, Moment promised);
    EventDocuments& orderEvent(const LiveOrder& order, std::string_view type, Writer writer, Moment happened);
    EventDocuments& orderEvent(const LiveOrder& order, std::string_view type, Writer writer) {
        return orderEvent(order, type, writer, m_now);
    }

    // world_customers.cpp
    void setCustomers();
    void nextSession();
    void search(std::uint32_t session);
    void checkFare(std::uint32_t session);
    void place(std::uint32_t session);
    void demandEvent(std::uint32_t session, std::string_view type);
    void introduce(std::uint32_t customer);
    void endSession(std::uint32_t session) { m_freeSessions.push_back(session); }
    [[nodiscard]] std::uint32_t chooseRestaurant(Spot near, std::uint32_t market);
    [[nodiscard]] std::uint32_t homeOf(std::uint32_t customer) const;
    [[nodiscard]] std::string addressOf(std::uint32_t node, std::uint32_t customer) const;

    // world_kitchens.cpp
    void setKitchens();
    void openOrClose(std::uint32_t restaurant);
    void kitchenTurn(std::uint32_t restaurant);
    void setMood(std::uint32_t restaurant, KitchenMood mood);
    void merchantEvent(std::uint32_t restaurant, std::string_view type);
    [[nodiscard]] bool openAt(const Restaurant& restaurant, Moment moment) const;

    std::shared_ptr<const City> m_city;
    SimulationOptions m_options;
    Counts m_counts;
    Plane m_plane;
    RoadNetwork m_network;
    Driver m_driver;
    Day m_day;
    Random m_random;
    Agenda m_agenda;
    Post m_post;
    EventDocuments m_events;
    TruthSink* m_truth = nullptr;
    Moment m_now = 0;
    const Moment m_inFullFrom;
    bool m_begun = false;

    // riders come round one after the other, each once a turn
    std::vector<Rider> m_riders;
    IdleMap m_idle;
    std::vector<std::vector<std::uint32_t>> m_routes; ///< by slot: to the customer
    std::vector<std::uint32_t> m_bench;               ///< ids of riders at home, the next one first
    std::size_t m_benchAt = 0;
    std::uint64_t m_visit = 0;      ///< how many visits were made
    double m_visitMicros = 1;       ///< from one visit to the next
    std::uint32_t m_visitsAFix = 1; ///< turns from one fix of a rider to his next
    double m_weatherPace = 1;
    Moment m_weatherAt = -1;
    Moment m_nextTreeAt = 0;
    LineWriter m_line;
    std::vector<std::string> m_backlogs;
    std::vector<std::uint32_t> m_freeBacklogs;
    double m_networkLossPerFix = 0;

    std::vector<std::uint32_t> m_doors;                   ///< nodes
    std::vector<std::uint16_t> m_doorOf;                  ///< by restaurant
    std::vector<std::unique_ptr<RouteTree>> m_to, m_from; ///< by door, grown when first asked for
    std::vector<double> m_nodeWeight;                     ///< cumulative: where people live
    std::vector<std::uint8_t> m_nodeMarket;
    std::vector<std::uint32_t> m_nodeName;

    std::vector<LiveOrder> m_orders;
    std::vector<std::uint32_t> m_freeOrders;
    std::uint64_t m_orderNumber;
    std::vector<Kitchen> m_kitchens;
    std::vector<double> m_popularity; ///< cumulative
    std::vector<AppSession> m_sessions;
    std::vector<std::uint32_t> m_freeSessions;
    std::uint32_t m_customers = 0;
    std::vector<bool> m_introduced;
    double m_sessionsPerMicro = 0;
};

} // namespace roundsman
