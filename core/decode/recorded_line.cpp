#include "core/decode/recorded_line.h"

#include "core/decode/field_values.h"

#include <array>
#include <limits>

namespace roundsman {
namespace {

/// Standard base64, with or without padding; false: something else stands in it.
bool fromBase64(std::string_view text, std::string& out) {
    std::uint32_t bits = 0;
    int count = 0;
    out.clear();
    for (const char c : text) {
        std::uint32_t value = 0;
        if (c >= 'A' && c <= 'Z') {
            value = static_cast<std::uint32_t>(c - 'A');
        } else if (c >= 'a' && c <= 'z') {
            value = static_cast<std::uint32_t>(c - 'a' + 26);
        } else if (c >= '0' && c <= '9') {
            value = static_cast<std::uint32_t>(c - '0' + 52);
        } else if (c == '+' || c == '-') {
            value = 62;
        } else if (c == '/' || c == '_') {
            value = 63;
        } else if (c == '=') {
            break;
        } else {
            return false;
        }
        bits = (bits << 6) | value;
        if (++count % 4 != 1) {
            const int left = 6 - 2 * ((count - 1) % 4);
            out += static_cast<char>((bits >> left) & 0xFF);
        }
    }
    return true;
}

void readHeaders(std::string_view object, TextArena& arena, RecordedLine& out) {
    JsonScanner in(object, arena);
    in.enterObject();
    std::string_view name;
    JsonValue value;
    while (in.nextField(name) && in.value(value)) {
        out.headers.emplace_back(name, value.text);
    }
}

} // namespace

RecordedLine RecordedLineReader::read(std::string_view line) {
    RecordedLine out;
    if (readRecord(line, out)) {
        return out;
    }
    out = {};
    out.value = line;
    Fix fix;
    Event event;
    Refusal why;
    const DecodedAs what = m_decoder.decode(line, fix, event, why);
    out.logTime = what == DecodedAs::fix ? fix.deviceTime : what == DecodedAs::event ? event.time : std::nullopt;
    return out;
}

bool RecordedLineReader::readRecord(std::string_view line, RecordedLine& out) {
    if (line.find("\"value") == std::string_view::npos) {
        return false; // most plain documents are known at once
    }
    TextArena arena(line.size() + 64);
    JsonScanner in(line, arena);
    if (!in.enterObject()) {
        return false;
    }
    bool hasValue = false;
    bool good = true;
    std::string_view name;
    JsonValue value;
    while (in.nextField(name) && in.value(value)) {
        std::optional<std::int64_t> number;
        if (name == "topic") {
            out.topic = value.text;
        } else if (name == "partition") {
            good = good && asWhole(value, number) && std::in_range<std::int32_t>(*number) && *number >= 0;
            out.partition = PartitionNo{good ? static_cast<std::int32_t>(*number) : 0};
        } else if (name == "offset") {
            good = good && asWhole(value, number) && *number >= 0;
            out.offset = number ? std::optional{Offset{*number}} : std::nullopt;
        } else if (name == "logTime") {
            good = good && asTime(value, out.logTime);
        } else if (name == "key" && value.kind == JsonKind::string) {
            out.key = value.text;
        } else if (name == "headers" && value.kind == JsonKind::object) {
            readHeaders(value.text, arena, out);
        } else if (name == "value") {
            out.value = value.kind == JsonKind::null ? std::string_view{} : value.text;
            hasValue = true;
        } else if (name == "valueBase64") {
            hasValue = value.kind == JsonKind::string && fromBase64(value.text, out.value);
            good = good && hasValue;
        }
    }
    out.isRecord = good && hasValue && !in.failed() && in.atEnd();
    return out.isRecord;
}

} // namespace roundsman
