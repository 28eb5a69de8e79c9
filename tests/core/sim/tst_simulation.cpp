#include "core/decode/document_decoder.h"
#include "core/sim/simulation.h"
#include "tests/support/small_city.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

using namespace roundsman;
using tests::smallCity;

namespace {

struct Kept {
    EventTime time;
    std::uint32_t market = 0;
    std::string key;
    std::string bytes;
    bool operator==(const Kept&) const = default;
};

class Keeper final : public DocumentSink, public TruthSink {
public:
    void take(const SimulatedDocument& document) override {
        documents.push_back({document.time, document.market, std::string(document.key), std::string(document.bytes)});
    }
    void take(const TrueFix& fix) override {
        fixes.push_back(fix);
        fixes.back().session = {};
    }
    void take(const TrueOrder& order) override { orders.push_back(order); }

    std::vector<Kept> documents;
    std::vector<TrueFix> fixes;
    std::vector<TrueOrder> orders;
};

SimulationOptions someRiders(std::uint64_t seed) {
    SimulationOptions options;
    options.seed = seed;
    options.riders = 300;
    options.updatesPerSecond = 100;
    return options;
}

std::vector<Kept> documentsOf(std::uint64_t seed, Millis step, Millis whole) {
    Simulation simulation(smallCity(), someRiders(seed));
    Keeper keeper;
    for (Millis at{0}; at <= whole; at += step) {
        simulation.advanceTo(someRiders(seed).start + at, keeper);
    }
    simulation.advanceTo(someRiders(seed).start + whole, keeper);
    return keeper.documents;
}

/// Two hours of an evening, with the truth; made once.
struct Evening {
    Keeper kept;
    Simulation::Counts counts;
};
const Evening& evening() {
    static const Evening made = [] {
        Evening result;
        Simulation simulation(smallCity(), someRiders(11));
        simulation.advanceTo(someRiders(11).start + Millis{2 * 3'600'000}, result.kept, &result.kept);
        result.counts = simulation.counts();
        return result;
    }();
    return made;
}

bool isFix(const Kept& document) {
    return document.bytes.starts_with(R"({"driverId":)");
}

/// `seen` of `of` is about `share`.
bool about(std::uint64_t seen, std::uint64_t of, double share, double tolerance = 0.2) {
    const double found = static_cast<double>(seen) / static_cast<double>(of);
    return found > share * (1 - tolerance) && found < share * (1 + tolerance);
}

} // namespace

