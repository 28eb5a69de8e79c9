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

} // namespace

void addHealthRoutes(HttpServer& server, const Node& node, Metrics& metrics, HttpGate mayReadMetrics) {
    server.route("GET", "/healthz", [](const HttpRequest&, const HttpReply& reply) { reply({.body = "ok\n"}); });
    server.route("GET", "/readyz", [&node](const HttpRequest&, const HttpReply& reply) {
        const std::string why = node.whyNotReady();
        reply(why.empty() ? HttpResponse{.body = "ready\n"} : HttpResponse{.status = 503, .body = why + "\n"});
    });
    const auto answer = [&node, &metrics](const HttpRequest&, const HttpReply& reply) {
        metrics.gauge("roundsman_ready", "1 when ready for traffic.").set(node.whyNotReady().empty() ? 1 : 0);
        takeProcessNumbers(metrics);
        reply({.contentType = "text/plain; version=0.0.4; charset=utf-8", .body = metrics.prometheusText()});
    };
    server.route("GET", "/metrics", answer, {.gate = std::move(mayReadMetrics)});
}

} // namespace roundsman
