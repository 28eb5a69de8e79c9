#pragma once

#include "core/base/time.h"
#include "core/decode/document_decoder.h"
#include "core/model/ids.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace roundsman {

/// A line of a recorded log: a record with its place in the log, or a document by itself.
struct RecordedLine {
    bool isRecord = false;
    std::string topic;
    PartitionNo partition{0};
    std::optional<Offset> offset;
    std::optional<EventTime> logTime; ///< of a plain document: its own time, when it names one
    std::string key;
    std::string value;
    std::vector<std::pair<std::string, std::string>> headers;
};

/// Reads lines of {"topic":…,"partition":…,"offset":…,"logTime":…,"key":…,"headers":{…},"value":…}, where `value` is
/// the record's bytes as a text, or a JSON object, or `valueBase64`; and plain documents. Every line is one or the
/// other: what is neither is a plain document, and the lane says what is wrong with it.
class RecordedLineReader {
public:
    RecordedLine read(std::string_view line);

private:
    bool readRecord(std::string_view line, RecordedLine& out);
    DocumentDecoder m_decoder;
};

} // namespace roundsman
