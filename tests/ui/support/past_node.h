#pragma once

#include "core/api/console_api.h"
#include "core/node/history_questions.h"

#include <QTemporaryDir>

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace roundsman {

/// A node whose log has ended: what it shows now is the log's last moment, and what was before it answers from a real
/// history that the same log was written to. Some minutes of the log are missing, as if the node had been down.
class PastNode : public ConsoleApi {
public:
    PastNode();
    ~PastNode() override;

    /// When the log began and ended, and the minutes that nobody heard.
    [[nodiscard]] EventTime begin() const { return m_begin; }
    [[nodiscard]] EventTime end() const { return m_last->laneTime; }
    [[nodiscard]] std::pair<EventTime, EventTime> gap() const { return m_gap; }
    /// What history itself says, asked without the console.
    [[nodiscard]] const HistoryQuestions& history() const { return m_history; }
    /// Answers about the past are held back until they may come.
    void hold(bool on);
    [[nodiscard]] std::uint64_t picturesAsked() const { return m_picturesAsked.load(); }

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
    [[nodiscard]] std::vector<std::string> logLines() const override { return {}; }
    void submit(std::string commandJson, Answer<DocumentRef> answer) override;

private:
    void writeHistory();
    void later(std::function<void()> work);

    QTemporaryDir m_folder;
    HistoryQuestions m_history;
    FramePtr m_last;
    EventTime m_begin{};
    std::pair<EventTime, EventTime> m_gap;
    std::atomic<std::uint64_t> m_picturesAsked = 0;
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::vector<std::function<void()>> m_waiting; ///< guarded by m_mutex
    bool m_held = false;                          ///< likewise
    std::jthread m_thread;                        // last: it joins first
};

} // namespace roundsman
