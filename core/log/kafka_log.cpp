#include "core/log/kafka_log.h"

#include "core/log/kafka_owned.h"
#include "core/log/kafka_reader.h"
#include "core/log/kafka_writer.h"

#include <librdkafka/rdkafka.h>

#include <array>

namespace roundsman {

namespace kafka {

namespace {

class Log final : public EventLog {
public:
    Log(const KafkaSettings& settings, const KafkaLimits& limits) : m_topic(settings, limits) {}

    std::expected<void, LogError> open();

    std::expected<LogIdentity, LogError> identity() override { return m_topic.identity(); }
    [[nodiscard]] std::int32_t partitions() const override { return m_topic.partitions(); }
    std::expected<OffsetRange, LogError> offsets(PartitionNo partition) override {
        const auto wrong = m_topic.whatWentWrong();
        return wrong ? std::unexpected(*wrong) : m_topic.offsets(partition);
    }
    std::expected<Offset, LogError> offsetAt(PartitionNo partition, EventTime time) override {
        const auto wrong = m_topic.whatWentWrong();
        return wrong ? std::unexpected(*wrong) : m_topic.offsetAt(partition, time);
    }
    std::expected<std::unique_ptr<LogReader>, LogError> read(std::span<const ReadFrom> from) override {
        return KafkaReader::open(m_topic, from, m_counters);
    }
    std::expected<std::unique_ptr<LogWriter>, LogError> write() override {
        return KafkaWriter::open(m_topic, m_counters);
    }
    [[nodiscard]] LogStatistics statistics() const override;
    [[nodiscard]] std::vector<std::string> notices() const override { return m_notices; }

private:
    void lookAtLogTime();
    void keepWatch(const std::stop_token& stop);

    Topic m_topic;
    LogCounters m_counters;
    std::vector<std::string> m_notices;
    Worker m_keeper;
};

std::expected<void, LogError> Log::open() {
    if (auto opened = m_topic.open(); !opened) {
        return opened;
    }
    if (m_topic.settings().wantLogTime) {
        lookAtLogTime();
    }
    if (m_topic.identity().topicId.empty()) {
        m_notices.push_back("topic " + m_topic.settings().topic +
                            " has no id (a broker before 2.8?), so nobody notices when it is deleted and made anew");
    }
    m_keeper =
        Worker("log-keeper", [this](const std::stop_token& stop) { keepWatch(stop); }, [](const std::string&) {});
    return {};
}

void Log::lookAtLogTime() {
    const std::string who = "topic " + m_topic.settings().topic + " ";
    const auto stamps = m_topic.setting("message.timestamp.type");
    if (!stamps) {
        m_notices.push_back(who + "does not tell whether it stamps log time; see to it that its "
                                  "message.timestamp.type is LogAppendTime");
    } else if (*stamps != "LogAppendTime") {
        m_notices.push_back(who + "stamps " + *stamps +
                            ", so that senders decide what time it is; set its "
                            "message.timestamp.type to LogAppendTime");
    }
}

void Log::keepWatch(const std::stop_token& stop) {
    auto next = std::chrono::steady_clock::now() + m_topic.limits().identityEvery;
    while (!stop.stop_requested()) {
        m_topic.serve(Millis{100});
        if (std::chrono::steady_clock::now() >= next) {
            m_topic.checkIdentity();
            next = std::chrono::steady_clock::now() + m_topic.limits().identityEvery;
        }
    }
}

LogStatistics Log::statistics() const {
    LogStatistics statistics;
    m_topic.health().addTo(statistics);
    m_counters.addTo(statistics);
    if (const auto wrong = m_topic.whatWentWrong()) {
        statistics.lastError = wrong->sentence;
    }
    return statistics;
}

} // namespace

} // namespace kafka

std::expected<std::unique_ptr<EventLog>, LogError> openKafkaLog(const KafkaSettings& settings,
                                                                const KafkaLimits& limits) {
    auto log = std::make_unique<kafka::Log>(settings, limits);
    if (auto opened = log->open(); !opened) {
        return std::unexpected(opened.error());
    }
    return log;
}

std::expected<bool, LogError> createKafkaTopic(const KafkaSettings& settings, const NewKafkaTopic& topic,
                                               const KafkaLimits& limits) {
    using namespace kafka;
    Health health;
    auto handle = Handle::make(Role::control, settings, limits, health);
    if (!handle) {
        return std::unexpected(handle.error());
    }
    char sentence[256] = {};
    const OwnedNewTopic wanted(
        rd_kafka_NewTopic_new(settings.topic.c_str(), topic.partitions, topic.replication, sentence, sizeof sentence));
    if (!wanted) {
        return std::unexpected(LogError{LogTrouble::other, "topic " + settings.topic + " cannot be made: " + sentence});
    }
    auto topicSettings = topic.settings;
    topicSettings.try_emplace("message.timestamp.type", "LogAppendTime");
    for (const auto& [name, value] : topicSettings) {
        rd_kafka_NewTopic_set_config(wanted.get(), name.c_str(), value.c_str());
    }
    const OwnedQueue queue(rd_kafka_queue_new((*handle)->get()));
    const OwnedAdminOptions options = adminOptions((*handle)->get(), limits.connectWithin);
    rd_kafka_NewTopic_t* one = wanted.get();
    rd_kafka_CreateTopics((*handle)->get(), &one, 1, options.get(), queue.get());
    const OwnedEvent event(rd_kafka_queue_poll(queue.get(), static_cast<int>(limits.connectWithin.count()) + 1000));
    int code = event ? rd_kafka_event_error(event.get()) : RD_KAFKA_RESP_ERR__TIMED_OUT;
    std::size_t count = 0;
    if (code == RD_KAFKA_RESP_ERR_NO_ERROR) {
        const auto** results =
            rd_kafka_CreateTopics_result_topics(rd_kafka_event_CreateTopics_result(event.get()), &count);
        code = count == 1 ? rd_kafka_topic_result_error(results[0]) : RD_KAFKA_RESP_ERR_UNKNOWN;
    }
    if (code == RD_KAFKA_RESP_ERR_TOPIC_ALREADY_EXISTS) {
        return false;
    }
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR) {
        return std::unexpected(errorOf(code, settings, "it cannot be made"));
    }
    return true;
}

} // namespace roundsman
