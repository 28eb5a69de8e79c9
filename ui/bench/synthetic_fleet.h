#pragma once

#include "core/api/console_api.h"

#include <cstdint>
#include <memory>
#include <mutex>
#include <thread>

namespace roundsman {

struct SyntheticFleetSettings {
    std::uint32_t riders = 1000;
    double updatesPerSecond = 200;
    double framesPerSecond = 20;
    GeoPoint centre = GeoPoint::fromDegrees(0.05, -29.95);
    double radiusMetres = 6000;
    std::uint64_t seed = 1;
    bool runs = true;             ///< false: time stands still until step() is called
    std::string riderIdTail = {}; ///< after the number of each rider: for long and foreign names
    std::uint32_t orders = 0;     ///< open ones at most; 0: as many as riders have
};

/// Riders that need no log and no lane: they drive in straight lines in a disc and are seen through the same interface
/// as real ones. For measuring the map alone, and for tests that want to say exactly what there is to see.
class SyntheticFleet : public ConsoleApi {
public:
    explicit SyntheticFleet(SyntheticFleetSettings settings);
    ~SyntheticFleet() override;

    /// Moves time on by so much, and shows a new frame.
    void step(Millis time);
    /// What a query of this kind is answered from now on.
    void setAnswer(QueryKind kind, Table table);
    /// The same, where the answer depends on what exactly is asked. Called on the asking thread.
    void setAnswer(QueryKind kind, std::function<Table(const Query&)> answer);
    /// Answers about history and the log are held back until they may come.
    void hold(bool on);
    /// So many records are in the log from now on.
    void setRecords(std::int64_t records);
    /// Changes one order before the next frame, as if somebody else had.
    void editOrder(OrderNo order, const std::function<void(OrderView&)>& change);
    /// Commands that came in so far, as they were sent.
    [[nodiscard]] std::vector<std::string> commands() const;
    /// Has the last word on what status() says from now on: a node in trouble, a full disk.
    void dressStatus(std::function<void(NodeStatus&)> dress);
    /// What the program has told those who run it.
    void setLogLines(std::vector<std::string> lines);
    /// The alerts of the next frame and all later ones.
    void setAlerts(std::vector<AlertRow> alerts);
    void editMerchants(const std::function<void(MerchantView&)>& change);
    /// Changes one rider before the next frame.
    void edit(RiderNo rider, const std::function<void(RiderDot&)>& change);
    [[nodiscard]] std::uint64_t updates() const;

    std::unique_ptr<Subscription> watchFrames(std::function<void()> changed) override;
    [[nodiscard]] Picture picture() const override;
    [[nodiscard]] NodeStatus status() const override;
    void recentFixes(PartitionNo partition, RiderNo rider, Answer<std::vector<FixSeen>> answer) override;
    void trail(PartitionNo partition, RiderNo rider, EventTime from, EventTime to,
               Answer<std::vector<FixSeen>> answer) override;
    void records(RecordsWanted wanted, Answer<RecordPage> answer) override;
    void query(Query query, Answer<Table> answer) override;
    void pictureAt(EventTime time, Answer<Picture> answer) override;
    [[nodiscard]] std::vector<std::string> logLines() const override;
    void record(PartitionNo partition, Offset offset, Answer<std::string> answer) override;
    void submit(std::string commandJson, Answer<DocumentRef> answer) override;

private:
    void answerWhenFree(std::function<void()> answer);

    struct State;
    std::shared_ptr<State> m_state;
    std::jthread m_thread;
};

} // namespace roundsman
