#include "core/log/kafka_mock.h"

#include "core/base/check.h"
#include "core/log/kafka_owned.h"

#include <librdkafka/rdkafka.h>
#include <librdkafka/rdkafka_mock.h>

#include <vector>

namespace roundsman {

struct KafkaMock::State {
    rd_kafka_t* handle = nullptr;
    rd_kafka_mock_cluster_t* cluster = nullptr;
};

namespace {

std::int16_t apiKeyOf(KafkaMock::Request request) {
    switch (request) { // Kafka's protocol numbers
    case KafkaMock::Request::produce:
        return 0;
    case KafkaMock::Request::fetch:
        return 1;
    case KafkaMock::Request::listOffsets:
        return 2;
    case KafkaMock::Request::metadata:
        return 3;
    }
    return -1;
}

rd_kafka_resp_err_t codeOf(KafkaMock::Error error) {
    switch (error) {
    case KafkaMock::Error::unknown:
        return RD_KAFKA_RESP_ERR_UNKNOWN;
    case KafkaMock::Error::notLeader:
        return RD_KAFKA_RESP_ERR_NOT_LEADER_FOR_PARTITION;
    case KafkaMock::Error::topicAuthorization:
        return RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED;
    case KafkaMock::Error::unknownTopic:
        return RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART;
    case KafkaMock::Error::messageTooLarge:
        return RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE;
    case KafkaMock::Error::timedOut:
        return RD_KAFKA_RESP_ERR_REQUEST_TIMED_OUT;
    }
    return RD_KAFKA_RESP_ERR_UNKNOWN;
}

void onLog(const rd_kafka_t*, int, const char*, const char*) {}

} // namespace

KafkaMock::KafkaMock(int brokers) : m_state(std::make_unique<State>()) {
    rd_kafka_conf_t* conf = rd_kafka_conf_new();
    rd_kafka_conf_set_log_cb(conf, onLog);
    char sentence[256] = {};
    m_state->handle = rd_kafka_new(RD_KAFKA_PRODUCER, conf, sentence, sizeof sentence);
    check(m_state->handle != nullptr, "a mock cluster has a handle");
    m_state->cluster = rd_kafka_mock_cluster_new(m_state->handle, brokers);
    check(m_state->cluster != nullptr, "a mock cluster can be made");
}

KafkaMock::~KafkaMock() {
    rd_kafka_mock_cluster_destroy(m_state->cluster);
    rd_kafka_destroy(m_state->handle);
}

std::string KafkaMock::addresses() const {
    return rd_kafka_mock_cluster_bootstraps(m_state->cluster);
}

void KafkaMock::createTopic(const std::string& topic, std::int32_t partitions) {
    const auto code = rd_kafka_mock_topic_create(m_state->cluster, topic.c_str(), partitions, 1);
    check(code == RD_KAFKA_RESP_ERR_NO_ERROR, "a mock cluster makes topics");
}

void KafkaMock::fail(Request request, Error error, int times) {
    const std::vector<rd_kafka_resp_err_t> codes(static_cast<std::size_t>(times), codeOf(error));
    rd_kafka_mock_push_request_errors_array(m_state->cluster, apiKeyOf(request), codes.size(), codes.data());
}

void KafkaMock::clearFailures(Request request) {
    rd_kafka_mock_clear_request_errors(m_state->cluster, apiKeyOf(request));
}

void KafkaMock::setTopicError(const std::string& topic, Error error) {
    rd_kafka_mock_topic_set_error(m_state->cluster, topic.c_str(), codeOf(error));
}

void KafkaMock::setDown(int broker) {
    rd_kafka_mock_broker_set_down(m_state->cluster, broker);
}

void KafkaMock::setUp(int broker) {
    rd_kafka_mock_broker_set_up(m_state->cluster, broker);
}

void KafkaMock::setRoundTrip(int broker, Millis time) {
    rd_kafka_mock_broker_set_rtt(m_state->cluster, broker, static_cast<int>(time.count()));
}

} // namespace roundsman
