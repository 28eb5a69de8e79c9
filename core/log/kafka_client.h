#pragma once

// Shared by the sources of the Kafka log alone.

#include "core/log/kafka_log.h"

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

struct rd_kafka_s;
struct rd_kafka_topic_s;
struct rd_kafka_queue_s;
struct rd_kafka_message_s;
struct rd_kafka_topic_partition_list_s;

namespace roundsman::kafka {

/// What a code of librdkafka means to callers. The sentence names the topic and says what to do.
[[nodiscard]] LogTrouble troubleOf(int code);
[[nodiscard]] LogError errorOf(int code, const KafkaSettings& settings, const std::string& doing);

/// What the handles of one log learn in the background. Any thread.
class Health {
public:
    void failed(int code, std::string sentence); ///< an error that belongs to no record
    void counted(std::int64_t brokersUp, std::int64_t connects, std::int64_t roundTripP99Micros);
    /// Somebody answered. Costs nothing while all is well.
    void recovered() {
        if (m_ailing) {
            clear();
        }
    }

    /// Nobody answers at present, and why.
    [[nodiscard]] std::optional<std::string> unreachable() const;
    /// Credentials were refused since the last success.
    [[nodiscard]] std::optional<std::string> refused() const;
    void addTo(LogStatistics& statistics) const;

private:
    void clear();

    std::atomic<bool> m_ailing{false};
    mutable std::mutex m_mutex;
    std::string m_lastError;
    std::string m_allDown; // empty: somebody answers
    std::string m_refused;
    std::int64_t m_brokersUp = 0;
    std::int64_t m_connects = 0;
    std::int64_t m_roundTripP99Micros = 0;
};

enum class Role : std::uint8_t { control, consumer, producer, group };

/// The callback of delivery reports: the opaque of produce, and the message.
using Delivered = void (*)(void* appended, const rd_kafka_message_s& message);

/// Hears which partitions a consumer group gives and takes, on the polling thread.
class GroupMember {
public:
    virtual ~GroupMember() = default;
    virtual void rebalanced(int code, rd_kafka_topic_partition_list_s* partitions) = 0;
};

/// One librdkafka handle. Its threads belong to it; destroyed by the last owner.
class Handle {
public:
    static std::expected<std::shared_ptr<Handle>, LogError> make(Role role, const KafkaSettings& settings,
                                                                 const KafkaLimits& limits, Health& health,
                                                                 Delivered delivered = nullptr,
                                                                 GroupMember* member = nullptr);
    ~Handle();
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;

    [[nodiscard]] rd_kafka_s* get() const { return m_handle; }
    [[nodiscard]] rd_kafka_topic_s* topic() const { return m_topic; } ///< null: settings named none
    /// Serves callbacks (errors, statistics, deliveries).
    void serve(Millis wait);

    [[nodiscard]] Health& health() const { return m_health; }
    /// No broker can be reached by this handle. librdkafka tells it once, so each handle keeps it for itself; only its
    /// own statistics end it, since records may come that were fetched before.
    [[nodiscard]] bool down() const { return m_down; }
    void setDown(bool isDown) { m_down = isDown; }
    [[nodiscard]] Delivered delivered() const { return m_delivered; }
    [[nodiscard]] GroupMember* member() const { return m_member; }

private:
    Handle(Health& health, Delivered onDelivery, GroupMember* member)
        : m_health(health), m_delivered(onDelivery), m_member(member) {}

    Health& m_health;
    const Delivered m_delivered;
    GroupMember* const m_member;
    std::atomic<bool> m_down{false};
    rd_kafka_s* m_handle = nullptr;
    rd_kafka_topic_s* m_topic = nullptr;
};

/// librdkafka takes a null pointer for "no value", which Kafka reads as a deletion.
inline void* bytesOf(std::string_view text) {
    static char empty = '\0';
    return text.empty() ? &empty : const_cast<char*>(text.data());
}

} // namespace roundsman::kafka
