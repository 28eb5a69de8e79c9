#pragma once

#include "core/log/kafka_log.h"

#include <memory>
#include <string>

namespace roundsman {

/// librdkafka's own mock cluster: speaks the real protocol inside this process and fails on demand. For tests; it keeps
/// little, stamps no log time, and no program of ours starts one.
class KafkaMock {
public:
    enum class Request : std::uint8_t { produce, fetch, listOffsets, metadata };
    enum class Error : std::uint8_t { unknown, notLeader, topicAuthorization, unknownTopic, messageTooLarge, timedOut };

    explicit KafkaMock(int brokers = 1);
    ~KafkaMock();
    KafkaMock(const KafkaMock&) = delete;
    KafkaMock& operator=(const KafkaMock&) = delete;

    [[nodiscard]] std::string addresses() const;
    void createTopic(const std::string& topic, std::int32_t partitions);
    /// The next `times` such requests fail.
    void fail(Request request, Error error, int times);
    void clearFailures(Request request);
    void setTopicError(const std::string& topic, Error error);
    void setDown(int broker); ///< 1, 2, …
    void setUp(int broker);
    void setRoundTrip(int broker, Millis time);

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace roundsman
