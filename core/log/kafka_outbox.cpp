#include "core/log/kafka_outbox.h"

#include "core/base/check.h"
#include "core/log/kafka_client.h"

#include <librdkafka/rdkafka.h>

#include <algorithm>
#include <atomic>
#include <set>
#include <utility>

namespace roundsman {

namespace kafka {

namespace {

constexpr Millis serveAtMost{100};
constexpr int notAnswered = -99'999;

/// What became of one message, written by its delivery report.
struct Sent {
    int code = notAnswered;
    std::size_t* outstanding = nullptr;
};

void onSent(void* sent, const rd_kafka_message_s& message) {
    auto& to = *static_cast<Sent*>(sent);
    to.code = message.err;
    --*to.outstanding;
}

/// It will never be taken, however often it is sent.
bool isHopeless(int code) {
    return troubleOf(code) == LogTrouble::tooLarge || code == RD_KAFKA_RESP_ERR_INVALID_RECORD ||
           code == RD_KAFKA_RESP_ERR_INVALID_MSG;
}

/// Positions are worth their newest value alone; all else is news.
NewKafkaTopic newTopic(std::string_view topic, std::int32_t partitions) {
    NewKafkaTopic made{.partitions = partitions};
    made.settings["message.timestamp.type"] = "CreateTime";
    if (topic == "rider-positions") {
        made.settings["cleanup.policy"] = "compact";
    }
    return made;
}

class Topics final : public KafkaTopics {
public:
    Topics(KafkaOutboxSettings settings, const KafkaLimits& limits)
        : m_settings(std::move(settings)), m_limits(limits) {
        m_settings.options.try_emplace("partitioner", "murmur2_random");
        m_settings.options.try_emplace("compression.type", "gzip"); // clients that bring no other codec read it
    }
    ~Topics() override { cancel(); }

    OutboxDelivery send(std::span<const TopicMessage> messages) override;
    void cancel() override { m_cancelled = true; }

private:
    std::expected<void, LogError> open();
    std::expected<void, LogError> createMissing(std::span<const TopicMessage> messages);
    int produce(const TopicMessage& message, Sent& sent);
    void waitForAll(const std::size_t& outstanding);
    OutboxDelivery deliveryOf(std::span<const TopicMessage> messages, const std::vector<Sent>& sent);

    KafkaOutboxSettings m_settings;
    const KafkaLimits m_limits;
    Health m_health;
    std::shared_ptr<Handle> m_handle;
    std::set<std::string, std::less<>> m_known; ///< topics that are there
    std::atomic<bool> m_cancelled{false};
};

std::expected<void, LogError> Topics::open() {
    if (m_handle) {
        return {};
    }
    auto handle =
        Handle::make(Role::producer, {.brokers = m_settings.brokers, .topic = {}, .options = m_settings.options},
                     m_limits, m_health, onSent);
    if (!handle) {
        return std::unexpected(handle.error());
    }
    m_handle = std::move(*handle);
    return {};
}

/// A topic that may not be made shows itself when it is written to.
std::expected<void, LogError> Topics::createMissing(std::span<const TopicMessage> messages) {
    for (const TopicMessage& message : messages) {
        if (!m_settings.createTopics || m_known.contains(message.topic)) {
            continue;
        }
        const std::string topic(message.topic);
        const auto made =
            createKafkaTopic({.brokers = m_settings.brokers, .topic = topic, .options = m_settings.options},
                             newTopic(topic, m_settings.partitions), m_limits);
        if (!made && made.error().trouble != LogTrouble::notAuthorised) {
            return std::unexpected(made.error());
        }
        m_known.insert(topic);
    }
    return {};
}

int Topics::produce(const TopicMessage& message, Sent& sent) {
    rd_kafka_headers_t* headers = rd_kafka_headers_new(1);
    rd_kafka_header_add(headers, "rm-id", -1, bytesOf(message.id), static_cast<ssize_t>(message.id.size()));
    const std::string topic(message.topic);
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-vararg): the C API's way
    const auto code =
        rd_kafka_producev(m_handle->get(), RD_KAFKA_V_TOPIC(topic.c_str()), RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY),
                          RD_KAFKA_V_KEY(bytesOf(message.key), message.key.size()),
                          RD_KAFKA_V_VALUE(bytesOf(message.value), message.value.size()), RD_KAFKA_V_HEADERS(headers),
                          RD_KAFKA_V_OPAQUE(&sent), RD_KAFKA_V_END);
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR) {
        rd_kafka_headers_destroy(headers);
    }
    return code;
}

