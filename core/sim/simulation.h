#pragma once

#include "core/base/time.h"
#include "core/sim/city.h"

#include <cstdint>
#include <memory>
#include <string_view>

namespace roundsman {

/// How badly phones and networks behave, each a share of the fixes taken unless it says otherwise.
struct PhoneShares {
    double lost = 0.002;          ///< never sent
    double duplicated = 0.004;    ///< sent twice, the same bytes
    double disordered = 0.004;    ///< arrive after the rider's next fix
    double delayed = 0.006;       ///< arrive 3 to 30 s late
    double jumping = 0.0002;      ///< name a place kilometres away
    double broken = 0;            ///< no fix at all: torn text, no position, (0, 0), off the earth
    double withoutNetwork = 0.01; ///< of a rider's time: minutes of silence, then the backlog at once
    double skewed = 0.05;         ///< of the phones: their clock is up to 50 s slow or fast
    double farAhead = 0.001;      ///< of the phones: their clock is 2 to 10 min fast
    double noiseMetres = 4;       ///< deviation of the position, in each direction
};

struct SimulationOptions {
    std::uint64_t seed = 1;
    std::uint32_t riders = 1'000;
    double updatesPerSecond = 200;                            ///< of all riders together
    EventTime start = eventTimeFromMillis(1'795'210'200'000); ///< 2026-11-20T21:30:00Z, 18:30 in the city
    double ordersPerHour = 0; ///< at the day's mean; 0: as many as riders and restaurants can carry
    /// Before it the past is told in short: orders and who works, but of the phones only what is sent from a
    /// restaurant's door, and nothing of customers who look around. No later than start: nothing is left out.
    EventTime inFullFrom{};
    std::uint64_t firstNumber = 1; ///< of events and orders: their ids go on where an earlier city ended
    PhoneShares phones;
};

/// A document as it leaves a phone, a shop or an app: one JSON object without a line end. Valid during the call.
struct SimulatedDocument {
    EventTime time;           ///< when it is sent; never before the document in front of it
    std::uint32_t market = 0; ///< into City::markets
    std::string_view key;     ///< the rider's, order's, customer's or restaurant's id
    std::string_view bytes;
};

class DocumentSink {
public:
    virtual ~DocumentSink() = default;
    virtual void take(const SimulatedDocument& document) = 0;
};

/// Where a rider really was when a fix was taken, whether it was ever sent or not.
struct TrueFix {
    std::uint32_t rider = 0;  ///< his driverId
    std::string_view session; ///< as the fix spells it; valid during the call
    std::uint64_t sequence = 0;
    EventTime time; ///< by a right clock
    GeoPoint position;
    float speedMps = 0;
    float limitMps = 0; ///< of the street he is on
    bool sent = true;   ///< false: lost for good
};

/// What really became of an order; `never` where it did not come to that.
struct TrueOrder {
    std::uint64_t order = 0;      ///< "o-" and this number
    std::uint32_t restaurant = 0; ///< into City::restaurants
    std::uint32_t market = 0;
    std::uint32_t rider = 0; ///< the last one's driverId; 0: none
    GeoPoint dropoff;
    EventTime placed{}, accepted{}, ready{}, assigned{}, atMerchant{}, pickedUp{}, atCustomer{}, delivered{}, closed{};
    EventTime promised{};
    float metresToMerchant = 0; ///< by street
    float metresToCustomer = 0;
    std::uint8_t outcome = 0; ///< 0 delivered, 1 rejected, 2 cancelled
};

class TruthSink {
public:
    virtual ~TruthSink() = default;
    virtual void take(const TrueFix& fix) = 0;
    virtual void take(const TrueOrder& order) = 0; ///< when it closes
};

/// The city at work: riders, restaurants, customers. No thread and no clock of its own: whoever owns it says how far
/// time goes on. The same city and options give the same documents, byte for byte, however time is cut into calls. Used
/// by one thread.
class Simulation {
public:
    Simulation(std::shared_ptr<const City> city, const SimulationOptions& options);
    ~Simulation();
    Simulation(Simulation&&) noexcept;
    Simulation& operator=(Simulation&&) noexcept;

    /// Everything up to and including `time` happens, in order. Times before now() do nothing.
    void advanceTo(EventTime time, DocumentSink& documents, TruthSink* truth = nullptr);

    [[nodiscard]] EventTime now() const;
    [[nodiscard]] const City& city() const;

    /// The truth as counts, for whoever compares shares.
    struct Counts {
        std::uint64_t fixesTaken = 0;
        std::uint64_t fixesLost = 0;
        std::uint64_t duplicated = 0;
        std::uint64_t disordered = 0;
        std::uint64_t delayed = 0;
        std::uint64_t jumped = 0;
        std::uint64_t broken = 0;
        std::uint64_t heldBack = 0; ///< sent with a backlog
        std::uint64_t documents = 0;
        std::uint64_t events = 0;
        std::uint64_t sessions = 0;
        std::uint64_t placed = 0;
        std::uint64_t rejected = 0;
        std::uint64_t cancelled = 0;
        std::uint64_t delivered = 0;
        std::uint64_t deliveredLate = 0;
        std::uint64_t openOrders = 0;
    };
    [[nodiscard]] const Counts& counts() const;

private:
    class World;
    std::unique_ptr<World> m_world;
};

} // namespace roundsman
