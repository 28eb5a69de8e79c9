#pragma once

#include "app/commands/bench_gateway.h"
#include "core/gateway/gateway.h"
#include "core/model/market_map.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace roundsman {

/// A gateway with a log behind it, as a node has it, without the lanes.
class BenchGateway final : public IngestLog, public OrderOwners, public Quarantine {
public:
    explicit BenchGateway(const GatewayBenchOptions& options) : m_options(options) {}
    ~BenchGateway() override { close(); }

    std::expected<void, std::string> open();
    void close();

    struct Serving {
        Serving() = default;
        Serving(Serving&&) = default;
        Serving& operator=(Serving&&) = delete;
        /// The log answers to loops: they stay until it has.
        ~Serving() {
            if (server) {
                server->stop();
                writer->flush(Millis(30'000));
            }
        }
        LogWriter* writer = nullptr;
        std::unique_ptr<Gateway> gateway;
        std::unique_ptr<HttpServer> server; ///< first to go
        std::uint16_t port = 0;
    };
    std::expected<Serving, std::string> serve(bool tls);
    [[nodiscard]] double documents() const;
    EventLog& log() { return *m_log; }

    /// How many different positions of the sender stand in the log, and how many in all, since the offsets given.
    struct Found {
        std::int64_t documents = 0;
        std::int64_t different = 0;
    };
    std::expected<Found, std::string> countFrom(const std::vector<ReadFrom>& from);
    std::vector<ReadFrom> ends();

private:
    [[nodiscard]] std::string whyAway() const override { return {}; }
    [[nodiscard]] std::optional<PartitionNo> partitionOf(std::string_view market) const override {
        return m_markets->partitionOf(market);
    }
    std::expected<void, LogError> append(const NewRecord& record, std::function<void(Appended)> acknowledged) override;
    [[nodiscard]] OrderOwner ownerOf(std::string_view) const override { return {}; }
    [[nodiscard]] bool holds(const DocumentRef&, std::string_view) const override { return false; }

    const GatewayBenchOptions m_options;
    SystemClock m_clock;
    AuditLog m_audit{m_clock, [](std::string_view) {
                     }};
    std::unique_ptr<Metrics> m_metrics;
    std::filesystem::path m_folder;
    std::unique_ptr<EventLog> m_log;
    std::unique_ptr<LogWriter> m_writer;
    std::optional<MarketMap> m_markets;
};

} // namespace roundsman
