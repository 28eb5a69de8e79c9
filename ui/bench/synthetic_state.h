#pragma once

#include "ui/bench/synthetic_fleet.h"

#include <map>
#include <random>

class QJsonObject;
class QString;

namespace roundsman {

/// What the fleet is made of. Whoever calls holds the mutex.
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
    std::map<QueryKind, std::function<Table(const Query&)>> tables;
    bool held = false;
    std::vector<std::function<void()>> waiting; ///< answers, while they are held
    std::int64_t records = 40;
    std::function<void(NodeStatus&)> dressStatus; ///< what a test wants the node to say of itself
    std::vector<std::string> logLines;
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
    std::string decideIntake(const QString& type, const QJsonObject& data);
    void advance(Millis time);
    void move(RiderDot& dot);
    void show();
    void notify();
};

/// `metres` from there, in a straight line.
GeoPoint moved(GeoPoint from, double metres, double headingDegrees);

} // namespace roundsman
