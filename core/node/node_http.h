#pragma once

#include "core/base/metrics.h"
#include "core/base/net/http_server.h"
#include "core/base/time.h"
#include "core/node/node.h"

namespace roundsman {

/// Adds what people who run servers look at:
///   /healthz   200 while the program lives
///   /readyz    200 when it is ready for traffic, otherwise 503 and one sentence that says why not
///   /metrics   Prometheus text
/// `node` and `metrics` must outlive the server.
/// `mayReadMetrics`: says no to who may not; without: everybody may.
void addHealthRoutes(HttpServer& server, const Node& node, Metrics& metrics, HttpGate mayReadMetrics = {});

} // namespace roundsman
