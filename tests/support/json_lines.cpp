#include "tests/support/json_lines.h"

#include "core/base/json_text.h"
#include "core/decode/json_scanner.h"
#include "core/decode/recorded_line.h"
#include "tests/support/recorded.h"

#include <sstream>

namespace roundsman::tests {

std::vector<std::map<std::string, std::string>> readJsonLines(const std::string& file) {
    std::vector<std::map<std::string, std::string>> lines;
    std::istringstream text(readRecorded(file));
    std::string line;
    while (std::getline(text, line)) {
        TextArena arena(line.size());
        JsonScanner in(line, arena);
        in.enterObject();
        std::string_view name;
        JsonValue value;
        auto& fields = lines.emplace_back();
        while (in.nextField(name) && in.value(value)) {
            fields[std::string(name)] =
                value.kind == JsonKind::boolean ? (value.boolean ? "true" : "false") : std::string(value.text);
        }
    }
    return lines;
}

std::vector<std::string> readJsonStrings(const std::string& file) {
    const std::string json = readRecorded(file);
    TextArena arena(json.size());
    JsonScanner in(json, arena);
    in.enterArray();
    JsonValue value;
    std::vector<std::string> strings;
    while (in.nextElement() && in.value(value)) {
        strings.emplace_back(value.text);
    }
    return strings;
}

std::string fromBase64(const std::string& text) {
    return RecordedLineReader().read("{\"valueBase64\":\"" + text + "\"}").value;
}

std::string quoted(const std::string& text) {
    std::string out;
    appendJsonString(out, text);
    return out;
}

} // namespace roundsman::tests
