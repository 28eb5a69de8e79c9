#pragma once

#include "core/log/group_reader.h"
#include "core/log/kafka_log.h"

#include <map>
#include <string>
#include <vector>

namespace roundsman {

struct KafkaGroupSettings {
    std::string brokers;
    std::string group;
    std::vector<std::string> topics; ///< by name; one that begins with '^' is a pattern
    bool fromStart = true;           ///< where a group begins that has committed nothing: the oldest record, or the end
    std::map<std::string, std::string> options{}; ///< of librdkafka, after our own
    bool topicIds = true;                         ///< asked for at each assignment; clusters from before 2.8 have none
};

/// A member of a consumer group through librdkafka. Topics that do not exist yet are joined when they come to be.
/// A member that has more to read and makes no progress for limits.stalledAfter says so, and is to be opened anew.
std::expected<std::unique_ptr<GroupReader>, LogError>
openKafkaGroup(const KafkaGroupSettings& settings, GroupReader::Leaving leaving, const KafkaLimits& limits = {});

} // namespace roundsman
