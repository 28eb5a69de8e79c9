#include "ui/bench/synthetic_fleet.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QString>

#include <algorithm>
#include <cmath>
#include <condition_variable>
#include <map>
#include <numbers>
#include <random>
#include <utility>

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
    std::vector<OrderView> open;
    bool ordersChanged = true;
    std::shared_ptr<const std::vector<OrderView>> orders;
    std::shared_ptr<const std::vector<SurgeRow>> surge;
    std::shared_ptr<const std::vector<Fence>> fences;
    std::shared_ptr<const std::vector<AlertRow>> alerts;
    std::vector<CommandAnswerRow> answers;
    std::vector<std::string> commands;
    std::map<QueryKind, Table> tables;
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
    void surround();
    void worry();
    DocumentRef obey(const std::string& json);
    std::string decide(const QString& type, const QJsonObject& data, const QString& subject);
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
        dot.hasFix = true;
        riderIds->append("r-" + std::to_string(1000 + n));
    }
    sell();
}

void SyntheticFleet::State::sell() {
    std::vector<MerchantView> shops;
    const std::size_t most = settings.orders > 0 ? settings.orders : 5000;
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
        if (dot.status < RiderStatus::toMerchant || dot.status > RiderStatus::atCustomer || open.size() >= most) {
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
        order.promisedAt = now + std::chrono::seconds(static_cast<std::int64_t>(open.size() * 37 % 3000) - 400);
        order.times.set(OrderStep::placed, now - std::chrono::minutes(6));
        order.last = OrderStep::assigned;
        order.times.set(OrderStep::assigned, now - std::chrono::minutes(3));
        if (open.size() % 6 == 5) { // nobody has it yet
            order.rider = noRider;
            order.last = OrderStep::accepted;
            order.times.set(OrderStep::assigned, never);
        } else {
            dot.order = order.order;
        }
        order.version = 2;
        ++shops[order.merchant.value()].openOrders;
        open.push_back(order);
    }
    surround();
    worry();
    merchants = std::make_shared<const std::vector<MerchantView>>(std::move(shops));
}

/// Surge that falls off from the middle, and two fences.
void SyntheticFleet::State::surround() {
    std::vector<SurgeRow> rows;
    const CellId middle = cellOf(settings.centre, 8);
    for (int ring = 0; ring < 7; ++ring) {
        for (const CellId cell : cellRing(middle, ring)) {
            SurgeRow row;
            row.market = MarketNo{0};
            row.cell = cell;
            row.minute = std::chrono::floor<std::chrono::minutes>(now);
            row.inputs.openOrders = static_cast<std::uint32_t>(9 - ring);
            row.inputs.customers = static_cast<std::uint32_t>(22 - 3 * ring);
            row.inputs.supply = static_cast<std::uint32_t>(2 + ring);
            row.inputs.demandAround = 40 - 5.0 * ring;
            row.inputs.supplyAround = 12 + 2.0 * ring;
            row.inputs.heard = 30;
            row.inputs.known = 32;
            row.inputs.previousEma = 1.5;
            row.steps.ratio = row.inputs.demandAround / row.inputs.supplyAround;
            row.steps.multiplier = ring < 5 ? 2.0 - 0.2 * ring : 1.0;
            row.steps.target = row.steps.multiplier;
            row.steps.ema = row.steps.multiplier;
            row.steps.value = row.steps.multiplier;
            row.steps.shown = row.steps.multiplier;
            row.steps.active = ring < 5;
            row.steps.reason = ring == 6 ? SurgeReason::thinDemand : SurgeReason::curve;
            rows.push_back(row);
        }
    }
    surge = std::make_shared<const std::vector<SurgeRow>>(std::move(rows));
    Fence round;
    round.id = "depot";
    round.name = "Depot";
    round.centre = moved(settings.centre, settings.radiusMetres * 0.4, 70);
    round.radiusMetres = 350;
    Fence field;
    field.id = "old-town";
    field.name = "Old Town";
    field.use = FenceUse::zone;
    field.rings.emplace_back();
    for (const double turn : {20.0, 100.0, 190.0, 260.0, 320.0}) {
        field.rings.front().push_back(moved(settings.centre, 700 + turn, turn));
    }
    fences = std::make_shared<const std::vector<Fence>>(std::vector<Fence>{round, field});
}

void SyntheticFleet::State::worry() {
    std::vector<AlertRow> rows;
    for (const OrderView& order : open) {
        if (order.promisedAt < now && rows.size() < 40) {
            AlertRow row;
            row.kind = AlertKind::lateOrder;
            row.severity = now - order.promisedAt > std::chrono::minutes(5) ? Severity::critical : Severity::warning;
            row.market = MarketNo{0};
            row.subject = order.id;
            row.raisedAt = order.promisedAt;
            row.id = "late_order:" + order.id + ":1";
            row.message = "order " + order.id + " is past its promise";
            row.first = {Offset{3}, 0};
            row.last = {Offset{9}, 1};
            rows.push_back(row);
        }
    }
    alerts = std::make_shared<const std::vector<AlertRow>>(std::move(rows));
}

