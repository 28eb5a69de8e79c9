#include "app/commands/bench_bare_server.h"
#include "app/commands/bench_child.h"
#include "app/commands/bench_clock.h"
#include "app/commands/bench_gateway_node.h"

#include <dirent.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <utility>

namespace roundsman {
namespace {

constexpr double comparedSecondsMax = 10; ///< of what is only compared

/// CPU time of this process's threads, those of one name together.
std::map<std::string, double> cpuByThread() {
    std::map<std::string, double> seconds;
    DIR* const tasks = ::opendir("/proc/self/task");
    for (const dirent* task = tasks == nullptr ? nullptr : ::readdir(tasks); task != nullptr; task = ::readdir(tasks)) {
        const std::string folder = std::string("/proc/self/task/") + task->d_name;
        std::string name;
        double nanos = 0;
        if (std::getline(std::ifstream(folder + "/comm"), name) && std::ifstream(folder + "/schedstat") >> nanos) {
            seconds[name] += 1e-9 * nanos;
        }
    }
    if (tasks != nullptr) {
        ::closedir(tasks);
    }
    return seconds;
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

struct Served {
    std::function<double()> messages; ///< so far
    std::function<double()> cpu = processCpuSeconds;
    bool here = true; ///< by this process
};

std::expected<GatewayMeasured, std::string> measure(const SenderOptions& options, const Served& served) {
    SenderProcess sender(options);
    if (!sender.waitReady()) {
        return std::unexpected("the sending process could not make its connections");
    }
    const double cpu = served.cpu();
    const auto threads = served.here ? cpuByThread() : std::map<std::string, double>{};
    const double before = served.messages();
    const auto begun = std::chrono::steady_clock::now();
    sender.go();
    const auto result = sender.result();
    if (!result) {
        return std::unexpected(result.error());
    }
    const double wall = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    const double messages = served.messages() - before;
    GatewayMeasured measured{.cpuMicros = 1e6 * (served.cpu() - cpu) / messages,
                             .perSecond = messages / wall,
                             .threadMicros = {},
                             .sender = *result};
    if (served.here) {
        for (const auto& [name, seconds] : cpuByThread()) {
            const auto known = threads.find(name);
            measured.threadMicros[name] = 1e6 * (seconds - (known == threads.end() ? 0 : known->second)) / messages;
        }
    }
    return measured;
}

SenderOptions senderFor(const GatewayBenchOptions& options, std::uint16_t port, bool most) {
    return {.port = port,
            .connections = options.connections,
            .perSecond = most ? 0 : options.rate,
            .seconds = std::min(options.seconds, comparedSecondsMax),
            .acks = false};
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

BenchDone keep(std::expected<GatewayMeasured, std::string> measured, GatewayMeasured& where) {
    if (!measured) {
        return std::unexpected(measured.error());
    }
    where = std::move(*measured);
    return {};
}

BenchDone measureBare(const GatewayBenchOptions& options, bool most, BareServer::Answers answers,
                      GatewayMeasured& where) {
    BareServer bare(answers);
    SenderOptions sender = senderFor(options, bare.port(), most);
    sender.acks = answers == BareServer::Answers::eachMessage;
    const auto messages = [&] {
        return static_cast<double>(bare.messages());
    };
    return keep(measure(sender, {.messages = messages}), where);
}

BenchDone measureQueueOnly(const GatewayBenchOptions& options, bool most, GatewayMeasured& where) {
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
    const auto port = server.start({.threads = options.threads});
    if (!port) {
        return std::unexpected(port.error());
    }
    return keep(measure(senderFor(options, *port, most), {.messages =
                                                              [&] {
                                                                  return static_cast<double>(messages.load());
                                                              }}),
                where);
}

/// A server in a process of its own: it says "port N", and "count N" whenever it is asked.
BenchDone measureOther(const GatewayBenchOptions& options, const std::vector<std::string>& words, bool most,
                       GatewayMeasured& where) {
    BenchChild server(words);
    const std::string opened = server.line();
    if (!opened.starts_with("port ")) {
        return std::unexpected(words.front() + " opens no port for the comparison");
    }
    const auto port = static_cast<std::uint16_t>(std::strtoul(opened.c_str() + 5, nullptr, 10));
    const auto count = [&] {
        server.say("?");
        const std::string line = server.line();
        return line.starts_with("count ") ? std::strtod(line.c_str() + 6, nullptr) : 0;
    };
    return keep(measure(senderFor(options, port, most),
                        {.messages = count, .cpu = [&] { return server.cpuSeconds(); }, .here = false}),
                where);
}

constexpr const char* nodeServer = R"js(
const { WebSocketServer } = require('ws');
let count = 0;
const server = new WebSocketServer({ host: '127.0.0.1', port: 0, backlog: 4096, perMessageDeflate: false });
server.on('listening', () => console.log('port ' + server.address().port));
server.on('connection', (socket) => socket.on('message', () => { ++count; }));
process.stdin.on('data', () => console.log('count ' + count));
process.stdin.on('end', () => process.exit(0));
)js";

} // namespace

BenchDone measureIdleAndReconnects(const GatewayBenchOptions& options, BenchGateway& bench,
                                   GatewayBenchReport& report) {
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

BenchDone measureSocketPaths(const GatewayBenchOptions& options, GatewayBenchReport& report) {
    for (const bool most : {false, true}) {
        using Answers = BareServer::Answers;
        auto& bare = most ? report.bare.most : report.bare.paced;
        auto& answering = most ? report.bareAnswering.most : report.bareAnswering.paced;
        auto done = measureBare(options, most, Answers::none, bare);
        done = done ? measureBare(options, most, Answers::eachMessage, answering) : done;
        done = done.and_then(
            [&] { return measureQueueOnly(options, most, most ? report.socketPath.most : report.socketPath.paced); });
        if (!done) {
            return done;
        }
    }
    return {};
}

BenchDone measureThroughLog(const GatewayBenchOptions& options, BenchGateway& bench, GatewayBenchReport& report) {
    for (const bool most : {false, true}) {
        auto serving = bench.serve(false);
        if (!serving) {
            return std::unexpected(serving.error());
        }
        const auto from = bench.ends();
        SenderOptions sender = senderFor(options, serving->port, most);
        sender.seconds = most ? sender.seconds : options.seconds;
        sender.acks = true;
        if (auto done = keep(measure(sender, {.messages =
                                                  [&] {
                                                      return bench.documents();
                                                  }}),
                             most ? report.whole.most : report.whole.paced);
            !done) {
            return done;
        }
        if (!most) {
            const auto found = bench.countFrom(from);
            if (!found) {
                return std::unexpected(found.error());
            }
            report.documents = found->documents;
            report.different = found->different;
        }
    }
    return {};
}

BenchDone measureOtherServers(const GatewayBenchOptions& options, GatewayBenchReport& report) {
    std::map<std::string, std::vector<std::string>> servers;
    if (!options.wsModules.empty()) {
        servers["ws"] = {"env", "NODE_PATH=" + options.wsModules, "node", "-e", nodeServer};
    }
    if (!options.qtProgram.empty()) {
        servers["qwebsocketserver"] = {options.qtProgram, "bench", "qt-sockets"};
    }
    for (const auto& [name, words] : servers) {
        for (const bool most : {false, true}) {
            GatewayPair& pair = report.beside[name];
            if (auto done = measureOther(options, words, most, most ? pair.most : pair.paced); !done) {
                return done;
            }
        }
    }
    return {};
}

} // namespace roundsman
