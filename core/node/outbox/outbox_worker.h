#pragma once

#include "core/api/console_api.h"
#include "core/base/log_lines.h"
#include "core/base/metrics.h"
#include "core/base/worker.h"
#include "core/history/outbox_pump.h"

#include <condition_variable>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace roundsman {

/// Where rows of the outbox go, as a node gets it.
struct OutboxPart {
    OutboxDestination destination;
    OutboxStart start = OutboxStart::oldest;
    OutboxPumpLimits limits{};
    std::function<std::unique_ptr<OutboxSender>()> makeSender;
};

/// The thread of one destination: sends what is committed, and remembers what arrived. A destination that is away makes
/// its rows wait in history, and nothing else.
class OutboxWorker {
public:
    struct Surroundings {
        Metrics& metrics;
        const LogLines& lines;
        const Clock& clock;
    };

    /// `folder` is a history's that exists.
    OutboxWorker(std::filesystem::path folder, OutboxPart part, const Surroundings& around);
    ~OutboxWorker(); ///< stops

    void start(Worker::Failed failed);
    void requestStop(); ///< returns at once
    void join() { m_worker.join(); }
    [[nodiscard]] DestinationStatus status() const;

private:
    using Steady = std::chrono::steady_clock;

    void run(const std::stop_token& stop);
    Millis step(const std::stop_token& stop);
    Millis open(const std::stop_token& stop);
    void takeNumbers();
    void setTrouble(const std::string& sentence);

    const std::filesystem::path m_folder;
    const OutboxPart m_part;
    const Surroundings m_around;
    Counter& m_sent;
    Gauge& m_waiting;
    Gauge& m_oldest;
    Gauge& m_setAside;
    Counter& m_troubles;
    std::optional<OutboxPump> m_pump; ///< the worker's thread alone
    std::uint64_t m_counted = 0;
    bool m_first = true;
    Steady::time_point m_numbersAt{};
    std::string m_trouble;

    mutable std::mutex m_mutex;
    std::condition_variable_any m_rested;
    OutboxSender* m_sender = nullptr; ///< to be cancelled
    DestinationStatus m_status;

    Worker m_worker; // last
};

} // namespace roundsman
