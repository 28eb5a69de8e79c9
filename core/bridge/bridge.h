#pragma once

#include "core/base/audit_log.h"
#include "core/base/log_lines.h"
#include "core/base/metrics.h"
#include "core/base/worker.h"
#include "core/bridge/bridge_settings.h"
#include "core/bridge/coalescer.h"
#include "core/log/event_log.h"
#include "core/log/group_reader.h"
#include "core/model/market_map.h"

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace roundsman {

/// Brings foreign topics into the event log: reads them as a member of a consumer group, and commits there only what
/// our log has acknowledged. It may deliver twice; each record says where its documents came from, and the lanes take
/// them once. Trouble with either side is a status and another try, with back-off; it never ends the node.
class Bridge {
public:
    using OpenGroup =
        std::function<std::expected<std::unique_ptr<GroupReader>, LogError>(GroupReader::Leaving leaving)>;
    struct Surroundings {
        LogWriter& log;
        const MarketMap& markets;
        Metrics& metrics;
        const LogLines& lines;
        const Clock& clock;
        AuditLog& audit;
    };

    Bridge(const BridgeSettings& settings, const BridgeLimits& limits, OpenGroup openGroup, const Surroundings& around);
    ~Bridge(); ///< stops

    void start(Worker::Failed failed);
    void requestStop(); ///< returns at once
    void join() { m_worker.join(); }

    /// Empty: both sides answer.
    [[nodiscard]] std::string trouble() const;

private:
    using Steady = std::chrono::steady_clock;

    struct Numbers {
        explicit Numbers(Metrics& metrics, const std::string& group);
        Counter& records;
        Counter& documents;
        Counter& empty;
        Counter& cut;
        Counter& moves;
        Counter& refused;
        Counter& sent;
        Counter& repeated;
        Counter& commits;
        Counter& rebalances;
        Counter& gaps;
        Gauge& waitingBytes;
        Gauge& up;
    };
    struct SourceWatch { ///< what is remembered of a source, by its number
        Gauge* lagRecords;
        Gauge* lagSeconds;
        std::int64_t next = -1;      ///< offset expected
        std::int64_t committed = -1; ///< as we last said
        EventTime newest{};          ///< time of the last record taken
    };
    struct Answer {
        std::uint64_t run; ///< of which reader's time
        std::int32_t partition;
        std::optional<LogError> error;
    };
    /// What the log's threads tell us; they may do so when this object is gone.
    struct Answers {
        std::mutex mutex;
        std::condition_variable came;
        std::vector<Answer> all;
        GroupReader* reader = nullptr; ///< to be woken
    };

    void run(const std::stop_token& stop);
    void startAnew();
    void pump(GroupReader& reader, const std::stop_token& stop);
    bool readSome(GroupReader& reader, const std::stop_token& stop);
    void take(GroupReader& reader, const GroupBatch& batch);
    SourceWatch& watch(GroupReader& reader, std::uint32_t source);
    void sendDue();
    void send(std::int32_t partition, const Bundle& bundle);
    void takeAnswers();
    void afterAnswer(const Answer& answer);
    void commit(GroupReader& reader);
    [[nodiscard]] std::vector<GroupPosition> positions(std::span<const std::uint32_t> sources);
    std::vector<GroupPosition> leave(std::span<const std::uint32_t> sources);
    void finish(Millis within);
    void waitForAnswers(Millis wait);
    void takeNumbers(GroupReader& reader);
    void setTrouble(std::string& which, const std::string& sentence);
    void noteReading(const LogError& error);
    void noteRefused(std::uint64_t documents);
    void backOff();
    void setReader(GroupReader* reader);
    void rest(Millis wait, const std::stop_token& stop);

    const BridgeSettings m_settings;
    const BridgeLimits m_limits;
    const OpenGroup m_openGroup;
    const Surroundings m_around;
    Numbers m_numbers;

    // The bridge's thread alone.
    DocumentRoutes m_routes;
    Coalescer m_coalescer;
    std::vector<SourceName> m_names; ///< of sources by number
    std::vector<SourceWatch> m_watches;
    Coalescer::Counts m_counted;
    DocumentRoutes::Counts m_routed;
    std::int64_t m_rebalances = 0;
    Steady::time_point m_commitAt{};
    Steady::time_point m_fullSince{};
    Steady::time_point m_retryAt{};
    Millis m_backOff;
    std::uint64_t m_run = 0; ///< a reader's time: its sources' numbers are its own
    std::set<std::string> m_told;
    bool m_stopping = false;

    const std::shared_ptr<Answers> m_answers = std::make_shared<Answers>();
    mutable std::mutex m_mutex;
    std::condition_variable_any m_rested;
    std::string m_readTrouble;
    std::string m_sendTrouble;

    Worker m_worker; // last
};

} // namespace roundsman
