#include "app/commands/bench_gateway.h"

#include "app/command_line.h"
#include "app/commands/bench_gateway_node.h"
#include "app/commands/gateway_commands.h"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <memory>

namespace roundsman {
namespace {

using Report = GatewayBenchReport;

double ratio(double ours, double theirs) {
    return theirs > 0 ? ours / theirs : 0;
}

void printPair(const char* name, const GatewayPair& pair, const GatewayPair& bare) {
    std::printf("  %-26s%6.2f us CPU a message (%.2fx), at most %8.0f/s (%.2fx, %.2f us)\n", name, pair.paced.cpuMicros,
                ratio(pair.paced.cpuMicros, bare.paced.cpuMicros), pair.most.perSecond,
                ratio(pair.most.perSecond, bare.most.perSecond), pair.most.cpuMicros);
}

/// What any server pays the kernel to send one acknowledgement: the bare one that answers, less the one that does not.
double ackMicros(const Report& r) {
    return r.bareAnswering.paced.cpuMicros - r.bare.paced.cpuMicros;
}

void printText(const GatewayBenchOptions& options, const Report& r) {
    std::printf("%d connections, %.0f updates/s, one a frame, %d I/O thread(s), log: %s\n", options.connections,
                options.rate, options.threads, options.brokers.empty() ? "embedded" : "Kafka");
    if (options.has("paths")) {
        printPair("bare epoll counter", r.bare, r.bare);
        printPair("... that answers each", r.bareAnswering, r.bare);
        printPair("socket path", r.socketPath, r.bare);
    }
    for (const auto& [name, pair] : r.beside) {
        printPair(name.c_str(), pair, r.bare);
    }
    if (options.has("log")) {
        printPair("with decode, log and acks", r.whole, r.bare);
        if (options.has("paths")) {
            std::printf("    %-24s%6.2f us\n", "without sending acks", r.whole.paced.cpuMicros - ackMicros(r));
        }
        for (const auto& [name, micros] : r.whole.paced.threadMicros) {
            std::printf("    %-24s%6.2f us\n", name.c_str(), micros);
        }
        const SenderResult& sender = r.whole.paced.sender;
        std::printf("  sent %lld, acknowledged %lld, in the log %lld (%lld different)\n",
                    static_cast<long long>(sender.sent), static_cast<long long>(sender.acked),
                    static_cast<long long>(r.documents), static_cast<long long>(r.different));
        std::printf(
            "  acknowledged after p50 %.1f ms, p99 %.1f ms, at most %.1f ms; the phones' CPU %.2f us a message\n",
            sender.p50Millis, sender.p99Millis, sender.greatestMillis,
            ratio(1e6 * sender.cpuSeconds, static_cast<double>(sender.sent)));
    }
    if (options.has("idle")) {
        std::printf("  memory an idle connection %.0f bytes, with TLS %.0f; %d reconnects in %.2f s\n", r.idleBytes,
                    r.idleTlsBytes, options.reconnects, r.reconnectSeconds);
    }
}

void printJsonPair(const char* name, const GatewayPair& pair) {
    std::printf("\"%s\":{\"us\":%.3f,\"most_per_s\":%.0f,\"us_at_most\":%.3f}", name, pair.paced.cpuMicros,
                pair.most.perSecond, pair.most.cpuMicros);
}

void printJsonThroughLog(const Report& r) {
    const SenderResult& sender = r.whole.paced.sender;
    std::printf(",\"whole_us\":%.3f,\"sent\":%lld,\"acked\":%lld,\"in_log\":%lld,\"different\":%lld,"
                "\"ack_p50_ms\":%.2f,\"ack_p99_ms\":%.2f,\"ack_max_ms\":%.2f,\"phones_us\":%.3f,\"threads_us\":{",
                r.whole.paced.cpuMicros, static_cast<long long>(sender.sent), static_cast<long long>(sender.acked),
                static_cast<long long>(r.documents), static_cast<long long>(r.different), sender.p50Millis,
                sender.p99Millis, sender.greatestMillis,
                ratio(1e6 * sender.cpuSeconds, static_cast<double>(sender.sent)));
    const char* comma = "";
    for (const auto& [name, micros] : r.whole.paced.threadMicros) {
        std::printf("%s\"%s\":%.3f", std::exchange(comma, ","), name.c_str(), micros);
    }
    std::printf("}");
}

void printJson(const GatewayBenchOptions& options, const Report& r) {
    std::printf("{\"connections\":%d,\"updates_per_s\":%.0f,\"seconds\":%.0f,\"threads\":%d,\"log\":\"%s\"",
                options.connections, options.rate, options.seconds, options.threads,
                options.brokers.empty() ? "local" : "kafka");
    std::printf(",\"servers\":{");
    printJsonPair("bare", r.bare);
    std::printf(",");
    printJsonPair("bare_answering", r.bareAnswering);
    for (const auto& [name, pair] : r.beside) {
        std::printf(",");
        printJsonPair(name.c_str(), pair);
    }
    std::printf(",");
    printJsonPair("socket_path", r.socketPath);
    std::printf(",");
    printJsonPair("whole", r.whole);
    std::printf("}");
    if (options.has("paths")) {
        std::printf(",\"socket_path_ratio\":%.3f,\"at_most_ratio\":%.3f",
                    ratio(r.socketPath.paced.cpuMicros, r.bare.paced.cpuMicros),
                    ratio(r.socketPath.most.perSecond, r.bare.most.perSecond));
        std::printf(",\"ack_send_us\":%.3f", ackMicros(r));
    }
    if (options.has("log")) {
        printJsonThroughLog(r);
    }
    if (options.has("idle")) {
        std::printf(",\"idle_bytes\":%.0f,\"idle_tls_bytes\":%.0f,\"reconnects\":%d,\"reconnect_s\":%.3f", r.idleBytes,
                    r.idleTlsBytes, options.reconnects, r.reconnectSeconds);
    }
    std::printf("}\n");
}

int run(const GatewayBenchOptions& options) {
    Report report;
    BenchGateway bench(options);
    const auto phase = [&](const char* name, const auto& measureIt) -> BenchDone {
        return options.has(name) ? measureIt() : BenchDone{};
    };
    const auto done =
        bench.open()
            .and_then([&] { return phase("idle", [&] { return measureIdleAndReconnects(options, bench, report); }); })
            .and_then([&] { return phase("paths", [&] { return measureSocketPaths(options, report); }); })
            .and_then([&] { return phase("log", [&] { return measureThroughLog(options, bench, report); }); })
            .and_then([&] { return phase("beside", [&] { return measureOtherServers(options, report); }); });
    if (!done) {
        return fail(done.error());
    }
    options.json ? printJson(options, report) : printText(options, report);
    return exitOk;
}

void addSender(CommandLine& line, CLI::App& bench) {
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

} // namespace

void addBenchGateway(CommandLine& line) {
    const auto asked = std::make_shared<GatewayBenchOptions>();
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
    gateway.add_option("--phase", asked->phases, "only this (may be repeated): idle, paths, log, beside")
        ->check(CLI::IsMember({"idle", "paths", "log", "beside"}));
    gateway.add_option("--ws-modules", asked->wsModules,
                       "compare with node's ws, found in this folder (packaging/dev/ws fetch prints it)");
    gateway.add_option("--qt-program", asked->qtProgram,
                       "compare with QWebSocketServer, by this desktop program (build/release/app/roundsman)");
    gateway.add_flag("--json", asked->json, "one object, for programs");
    addSender(line, bench);
}

} // namespace roundsman
