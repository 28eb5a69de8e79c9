#include "tests/support/json_lines.h"

#include "core/base/json_text.h"
#include "core/decode/json_scanner.h"
#include "core/decode/recorded_line.h"

#include <fstream>
#include <iterator>

namespace roundsman::test {

std::vector<std::map<std::string, std::string>> readJsonLines(const std::string& path) {
    std::vector<std::map<std::string, std::string>> lines;
    std::ifstream file(path);
    std::string line;
    while (std::getline(file, line)) {
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

std::vector<std::string> readJsonStrings(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    const std::string json{std::istreambuf_iterator<char>(file), {}};
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

} // namespace roundsman::test
