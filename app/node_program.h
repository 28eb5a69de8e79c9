#pragma once

#include "app/data_folder.h"
#include "app/settings.h"
#include "app/settings_shown.h"
#include "core/api/console_api.h"
#include "core/base/audit_log.h"
#include "core/base/log_lines.h"
#include "core/base/metrics.h"
#include "core/base/net/http_server.h"
#include "core/base/time.h"
#include "core/gateway/gateway.h"
#include "core/gateway/key_store.h"
#include "core/history/history_error.h"
#include "core/log/event_log.h"
#include "core/node/demo_clock.h"
#include "core/node/demo_feed.h"
#include "core/node/gateway_watch.h"
#include "core/node/node.h"
#include "core/node/node_console.h"
#include "core/node/node_ways.h"

#include <cstdint>
#include <expected>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace roundsman {

struct NodeOptions {
    std::filesystem::path config; ///< empty: the defaults
    std::filesystem::path data;   ///< empty: data.folder of the configuration; for a demo a temporary one
    std::optional<std::uint16_t> port;
    OnRefusal onHistoryRefusal = OnRefusal::stop; ///< of this start
    bool demo = false;
    SimulationOptions simulation{.updatesPerSecond = 0,
                                 .phones = {}}; ///< of the demo; no rate: each rider every five seconds
    std::shared_ptr<const City> city{};         ///< of the demo; null: one that has its dinner now
    std::optional<DemoPast> demoPast{};         ///< nothing: as long as can be told in some seconds
};

/// A node with everything around it, as the program `roundsman-node` and the console run it: settings, data folder,
/// log, stages, the health port, the demo's city. Used by one thread.
class NodeProgram {
public:
    /// An error is one line for people. `wrongConfiguration` tells a wrong file from a world that refuses.
    struct Refusal {
        std::string sentence;
        bool wrongConfiguration = false;
    };
    static std::expected<std::unique_ptr<NodeProgram>, Refusal> open(const NodeOptions& options,
                                                                     LogLines::Sink sink = {});
    ~NodeProgram();

    /// The demo's city, when it is made already; before start.
    void useCity(std::shared_ptr<const City> city) { m_options.city = std::move(city); }
    void start();
    void stop();
    /// Reads the configuration again and takes over what can be; says in log lines what cannot, or why nothing was.
    void reload();

    [[nodiscard]] ConsoleApi& console() { return *m_console; }
    [[nodiscard]] AuditLog& audit() { return *m_audit; }
    [[nodiscard]] const Node& node() const { return *m_node; }
    [[nodiscard]] const LogLines& lines() const { return m_lines; }
    [[nodiscard]] std::uint16_t port() const { return m_port; }
    /// The configuration as it is in force, key by key.
    [[nodiscard]] std::vector<ShownSetting> shownSettings() const;
    [[nodiscard]] const std::string& address() const { return m_settings.http.address; }

private:
    NodeProgram(NodeOptions options, AppSettings settings, LogLines::Sink sink);

    std::expected<void, std::string> openFolder();
    std::expected<void, std::string> openLocalLogOnce();
    std::expected<void, std::string> openPort();
    std::expected<void, std::string> openGateway();
    [[nodiscard]] KeyStore keys() const;
    [[nodiscard]] AuditLog::Sink auditSink() const;
    [[nodiscard]] NodeParts parts() const;
    void startDemo();
    void prepareDemo();

    NodeOptions m_options;
    AppSettings m_settings;
    SystemClock m_clock;
    DemoClock m_logClock{m_clock}; ///< the local log's
    Metrics m_metrics;
    LogLines m_lines;
    std::optional<DataFolder> m_folder;
    std::shared_ptr<EventLog> m_localLog; ///< null with Kafka
    bool m_localLogIsNew = false;
    std::unique_ptr<AuditLog> m_audit;
    std::unique_ptr<EventLog> m_demoLog;
    std::unique_ptr<Node> m_node;
    std::unique_ptr<NodeConsole> m_console;
    std::unique_ptr<DemoFeed> m_demo;
    DemoFeed::Options m_demoOptions;
    std::unique_ptr<NodeIngestLog> m_ingestLog;
    std::unique_ptr<FrameOwners> m_owners;
    std::unique_ptr<HistoryQuarantine> m_quarantine;
    std::unique_ptr<Gateway> m_gateway;
    std::unique_ptr<GatewayWatch> m_gatewayWatch;
    std::unique_ptr<HttpServer> m_http; ///< after all that its handlers use
    std::uint16_t m_port = 0;
};

} // namespace roundsman
