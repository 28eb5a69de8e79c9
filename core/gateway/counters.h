#pragma once

#include "core/base/metrics.h"

#include <string_view>

namespace roundsman {

/// The gateway's part of /metrics. Law 8 at the ways in: what was refused or shed before the log is counted here.
struct GatewayCounters {
    explicit GatewayCounters(Metrics& metrics);

    Counter& riderDocuments;
    Counter& eventDocuments;
    Counter& records;
    Counter& recordsFailed;
    Counter& acks;
    Counter& takeovers;
    Counter& connected;
    Counter& disconnected;
    Counter& pauses;
    Counter& unavailable; ///< 503 and 1013: the log was away

    /// By reason; for refusals and sheds, which are rare.
    void refused(std::string_view way, std::string_view reason);
    void shed(std::string_view reason, std::uint64_t documents);
    void turnedAway(std::string_view reason); ///< credentials

    Histogram& ackSecondsOf(std::size_t loop);

private:
    Metrics& m_metrics;
};

} // namespace roundsman
