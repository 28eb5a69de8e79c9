#include "core/log/kafka_client.h"

#include <librdkafka/rdkafka.h>

#include <algorithm>
#include <charconv>

namespace roundsman::kafka {

namespace {

using Options = std::vector<std::pair<std::string, std::string>>;

Options optionsFor(Role role, const KafkaSettings& settings, const KafkaLimits& limits) {
    const auto text = [](std::int64_t number) {
        return std::to_string(number);
    };
    Options options{
        {"bootstrap.servers", settings.brokers},
        {"client.id", "roundsman"},
        {"statistics.interval.ms", "1000"},
        {"socket.keepalive.enable", "true"},
        {"reconnect.backoff.ms", "100"},
        {"reconnect.backoff.max.ms", "5000"},
        {"topic.metadata.propagation.max.ms", "3000"}, // an unknown topic is told soon
        {"message.max.bytes", text(limits.recordBytesMax + 4096)},
    };
    if (role == Role::producer) {
        options.insert(options.end(), {{"enable.idempotence", "true"},
                                       {"linger.ms", "5"},
                                       {"batch.size", "1000000"},
                                       {"batch.num.messages", "10000"},
                                       {"compression.type", "lz4"},
                                       {"message.timeout.ms", text(limits.deliverWithin.count())},
                                       {"queue.buffering.max.kbytes", text(limits.waitingBytesMax / 1024)},
                                       {"queue.buffering.max.messages", text(limits.waitingRecordsMax)}});
        return options;
    }
    if (role == Role::group) {
        options.insert(options.end(), {{"allow.auto.create.topics", "false"},
                                       {"enable.auto.commit", "false"},
                                       {"enable.auto.offset.store", "false"},
                                       {"auto.offset.reset", "earliest"}, // what was never read is not passed over
                                       {"session.timeout.ms", "10000"},   // who dies is missed for so long
                                       {"heartbeat.interval.ms", "2000"},
                                       {"enable.partition.eof", "true"},
                                       {"topic.metadata.refresh.interval.ms", "10000"}, // topics that come later
                                       {"queued.max.messages.kbytes", text(limits.prefetchBytes / 1024)},
                                       {"fetch.wait.max.ms", "100"},
                                       {"fetch.queue.backoff.ms", "5"},
                                       {"fetch.error.backoff.ms", "100"}});
        return options;
    }
    options.insert(options.end(), {{"allow.auto.create.topics", "false"},
                                   {"enable.auto.commit", "false"},
                                   {"enable.auto.offset.store", "false"},
                                   {"auto.offset.reset", "error"}, // a hole is told, never jumped over
                                   {"enable.partition.eof", "true"},
                                   {"queued.min.messages", "1000000"},
                                   {"queued.max.messages.kbytes", text(limits.prefetchBytes / 1024)},
                                   {"fetch.message.max.bytes", "8388608"},
                                   {"fetch.max.bytes", "67108864"},
                                   {"fetch.wait.max.ms", "500"},
                                   {"fetch.queue.backoff.ms", "5"}, // its second of default stalls a quick reader
                                   {"fetch.error.backoff.ms", "100"}});
    return options;
}

std::expected<void, LogError> set(rd_kafka_conf_t* conf, const std::string& name, const std::string& value) {
    char sentence[256] = {};
    if (rd_kafka_conf_set(conf, name.c_str(), value.c_str(), sentence, sizeof sentence) == RD_KAFKA_CONF_OK) {
        return {};
    }
    // librdkafka's own sentence repeats the value, which may be a secret
    return std::unexpected(LogError{LogTrouble::other, "the Kafka option \"" + name +
                                                           "\" is unknown or its value is not one it takes; see "
                                                           "librdkafka's CONFIGURATION.md"});
}

/// The number after `"name":` from `at` on; 0 when there is none.
std::int64_t numberAfter(std::string_view json, std::string_view name, std::size_t& at) {
    const std::size_t found = json.find(name, at);
    if (found == std::string_view::npos) {
        at = found;
        return 0;
    }
    at = found + name.size();
    std::int64_t number = 0;
    std::from_chars(json.data() + at, json.data() + json.size(), number);
    return number;
}

/// The few numbers that we show, from librdkafka's statistics; everything else in them stays unread.
void readStatistics(std::string_view json, Handle& handle) {
    std::int64_t up = 0;
    for (std::size_t at = 0; (at = json.find("\"state\":\"UP\"", at)) != std::string_view::npos; ++at) {
        ++up;
    }
    std::int64_t connects = 0;
    for (std::size_t at = 0; at != std::string_view::npos;) {
        connects += numberAfter(json, "\"connects\":", at);
    }
    std::int64_t p99 = 0;
    for (std::size_t at = 0; (at = json.find("\"rtt\":", at)) != std::string_view::npos;) {
        p99 = std::max(p99, numberAfter(json, "\"p99\":", at));
        if (at == std::string_view::npos) {
            break;
        }
    }
    if (up > 0) {
        handle.setDown(false);
    }
    handle.health().counted(up, connects, p99);
}

void onError(rd_kafka_t*, int code, const char* reason, void* opaque) {
    Handle& handle = *static_cast<Handle*>(opaque);
    if (code == RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN) {
        handle.setDown(true);
    }
    const char* words = reason != nullptr ? reason : rd_kafka_err2str(static_cast<rd_kafka_resp_err_t>(code));
    handle.health().failed(code, words);
}

int onStatistics(rd_kafka_t*, char* json, std::size_t length, void* opaque) {
    readStatistics({json, length}, *static_cast<Handle*>(opaque));
    return 0; // librdkafka frees it
}

void onDelivered(rd_kafka_t*, const rd_kafka_message_t* message, void* opaque) {
    static_cast<Handle*>(opaque)->delivered()(message->_private, *message);
}

void onRebalance(rd_kafka_t*, rd_kafka_resp_err_t code, rd_kafka_topic_partition_list_t* partitions, void* opaque) {
    static_cast<Handle*>(opaque)->member()->rebalanced(code, partitions);
}

void onLog(const rd_kafka_t*, int, const char*, const char*) {
    // what matters comes as an error or a status; librdkafka's own lines would mix with the program's
}

const char* adviceFor(LogTrouble trouble) {
    switch (trouble) {
    case LogTrouble::unreachable:
        return "check that the broker runs and that the address is right";
    case LogTrouble::timedOut:
        return "the record may or may not be there; check the broker";
    case LogTrouble::tooLarge:
        return "send smaller records, or raise max.message.bytes of the topic";
    case LogTrouble::unknownTopic:
        return "create the topic, or check its name";
    case LogTrouble::notAuthorised:
        return "check user, password and the topic's access rules";
    case LogTrouble::queueFull:
        return "append again when some are acknowledged";
    default:
        return nullptr;
    }
}

} // namespace

LogTrouble troubleOf(int code) {
    switch (code) {
    case RD_KAFKA_RESP_ERR__TRANSPORT:
    case RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN:
    case RD_KAFKA_RESP_ERR__RESOLVE:
    case RD_KAFKA_RESP_ERR__TIMED_OUT:
    case RD_KAFKA_RESP_ERR_BROKER_NOT_AVAILABLE:
    case RD_KAFKA_RESP_ERR_LEADER_NOT_AVAILABLE:
        return LogTrouble::unreachable;
    case RD_KAFKA_RESP_ERR__MSG_TIMED_OUT:
    case RD_KAFKA_RESP_ERR_REQUEST_TIMED_OUT:
        return LogTrouble::timedOut;
    case RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE:
    case RD_KAFKA_RESP_ERR_RECORD_LIST_TOO_LARGE:
        return LogTrouble::tooLarge;
    case RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC:
    case RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION:
    case RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART:
        return LogTrouble::unknownTopic;
    case RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED:
    case RD_KAFKA_RESP_ERR_CLUSTER_AUTHORIZATION_FAILED:
    case RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED:
    case RD_KAFKA_RESP_ERR_SASL_AUTHENTICATION_FAILED:
    case RD_KAFKA_RESP_ERR__AUTHENTICATION:
    case RD_KAFKA_RESP_ERR__SSL:
        return LogTrouble::notAuthorised;
    case RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET:
    case RD_KAFKA_RESP_ERR_OFFSET_OUT_OF_RANGE:
        return LogTrouble::outOfRange;
    case RD_KAFKA_RESP_ERR__QUEUE_FULL:
        return LogTrouble::queueFull;
    case RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_ID:
        return LogTrouble::recreated;
    case RD_KAFKA_RESP_ERR__PURGE_QUEUE:
    case RD_KAFKA_RESP_ERR__PURGE_INFLIGHT:
    case RD_KAFKA_RESP_ERR__DESTROY:
        return LogTrouble::closed;
    default:
        return LogTrouble::other;
    }
}

LogError errorOf(int code, const KafkaSettings& settings, const std::string& doing) {
    const LogTrouble trouble = troubleOf(code);
    std::string sentence = "topic " + settings.topic + " at " + settings.brokers + ": " + doing + ": " +
                           rd_kafka_err2str(static_cast<rd_kafka_resp_err_t>(code));
    if (const char* advice = adviceFor(trouble)) {
        sentence += std::string(" (") + advice + ")";
    }
    return {trouble, std::move(sentence)};
}

void Health::failed(int code, std::string sentence) {
    const std::scoped_lock lock(m_mutex);
    m_ailing = true;
    if (code == RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN) {
        m_allDown = m_lastError.empty() ? sentence : m_lastError; // the reason came before
        m_brokersUp = 0;
        return;
    }
    if (troubleOf(code) == LogTrouble::notAuthorised) {
        m_refused = sentence;
    }
    m_lastError = std::move(sentence);
}

void Health::counted(std::int64_t brokersUp, std::int64_t connects, std::int64_t roundTripP99Micros) {
    const std::scoped_lock lock(m_mutex);
    m_brokersUp = brokersUp;
    m_connects = std::max(m_connects, connects);
    m_roundTripP99Micros = roundTripP99Micros;
    if (brokersUp > 0) {
        m_ailing = false;
        m_allDown.clear();
        m_refused.clear();
        m_lastError.clear();
    }
}

void Health::clear() {
    const std::scoped_lock lock(m_mutex);
    m_ailing = false;
    m_allDown.clear();
    m_refused.clear();
    m_lastError.clear();
}

std::optional<std::string> Health::unreachable() const {
    const std::scoped_lock lock(m_mutex);
    return m_allDown.empty() ? std::nullopt : std::optional(m_allDown);
}

std::optional<std::string> Health::refused() const {
    const std::scoped_lock lock(m_mutex);
    return m_refused.empty() ? std::nullopt : std::optional(m_refused);
}

void Health::addTo(LogStatistics& statistics) const {
    const std::scoped_lock lock(m_mutex);
    statistics.brokersUp = m_brokersUp;
    statistics.reconnects = std::max<std::int64_t>(m_connects - m_brokersUp, 0);
    statistics.roundTripP99Micros = m_roundTripP99Micros;
    statistics.lastError = m_lastError;
}

std::expected<std::shared_ptr<Handle>, LogError> Handle::make(Role role, const KafkaSettings& settings,
                                                              const KafkaLimits& limits, Health& health,
                                                              Delivered delivered, GroupMember* member) {
    const std::shared_ptr<Handle> made(new Handle(health, delivered, member));
    rd_kafka_conf_t* conf = rd_kafka_conf_new();
    Options options = optionsFor(role, settings, limits);
    options.insert(options.end(), settings.options.begin(), settings.options.end());
    for (const auto& [name, value] : options) {
        if (auto done = set(conf, name, value); !done) {
            rd_kafka_conf_destroy(conf);
            return std::unexpected(done.error());
        }
    }
    rd_kafka_conf_set_opaque(conf, made.get());
    rd_kafka_conf_set_log_cb(conf, onLog);
    rd_kafka_conf_set_error_cb(conf, onError);
    rd_kafka_conf_set_stats_cb(conf, onStatistics);
    if (role == Role::producer) {
        rd_kafka_conf_set_dr_msg_cb(conf, onDelivered);
    }
    if (member != nullptr) {
        rd_kafka_conf_set_rebalance_cb(conf, onRebalance);
    }
    char sentence[512] = {};
    const rd_kafka_type_t type = role == Role::producer ? RD_KAFKA_PRODUCER : RD_KAFKA_CONSUMER;
    made->m_handle = rd_kafka_new(type, conf, sentence, sizeof sentence);
    if (made->m_handle == nullptr) {
        rd_kafka_conf_destroy(conf);
        return std::unexpected(
            LogError{LogTrouble::other, std::string("Kafka's settings do not fit together: ") + sentence});
    }
    if (settings.topic.empty()) {
        return made;
    }
    made->m_topic = rd_kafka_topic_new(made->m_handle, settings.topic.c_str(), nullptr);
    if (made->m_topic == nullptr) {
        return std::unexpected(
            LogError{LogTrouble::unknownTopic, "\"" + settings.topic + "\" cannot be a topic's name"});
    }
    return made;
}

Handle::~Handle() {
    if (m_topic != nullptr) {
        rd_kafka_topic_destroy(m_topic);
    }
    if (m_handle != nullptr) {
        rd_kafka_destroy_flags(m_handle, RD_KAFKA_DESTROY_F_NO_CONSUMER_CLOSE);
    }
}

void Handle::serve(Millis wait) {
    rd_kafka_poll(m_handle, static_cast<int>(wait.count()));
}

} // namespace roundsman::kafka