/// As the lane decides: the version seen must be the version that is, or somebody else was first.
std::string SyntheticFleet::State::decide(const QString& type, const QJsonObject& data, const QString& subject) {
    if (type == QStringLiteral("command.acknowledge_alert")) {
        auto rows = *alerts;
        for (AlertRow& row : rows) {
            if (row.id == subject.toStdString()) {
                row.acknowledgedAt = now;
                row.acknowledgedBy = "console";
            }
        }
        alerts = std::make_shared<const std::vector<AlertRow>>(std::move(rows));
        return {};
    }
    const std::string id = data.value(QStringLiteral("orderId")).toString().toStdString();
    const auto order = std::ranges::find(open, id, &OrderView::id);
    if (order == open.end()) {
        return "unknown_order";
    }
    if (data.value(QStringLiteral("expectedVersion")).toInt() != static_cast<int>(order->version)) {
        return "conflicting_version";
    }
    const std::string rider = data.value(QStringLiteral("driverId")).toString().toStdString();
    order->rider = noRider;
    order->last = OrderStep::unassigned;
    for (std::uint32_t n = 0; n < riderIds->size() && !rider.empty(); ++n) {
        if ((*riderIds)[n] == rider) {
            order->rider = RiderNo{n};
            order->last = OrderStep::assigned;
            riders[n].order = order->order;
        }
    }
    ++order->version;
    ordersChanged = true;
    return {};
}

DocumentRef SyntheticFleet::State::obey(const std::string& json) {
    commands.push_back(json);
    const QJsonObject command = QJsonDocument::fromJson(QByteArray::fromStdString(json)).object();
    const DocumentRef document{Offset{static_cast<std::int64_t>(updates + commands.size())}, 0};
    const QString type = command.value(QStringLiteral("type")).toString();
    const QString subject = command.value(QStringLiteral("subject")).toString();
    const std::string reason = decide(type, command.value(QStringLiteral("data")).toObject(), subject);
    answers.push_back({.commandId = command.value(QStringLiteral("id")).toString().toStdString(),
                       .actor = "console",
                       .type = type.toStdString(),
                       .subject = subject.toStdString(),
                       .accepted = reason.empty(),
                       .reason = reason,
                       .document = document});
    return document;
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
    if (std::exchange(ordersChanged, false)) {
        orders = std::make_shared<const std::vector<OrderView>>(open);
    }
    made->openOrders = orders;
    made->surge = surge;
    made->fences = fences;
    made->openAlerts = alerts;
    made->answers = std::make_shared<const std::vector<CommandAnswerRow>>(answers);
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

void SyntheticFleet::records(RecordsWanted wanted, Answer<RecordPage> answer) {
    RecordPage page;
    page.high = Offset{40};
    for (std::int64_t n = wanted.from ? wanted.from->value() : 0; n < 40 && page.records.size() < wanted.limit; ++n) {
        SeenRecord record{.partition = wanted.partition,
                          .offset = Offset{n},
                          .logTime = m_state->now - std::chrono::seconds(40 - n),
                          .key = "r-" + std::to_string(1000 + n),
                          .value = R"({"driverId":"r-)" + std::to_string(1000 + n) +
                                   R"(","latitude":0.05,"longitude":-29.95,"speed":5.5})",
                          .headers = {}};
        ++page.lookedAt;
        page.next = Offset{n + 1};
        if (wanted.contains.empty() || record.value.contains(wanted.contains)) {
            page.records.push_back(std::move(record));
        }
    }
    answer(std::move(page));
}

void SyntheticFleet::query(Query query, Answer<Table> answer) {
    Table table;
    {
        const std::scoped_lock lock(m_state->mutex);
        table = m_state->tables[query.kind];
    }
    answer(std::move(table));
}

void SyntheticFleet::pictureAt(EventTime time, Answer<Picture> answer) {
    Picture past = picture();
    auto frame = std::make_shared<Frame>(*past.lanes.front());
    frame->laneTime = time;
    past.lanes = {frame};
    answer(std::move(past));
}

std::vector<std::string> SyntheticFleet::logLines() const {
    return {R"({"time":"2026-11-21T09:00:00.000Z","level":"info","part":"node","message":"the node runs"})",
            R"({"time":"2026-11-21T09:00:07.000Z","level":"warning","part":"log","message":"the log answers slowly"})"};
}

void SyntheticFleet::setAnswer(QueryKind kind, Table table) {
    const std::scoped_lock lock(m_state->mutex);
    m_state->tables[kind] = std::move(table);
}

void SyntheticFleet::editOrder(OrderNo order, const std::function<void(OrderView&)>& change) {
    const std::scoped_lock lock(m_state->mutex);
    change(m_state->open[order.value()]);
    m_state->ordersChanged = true;
}

std::vector<std::string> SyntheticFleet::commands() const {
    const std::scoped_lock lock(m_state->mutex);
    return m_state->commands;
}

/// Obeyed with the next frame, as a lane would.
void SyntheticFleet::submit(std::string commandJson, Answer<DocumentRef> answer) {
    DocumentRef document;
    {
        const std::scoped_lock lock(m_state->mutex);
        document = m_state->obey(commandJson);
    }
    answer(document);
}

} // namespace roundsman