/// Reports point into the caller's frame: none may be missing when this returns.
void Topics::waitForAll(const std::size_t& outstanding) {
    while (outstanding > 0) {
        if (m_cancelled) {
            rd_kafka_purge(m_handle->get(), RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT);
        }
        m_handle->serve(serveAtMost);
    }
}

OutboxDelivery Topics::send(std::span<const TopicMessage> messages) {
    if (m_cancelled) {
        return {.trouble = "the program stops"};
    }
    if (auto opened = open(); !opened) {
        return {.trouble = opened.error().sentence};
    }
    if (auto there = createMissing(messages); !there) {
        return {.trouble = there.error().sentence};
    }
    std::size_t outstanding = 0;
    std::vector<Sent> sent(messages.size(), Sent{.outstanding = &outstanding});
    for (std::size_t i = 0; i < messages.size(); ++i) {
        ++outstanding;
        int code = produce(messages[i], sent[i]);
        while (code == RD_KAFKA_RESP_ERR__QUEUE_FULL && !m_cancelled) {
            m_handle->serve(serveAtMost);
            code = produce(messages[i], sent[i]);
        }
        if (code != RD_KAFKA_RESP_ERR_NO_ERROR) {
            --outstanding;
            sent[i].code = code;
            break; // in order: what follows waits
        }
    }
    waitForAll(outstanding);
    return deliveryOf(messages, sent);
}

OutboxDelivery Topics::deliveryOf(std::span<const TopicMessage> messages, const std::vector<Sent>& sent) {
    const auto failed =
        std::ranges::find_if(sent, [](const Sent& each) { return each.code != RD_KAFKA_RESP_ERR_NO_ERROR; });
    OutboxDelivery delivery{.delivered = static_cast<std::size_t>(failed - sent.begin())};
    if (failed == sent.end()) {
        m_health.recovered();
        return delivery;
    }
    if (rd_kafka_fatal_error(m_handle->get(), nullptr, 0) != RD_KAFKA_RESP_ERR_NO_ERROR) {
        m_handle.reset(); // this producer will never send again
    }
    const std::string topic(messages[delivery.delivered].topic);
    m_known.erase(topic);
    delivery.refused = isHopeless(failed->code);
    delivery.trouble =
        errorOf(failed->code, {.brokers = m_settings.brokers, .topic = topic}, "a row was not taken").sentence;
    return delivery;
}

class Outbox final : public OutboxSender {
public:
    explicit Outbox(std::unique_ptr<KafkaTopics> topics) : m_topics(std::move(topics)) {}

    OutboxDelivery send(std::span<const OutboxItem> items) override {
        std::vector<std::string> ids;
        std::vector<TopicMessage> messages;
        ids.reserve(items.size());
        for (const OutboxItem& item : items) {
            messages.push_back({item.topic, item.key, item.value, ids.emplace_back(item.id())});
        }
        return m_topics->send(messages);
    }
    void cancel() override { m_topics->cancel(); }

private:
    std::unique_ptr<KafkaTopics> m_topics;
};

} // namespace

} // namespace kafka

std::unique_ptr<KafkaTopics> makeKafkaTopics(const KafkaOutboxSettings& settings, const KafkaLimits& limits) {
    return std::make_unique<kafka::Topics>(settings, limits);
}

std::unique_ptr<OutboxSender> makeKafkaOutbox(const KafkaOutboxSettings& settings, const KafkaLimits& limits) {
    return std::make_unique<kafka::Outbox>(makeKafkaTopics(settings, limits));
}

} // namespace roundsman
