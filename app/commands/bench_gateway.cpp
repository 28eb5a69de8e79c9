#include "app/command_line.h"
#include "app/commands/bench_bare_server.h"
#include "app/commands/bench_sender.h"
#include "app/commands/gateway_commands.h"
#include "core/base/net/self_signed.h"
#include "core/gateway/gateway.h"
#include "core/log/kafka_log.h"
#include "core/log/local_log.h"
#include "core/model/market_map.h"

#include <CLI/CLI.hpp>
#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <string>

namespace roundsman {
namespace {

struct Options {
    int connections = 8000;
    double rate = 50'000;
    double seconds = 10;
    int threads = 1;
    int reconnects = 10'000;
    std::string brokers;
    std::string topic = "fleet-events";
    bool json = false;
    bool shortly = false;
};

double cpuSeconds() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           1e-6 * static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
}

/// Memory of this process's own, without what is only mapped from files.
double anonymousBytes() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with("RssAnon:")) {
            return std::strtod(line.c_str() + 8, nullptr) * 1024;
        }
    }
    return 0;
}

/// What a phase measured; CPU is this process's, all its threads, for one message.
struct Measured {
    double cpuMicros = 0;
    double perSecond = 0;
    SenderResult sender;
};

template <typename Count>
std::expected<Measured, std::string> measure(SenderOptions options, const Count& count) {
    SenderProcess sender(options);
    if (!sender.waitReady()) {
        return std::unexpected("the sending process could not make its connections");
    }
    const double cpu = cpuSeconds();
    const auto before = static_cast<double>(count());
    const auto begun = std::chrono::steady_clock::now();
    sender.go();
    const auto result = sender.result();
    if (!result) {
        return std::unexpected(result.error());
    }
    const double wall = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    const double messages = static_cast<double>(count()) - before;
    return Measured{
        .cpuMicros = 1e6 * (cpuSeconds() - cpu) / messages, .perSecond = messages / wall, .sender = *result};
}

/// Receive, frame, identity, queue: everything but decode, gather and append.
class QueueOnly final : public WsHandler {
public:
    QueueOnly(Identity who, std::vector<std::string>& queues, std::atomic<std::int64_t>& messages)
        : m_who(std::move(who)), m_queues(queues), m_messages(messages) {}

private:
    void onOpen(std::shared_ptr<WsConnection> connection) override { m_connection = std::move(connection); }
    void onMessage(std::string_view payload, bool) override {
        constexpr std::size_t queueBytes = 256 * 1024;
        const bool may =
            allows(m_who, Act::sendFix, {.market = "south", .merchant = {}, .order = {}, .rider = m_who.subject});
        std::string& queue = m_queues[m_connection->loop().index()];
        if (may) {
            queue.append(payload).push_back('\n');
            ++m_messages;
        }
        if (queue.size() > queueBytes) {
            queue.clear();
        }
    }
    void onClosed(std::uint16_t) override { m_connection.reset(); }

    const Identity m_who;
    std::shared_ptr<WsConnection> m_connection;
    std::vector<std::string>& m_queues;
    std::atomic<std::int64_t>& m_messages;
};

/// A gateway with a log behind it, as a node has it, without the lanes.
class Bench final : public IngestLog, public OrderOwners {
public:
    explicit Bench(const Options& options) : m_options(options) {}
    ~Bench() override { close(); }

    std::expected<void, std::string> open() {
        std::string name = (std::filesystem::temp_directory_path() / "roundsman-bench-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr) {
            return std::unexpected("a temporary folder cannot be made");
        }
        m_folder = name;
        auto log = m_options.brokers.empty()
                       ? openLocalLog({.folder = m_folder / "log", .partitions = 4}, m_clock)
                             .transform([](auto opened) -> std::unique_ptr<EventLog> { return opened; })
                       : openKafkaLog({.brokers = m_options.brokers, .topic = m_options.topic});
        if (!log) {
            return std::unexpected(log.error().sentence);
        }
        m_log = std::move(*log);
        auto writer = m_log->write();
        if (!writer) {
            return std::unexpected(writer.error().sentence);
        }
        m_writer = std::move(*writer);
        m_markets.emplace(m_log->partitions());
        return {};
    }
    void close() {
        m_writer.reset();
        m_log.reset();
        std::error_code ignored;
        std::filesystem::remove_all(m_folder, ignored);
    }

