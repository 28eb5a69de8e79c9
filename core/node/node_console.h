#pragma once

#include "core/api/console_api.h"
#include "core/base/bounded_queue.h"
#include "core/base/worker.h"
#include "core/node/node.h"

#include <functional>
#include <memory>
#include <string>

namespace roundsman {

/// The console's verbs in process. What a lane knows is asked on the lane's thread; what has to wait, for the log or
/// for history, on a thread of its own each, and commands wait behind neither. Answers arrive on those threads. `node`
/// must outlive it.
class NodeConsole final : public ConsoleApi {
public:
    /// `actor` is stamped into every command: who sits at this console.
    NodeConsole(Node& node, std::string actor);
    ~NodeConsole() override;

    std::unique_ptr<Subscription> watchFrames(std::function<void()> changed) override;
    [[nodiscard]] Picture picture() const override;
    [[nodiscard]] NodeStatus status() const override;
    void recentFixes(PartitionNo partition, RiderNo rider, Answer<std::vector<FixSeen>> answer) override;
    void trail(PartitionNo partition, RiderNo rider, EventTime from, EventTime to,
               Answer<std::vector<FixSeen>> answer) override;
    void record(PartitionNo partition, Offset offset, Answer<std::string> answer) override;
    void records(RecordsWanted wanted, Answer<RecordPage> answer) override;
    void query(Query query, Answer<Table> answer) override;
    void pictureAt(EventTime time, Answer<Picture> answer) override;
    [[nodiscard]] std::vector<std::string> logLines() const override;
    void submit(std::string commandJson, Answer<DocumentRef> answer) override;

private:
    using Questions = BoundedQueue<std::function<void()>>;

    void pastTrail(PartitionNo partition, RiderNo rider, EventTime from, EventTime to,
                   const Answer<std::vector<FixSeen>>& answer);
    Answer<DocumentRef> noted(const std::string& commandJson, Answer<DocumentRef> answer);
    static Worker answering(const char* name, Questions& questions);
    /// Runs `question` on a thread that may wait; a sentence instead when it cannot be asked.
    template <typename T>
    void ask(Questions& thread, Answer<T> answer, std::function<void(Pipeline&, const Answer<T>&)> question);

    Node& m_node;
    const std::string m_actor;
    Questions m_questions;     // of the log; waits never: a full one is an answer too
    Questions m_pastQuestions; // of history
    Questions m_submissions;   // to the log
    Worker m_worker;           // last
    Worker m_pastWorker;
    Worker m_submitter;
};

} // namespace roundsman
