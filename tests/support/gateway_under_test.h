#pragma once

#include "core/gateway/gateway.h"
#include "core/model/market_map.h"
#include "tests/support/http_client.h"
#include "tests/support/memory_log.h"

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace roundsman::tests {

/// A gateway on a listener of its own, with a log in memory behind it.
class GatewayUnderTest final : public IngestLog, public OrderOwners, public Quarantine {
public:
    static constexpr std::int32_t partitions = 4;

    explicit GatewayUnderTest(const GatewayLimits& limits = {}, std::shared_ptr<const KeyRing> ring = nullptr,
                              HttpLimits http = {});
    ~GatewayUnderTest() override;

    std::uint16_t port = 0;
    MemoryLog log;
    std::map<std::string, OrderOwner> owners;      ///< by order; before requests
    std::map<DocumentRef, std::string> quarantine; ///< before requests
    Metrics metrics;
    std::vector<std::string> acts; ///< lines of the audit log; after requests

    Gateway& gateway() { return *m_gateway; }
    HttpServer& server() { return *m_server; }
    /// Answers are held back while it is set, as by a slow log.
    void holdAnswers(bool held);
    void setAway(bool away) { m_away = away; }
    /// While it is set, what the log takes is said to be lost: nobody knows.
    void loseAnswers(bool lost) { m_lost = lost; }
    /// What the log holds, a document each, in the order of a market's partition.
    [[nodiscard]] std::vector<std::string> documents(const std::string& market) const;
    /// Of the records that went to the log.
    [[nodiscard]] std::vector<std::string> traces() const;
    [[nodiscard]] HttpAnswer post(const std::string& body, const std::string& headers = "",
                                  const std::string& path = "/v1/events", const std::string& from = "127.0.0.1") const;
    [[nodiscard]] double metric(const std::string& series) const {
        return metricValue(metrics.prometheusText(), series);
    }

private:
    [[nodiscard]] std::string whyAway() const override { return m_away ? "the log is away" : ""; }
    [[nodiscard]] std::optional<PartitionNo> partitionOf(std::string_view market) const override {
        return m_markets.partitionOf(market);
    }
    std::expected<void, LogError> append(const NewRecord& record, std::function<void(Appended)> acknowledged) override;
    [[nodiscard]] OrderOwner ownerOf(std::string_view order) const override;
    [[nodiscard]] bool holds(const DocumentRef& document, std::string_view bytes) const override;

    SystemClock m_clock;
    MarketMap m_markets{partitions};
    std::unique_ptr<EventLog> m_opened;
    std::unique_ptr<LogWriter> m_writer;
    std::atomic<bool> m_away = false;
    std::atomic<bool> m_lost = false;
    mutable std::mutex m_mutex;
    std::vector<std::string> m_traces;
    bool m_held = false;
    std::vector<std::function<void()>> m_waiting;
    AuditLog m_audit;
    std::unique_ptr<Gateway> m_gateway;
    std::unique_ptr<HttpServer> m_server;
};

} // namespace roundsman::tests