    struct Serving {
        Serving() = default;
        Serving(Serving&&) = default;
        Serving& operator=(Serving&&) = delete;
        /// The log answers to loops: they stay until it has.
        ~Serving() {
            if (server) {
                server->stop();
                writer->flush(Millis(30'000));
            }
        }
        LogWriter* writer = nullptr;
        std::unique_ptr<Gateway> gateway;
        std::unique_ptr<HttpServer> server; ///< first to go
        std::uint16_t port = 0;
    };
    std::expected<Serving, std::string> serve(bool tls) {
        GatewayLimits limits;
        limits.riderMessagesPerSecond = 0;
        m_metrics = std::make_unique<Metrics>();
        Serving serving;
        serving.writer = m_writer.get();
        serving.gateway = std::make_unique<Gateway>(
            Gateway::Surroundings{
                .log = *this, .owners = *this, .clock = m_clock, .metrics = *m_metrics, .lines = m_lines},
            limits, static_cast<std::size_t>(m_options.threads));
        HttpLimits http;
        http.connectionsMax = 18'000;
        serving.server = std::make_unique<HttpServer>(http);
        serving.gateway->addTo(*serving.server);
        HttpListen listen{.threads = m_options.threads};
        if (tls) {
            const auto files = writeSelfSigned(m_folder);
            if (!files) {
                return std::unexpected(files.error());
            }
            listen.tls = *files;
        }
        const auto port = serving.server->start(listen);
        if (!port) {
            return std::unexpected(port.error());
        }
        serving.port = *port;
        return serving;
    }
    [[nodiscard]] double documents() const {
        return static_cast<double>(m_metrics
                                       ->counter("roundsman_gateway_documents_total",
                                                 "Documents that went on to the log.", {{"way", "riders"}})
                                       .value());
    }
    EventLog& log() { return *m_log; }

    /// How many different positions of the sender stand in the log, and how many in all, since the offsets given.
    struct Found {
        std::int64_t documents = 0;
        std::int64_t different = 0;
    };
    std::expected<Found, std::string> countFrom(const std::vector<ReadFrom>& from);
    std::vector<ReadFrom> ends();

private:
    [[nodiscard]] std::string whyAway() const override { return {}; }
    [[nodiscard]] std::optional<PartitionNo> partitionOf(std::string_view market) const override {
        return m_markets->partitionOf(market);
    }
    std::expected<void, LogError> append(const NewRecord& record, std::function<void(Appended)> acknowledged) override {
        return m_writer->append(record, std::move(acknowledged));
    }
    [[nodiscard]] std::string merchantOf(std::string_view) const override { return {}; }

    const Options m_options;
    SystemClock m_clock;
    LogLines m_lines{m_clock, [](std::string_view) {
                     }};
    std::unique_ptr<Metrics> m_metrics;
    std::filesystem::path m_folder;
    std::unique_ptr<EventLog> m_log;
    std::unique_ptr<LogWriter> m_writer;
    std::optional<MarketMap> m_markets;
};

std::vector<ReadFrom> Bench::ends() {
    std::vector<ReadFrom> from;
    for (std::int32_t p = 0; p < m_log->partitions(); ++p) {
        const auto range = m_log->offsets(PartitionNo{p});
        from.push_back({PartitionNo{p}, range ? range->high : Offset{0}});
    }
    return from;
}

std::expected<Bench::Found, std::string> Bench::countFrom(const std::vector<ReadFrom>& from) {
    const std::vector<ReadFrom> until = ends();
    const auto reader = m_log->read(from);
    if (!reader) {
        return std::unexpected(reader.error().sentence);
    }
    const auto finished = [&] {
        return std::ranges::all_of(
            until, [&](const ReadFrom& end) { return (*reader)->position(end.partition) >= end.offset; });
    };
    std::vector<std::uint64_t> seen; // rider and number, which no two positions share
    Found found;
    while (!finished()) {
        const auto batch = (*reader)->poll(Millis(1000));
        if (!batch) {
            return std::unexpected(batch.error().sentence);
        }
        for (const RecordView& record : (*batch)->records()) {
            std::string_view rest = record.value;
            for (auto at = rest.find(R"({"driverId":)"); at != std::string_view::npos;
                 at = rest.find(R"({"driverId":)")) {
                rest.remove_prefix(at + 12);
                const auto rider = std::strtoull(rest.data(), nullptr, 10);
                const auto number = std::strtoull(rest.data() + rest.find(R"("seq":)") + 6, nullptr, 10);
                seen.push_back(rider << 32 | number);
            }
        }
    }
    found.documents = static_cast<std::int64_t>(seen.size());
    std::ranges::sort(seen);
    found.different = std::ranges::distance(seen.begin(), std::ranges::unique(seen).begin());
    return found;
}

struct Report {
    Measured bare, queue, gateway, bareMost, queueMost, gatewayMost;
    Bench::Found found;
    double idleBytes = 0, idleTlsBytes = 0, reconnectSeconds = 0;
};

std::expected<void, std::string> compareSocketPaths(const Options& options, Report& report) {
    SenderOptions sender{.connections = options.connections,
                         .perSecond = options.rate,
                         .seconds = std::min(options.seconds, 10.0),
                         .acks = false};
    for (const bool most : {false, true}) {
        sender.perSecond = most ? 0 : options.rate;
        {
            BareServer bare;
            sender.port = bare.port();
            auto measured = measure(sender, [&] { return bare.messages(); });
            if (!measured) {
                return std::unexpected(measured.error());
            }
            (most ? report.bareMost : report.bare) = *measured;
        }
        std::vector<std::string> queues(static_cast<std::size_t>(options.threads));
        std::atomic<std::int64_t> messages{0};
        HttpLimits limits;
        limits.connectionsMax = 18'000;
        HttpServer server(limits);
        server.webSocket("/v1/riders", [&](const HttpRequest& request, std::string&) {
            Identity who;
            who.subject = queryValue(request.query, "rider");
            return std::make_shared<QueueOnly>(std::move(who), queues, messages);
        });
        sender.port = server.start({.threads = options.threads}).value();
        auto measured = measure(sender, [&] { return messages.load(); });
        if (!measured) {
            return std::unexpected(measured.error());
        }
        (most ? report.queueMost : report.queue) = *measured;
    }
    return {};
}

std::expected<void, std::string> runThroughLog(const Options& options, Bench& bench, Report& report) {
    for (const bool most : {false, true}) {
        auto serving = bench.serve(false);
        if (!serving) {
            return std::unexpected(serving.error());
        }
        const auto from = bench.ends();
        auto measured = measure({.port = serving->port,
                                 .connections = options.connections,
                                 .perSecond = most ? 0 : options.rate,
                                 .seconds = most ? std::min(options.seconds, 10.0) : options.seconds},
                                [&] { return static_cast<std::int64_t>(bench.documents()); });
        if (!measured) {
            return std::unexpected(measured.error());
        }
        (most ? report.gatewayMost : report.gateway) = *measured;
        if (!most) {
            auto found = bench.countFrom(from);
            if (!found) {
                return std::unexpected(found.error());
            }
            report.found = *found;
        }
    }
    return {};
}

std::expected<void, std::string> measureConnections(const Options& options, Bench& bench, Report& report) {
    for (const bool tls : {false, true}) {
        auto serving = bench.serve(tls);
        if (!serving) {
            return std::unexpected(serving.error());
        }
        const double before = anonymousBytes();
        SenderProcess idle({.port = serving->port, .connections = options.connections, .seconds = 0, .tls = tls});
        if (!idle.waitReady()) {
            return std::unexpected("the idle connections were not made");
        }
        (tls ? report.idleTlsBytes : report.idleBytes) = (anonymousBytes() - before) / options.connections;
        idle.go();
    }
    auto serving = bench.serve(false);
    if (!serving) {
        return std::unexpected(serving.error());
    }
    SenderProcess storm({.port = serving->port, .connections = options.reconnects, .seconds = 0, .rounds = 2});
    if (!storm.waitReady()) {
        return std::unexpected("the reconnecting phones were not all greeted");
    }
    storm.go();
    const auto result = storm.result();
    report.reconnectSeconds = result ? result->connectSeconds : 0;
    return {};
}

void printText(const Options& options, const Report& r) {
    std::printf("%d connections, %.0f updates/s, one a frame, %d I/O thread(s), log: %s\n", options.connections,
                options.rate, options.threads, options.brokers.empty() ? "embedded" : "Kafka");
    std::printf("  bare epoll counter        %6.2f us CPU a message, at most %8.0f/s\n", r.bare.cpuMicros,
                r.bareMost.perSecond);
    std::printf("  socket path               %6.2f us (%.2fx),        at most %8.0f/s (%.2fx)\n", r.queue.cpuMicros,
                r.queue.cpuMicros / r.bare.cpuMicros, r.queueMost.perSecond,
                r.queueMost.perSecond / r.bareMost.perSecond);
    std::printf("  with decode, log and acks %6.2f us,                at most %8.0f/s (%.2f us)\n", r.gateway.cpuMicros,
                r.gatewayMost.perSecond, r.gatewayMost.cpuMicros);
    std::printf("  sent %lld, acknowledged %lld, in the log %lld (%lld different)\n",
                static_cast<long long>(r.gateway.sender.sent), static_cast<long long>(r.gateway.sender.acked),
                static_cast<long long>(r.found.documents), static_cast<long long>(r.found.different));
    std::printf("  acknowledged after p50 %.1f ms, p99 %.1f ms, at most %.1f ms\n", r.gateway.sender.p50Millis,
                r.gateway.sender.p99Millis, r.gateway.sender.greatestMillis);
    std::printf("  memory an idle connection %.0f bytes, with TLS %.0f; %d reconnects in %.2f s\n", r.idleBytes,
                r.idleTlsBytes, options.reconnects, r.reconnectSeconds);
}

void printJson(const Options& options, const Report& r) {
    std::printf("{\"connections\":%d,\"updates_per_s\":%.0f,\"seconds\":%.0f,\"threads\":%d,\"log\":\"%s\","
                "\"cpu_us\":{\"bare\":%.3f,\"socket_path\":%.3f,\"whole\":%.3f},\"socket_path_ratio\":%.3f,"
                "\"at_most_per_s\":{\"bare\":%.0f,\"socket_path\":%.0f,\"whole\":%.0f},\"at_most_ratio\":%.3f,"
                "\"sent\":%lld,\"acked\":%lld,\"in_log\":%lld,\"different\":%lld,\"ack_p50_ms\":%.2f,"
                "\"ack_p99_ms\":%.2f,\"ack_max_ms\":%.2f,\"idle_bytes\":%.0f,\"idle_tls_bytes\":%.0f,"
                "\"reconnects\":%d,\"reconnect_s\":%.3f}\n",
                options.connections, options.rate, options.seconds, options.threads,
                options.brokers.empty() ? "local" : "kafka", r.bare.cpuMicros, r.queue.cpuMicros, r.gateway.cpuMicros,
                r.queue.cpuMicros / r.bare.cpuMicros, r.bareMost.perSecond, r.queueMost.perSecond,
                r.gatewayMost.perSecond, r.queueMost.perSecond / r.bareMost.perSecond,
                static_cast<long long>(r.gateway.sender.sent), static_cast<long long>(r.gateway.sender.acked),
                static_cast<long long>(r.found.documents), static_cast<long long>(r.found.different),
                r.gateway.sender.p50Millis, r.gateway.sender.p99Millis, r.gateway.sender.greatestMillis, r.idleBytes,
                r.idleTlsBytes, options.reconnects, r.reconnectSeconds);
}

int run(const Options& options) {
    Report report;
    Bench bench(options);
    const auto done = bench.open()
                          .and_then([&] { return measureConnections(options, bench, report); })
                          .and_then([&] { return compareSocketPaths(options, report); })
                          .and_then([&] { return runThroughLog(options, bench, report); });
    if (!done) {
        return fail(done.error());
    }
    options.json ? printJson(options, report) : printText(options, report);
    return exitOk;
}

} // namespace

void addBenchGateway(CommandLine& line) {
    const auto asked = std::make_shared<Options>();
    CLI::App& bench = line.group("bench", "Measures parts of the program.");
    CLI::App& gateway =
        line.add(bench, "gateway", "Measures the way in of riders: sockets, acknowledgements, memory.",
                 "roundsman bench gateway --connections 8000 --rate 50000 --seconds 60 --brokers localhost:9092",
                 [asked] { return run(*asked); });
    gateway.add_option("--connections", asked->connections)->capture_default_str()->check(CLI::Range(1, 15'000));
    gateway.add_option("--rate", asked->rate, "updates a second of all")->capture_default_str();
    gateway.add_option("--seconds", asked->seconds, "of the run through the log")->capture_default_str();
    gateway.add_option("--threads", asked->threads, "I/O threads")->capture_default_str()->check(CLI::Range(1, 16));
    gateway.add_option("--reconnects", asked->reconnects, "phones that all come back at once")
        ->capture_default_str()
        ->check(CLI::Range(1, 15'000));
    gateway.add_option("--brokers", asked->brokers, "host:port; without: the embedded log");
    gateway.add_option("--topic", asked->topic)->capture_default_str();
    gateway.add_flag("--json", asked->json, "one object, for programs");

    const auto sender = std::make_shared<SenderOptions>();
    CLI::App& other = line.add(bench, "gateway-sender", "The other process of bench gateway.",
                               "roundsman bench gateway", [sender] { return runSender(*sender); });
    other.group(""); // nobody calls it by hand
    other.add_option("--port", sender->port);
    other.add_option("--connections", sender->connections);
    other.add_option("--rate", sender->perSecond);
    other.add_option("--seconds", sender->seconds);
    other.add_option("--rounds", sender->rounds);
    other.add_flag("--tls,!--plain", sender->tls);
    other.add_flag("--acks,!--no-acks", sender->acks);
}

} // namespace roundsman
