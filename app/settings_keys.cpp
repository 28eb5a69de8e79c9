#include "app/settings_keys.h"

#include "app/settings_lists.h"

#include <toml++/toml.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <type_traits>
#include <utility>

namespace roundsman {
namespace {

std::string shown(const std::string& text) {
    return text;
}
std::string shown(const std::filesystem::path& file) {
    return file.string();
}
std::string shown(bool flag) {
    return flag ? "true" : "false";
}
template <typename Rep, typename Period>
std::string shown(std::chrono::duration<Rep, Period> time) {
    return std::to_string(time.count());
}
template <typename Number>
    requires std::is_arithmetic_v<Number>
std::string shown(Number number) {
    if constexpr (std::is_integral_v<Number>) {
        return std::to_string(number);
    } else {
        char text[32];
        std::snprintf(text, sizeof text, "%g", static_cast<double>(number));
        return text;
    }
}

template <typename Where>
auto showing(Where where) {
    return [where](AppSettings& settings) {
        return shown(where(settings));
    };
}

std::string counted(std::size_t number, const char* what) {
    return number == 0 ? std::string() : std::to_string(number) + " " + what;
}

template <typename Where>
SettingVerbs text(Where where, std::string example) {
    return {.set = [where, example = std::move(example)](AppSettings& settings, const toml::node& node) -> std::string {
                const auto value = node.value_exact<std::string>();
                if (!value || value->empty()) {
                    return "is a text, such as \"" + example + "\"";
                }
                where(settings) = *value;
                return {};
            },
            .show = showing(where)};
}

template <typename Where>
SettingVerbs path(Where where, std::string example) {
    return {.set = [where, example = std::move(example)](AppSettings& settings, const toml::node& node) -> std::string {
                const auto value = node.value_exact<std::string>();
                if (!value || value->empty()) {
                    return "is a file's name, such as \"" + example + "\"";
                }
                where(settings) = std::filesystem::path(*value);
                return {};
            },
            .show = showing(where)};
}

template <typename Where>
SettingVerbs whole(Where where, std::int64_t least, std::int64_t most) {
    return {.set = [where, least, most](AppSettings& settings, const toml::node& node) -> std::string {
                const auto value = node.value_exact<std::int64_t>();
                if (!value || *value < least || *value > most) {
                    return "is a whole number from " + std::to_string(least) + " to " + std::to_string(most);
                }
                auto& to = where(settings);
                to = std::remove_reference_t<decltype(to)>(*value);
                return {};
            },
            .show = showing(where)};
}

template <typename Where>
SettingVerbs number(Where where, double least, double most) {
    return {.set = [where, least, most](AppSettings& settings, const toml::node& node) -> std::string {
                const auto value = node.value<double>();
                if (!node.is_number() || !value || !(*value >= least && *value <= most)) {
                    return "is a number from " + std::to_string(static_cast<std::int64_t>(least)) + " to " +
                           std::to_string(static_cast<std::int64_t>(most));
                }
                where(settings) = *value;
                return {};
            },
            .show = showing(where)};
}

template <typename Where>
SettingVerbs flag(Where where) {
    return {.set = [where](AppSettings& settings, const toml::node& node) -> std::string {
                const auto value = node.value_exact<bool>();
                if (!value) {
                    return "is true or false";
                }
                where(settings) = *value;
                return {};
            },
            .show = showing(where)};
}

template <typename Value>
SettingVerbs oneOf(std::vector<std::pair<std::string, Value>> words, Value& (*where)(AppSettings&)) {
    return {.set = [words, where](AppSettings& settings, const toml::node& node) -> std::string {
                const auto value = node.value_exact<std::string>();
                const auto found = std::ranges::find_if(words, [&](const auto& word) { return value == word.first; });
                if (found == words.end()) {
                    std::string all;
                    for (const auto& [word, meaning] : words) {
                        all += (all.empty() ? "\"" : ", \"") + word + "\"";
                    }
                    return "is one of " + all;
                }
                where(settings) = found->second;
                return {};
            },
            .show =
                [words, where](AppSettings& settings) {
                    const auto found =
                        std::ranges::find(words, where(settings), &std::pair<std::string, Value>::second);
                    return found == words.end() ? std::string() : found->first;
                }};
}

std::string setMarkets(AppSettings& settings, const toml::node& node) {
    const auto* const table = node.as_table();
    if (table == nullptr) {
        return "is a table: market = partition";
    }
    for (const auto& [name, value] : *table) {
        const auto partition = value.value_exact<std::int64_t>();
        if (!partition || *partition < 0 || *partition > 9'999) {
            return "gives \"" + std::string(name.str()) + "\" something that is no partition number from 0 on";
        }
        settings.markets[std::string(name.str())] = static_cast<std::int32_t>(*partition);
    }
    return {};
}

std::string setTake(AppSettings& settings, const toml::node& node) {
    const auto* const list = node.as_array();
    std::vector<std::int32_t> take;
    for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
        const auto partition = (*list)[i].value_exact<std::int64_t>();
        if (partition && *partition >= 0 && *partition <= 9'999) {
            take.push_back(static_cast<std::int32_t>(*partition));
        }
    }
    std::ranges::sort(take);
    if (list == nullptr || take.empty() || take.size() != list->size() ||
        std::ranges::adjacent_find(take) != take.end()) {
        return "is a list of different partition numbers, such as [0, 1]; without it the node takes all";
    }
    settings.log.take = std::move(take);
    return {};
}

constexpr std::int64_t hour = 3'600'000;

std::vector<SettingsKey> logKeys() {
    return {
        {"data.folder", "where the node keeps its files",
         text([](AppSettings& s) -> auto& { return s.dataFolder; }, "/var/lib/roundsman")},
        {"log.kind", "\"local\" (embedded, in data.folder) or \"kafka\"",
         oneOf<LogKind>({{"local", LogKind::local}, {"kafka", LogKind::kafka}},
                        [](AppSettings& s) -> LogKind& { return s.log.kind; })},
        {"log.topic", "the topic of all events",
         text([](AppSettings& s) -> auto& { return s.log.topic; }, "fleet-events")},
        {"log.take",
         "which partitions this node processes",
         {.set = setTake,
          .show =
              [](const AppSettings& s) {
                  std::string list;
                  for (const std::int32_t partition : s.log.take) {
                      list += (list.empty() ? "" : ", ") + std::to_string(partition);
                  }
                  return list;
              }}},
        {"log.local.partitions", "how many partitions a new local log gets",
         whole([](AppSettings& s) -> auto& { return s.log.partitions; }, 1, 1024)},
        {"log.local.retain_hours", "0 keeps everything",
         whole([](AppSettings& s) -> auto& { return s.log.retainHours; }, 0, 24 * 3660)},
        {"log.local.retain_megabytes", "of each partition; 0: no limit",
         whole([](AppSettings& s) -> auto& { return s.log.retainMegabytes; }, 0, 1 << 30)},
        {"log.kafka.brokers", "host:port,host:port",
         text([](AppSettings& s) -> auto& { return s.log.brokers; }, "localhost:9092")},
        {"log.kafka.options",
         "passed to librdkafka as they are: TLS, SASL, client.id",
         {.set = [](AppSettings& s, const toml::node& node) { return setKafkaOptions(s.log.options, node); },
          .show =
              [](const AppSettings& s) {
                  return counted(s.log.options.size(), "options");
              }}},
        {"markets",
         "market = partition; others by a hash of their name",
         {.set = setMarkets,
          .show =
              [](const AppSettings& s) {
                  return counted(s.markets.size(), "markets");
              }}},
        {"outbox.topics", "rows and positions leave through Kafka",
         flag([](AppSettings& s) -> auto& { return s.outbox.topics; })},
        {"outbox.brokers", "host:port,host:port; without it the log's own",
         text([](AppSettings& s) -> auto& { return s.outbox.brokers; }, "localhost:9092")},
        {"outbox.options",
         "passed to librdkafka as they are",
         {.set = [](AppSettings& s, const toml::node& node) { return setKafkaOptions(s.outbox.options, node); },
          .show =
              [](const AppSettings& s) {
                  return counted(s.outbox.options.size(), "options");
              }}},
        {"outbox.create_topics", "topics that are not there are made",
         flag([](AppSettings& s) -> auto& { return s.outbox.createTopics; })},
        {"outbox.partitions", "of topics that are made",
         whole([](AppSettings& s) -> auto& { return s.outbox.partitions; }, 1, 1024)},
        {"outbox.positions_every_ms", "at most one position a rider in so much time; 0: none leave",
         whole([](AppSettings& s) -> auto& { return s.outbox.positionsEvery; }, 0, hour)},
        {"outbox.webhook",
         "addresses that are told by signed requests, a table each",
         {.set = setWebhooks,
          .show =
              [](const AppSettings& s) {
                  return counted(s.outbox.webhooks.size(), "webhooks");
              }}},
        {"bridge",
         "foreign topics that are brought into the log, a table for each consumer group",
         {.set = setBridges,
          .show =
              [](const AppSettings& s) {
                  return counted(s.bridges.size(), "bridges");
              }}},
    };
}

std::vector<SettingsKey> nodeKeys() {
    return {
        {"http.address", "where the gateway, /healthz, /readyz and /metrics listen",
         text([](AppSettings& s) -> auto& { return s.http.address; }, "127.0.0.1")},
        {"http.port", "0 takes any free one", whole([](AppSettings& s) -> auto& { return s.http.port; }, 0, 65'535)},
        {"http.connections_max", "one more is told 503",
         whole([](AppSettings& s) -> auto& { return s.connectionsMax; }, 1, 15'000)},
        {"http.connections_per_address_max", "of one address that is not this machine's; 0 is no limit",
         whole([](AppSettings& s) -> auto& { return s.connectionsPerAddressMax; }, 0, 15'000)},
        {"http.limit_loopback", "this machine's own addresses have the limits of an address, too",
         flag([](AppSettings& s) -> auto& { return s.gateway.limitLoopback; })},
        {"http.threads", "I/O threads", whole([](AppSettings& s) -> auto& { return s.http.threads; }, 1, 64)},
        {"http.certificate", "PEM, the whole chain: with it the port speaks TLS",
         path([](AppSettings& s) -> auto& { return s.http.tls.certificate; }, "/etc/roundsman/fullchain.pem")},
        {"http.certificate_key", "PEM, of the certificate",
         path([](AppSettings& s) -> auto& { return s.http.tls.key; }, "/etc/roundsman/key.pem")},
        {"gateway.gather_ms", "documents of many senders wait so long for a record of their own",
         whole([](AppSettings& s) -> auto& { return s.gateway.gatherFor; }, 1, 20)},
        {"gateway.rider_messages_per_second", "of one rider, over some seconds; 0 is no limit",
         number([](AppSettings& s) -> auto& { return s.gateway.riderMessagesPerSecond; }, 0, 1'000'000)},
        {"gateway.sender_documents_per_second", "of one identity at POST /v1/events; 0 is no limit",
         number([](AppSettings& s) -> auto& { return s.gateway.senderDocumentsPerSecond; }, 0, 10'000'000)},
        {"gateway.rider_bytes_per_second", "of one rider, over some seconds; 0 is no limit",
         number([](AppSettings& s) -> auto& { return s.gateway.riderBytesPerSecond; }, 0, 1'000'000'000)},
        {"gateway.sender_bytes_per_second", "of one identity at POST /v1/events; 0 is no limit",
         number([](AppSettings& s) -> auto& { return s.gateway.senderBytesPerSecond; }, 0, 10'000'000'000)},
        {"gateway.address_documents_per_second", "of one address, all its identities together; 0 is no limit",
         number([](AppSettings& s) -> auto& { return s.gateway.addressDocumentsPerSecond; }, 0, 100'000'000)},
        {"gateway.address_bytes_per_second", "of one address, all its identities together; 0 is no limit",
         number([](AppSettings& s) -> auto& { return s.gateway.addressBytesPerSecond; }, 0, 100'000'000'000)},
        {"gateway.unacked_max", "documents of one socket that wait for the log; then it is not read",
         whole([](AppSettings& s) -> auto& { return s.gateway.unackedMax; }, 1, 1'000)},
        {"gateway.send_every_seconds", "what riders are asked for",
         whole([](AppSettings& s) -> auto& { return s.gateway.sendEverySeconds; }, 1, 3'600)},
        {"frames.per_second", "of each lane, while somebody watches",
         number([](AppSettings& s) -> auto& { return s.node.framesPerSecond; }, 1, 30)},
        {"history.commit_documents", "history commits after so many documents …",
         whole([](AppSettings& s) -> auto& { return s.node.commitDocuments; }, 1, 65'536)},
        {"history.commit_every_ms", "… or so much time",
         whole([](AppSettings& s) -> auto& { return s.node.commitEvery; }, 1, 60'000)},
        {"history.snapshot_every_ms", "how often each lane's state is kept",
         whole([](AppSettings& s) -> auto& { return s.node.snapshotEvery; }, 100, hour)},
        {"history.keep_trail_days", "trails of older days are unlinked; 0 keeps them for ever",
         whole([](AppSettings& s) -> auto& { return s.history.keepTrailDays; }, 0, 36'600)},
        {"history.keep_row_days", "older orders, quarantine, surge, alerts and legs are deleted; 0 keeps them",
         whole([](AppSettings& s) -> auto& { return s.history.keepRowDays; }, 0, 36'600)},
        {"limits.queued_batches", "of each lane, before its partition is paused",
         whole([](AppSettings& s) -> auto& { return s.node.queuedBatchesMax; }, 1, 1'024)},
        {"limits.queued_outputs", "of all lanes together, before history",
         whole([](AppSettings& s) -> auto& { return s.node.queuedOutputsMax; }, 1, 1'024)},
        {"limits.retry_max_ms", "the longest back-off after trouble",
         whole([](AppSettings& s) -> auto& { return s.node.retryMax; }, 100, hour)},
        {"limits.tick_after_ms", "silence of a partition before a clock.tick",
         whole([](AppSettings& s) -> auto& { return s.node.tickAfter; }, 100, hour)},
        {"diagnostics.log_level", "of the lines on stderr",
         oneOf<LogLevel>({{"debug", LogLevel::debug},
                          {"info", LogLevel::info},
                          {"warning", LogLevel::warning},
                          {"error", LogLevel::error}},
                         [](AppSettings& s) -> LogLevel& { return s.logLevel; })},
    };
}

} // namespace

const std::vector<SettingsKey>& settingsKeys() {
    static const std::vector<SettingsKey> keys = [] {
        std::vector<SettingsKey> all = logKeys();
        std::ranges::move(nodeKeys(), std::back_inserter(all));
        return all;
    }();
    return keys;
}

} // namespace roundsman