TEST_CASE("the same seed gives the same documents, however time is cut") {
    const auto once = documentsOf(1, Millis{120'000}, Millis{600'000});
    CHECK(once.size() > 40'000);
    CHECK((once == documentsOf(1, Millis{120'000}, Millis{600'000})));
    CHECK((once == documentsOf(1, Millis{37}, Millis{600'000})));
    CHECK((once == documentsOf(1, Millis{600'000}, Millis{600'000})));
}

TEST_CASE("another seed gives other documents") {
    CHECK((documentsOf(1, Millis{60'000}, Millis{60'000}) != documentsOf(2, Millis{60'000}, Millis{60'000})));
}

TEST_CASE("looking at the truth changes no document") {
    Simulation simulation(smallCity(), someRiders(1));
    Keeper keeper;
    simulation.advanceTo(someRiders(1).start + Millis{60'000}, keeper, &keeper);
    CHECK((keeper.documents == documentsOf(1, Millis{60'000}, Millis{60'000})));
}

TEST_CASE("time of sending never goes back") {
    EventTime last{};
    for (const Kept& document : evening().kept.documents) {
        REQUIRE(document.time >= last);
        last = document.time;
    }
}

TEST_CASE("every document is one of the documented kinds, and names its market") {
    DocumentDecoder decoder;
    Fix fix;
    Event event;
    Refusal why;
    std::set<std::string> types;
    for (const Kept& document : evening().kept.documents) {
        const DecodedAs as = decoder.decode(document.bytes, fix, event, why);
        if (as == DecodedAs::refused) {
            FAIL(document.bytes);
        }
        const std::string& market = smallCity()->markets[document.market].id;
        if (as == DecodedAs::fix) {
            const bool whole = isFix(document) && fix.market == market && fix.deviceTime && fix.sequence &&
                               !fix.session.empty() && fix.status != RiderStatus::unknown && fix.inDegrees;
            REQUIRE_MESSAGE(whole, document.bytes);
        } else {
            REQUIRE_MESSAGE((event.market == market && event.time && !event.subject.empty()), document.bytes);
            types.insert(std::string(event.type));
        }
    }
    for (const char* type : {"order.placed",
                             "order.accepted",
                             "order.rejected",
                             "order.preparing",
                             "order.ready",
                             "order.assigned",
                             "order.unassigned",
                             "order.arrived_at_merchant",
                             "order.picked_up",
                             "order.arrived_at_customer",
                             "order.delivered",
                             "order.cancelled",
                             "order.promise_changed",
                             "demand.opened",
                             "demand.searched",
                             "demand.checked_fare",
                             "merchant.upserted",
                             "merchant.opened",
                             "merchant.paused",
                             "merchant.closed",
                             "rider.upserted",
                             "rider.connected",
                             "rider.disconnected",
                             "rider.joined",
                             "rider.left",
                             "customer.upserted",
                             "shift.started",
                             "shift.ended"}) {
        CHECK_MESSAGE(types.contains(type), type);
    }
}

TEST_CASE("riders send as often as asked") {
    const double seconds = 7'200;
    CHECK(static_cast<double>(evening().counts.fixesTaken) / seconds == doctest::Approx(100).epsilon(0.01));
    CHECK(evening().counts.documents == evening().kept.documents.size());
}

TEST_CASE("phones fail in the shares that were set") {
    const Simulation::Counts& counts = evening().counts;
    const PhoneShares shares;
    CHECK(about(counts.fixesLost, counts.fixesTaken, shares.lost));
    CHECK(about(counts.duplicated, counts.fixesTaken, shares.duplicated));
    CHECK(about(counts.disordered, counts.fixesTaken, shares.disordered));
    CHECK(about(counts.delayed, counts.fixesTaken, shares.delayed));
    CHECK(about(counts.jumped, counts.fixesTaken, shares.jumping, 0.5));
    CHECK(about(counts.heldBack, counts.fixesTaken, shares.withoutNetwork, 0.35));
    CHECK(counts.broken == 0);
}

TEST_CASE("what the counts say is in the bytes: repeats, disorder, skew, backlogs") {
    std::set<std::string> seen;
    std::map<std::string, std::int64_t> newest; // by rider and session
    std::map<std::string, std::int64_t> skews;  // by rider: of his first fix
    std::uint64_t repeats = 0;
    std::uint64_t outOfOrder = 0;
    DocumentDecoder decoder;
    Fix fix;
    Event event;
    Refusal why;
    for (const Kept& document : evening().kept.documents) {
        if (!isFix(document)) {
            continue;
        }
        if (!seen.insert(document.bytes).second) {
            ++repeats;
            continue;
        }
        REQUIRE((decoder.decode(document.bytes, fix, event, why) == DecodedAs::fix));
        const std::string session = std::string(fix.rider) + std::string(fix.session);
        std::int64_t& highest = newest[session];
        const auto sequence = static_cast<std::int64_t>(*fix.sequence);
        outOfOrder += sequence < highest ? 1 : 0;
        highest = std::max(highest, sequence);
        skews.try_emplace(session, (*fix.deviceTime - document.time).count());
    }
    const Simulation::Counts& counts = evening().counts;
    CHECK(about(repeats, counts.duplicated, 1, 0.05));
    CHECK(about(outOfOrder, counts.disordered + counts.delayed, 1, 0.15));
    std::uint64_t skewed = 0;
    for (const auto& [session, skew] : skews) {
        skewed += std::abs(skew) > 2'500 ? 1 : 0;
    }
    CHECK(about(skewed, skews.size(), PhoneShares{}.skewed, 0.6));
}

TEST_CASE("nobody is ever faster than his street allows, and nobody flies") {
    std::unordered_map<std::uint32_t, TrueFix> last;
    for (const TrueFix& fix : evening().kept.fixes) {
        REQUIRE(fix.speedMps <= fix.limitMps + 0.01);
        const auto before = last.find(fix.rider);
        if (before != last.end() && fix.sequence == before->second.sequence + 1) {
            const double seconds = static_cast<double>((fix.time - before->second.time).count()) / 1e3;
            REQUIRE(seconds > 0);
            REQUIRE(distanceMetres(before->second.position, fix.position) <= 25.1 * seconds + 1);
        }
        last[fix.rider] = fix;
    }
}

TEST_CASE("a phone's error has the deviation that was set") {
    Simulation simulation(smallCity(), [] {
        SimulationOptions options = someRiders(3);
        options.phones = {.lost = 0,
                          .duplicated = 0,
                          .disordered = 0,
                          .delayed = 0,
                          .jumping = 0,
                          .broken = 0,
                          .withoutNetwork = 0,
                          .skewed = 0,
                          .farAhead = 0,
                          .noiseMetres = 6};
        return options;
    }());
    Keeper keeper;
    simulation.advanceTo(someRiders(3).start + Millis{300'000}, keeper, &keeper);
    DocumentDecoder decoder;
    Fix fix;
    Event event;
    Refusal why;
    std::size_t at = 0;
    double squares = 0;
    for (const Kept& document : keeper.documents) {
        if (isFix(document)) {
            REQUIRE((decoder.decode(document.bytes, fix, event, why) == DecodedAs::fix));
            REQUIRE(std::to_string(keeper.fixes[at].rider) == fix.rider); // nothing is lost and nothing is late
            const double error = distanceMetres(keeper.fixes[at].position, fix.position);
            squares += error * error;
            ++at;
        }
    }
    CHECK(at == keeper.fixes.size());
    CHECK(std::sqrt(squares / static_cast<double>(at) / 2) == doctest::Approx(6).epsilon(0.05));
}

TEST_CASE("an order takes its steps in order and ends once") {
    const std::map<std::string, int> rank{{"placed", 0},    {"accepted", 1},
                                          {"rejected", 9},  {"arrived_at_merchant", 4},
                                          {"picked_up", 5}, {"arrived_at_customer", 6},
                                          {"delivered", 9}, {"cancelled", 9}};
    std::map<std::string, int> reached;
    std::map<std::string, std::set<std::string>> steps;
    DocumentDecoder decoder;
    Fix fix;
    Event event;
    Refusal why;
    std::set<std::string> ids;
    std::set<std::string> lateByNetwork; // a rider's step told after his network came back
    std::uint64_t repeats = 0;
    for (const Kept& document : evening().kept.documents) {
        if (isFix(document)) {
            continue;
        }
        REQUIRE((decoder.decode(document.bytes, fix, event, why) == DecodedAs::event));
        if (!ids.insert(std::string(event.id)).second) {
            ++repeats;
            continue;
        }
        if (event.kind != EventKind::order) {
            continue;
        }
        const std::string order(event.subject);
        if (document.time - *event.time > Millis{6'000}) {
            lateByNetwork.insert(order);
        }
        const std::string step(toText(event.step));
        REQUIRE((step == "placed" || steps.contains(order)));
        if (const auto found = rank.find(step); found != rank.end() && !lateByNetwork.contains(order)) {
            REQUIRE_MESSAGE(found->second >= reached[order], document.bytes);
            REQUIRE_MESSAGE(reached[order] < 9, document.bytes);
            reached[order] = found->second;
        }
        steps[order].insert(step);
    }
    CHECK(about(repeats, evening().counts.events, PhoneShares{}.duplicated, 0.3));
    CHECK(steps.size() == evening().counts.placed);
    for (const auto& [order, taken] : steps) {
        REQUIRE(taken.contains("placed"));
        if (taken.contains("delivered") && !lateByNetwork.contains(order)) {
            for (const char* step :
                 {"accepted", "ready", "assigned", "arrived_at_merchant", "picked_up", "arrived_at_customer"}) {
                REQUIRE_MESSAGE(taken.contains(step), order);
            }
        }
    }
}

TEST_CASE("the funnel narrows as it does in life") {
    const Simulation::Counts& counts = evening().counts;
    CHECK(counts.sessions > 500);
    const double ordered = static_cast<double>(counts.placed) / static_cast<double>(counts.sessions);
    CHECK(ordered > 0.15);
    CHECK(ordered < 0.3);
    CHECK(counts.placed == counts.delivered + counts.cancelled + counts.rejected + counts.openOrders);
    CHECK(counts.delivered > counts.placed / 2);
    CHECK(counts.deliveredLate * 3 < counts.delivered);
    CHECK(counts.rejected > 0);
    CHECK(counts.cancelled > 0);
}

TEST_CASE("the truth of an order runs forward") {
    CHECK(evening().kept.orders.size() ==
          evening().counts.delivered + evening().counts.cancelled + evening().counts.rejected);
    for (const TrueOrder& order : evening().kept.orders) {
        if (order.outcome == 0) {
            REQUIRE(order.placed < order.accepted);
            REQUIRE(order.accepted < order.ready);
            REQUIRE(order.assigned <= order.atMerchant);
            REQUIRE(order.atMerchant < order.pickedUp);
            REQUIRE(order.ready < order.pickedUp);
            REQUIRE(order.pickedUp <= order.atCustomer);
            REQUIRE(order.atCustomer < order.delivered);
            REQUIRE(order.rider > 0);
        }
    }
}

TEST_CASE("broken documents come only when asked for, and in their share") {
    SimulationOptions options = someRiders(4);
    options.phones.broken = 0.05;
    Simulation simulation(smallCity(), options);
    Keeper keeper;
    simulation.advanceTo(options.start + Millis{300'000}, keeper);
    CHECK(about(simulation.counts().broken, simulation.counts().fixesTaken, 0.05, 0.15));
}

TEST_CASE("riders may send far more often than once a second, and far less") {
    for (const double rate : {5'000.0, 0.5}) {
        SimulationOptions options = someRiders(6);
        options.riders = 50;
        options.updatesPerSecond = rate;
        Simulation simulation(smallCity(), options);
        Keeper keeper;
        const double seconds = rate > 1 ? 5 : 2'000;
        simulation.advanceTo(options.start + Millis{static_cast<std::int64_t>(seconds * 1e3)}, keeper, &keeper);
        CHECK(static_cast<double>(simulation.counts().fixesTaken) / seconds == doctest::Approx(rate).epsilon(0.12));
        for (const TrueFix& fix : keeper.fixes) {
            REQUIRE(fix.speedMps <= fix.limitMps + 0.01);
        }
    }
}

TEST_CASE("a past told in short leaves out fixes and customers who look around, but no orders") {
    SimulationOptions options = someRiders(4);
    const Millis hour{3'600'000};
    options.inFullFrom = options.start + hour;
    Keeper kept;
    Simulation simulation(smallCity(), options);
    simulation.advanceTo(options.start + hour + Millis{600'000}, kept, &kept);
    Keeper whole;
    Simulation told(smallCity(), someRiders(4));
    told.advanceTo(options.start + hour + Millis{600'000}, whole, &whole);

    std::size_t early = 0;
    std::size_t later = 0;
    for (const Kept& document : kept.documents) {
        const bool isEarly = document.time < options.inFullFrom;
        early += isEarly && isFix(document) ? 1U : 0U;
        later += !isEarly && isFix(document) ? 1U : 0U;
        CHECK_FALSE((isEarly && document.bytes.contains("demand.")));
    }
    CHECK(later > 40'000);
    CHECK(early < later / 5); // at the restaurants' doors alone
    CHECK(early > 100);
    CHECK(kept.orders.size() > whole.orders.size() * 8 / 10);
}

TEST_CASE("a city's ids go on where an earlier one ended") {
    SimulationOptions options = someRiders(4);
    options.firstNumber = 5'000;
    Keeper kept;
    Simulation(smallCity(), options).advanceTo(options.start + Millis{300'000}, kept);
    for (const Kept& document : kept.documents) {
        CHECK_FALSE(document.bytes.starts_with(R"({"id":"e-1",)"));
        CHECK_FALSE(document.key == "o-1");
    }
    CHECK(std::ranges::any_of(kept.documents, [](const Kept& document) { return document.key == "o-5000"; }));
}
