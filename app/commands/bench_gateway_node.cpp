#include "app/commands/bench_gateway_node.h"

#include "core/base/net/self_signed.h"
#include "core/log/kafka_log.h"
#include "core/log/local_log.h"

#include <algorithm>
#include <cstdlib>

namespace roundsman {

std::expected<void, std::string> BenchGateway::open() {
    std::string name = (std::filesystem::temp_directory_path() / "roundsman-bench-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) {
        return std::unexpected("a temporary folder cannot be made");
    }
    m_folder = name;
    auto log = m_options.brokers.empty()
                   ? openLocalLog({.folder = m_folder / "log", .partitions = 4}, m_clock)
                         .transform([](auto opened) -> std::unique_ptr<EventLog> { return opened; })
                   : openKafkaLog({.brokers = m_options.brokers, .topic = m_options.topic});
    if (!log) {
        return std::unexpected(log.error().sentence);
    }
    m_log = std::move(*log);
    auto writer = m_log->write();
    if (!writer) {
        return std::unexpected(writer.error().sentence);
    }
    m_writer = std::move(*writer);
    m_markets.emplace(m_log->partitions());
    return {};
}

void BenchGateway::close() {
    m_writer.reset();
    m_log.reset();
    std::error_code ignored;
    std::filesystem::remove_all(m_folder, ignored);
}

std::expected<BenchGateway::Serving, std::string> BenchGateway::serve(bool tls) {
    GatewayLimits limits;
    limits.riderMessagesPerSecond = 0;
    limits.riderBytesPerSecond = 0;
    m_metrics = std::make_unique<Metrics>();
    Serving serving;
    serving.writer = m_writer.get();
    serving.gateway = std::make_unique<Gateway>(Gateway::Surroundings{.log = *this,
                                                                      .owners = *this,
                                                                      .quarantine = *this,
                                                                      .clock = m_clock,
                                                                      .metrics = *m_metrics,
                                                                      .audit = m_audit},
                                                limits, static_cast<std::size_t>(m_options.threads));
    HttpLimits http;
    http.connectionsMax = 18'000;
    serving.server = std::make_unique<HttpServer>(http);
    serving.gateway->addTo(*serving.server);
    HttpListen listen{.threads = m_options.threads};
    if (tls) {
        const auto files = writeSelfSigned(m_folder);
        if (!files) {
            return std::unexpected(files.error());
        }
        listen.tls = *files;
    }
    const auto port = serving.server->start(listen);
    if (!port) {
        return std::unexpected(port.error());
    }
    serving.port = *port;
    return serving;
}

double BenchGateway::documents() const {
    return static_cast<double>(
        m_metrics
            ->counter("roundsman_gateway_documents_total", "Documents that went on to the log.", {{"way", "riders"}})
            .value());
}

std::expected<void, LogError> BenchGateway::append(const NewRecord& record,
                                                   std::function<void(Appended)> acknowledged) {
    return m_writer->append(record, std::move(acknowledged));
}

std::vector<ReadFrom> BenchGateway::ends() {
    std::vector<ReadFrom> from;
    for (std::int32_t p = 0; p < m_log->partitions(); ++p) {
        const auto range = m_log->offsets(PartitionNo{p});
        from.push_back({PartitionNo{p}, range ? range->high : Offset{0}});
    }
    return from;
}

std::expected<BenchGateway::Found, std::string> BenchGateway::countFrom(const std::vector<ReadFrom>& from) {
    const std::vector<ReadFrom> until = ends();
    const auto reader = m_log->read(from);
    if (!reader) {
        return std::unexpected(reader.error().sentence);
    }
    const auto finished = [&] {
        return std::ranges::all_of(
            until, [&](const ReadFrom& end) { return (*reader)->position(end.partition) >= end.offset; });
    };
    std::vector<std::uint64_t> seen; // rider and number, which no two positions share
    Found found;
    while (!finished()) {
        const auto batch = (*reader)->poll(Millis(1000));
        if (!batch) {
            return std::unexpected(batch.error().sentence);
        }
        for (const RecordView& record : (*batch)->records()) {
            std::string_view rest = record.value;
            for (auto at = rest.find(R"({"driverId":)"); at != std::string_view::npos;
                 at = rest.find(R"({"driverId":)")) {
                rest.remove_prefix(at + 12);
                const auto rider = std::strtoull(rest.data(), nullptr, 10);
                const auto number = std::strtoull(rest.data() + rest.find(R"("seq":)") + 6, nullptr, 10);
                seen.push_back(rider << 32 | number);
            }
        }
    }
    found.documents = static_cast<std::int64_t>(seen.size());
    std::ranges::sort(seen);
    found.different = std::ranges::distance(seen.begin(), std::ranges::unique(seen).begin());
    return found;
}

} // namespace roundsman
