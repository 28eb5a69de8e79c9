#pragma once

#include "core/base/log_lines.h"
#include "core/base/net/http_server.h"
#include "core/bridge/bridge_settings.h"
#include "core/gateway/gateway_limits.h"
#include "core/node/node_limits.h"
#include "core/node/outbox/webhook_sender.h"

#include <cstdint>
#include <expected>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace roundsman {

enum class LogKind : std::uint8_t { local, kafka };

/// The configuration file (TOML): addresses, paths, limits and credentials only. What changes results travels through
/// the log instead (core/model/settings.h).
struct AppSettings {
    std::filesystem::path dataFolder; ///< empty: none was named

    struct Log {
        LogKind kind = LogKind::local;
        std::string topic = "fleet-events";
        std::int32_t partitions = 4;  ///< of a local log that is made now
        std::int64_t retainHours = 0; ///< local: 0 keeps everything
        std::int64_t retainMegabytes = 0;
        std::string brokers;
        std::map<std::string, std::string> options; ///< of librdkafka
        std::vector<std::int32_t> take;             ///< which partitions this node processes; empty: all
        bool operator==(const Log&) const = default;
    } log;

    std::map<std::string, std::int32_t, std::less<>> markets; ///< which partition a market's documents go to
    std::vector<BridgeSettings> bridges;                      ///< foreign topics, a consumer group each

    struct History {
        int keepTrailDays = 90; ///< 0: for ever
        int keepRowDays = 400;
        bool operator==(const History&) const = default;
    } history;

    HttpListen http{.address = "127.0.0.1", .port = 8080, .threads = 2};
    std::size_t connectionsMax = 10'000;
    std::size_t connectionsPerAddressMax = 1'000; ///< 0: no limit
    GatewayLimits gateway;

    struct Outbox {
        bool topics = true;  ///< rows and positions leave through Kafka
        std::string brokers; ///< empty: the log's own
        std::map<std::string, std::string> options;
        bool createTopics = true;
        std::int32_t partitions = 4;
        Millis positionsEvery{1'000}; ///< 0: they do not leave
        std::vector<WebhookSettings> webhooks;
        bool operator==(const Outbox&) const = default;
    } outbox;

    NodeLimits node;
    LogLevel logLevel = LogLevel::info;
};

/// Reads a configuration. Every key is checked; the errors are whole lines for people, "FILE:LINE: what is wrong".
/// Relative paths are meant from the file's own folder.
std::expected<AppSettings, std::vector<std::string>> parseSettings(std::string_view toml, const std::string& fileName);
std::expected<AppSettings, std::vector<std::string>> readSettings(const std::filesystem::path& file);

/// The keys of `now` that differ and only take effect at the next start of the program.
std::vector<std::string> needRestart(const AppSettings& before, const AppSettings& now);

/// The one of `names` that is most like `word`; empty when none is near.
std::string_view nearestName(std::string_view word, const std::vector<std::string_view>& names);

} // namespace roundsman
