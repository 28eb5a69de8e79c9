#include "ui/bench/synthetic_fleet.h"

#include <algorithm>
#include <cmath>
#include <condition_variable>
#include <map>
#include <numbers>
#include <random>

namespace roundsman {

namespace {

constexpr double metresPerDegree = 111'320;
constexpr std::array statuses{RiderStatus::idle,       RiderStatus::idle,       RiderStatus::toMerchant,
                              RiderStatus::atMerchant, RiderStatus::toCustomer, RiderStatus::toCustomer,
                              RiderStatus::atCustomer, RiderStatus::onBreak};

GeoPoint moved(GeoPoint from, double metres, double headingDegrees) {
    const double heading = headingDegrees * std::numbers::pi / 180;
    const double north = metres * std::cos(heading) / metresPerDegree;
    const double east =
        metres * std::sin(heading) / (metresPerDegree * std::cos(from.latitude() * std::numbers::pi / 180));
    return GeoPoint::fromDegrees(from.latitude() + north, from.longitude() + east);
}

} // namespace

struct SyntheticFleet::State {
    explicit State(const SyntheticFleetSettings& wanted) : settings(wanted), random(wanted.seed) {}

    SyntheticFleetSettings settings;
    mutable std::mutex mutex;
    std::mt19937_64 random;
    std::vector<RiderDot> riders;
    std::shared_ptr<Directory> riderIds = std::make_shared<Directory>();
    std::shared_ptr<Directory> markets = std::make_shared<Directory>();
    std::shared_ptr<const std::vector<OrderView>> orders;
    std::shared_ptr<const std::vector<MerchantView>> merchants;
    std::map<int, std::function<void()>> watchers;
    int nextWatcher = 0;
    EventTime now = eventTimeFromMillis(1'795'000'000'000);
    std::uint64_t sequence = 0;
    std::uint64_t updates = 0;
    std::size_t next = 0;
    double owed = 0;
    FramePtr frame;

