#include "app/node_streams.h"

#include "core/log/kafka_group_reader.h"
#include "core/log/kafka_outbox.h"

#include <optional>
#include <utility>

namespace roundsman {
namespace {

/// A bridge without brokers of its own reads where the log is, with the log's credentials.
BridgePart bridgePart(const BridgeSettings& bridge, const AppSettings::Log& log) {
    KafkaGroupSettings group{.brokers = bridge.brokers.empty() ? log.brokers : bridge.brokers,
                             .group = bridge.group,
                             .topics = bridge.topics,
                             .fromStart = bridge.fromStart,
                             .options = bridge.brokers.empty() ? log.options : std::map<std::string, std::string>{},
                             .topicIds = bridge.topicIds};
    for (const auto& [name, value] : bridge.options) {
        group.options[name] = value;
    }
    KafkaLimits limits;
    limits.connectWithin = Millis(5'000);
    limits.prefetchBytes = 16 << 20;
    return {.settings = bridge, .limits = {}, .openGroup = [group, limits](GroupReader::Leaving leaving) {
                return openKafkaGroup(group, std::move(leaving), limits);
            }};
}

/// A node that is asked to stop must not be caught in a long wait for a broker; rows are sent again anyway.
KafkaLimits outboxLimits() {
    KafkaLimits limits;
    limits.connectWithin = Millis(1'500);
    limits.deliverWithin = Millis(10'000);
    return limits;
}

/// What an address never took goes to the topic dead-letters when there is one; history keeps it either way.
WebhookSender::DeadLetter deadLettersTo(const std::optional<KafkaOutboxSettings>& kafka, const std::string& name) {
    if (!kafka) {
        return {};
    }
    return [topics = std::shared_ptr<KafkaTopics>(makeKafkaTopics(*kafka, outboxLimits())),
            name](const OutboxItem& item, const std::string& reason) {
        const DeadLetterText letter = webhookDeadLetter(item, name, reason);
        const TopicMessage message{"dead-letters", item.key, letter.value, letter.id};
        return topics->send({&message, 1}).trouble;
    };
}

OutboxPart webhookPart(const WebhookSettings& hook, const Clock& clock,
                       const std::optional<KafkaOutboxSettings>& kafka) {
    OutboxPart part{.destination = {.name = "webhook:" + hook.name, .topics = hook.topics},
                    .makeSender = [hook, &clock, kafka]() -> std::unique_ptr<OutboxSender> {
                        return std::make_unique<WebhookSender>(hook, clock, deadLettersTo(kafka, hook.name));
                    }};
    if (hook.topics.empty()) {
        part.destination.topics = {"alerts", "order-etas", "surge-cells", "merchant-metrics"};
    }
    part.limits.retryFirst = Millis{250}; // the sender has its own patience, an order at a time
    part.limits.retryMax = Millis{1'000};
    return part;
}

/// With a local log rows leave through Kafka only when brokers are named for it.
std::optional<KafkaOutboxSettings> topicsOf(const AppSettings& settings) {
    const AppSettings::Outbox& outbox = settings.outbox;
    KafkaOutboxSettings kafka{.brokers = outbox.brokers.empty() ? settings.log.brokers : outbox.brokers,
                              .options = outbox.brokers.empty() ? settings.log.options : outbox.options,
                              .createTopics = outbox.createTopics,
                              .partitions = outbox.partitions};
    return outbox.topics && !kafka.brokers.empty() ? std::optional(std::move(kafka)) : std::nullopt;
}

OutboxParts outboxParts(const AppSettings& settings, const Clock& clock) {
    OutboxParts parts;
    const auto kafka = topicsOf(settings);
    if (kafka) {
        OutboxPart part{.destination = {.name = "kafka"}, .makeSender = [kafka] {
                            return makeKafkaOutbox(*kafka, outboxLimits());
                        }};
        part.limits.retryMax = Millis{10'000};
        parts.destinations.push_back(std::move(part));
    }
    if (kafka && settings.outbox.positionsEvery.count() > 0) {
        parts.positions = [kafka] {
            return makeKafkaTopics(*kafka, outboxLimits());
        };
        parts.positionsEvery = settings.outbox.positionsEvery;
    }
    for (const WebhookSettings& hook : settings.outbox.webhooks) {
        parts.destinations.push_back(webhookPart(hook, clock, kafka));
    }
    return parts;
}

} // namespace

std::shared_ptr<const StreamParts> streamParts(const AppSettings& settings, const std::filesystem::path& history,
                                               const Clock& clock) {
    const auto parts = std::make_shared<StreamParts>();
    if (!history.empty()) {
        parts->outbox = outboxParts(settings, clock);
        parts->outbox.folder = history;
    }
    for (const BridgeSettings& bridge : settings.bridges) {
        parts->bridges.push_back(bridgePart(bridge, settings.log));
    }
    return parts;
}

bool streamsDiffer(const AppSettings& before, const AppSettings& now) {
    return before.bridges != now.bridges || before.outbox != now.outbox;
}

} // namespace roundsman
