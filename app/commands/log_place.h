#pragma once

#include "core/node/rerun.h"

#include <expected>
#include <memory>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace roundsman {

/// Where a log is, as written on the command line: the folder of an embedded log, recorded files, or Kafka.
struct LogPlace {
    std::vector<std::string> log{}; ///< a folder, or files
    std::string brokers{};
    std::string topic = "fleet-events";

    [[nodiscard]] bool given() const { return !log.empty() || !brokers.empty(); }
    void addTo(CLI::App& command);
};

/// Opens it to be read, beside whoever writes it. An error is a sentence.
std::expected<std::unique_ptr<RecordSource>, std::string> openRecords(const LogPlace& place);
/// An embedded log or Kafka with its partitions; what is no log of ours is refused.
std::expected<std::unique_ptr<EventLog>, std::string> openLogToRead(const LogPlace& place);

} // namespace roundsman