    void populate();
    void sell();
    void advance(Millis time);
    void move(RiderDot& dot);
    void show();
    void notify();
};

void SyntheticFleet::State::populate() {
    std::uniform_real_distribution<double> turn(0, 360);
    std::uniform_real_distribution<double> unit(0, 1);
    markets->append("demo");
    riders.resize(settings.riders);
    for (std::uint32_t n = 0; n < settings.riders; ++n) {
        RiderDot& dot = riders[n];
        dot.rider = RiderNo{n};
        dot.position = moved(settings.centre, settings.radiusMetres * std::sqrt(unit(random)), turn(random));
        dot.previous = dot.position;
        dot.fixTime = now;
        dot.previousFixTime = now;
        dot.logTime = now;
        dot.speedMps = static_cast<float>(3 + 7 * unit(random));
        dot.headingDegrees = static_cast<float>(turn(random));
        dot.skewMillis = static_cast<std::int32_t>(unit(random) * 900) - 300;
        dot.status = statuses[random() % statuses.size()];
        dot.market = MarketNo{0};
        riderIds->append("r-" + std::to_string(1000 + n));
    }
    sell();
}

void SyntheticFleet::State::sell() {
    std::vector<OrderView> open;
    std::vector<MerchantView> shops;
    for (std::uint32_t n = 0; n < 40; ++n) {
        MerchantView shop;
        shop.merchant = MerchantNo{n};
        shop.id = "m-" + std::to_string(n);
        shop.name = "Kitchen " + std::to_string(n + 1);
        shop.position = moved(settings.centre, settings.radiusMetres * 0.5, n * 9.0);
        shop.market = MarketNo{0};
        shops.push_back(shop);
    }
    for (RiderDot& dot : riders) {
        if (dot.status < RiderStatus::toMerchant || dot.status > RiderStatus::atCustomer || open.size() >= 5000) {
            continue;
        }
        OrderView order;
        order.order = OrderNo{static_cast<std::uint32_t>(open.size())};
        order.id = "o-" + std::to_string(open.size() + 1);
        order.market = MarketNo{0};
        order.merchant = MerchantNo{order.order.value() % 40};
        order.rider = dot.rider;
        order.pickup = shops[order.merchant.value()].position;
        order.dropoff = moved(dot.position, 900, dot.headingDegrees);
        order.hasDropoff = true;
        order.promisedAt = now + std::chrono::minutes(25);
        order.times.set(OrderStep::placed, now - std::chrono::minutes(6));
        order.last = OrderStep::assigned;
        order.times.set(OrderStep::assigned, now - std::chrono::minutes(3));
        dot.order = order.order;
        open.push_back(order);
    }
    orders = std::make_shared<const std::vector<OrderView>>(std::move(open));
    merchants = std::make_shared<const std::vector<MerchantView>>(std::move(shops));
}

void SyntheticFleet::State::move(RiderDot& dot) {
    const double seconds = std::chrono::duration<double>(now - dot.fixTime).count();
    const bool stands = dot.status == RiderStatus::atMerchant || dot.status == RiderStatus::atCustomer ||
                        dot.status == RiderStatus::onBreak;
    dot.previous = dot.position;
    dot.previousFixTime = dot.fixTime;
    if (!stands) {
        dot.position = moved(dot.position, dot.speedMps * seconds, dot.headingDegrees);
        if (distanceMetres(dot.position, settings.centre) > settings.radiusMetres) {
            dot.headingDegrees = static_cast<float>(bearingDegrees(dot.position, settings.centre));
        }
    }
    dot.fixTime = now;
    dot.logTime = now;
    dot.staleness = Staleness::fresh;
    dot.cause = StaleCause::none;
}

void SyntheticFleet::State::advance(Millis time) {
    now += time;
    owed += settings.updatesPerSecond * std::chrono::duration<double>(time).count();
    for (; owed >= 1 && !riders.empty(); owed -= 1) {
        // One in a hundred never answers, so that every age is to be seen.
        RiderDot& dot = riders[next++ % riders.size()];
        if (dot.rider.value() % 100 != 99) {
            move(dot);
            ++updates;
        }
    }
    for (std::size_t n = 99; n < riders.size(); n += 100) {
        const Millis age = now - riders[n].logTime + Millis{static_cast<std::int64_t>(n % 7) * 40'000};
        riders[n].staleness = age > Millis{300'000}  ? Staleness::lost
                              : age > Millis{90'000} ? Staleness::stale
                              : age > Millis{15'000} ? Staleness::ageing
                                                     : Staleness::fresh;
        riders[n].cause = riders[n].staleness == Staleness::fresh ? StaleCause::none : StaleCause::device;
    }
    show();
}

void SyntheticFleet::State::show() {
    auto made = std::make_shared<Frame>();
    made->partition = PartitionNo{0};
    made->nextOffset = Offset{static_cast<std::int64_t>(updates)};
    made->sequence = ++sequence;
    made->laneTime = now;
    made->verdicts.add(Verdict::accepted, Reason::none, updates);
    made->verdicts.add(Verdict::quarantined, Reason::clockAhead, updates / 5000);
    made->riders = riders;
    for (const RiderDot& dot : riders) {
        ++made->ridersByStatus[static_cast<std::size_t>(dot.status)];
        ++made->ridersByStaleness[static_cast<std::size_t>(dot.staleness)];
    }
    made->riderIds = riderIds;
    made->marketNames = markets;
    made->openOrders = orders;
    made->merchants = merchants;
    frame = std::move(made);
}

void SyntheticFleet::State::notify() {
    for (const auto& [id, changed] : watchers) {
        changed();
    }
}

SyntheticFleet::SyntheticFleet(SyntheticFleetSettings settings) : m_state(std::make_shared<State>(settings)) {
    m_state->populate();
    m_state->show();
    if (!settings.runs) {
        return;
    }
    m_thread = std::jthread([state = m_state](const std::stop_token& stop) {
        std::condition_variable_any tick;
        const Millis interval{static_cast<std::int64_t>(1000 / state->settings.framesPerSecond)};
        auto due = std::chrono::steady_clock::now();
        std::unique_lock lock(state->mutex);
        while (!stop.stop_requested()) {
            due += interval;
            tick.wait_until(lock, stop, due, [] { return false; });
            state->advance(interval);
            state->notify();
        }
    });
}

SyntheticFleet::~SyntheticFleet() = default;

void SyntheticFleet::step(Millis time) {
    const std::scoped_lock lock(m_state->mutex);
    m_state->advance(time);
    m_state->notify();
}

void SyntheticFleet::edit(RiderNo rider, const std::function<void(RiderDot&)>& change) {
    const std::scoped_lock lock(m_state->mutex);
    change(m_state->riders[rider.value()]);
}

std::uint64_t SyntheticFleet::updates() const {
    const std::scoped_lock lock(m_state->mutex);
    return m_state->updates;
}

namespace {

class Watch : public Subscription {
public:
    explicit Watch(std::function<void()> stop) : m_stop(std::move(stop)) {}
    ~Watch() override { m_stop(); }

private:
    std::function<void()> m_stop;
};

} // namespace

std::unique_ptr<Subscription> SyntheticFleet::watchFrames(std::function<void()> changed) {
    const std::scoped_lock lock(m_state->mutex);
    const int id = m_state->nextWatcher++;
    m_state->watchers[id] = std::move(changed);
    return std::make_unique<Watch>([state = m_state, id] {
        const std::scoped_lock stopping(state->mutex);
        state->watchers.erase(id);
    });
}

Picture SyntheticFleet::picture() const {
    const std::scoped_lock lock(m_state->mutex);
    return {{m_state->frame}};
}

NodeStatus SyntheticFleet::status() const {
    const std::scoped_lock lock(m_state->mutex);
    NodeStatus status;
    status.version = "0.1.0";
    status.now = m_state->now;
    status.ready = true;
    status.logKind = "local";
    LaneStatus lane;
    lane.nextOffset = m_state->frame->nextOffset;
    lane.logEnd = lane.nextOffset;
    lane.updatesPerSecond = m_state->settings.updatesPerSecond;
    lane.caughtUp = true;
    status.updatesPerSecond = lane.updatesPerSecond;
    status.framesPerSecond = m_state->settings.framesPerSecond;
    status.verdicts = m_state->frame->verdicts;
    status.lanes.push_back(lane);
    return status;
}

void SyntheticFleet::recentFixes(PartitionNo partition, RiderNo rider, Answer<std::vector<FixSeen>> answer) {
    trail(partition, rider, m_state->now - std::chrono::minutes(1), m_state->now, std::move(answer));
}

void SyntheticFleet::trail(PartitionNo, RiderNo rider, EventTime, EventTime, Answer<std::vector<FixSeen>> answer) {
    std::vector<FixSeen> fixes;
    {
        const std::scoped_lock lock(m_state->mutex);
        const RiderDot& dot = m_state->riders[rider.value()];
        for (int n = 24; n >= 0; --n) {
            FixSeen fix;
            fix.deviceTime = dot.fixTime - std::chrono::seconds(5 * n);
            fix.receiveTime = fix.deviceTime + Millis{120};
            fix.logTime = fix.receiveTime + Millis{8};
            const double bend = n * 1.5;
            fix.position = moved(dot.position, -dot.speedMps * 5.0 * n, dot.headingDegrees + bend);
            fix.document.offset = Offset{m_state->frame->nextOffset.value() - n};
            if (n == 7) {
                fix.verdict = Verdict::duplicate;
                fix.reason = Reason::sameSequence;
            }
            fixes.push_back(fix);
        }
    }
    answer(std::move(fixes));
}

void SyntheticFleet::record(PartitionNo, Offset offset, Answer<std::string> answer) {
    answer("{\"offset\":" + std::to_string(offset.value()) + "}");
}

void SyntheticFleet::submit(std::string, Answer<DocumentRef> answer) {
    answer(std::unexpected(Trouble{"This fleet takes no commands."}));
}

} // namespace roundsman
