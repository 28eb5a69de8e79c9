#include "core/gateway/counters.h"

#include <string>

namespace roundsman {
namespace {

Counter& documentsBy(Metrics& metrics, const char* way) {
    return metrics.counter("roundsman_gateway_documents_total", "Documents that went on to the log.", {{"way", way}});
}

} // namespace

GatewayCounters::GatewayCounters(Metrics& metrics)
    : riderDocuments(documentsBy(metrics, "riders")),
      eventDocuments(documentsBy(metrics, "events")),
      records(metrics.counter("roundsman_gateway_records_total", "Records that the log acknowledged.")),
      recordsFailed(metrics.counter("roundsman_gateway_records_failed_total", "Records that the log did not take.")),
      acks(metrics.counter("roundsman_gateway_acks_total", "Acknowledgements sent to riders.")),
      takeovers(metrics.counter("roundsman_gateway_takeovers_total", "Sockets ended by a newer one of their rider.")),
      connected(metrics.counter("roundsman_gateway_connected_total", "Rider sockets opened.")),
      disconnected(metrics.counter("roundsman_gateway_disconnected_total", "Rider sockets ended.")),
      pauses(metrics.counter("roundsman_gateway_pauses_total", "Times that a socket was not read for a while.")),
      unavailable(metrics.counter("roundsman_gateway_unavailable_total", "Senders turned away: the log was away.")),
      m_metrics(metrics) {}

void GatewayCounters::refused(std::string_view way, std::string_view reason) {
    m_metrics
        .counter("roundsman_gateway_refused_total", "Documents refused before the log.",
                 {{"way", std::string(way)}, {"reason", std::string(reason)}})
        .add();
}

void GatewayCounters::shed(std::string_view reason, std::uint64_t documents) {
    m_metrics
        .counter("roundsman_gateway_shed_total", "Documents not looked at: their sender has to send them again.",
                 {{"reason", std::string(reason)}})
        .add(documents);
}

void GatewayCounters::turnedAway(std::string_view reason) {
    m_metrics
        .counter("roundsman_gateway_turned_away_total", "Requests whose credentials were refused.",
                 {{"reason", std::string(reason)}})
        .add();
}

Histogram& GatewayCounters::ackSecondsOf(std::size_t loop) {
    return m_metrics.histogram("roundsman_gateway_ack_seconds",
                               "From the first document of a record to its durability.",
                               {0.005, 0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 5, 15, 30},
                               {{"loop", std::to_string(loop)}});
}

} // namespace roundsman
