#include "core/lane/dead_letters.h"

#include "core/base/base64.h"
#include "core/base/json_text.h"
#include "core/base/utf8.h"

namespace roundsman {

OutboxRow deadLetterOf(const QuarantineRow& row, PartitionNo partition, std::uint32_t n) {
    const std::string place = std::to_string(partition.value()) + "/" + std::to_string(row.document.offset.value()) +
                              "/" + std::to_string(row.document.index);
    std::string value = R"({"kind":"quarantine","document":")" + place + R"(","reason":")";
    value += toText(row.reason);
    value += R"(","hint":)";
    appendJsonString(value, row.hint);
    value += R"(,"loggedAt":)" + std::to_string(millisOf(row.logTime));
    value += R"(,"retried":)" + std::string(row.retried ? "true" : "false");
    if (isUtf8(row.bytes)) {
        value += R"(,"text":)";
        appendJsonString(value, row.bytes);
    } else {
        value += R"(,"base64":")" + toBase64(row.bytes) + "\"";
    }
    return {.document = row.document, .n = n, .topic = "dead-letters", .key = place, .value = value + "}"};
}

} // namespace roundsman
