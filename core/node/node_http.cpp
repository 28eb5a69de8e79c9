#include "core/node/node_http.h"

#include <sys/resource.h>
#include <unistd.h>

#include <fstream>
#include <string>
#include <utility>

namespace roundsman {
namespace {

/// The names that Prometheus' own client libraries use, so that ready-made dashboards find them.
void takeProcessNumbers(Metrics& metrics) {
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    const auto seconds = [](const timeval& t) {
        return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
    };
    metrics.gauge("process_cpu_seconds", "User and system CPU time spent.")
        .set(seconds(used.ru_utime) + seconds(used.ru_stime));
    std::ifstream statm("/proc/self/statm");
    double all = 0;
    double resident = 0;
    if (statm >> all >> resident) {
        metrics.gauge("process_resident_memory_bytes", "Resident memory.")
            .set(resident * static_cast<double>(sysconf(_SC_PAGESIZE)));
    }
}

/// Law 8 at the door: who was turned away, refused or cut, and why.
void takeDoorNumbers(const HttpCounts& counts, Metrics& metrics) {
    metrics.counter("roundsman_http_connections_total", "Connections accepted.").raiseTo(counts.connections);
    metrics.counter("roundsman_http_requests_total", "Requests that came whole.").raiseTo(counts.requests);
    metrics.gauge("roundsman_http_connections", "Connections open now, WebSockets not among them.")
        .set(static_cast<double>(counts.open));
    metrics.gauge("roundsman_http_requests_under_way", "Requests begun and not answered, now.")
        .set(static_cast<double>(counts.underWay));
    metrics.gauge("roundsman_http_web_sockets", "WebSockets open now.").set(static_cast<double>(counts.webSockets));
    for (std::size_t n = 0; n < doorReasonCount; ++n) {
        const auto reason = static_cast<DoorReason>(n);
        metrics
            .counter("roundsman_http_refused_total", "Connections and requests turned away or cut at the door.",
                     {{"reason", std::string(toText(reason))}})
            .raiseTo(counts.of(reason));
    }
}

} // namespace

void addHealthRoutes(HttpServer& server, const Node& node, Metrics& metrics, HttpGate mayReadMetrics) {
    server.route("GET", "/healthz", [](const HttpRequest&, const HttpReply& reply) { reply({.body = "ok\n"}); });
    server.route("GET", "/readyz", [&node](const HttpRequest&, const HttpReply& reply) {
        const std::string why = node.whyNotReady();
        reply(why.empty() ? HttpResponse{.body = "ready\n"} : HttpResponse{.status = 503, .body = why + "\n"});
    });
    const auto answer = [&server, &node, &metrics](const HttpRequest&, const HttpReply& reply) {
        metrics.gauge("roundsman_ready", "1 when ready for traffic.").set(node.whyNotReady().empty() ? 1 : 0);
        takeProcessNumbers(metrics);
        takeDoorNumbers(server.counts(), metrics);
        reply({.contentType = "text/plain; version=0.0.4; charset=utf-8", .body = metrics.prometheusText()});
    };
    server.route("GET", "/metrics", answer, {.gate = std::move(mayReadMetrics)});
}

} // namespace roundsman
