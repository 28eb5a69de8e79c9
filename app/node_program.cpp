#include "app/node_program.h"

#include "app/node_streams.h"
#include "core/log/kafka_log.h"
#include "core/log/local_log.h"
#include "core/node/kept_history.h"
#include "core/node/node_http.h"
#include "core/node/shared_log.h"

#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

#ifndef ROUNDSMAN_VERSION
#error "the build names the version"
#endif

namespace roundsman {
namespace {

constexpr std::int64_t idsCountFrom = 1'767'225'600; ///< 2026-01-01, in seconds

std::expected<AppSettings, std::vector<std::string>> settingsFor(const NodeOptions& options) {
    auto settings = options.config.empty() ? AppSettings{} : readSettings(options.config);
    if (settings && options.port) {
        settings->http.port = *options.port;
    }
    if (settings && !options.data.empty()) {
        settings->dataFolder = options.data;
    }
    return settings;
}

/// The console of this very program is used by whoever started it: commands and claims carry his name.
std::string personAtThisDesk() {
    passwd entry{};
    passwd* found = nullptr;
    std::array<char, 4096> memory{};
    const int error = getpwuid_r(geteuid(), &entry, memory.data(), memory.size(), &found);
    return error == 0 && found != nullptr && *found->pw_name != '\0' ? found->pw_name : "console";
}

/// Long enough for a partition whose leader is lost to get another; then whoever waits at the gateway hears that nobody
/// knows, before he is told that we took too long.
constexpr Millis deliverWithin{15'000};
static_assert(deliverWithin + Millis{5'000} < HttpLimits{}.answerMax);

std::expected<std::unique_ptr<EventLog>, LogError> openKafka(const AppSettings::Log& log) {
    // A node that is asked to stop must not be caught in a long wait for a broker; it tries again anyway.
    KafkaLimits limits;
    limits.connectWithin = Millis(1'500);
    limits.deliverWithin = deliverWithin;
    // A record carries a hundred documents and more; a batch of fewer keeps what waits in the queues small.
    limits.recordsAPoll = 256;
    return openKafkaLog({.brokers = log.brokers, .topic = log.topic, .options = log.options}, limits);
}

} // namespace

std::expected<std::unique_ptr<NodeProgram>, NodeProgram::Refusal> NodeProgram::open(const NodeOptions& options,
                                                                                    LogLines::Sink sink) {
    auto settings = settingsFor(options);
    if (!settings) {
        return std::unexpected(Refusal{.sentence = settings.error().front(), .wrongConfiguration = true});
    }
    std::unique_ptr<NodeProgram> program(new NodeProgram(options, std::move(*settings), std::move(sink)));
    auto opened = program->openFolder().and_then([&] { return program->openLocalLogOnce(); }).and_then([&] {
        return program->openPort();
    });
    if (!opened) {
        return std::unexpected(Refusal{.sentence = opened.error()});
    }
    return program;
}

NodeProgram::NodeProgram(NodeOptions options, AppSettings settings, LogLines::Sink sink)
    : m_options(std::move(options)),
      m_settings(std::move(settings)),
      m_lines(m_clock, std::move(sink), m_settings.logLevel) {
    m_metrics
        .gauge("roundsman_build_info", "Always 1; its labels say which build this is.",
               {{"version", ROUNDSMAN_VERSION}})
        .set(1);
}

NodeProgram::~NodeProgram() {
    stop();
}

std::expected<void, std::string> NodeProgram::openFolder() {
    if (m_settings.dataFolder.empty() && !m_options.demo) {
        if (m_settings.log.kind == LogKind::kafka) {
            return {}; // a node that only watches the log: without a folder it keeps no history
        }
        return std::unexpected("a data folder is needed: name one with --data or data.folder, or try --demo");
    }
    auto folder = m_settings.dataFolder.empty() ? DataFolder::takeTemporary() : DataFolder::take(m_settings.dataFolder);
    if (!folder) {
        return std::unexpected(folder.error());
    }
    m_folder = std::move(*folder);
    return {};
}

std::expected<void, std::string> NodeProgram::openLocalLogOnce() {
    if (m_settings.log.kind != LogKind::local) {
        return {};
    }
    LocalLogSettings local;
    local.folder = m_folder->path() / "log";
    local.topic = m_settings.log.topic;
    std::error_code error;
    m_localLogIsNew = !std::filesystem::exists(local.folder, error);
    local.partitions = m_localLogIsNew ? m_settings.log.partitions : 0; // later the log itself knows
    local.retainFor = std::chrono::hours(m_settings.log.retainHours);
    local.retainBytes = m_settings.log.retainMegabytes * 1'000'000;
    local.synced = !m_folder->isTemporary();
    auto log = openLocalLog(local, m_logClock);
    if (!log) {
        return std::unexpected(log.error().sentence);
    }
    m_localLog = std::move(*log);
    return {};
}

std::expected<void, std::string> NodeProgram::openPort() {
    m_audit = std::make_unique<AuditLog>(m_clock, auditSink());
    m_node = std::make_unique<Node>(
        parts(), m_settings.node,
        Node::Surroundings{
            .metrics = m_metrics, .lines = m_lines, .clock = m_clock, .audit = *m_audit, .version = ROUNDSMAN_VERSION});
    m_console = std::make_unique<NodeConsole>(*m_node, personAtThisDesk());
    if (auto opened = openGateway(); !opened) {
        return opened;
    }
    HttpLimits limits;
    limits.connectionsMax = m_settings.connectionsMax;
    limits.connectionsPerAddressMax = m_settings.connectionsPerAddressMax;
    limits.limitLoopback = m_settings.gateway.limitLoopback;
    m_http = std::make_unique<HttpServer>(limits, WsLimits{.messageBytesMax = m_settings.gateway.messageBytesMax});
    addHealthRoutes(*m_http, *m_node, m_metrics,
                    [this](const HttpRequest& request) { return m_gateway->refuseMetrics(request); });
    m_gateway->addTo(*m_http);
    HttpListen listen = m_settings.http;
    listen.checkHost = m_gateway->gate().open(); // whoever has to show a credential may come by any name
    const auto port = m_http->start(listen);
    if (!port) {
        return std::unexpected(port.error());
    }
    m_port = *port;
    return {};
}

KeyStore NodeProgram::keys() const {
    return KeyStore(m_folder ? m_folder->path() / "keys" : std::filesystem::path());
}

/// A node without a folder of its own has the program's log alone.
AuditLog::Sink NodeProgram::auditSink() const {
    if (m_folder) {
        return auditFile(keys().auditFile(), m_lines);
    }
    return [&lines = m_lines](std::string_view line) {
        lines.info("audit", "somebody's privileged act", {{"entry", line.substr(0, line.size() - 1)}});
    };
}

std::expected<void, std::string> NodeProgram::openGateway() {
    const KeyStore keys = this->keys();
    auto ring = GatewayWatch::readKeys(keys, m_clock.now(), 1);
    if (!ring) {
        return std::unexpected(ring.error());
    }
    const bool loopback = namesLoopback(m_settings.http.address) || m_settings.http.address == "::1";
    if (!loopback && (!(*ring)->configured || m_settings.http.tls.certificate.empty())) {
        return std::unexpected("listening on " + m_settings.http.address +
                               " needs TLS (http.certificate, http.certificate_key) and a credential (roundsman keys "
                               "create --data DIR): without them anybody could drive dispatch");
    }
    m_ingestLog = std::make_unique<NodeIngestLog>(*m_node);
    m_owners = std::make_unique<FrameOwners>(*m_node);
    m_quarantine = std::make_unique<HistoryQuarantine>(*m_node);
    m_gateway = std::make_unique<Gateway>(Gateway::Surroundings{.log = *m_ingestLog,
                                                                .owners = *m_owners,
                                                                .quarantine = *m_quarantine,
                                                                .clock = m_clock,
                                                                .metrics = m_metrics,
                                                                .audit = *m_audit},
                                          m_settings.gateway, static_cast<std::size_t>(m_settings.http.threads));
    m_gateway->useKeys(*ring);
    m_gatewayWatch = std::make_unique<GatewayWatch>(*m_gateway, *m_node, keys, m_clock, m_lines);
    return {};
}

NodeParts NodeProgram::parts() const {
    NodeParts parts;
    parts.topic = m_settings.log.topic;
    if (m_settings.log.kind == LogKind::local) {
        parts.logKind = "local";
        parts.openLog = [log = m_localLog]() -> std::expected<std::unique_ptr<EventLog>, LogError> {
            return std::make_unique<SharedLog>(log);
        };
    } else {
        parts.logKind = "kafka";
        parts.openLog = [log = m_settings.log] {
            return openKafka(log);
        };
    }
    parts.historyFolder = m_folder ? m_folder->path() / "history" : std::filesystem::path();
    parts.logFolder = m_localLog ? m_folder->path() / "log" : std::filesystem::path();
    parts.openHistory =
        [folder = m_folder ? m_folder->path() / "history" : std::filesystem::path(), keep = m_settings.history,
         onRefusal = m_options.onHistoryRefusal]() -> std::expected<std::unique_ptr<HistorySink>, std::string> {
        if (folder.empty()) {
            return std::make_unique<DiscardingHistory>();
        }
        return openKeptHistory({.folder = folder, .keepDays = keep.keepTrailDays, .keepRowsDays = keep.keepRowDays},
                               onRefusal);
    };
    parts.makeLane = [](PartitionNo partition, const std::string& snapshot) {
        return makeRealLane(partition, LaneSettings{}, snapshot);
    };
    parts.markets = m_settings.markets;
    parts.streams = streamParts(m_settings, m_folder ? m_folder->path() / "history" : std::filesystem::path(), m_clock);
    for (const std::int32_t partition : m_settings.log.take) {
        parts.partitions.emplace_back(partition);
    }
    return parts;
}

void NodeProgram::start() {
    if (!m_folder) {
        m_lines.warning("node", "no data folder is named (--data, data.folder): no history is kept");
    }
    if (m_options.demo) {
        prepareDemo(); // before anybody writes by the log's clock
    }
    m_node->start();
    m_gatewayWatch->start();
    if (m_options.demo) {
        startDemo();
    }
}

void NodeProgram::prepareDemo() {
    m_demoOptions.simulation = m_options.simulation;
    m_demoOptions.city = m_options.city;
    SimulationOptions& simulation = m_demoOptions.simulation;
    if (simulation.updatesPerSecond <= 0) { // nobody said: every rider each five seconds
        simulation.updatesPerSecond = simulation.riders / 5.0;
    }
    if (!m_localLogIsNew) {
        // An earlier city wrote here: no past can come after it, and ids that it used are taken.
        simulation.firstNumber = static_cast<std::uint64_t>(millisOf(m_clock.now()) / 1'000 - idsCountFrom);
    } else if (m_localLog) {
        m_demoOptions.past = m_options.demoPast.value_or(pastFor(simulation));
        m_demoOptions.logClock = &m_logClock;
        m_logClock.standAt(m_clock.now() - m_demoOptions.past.inFull - m_demoOptions.past.inShort);
    }
}

void NodeProgram::startDemo() {
    if (m_localLog) {
        m_demoLog = std::make_unique<SharedLog>(m_localLog);
    } else {
        auto log = openKafka(m_settings.log);
        if (!log) {
            m_lines.error("demo", "the simulated city cannot reach the log: " + log.error().sentence);
            return;
        }
        m_demoLog = std::move(*log);
    }
    const MarketMap markets(m_demoLog->partitions(), m_settings.markets);
    m_demo = std::make_unique<DemoFeed>(*m_demoLog, markets, m_demoOptions, m_metrics, m_clock,
                                        [this](const std::string& sentence) {
                                            m_logClock.runOn();
                                            m_lines.error("demo", "the simulated city stopped: " + sentence);
                                        });
}

void NodeProgram::stop() {
    if (m_http && m_gateway) {
        const auto until = std::chrono::steady_clock::now() + m_settings.gateway.drainMax;
        m_node->announceStop(); // /readyz says so while the port is still open: traffic goes elsewhere
        m_gateway->drain();     // nobody new; who is here hears that what he sent is safe, and where to go
        m_http->finishRequests(std::chrono::ceil<Millis>(until - std::chrono::steady_clock::now()));
        m_http->drain();
        m_gatewayWatch->stop();
    }
    if (m_demo) {
        m_demo->stop();
    }
    if (m_node) {
        m_node->stop();
    }
    if (m_http) {
        m_http->stop(); // last: /healthz answers while the stages drain
    }
}

std::vector<ShownSetting> NodeProgram::shownSettings() const {
    std::set<std::string> onCommandLine;
    if (!m_options.data.empty()) {
        onCommandLine.insert("data.folder");
    }
    if (m_options.port) {
        onCommandLine.insert("http.port");
    }
    return roundsman::shownSettings(m_settings, m_options.config, onCommandLine);
}

void NodeProgram::reload() {
    if (m_options.config.empty()) {
        m_lines.warning("node", "there is no configuration to read again: the node was started without --config");
        return;
    }
    auto now = settingsFor(m_options);
    if (!now) {
        m_lines.error("node", "the configuration stays as it was: " + now.error().front());
        return;
    }
    for (const std::string& key : needRestart(m_settings, *now)) {
        m_lines.warning("node", key + " takes effect at the next start of the program");
    }
    m_lines.setLeast(now->logLevel);
    const bool stagesChanged = m_settings.node != now->node || m_settings.log != now->log ||
                               m_settings.markets != now->markets || streamsDiffer(m_settings, *now);
    // What needs a new start stays as it is, so that later reloads say so again.
    AppSettings kept = m_settings;
    m_settings = std::move(*now);
    m_settings.dataFolder = kept.dataFolder;
    m_settings.http = kept.http;
    m_settings.connectionsMax = kept.connectionsMax;
    m_settings.connectionsPerAddressMax = kept.connectionsPerAddressMax;
    m_settings.gateway = kept.gateway;
    m_settings.log.kind = kept.log.kind;
    m_settings.log.partitions = kept.log.partitions;
    m_settings.log.retainHours = kept.log.retainHours;
    m_settings.log.retainMegabytes = kept.log.retainMegabytes;
    if (stagesChanged) {
        m_node->reload(parts(), m_settings.node);
    }
    m_lines.info("node", stagesChanged ? "the configuration was read again; the stages start anew with it"
                                       : "the configuration was read again");
}

} // namespace roundsman
