#pragma once

#include "core/api/query.h"
#include "core/base/time.h"
#include "core/model/fix.h"
#include "core/model/frame.h"
#include "core/model/ids.h"
#include "core/model/verdict.h"

#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace roundsman {

/// What every lane shows now, side by side: lanes are independent, so a picture has no single offset.
struct Picture {
    std::vector<FramePtr> lanes; ///< ascending partition; a lane without a frame yet is absent
};

struct LaneStatus {
    PartitionNo partition;
    Offset nextOffset;
    Offset logEnd;
    Millis lag{}; ///< log time of the newest record minus lane time; 0 when caught up
    double updatesPerSecond = 0;
    double framesPerSecond = 0;
    VerdictCounts verdicts; ///< since the lane's beginning; quarantined among them
    bool caughtUp = false;
    std::string trouble; ///< empty: none; otherwise one sentence
    EventTime laneTime;
    std::size_t queued = 0; ///< batches that wait for the lane
    std::size_t queuedMax = 0;
};

/// What history is doing. Sizes and counts of rows are asked by a query: they need the disk.
struct HistoryStatus {
    bool kept = false;
    std::string trouble; ///< empty: it takes rows
    std::uint64_t commits = 0;
    std::uint64_t documents = 0; ///< whose results are committed
    double lastCommitMillis = 0;
    double longestCommitMillis = 0; ///< since the start
    EventTime committedAt;          ///< by the wall clock
    EventTime snapshotAt;           ///< when the newest lane state was handed over
    std::size_t queued = 0;         ///< outputs that wait for it
    std::size_t queuedMax = 0;
};

/// A place that rows of the outbox go to.
struct DestinationStatus {
    std::string name;
    std::uint64_t waiting = 0;  ///< committed, and not arrived
    Millis oldest{};            ///< how long the oldest of them has waited
    std::uint64_t sent = 0;     ///< arrived since the destination is known
    std::uint64_t setAside = 0; ///< never taken there: they went to the dead letters
    std::string trouble;        ///< empty: rows arrive
};

struct NodeStatus {
    std::string version;
    std::string actor; ///< who sits at this console, as the node stamps it into commands
    EventTime startedAt;
    EventTime now;
    bool ready = false;
    std::string logKind;    ///< "local", "kafka"
    std::string topic;      ///< that the log's records lie in
    std::string logTrouble; ///< empty: the log answers
    std::string trouble;    ///< empty, or why the node does not run: one sentence
    std::vector<LaneStatus> lanes;

    // All lanes together, for the status line.
    double updatesPerSecond = 0;
    double framesPerSecond = 0; ///< of the busiest lane: lanes draw side by side
    Millis lag{};               ///< of the lane that is furthest behind
    VerdictCounts verdicts;
    HistoryStatus history;
    std::vector<DestinationStatus> outbox; ///< none: rows leave for nowhere
};

struct Trouble {
    std::string sentence; ///< what is wrong and what to do, for people
};

template <typename T>
using Answer = std::function<void(std::expected<T, Trouble>)>;

/// What a console was opened for: with a merchant it sees and does nothing but what is that merchant's.
struct ConsoleScope {
    std::string merchant; ///< id; empty: everything
};

/// Stops a subscription when it goes out of scope.
class Subscription {
public:
    virtual ~Subscription() = default;
};

/// The console's verbs, as values. node/ implements them in process, ui/remote over a socket; no view can tell which.
/// Calls may come from any one thread; answers and notifications arrive on a thread of the implementation's choosing
/// and must return at once (ui/ carries them to the Qt thread).
class ConsoleApi {
public:
    virtual ~ConsoleApi() = default;

    /// Views show less because of it; that there is nothing more to be had is seen to by whoever answers.
    [[nodiscard]] virtual ConsoleScope scope() const { return {}; }
    /// `changed` says that a newer picture can be had by picture(); it is a hint and may be coalesced.
    virtual std::unique_ptr<Subscription> watchFrames(std::function<void()> changed) = 0;
    [[nodiscard]] virtual Picture picture() const = 0;
    [[nodiscard]] virtual NodeStatus status() const = 0;

    /// The last fixes of one rider that the lane still holds, newest first, whatever their verdict.
    virtual void recentFixes(PartitionNo partition, RiderNo rider, Answer<std::vector<FixSeen>> answer) = 0;
    /// A rider's trail from memory or history, oldest first.
    virtual void trail(PartitionNo partition, RiderNo rider, EventTime from, EventTime to,
                       Answer<std::vector<FixSeen>> answer) = 0;
    /// The bytes of one record.
    virtual void record(PartitionNo partition, Offset offset, Answer<std::string> answer) = 0;

    /// Records as they lie in the log, oldest first.
    virtual void records(RecordsWanted wanted, Answer<RecordPage> answer) = 0;
    /// Rows of history, a limited number at a time.
    virtual void query(Query query, Answer<Table> answer) = 0;
    /// A picture of the past: riders, merchants and surge as history has them at `time`.
    virtual void pictureAt(EventTime time, Answer<Picture> answer) = 0;
    /// The last lines that the program told those who run it, oldest first: JSON objects.
    [[nodiscard]] virtual std::vector<std::string> logLines() const = 0;

    /// Appends a command document (CloudEvents JSON, the actor stamped by the node); answered when the log took it.
    /// What became of it is said by Frame::answers, under the document's own place.
    virtual void submit(std::string commandJson, Answer<DocumentRef> answer) = 0;
};

} // namespace roundsman
