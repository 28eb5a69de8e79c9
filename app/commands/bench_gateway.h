#pragma once

#include "app/commands/bench_sender.h"

#include <expected>
#include <map>
#include <set>
#include <string>

namespace roundsman {

/// What `bench gateway` was asked for.
struct GatewayBenchOptions {
    int connections = 8000;
    double rate = 50'000;
    double seconds = 10;
    int threads = 1;
    int reconnects = 10'000;
    std::string brokers;
    std::string topic = "fleet-events";
    std::string wsModules; ///< where node finds `ws`; empty: not compared
    std::string qtProgram; ///< the desktop program, which has Qt; empty: not compared
    std::set<std::string> phases;
    bool json = false;

    [[nodiscard]] bool has(const std::string& phase) const { return phases.empty() || phases.contains(phase); }
};

/// What a run measured; CPU is the serving process's, all its threads, for one message.
struct GatewayMeasured {
    double cpuMicros = 0;
    double perSecond = 0;
    std::map<std::string, double> threadMicros; ///< by the thread's name, where it is this process
    SenderResult sender;
};

/// One server at the rate asked for, and at saturation.
struct GatewayPair {
    GatewayMeasured paced;
    GatewayMeasured most;
};

struct GatewayBenchReport {
    double idleBytes = 0;
    double idleTlsBytes = 0;
    double reconnectSeconds = 0;
    GatewayPair bare;                          ///< the least that any server can do
    GatewayPair bareAnswering;                 ///< the same, with an acknowledgement for each message
    GatewayPair socketPath;                    ///< receive, frame, identity, queue
    GatewayPair whole;                         ///< with decode, log and acknowledgements
    std::map<std::string, GatewayPair> beside; ///< other people's servers, by name
    std::int64_t documents = 0;                ///< in the log afterwards
    std::int64_t different = 0;
};

using BenchDone = std::expected<void, std::string>;

class BenchGateway;
BenchDone measureIdleAndReconnects(const GatewayBenchOptions& options, BenchGateway& bench, GatewayBenchReport& report);
BenchDone measureSocketPaths(const GatewayBenchOptions& options, GatewayBenchReport& report);
BenchDone measureThroughLog(const GatewayBenchOptions& options, BenchGateway& bench, GatewayBenchReport& report);
BenchDone measureOtherServers(const GatewayBenchOptions& options, GatewayBenchReport& report);

} // namespace roundsman
