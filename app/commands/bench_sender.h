#pragma once

#include "app/commands/bench_child.h"

#include <cstdint>
#include <expected>
#include <string>

namespace roundsman {

/// The other end of `bench gateway`: many phones in a process of their own.
struct SenderOptions {
    std::uint16_t port = 0;
    int connections = 8000;
    double perSecond = 50'000; ///< of all together; 0: as fast as it goes
    double seconds = 10;
    bool tls = false;
    bool acks = true; ///< wait for the last acknowledgement, and measure each
    int rounds = 1;   ///< how often all connect anew
};

struct SenderResult {
    std::int64_t sent = 0;
    std::int64_t acked = 0;
    double connectSeconds = 0; ///< of the slowest round, until every connection was greeted
    double sendSeconds = 0;
    double p50Millis = 0;
    double p99Millis = 0;
    double greatestMillis = 0;
    double cpuSeconds = 0;
};

/// Connects, says "ready" on stdout, waits for a line on stdin, sends, says the result as one line.
int runSender(const SenderOptions& options);

std::string toLine(const SenderResult& result);
std::expected<SenderResult, std::string> resultFrom(const std::string& line);

/// That process, as its parent sees it.
class SenderProcess {
public:
    explicit SenderProcess(const SenderOptions& options);

    bool waitReady();
    void go() const;
    std::expected<SenderResult, std::string> result();

private:
    BenchChild m_child;
};

} // namespace roundsman
