#pragma once

#include "core/api/console_api.h"
#include "core/base/audit_log.h"
#include "core/base/bounded_queue.h"
#include "core/base/log_lines.h"
#include "core/base/metrics.h"
#include "core/base/notifier.h"
#include "core/base/worker.h"
#include "core/node/node_limits.h"
#include "core/node/pipeline.h"
#include "core/node/stages.h"

#include <atomic>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace roundsman {

/// A running node: starts its stages, starts them again with back-off when one fails or the log cannot be opened, and
/// stops them in order. Start, reload and stop go through one queue that one thread works off, so that they can never
/// interleave. It never ends the program. Any thread may call anything.
class Node {
public:
    struct Surroundings {
        Metrics& metrics;
        const LogLines& lines;
        const Clock& clock;
        AuditLog& audit;
        std::string version;
    };

    Node(NodeParts parts, const NodeLimits& limits, const Surroundings& around);
    ~Node(); ///< stops

    void start();                                           ///< returns at once; status() tells how it goes
    void reload(NodeParts parts, const NodeLimits& limits); ///< stops, and starts again with these if it was started
    void stop(); ///< returns when it is over; twice, or before start, is legal

    [[nodiscard]] NodeStatus status() const;
    /// Empty: ready for traffic. Otherwise one sentence that says why not.
    [[nodiscard]] std::string whyNotReady() const;
    /// It is going to stop: it is not ready any more, from now on, and works on until stop().
    void announceStop() { m_leaving = true; }

    [[nodiscard]] const LogLines& lines() const { return m_around.lines; }
    [[nodiscard]] AuditLog& audit() const { return m_around.audit; }
    [[nodiscard]] Notifier& framesChanged() { return m_framesChanged; }
    /// The stages of now, null when there are none. Whoever holds it may look and ask; it may be stopped meanwhile.
    [[nodiscard]] std::shared_ptr<Pipeline> pipeline() const;

private:
    enum class Verb : std::uint8_t { start, reload, stop, failed };
    struct Command {
        Verb verb = Verb::stop;
        std::optional<NodeParts> parts{};
        NodeLimits limits{};
        std::uint64_t run = 0;                         ///< failed: of which run
        std::string sentence{};                        ///< failed: why
        std::shared_ptr<std::promise<void>> over = {}; ///< stop: to be told
    };
    using Steady = std::chrono::steady_clock;

    void live();
    void obey(Command& command);
    void startStages();
    void stopStages();
    void tryLater(const std::string& sentence);
    void setTrouble(const std::string& sentence);
    void post(Command command);

    const Surroundings m_around;
    const EventTime m_startedAt;
    Counter& m_restarts;
    Gauge& m_ready;
    Notifier m_framesChanged;
    BoundedQueue<Command> m_commands; // waits: no command is ever lost

    // The lifecycle's thread alone.
    NodeParts m_parts;
    NodeLimits m_limits;
    bool m_wanted = false;
    std::uint64_t m_run = 0;
    std::optional<Steady::time_point> m_retryAt;
    Millis m_backOff;
    Steady::time_point m_runningSince{};

    mutable std::mutex m_mutex;
    std::shared_ptr<Pipeline> m_pipeline;
    std::string m_trouble;
    bool m_started = false;
    std::atomic<bool> m_leaving{false};
    std::string m_logKind;
    std::string m_topic;

    Worker m_worker; // last
};

} // namespace roundsman
