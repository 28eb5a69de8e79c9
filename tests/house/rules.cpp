#include "tests/house/rules.h"

#include <algorithm>
#include <array>
#include <map>
#include <regex>
#include <set>

namespace roundsman::house {

namespace {

using Parts = std::set<std::string, std::less<>>;

const Parts stages{"log", "decode", "admit", "state", "measure", "history", "api", "sim"};
const Parts joints{"lane", "bridge", "gateway"};

Parts plus(Parts parts, const Parts& more) {
    parts.insert(more.begin(), more.end());
    return parts;
}

/// The parts that a part may include; its own is always allowed.
const std::map<std::string, Parts, std::less<>>& table() {
    static const auto made = [] {
        std::map<std::string, Parts, std::less<>> rows{{"core/base", {}}, {"core/model", {"base"}}};
        const Parts below{"base", "model"};
        for (const std::string& stage : stages) {
            rows["core/" + stage] = below;
        }
        for (const std::string& joint : joints) {
            rows["core/" + joint] = plus(below, stages);
        }
        rows["core/node"] = plus(plus(below, stages), joints);
        return rows;
    }();
    return made;
}

std::string first(const std::filesystem::path& path, int words) {
    std::string text;
    for (const auto& word : path) {
        if (words-- == 0) {
            break;
        }
        text += (text.empty() ? "" : "/") + word.string();
    }
    return text;
}

/// Library headers, as a pattern, and the only place that may include them. An empty place: none at all.
struct Library {
    std::regex header;
    std::vector<std::string> places;
    bool onlyInSources;
};

const std::vector<Library>& libraries() {
    static const std::vector<Library> list{
        {std::regex("sqlite3.*\\.h"), {"core/base/sqlite/"}, false}, // its handles are part of its own small headers
        {std::regex("boost/pfr\\.hpp"), {"core/model/output_digest.cpp"}, true}, // the fields of a row, one by one
        {std::regex("boost/(?!pfr\\.hpp).*|openssl/.*"),
         {"core/base/net/"},
         false}, // its sessions share a header, which no other part sees
        {std::regex("(librdkafka/)?rdkafka.*\\.h"), {"core/log/"}, true},
        {std::regex("simdjson.*"), {"core/decode/"}, true},
        {std::regex("(h3/)?h3api\\.h"), {"core/model/cell.cpp"}, true},
        {std::regex("zstd.*\\.h"), {"core/history/"}, true},
        {std::regex("xgboost/.*"), {"core/measure/eta/"}, true},
        {std::regex("CLI/.*"), {"app/"}, true},
        {std::regex("toml\\+\\+/.*"), {"app/"}, true},
        {std::regex("qcustomplot\\.h"), {"ui/charts/"}, false},
    };
    return list;
}

bool inside(const std::string& file, const std::string& place) {
    return file.starts_with(place);
}

} // namespace

std::string includeTrouble(const Line& line) {
    const std::string_view included = includedBy(line.text);
    const std::string from = first(line.file, 1);
    if (from == "tests" || included.empty()) {
        return {};
    }
    const std::string to = first(std::filesystem::path(included), 1);
    if (line.text.find('"') != std::string::npos && to != "core" && to != "ui" && to != "app" &&
        !included.ends_with(".moc") && !included.starts_with("ui_")) {
        return "includes are written from the root";
    }
    if ((from == "core" && (to == "ui" || to == "app")) || (from == "ui" && to == "app") || to == "tests") {
        return from + " must not include " + to;
    }
    const auto row = table().find(first(line.file, 2));
    if (from != "core" || to != "core") {
        return {};
    }
    if (row == table().end()) {
        return "the house has no such part: " + first(line.file, 2);
    }
    const std::string part = first(std::filesystem::path(included), 2);
    if (part == row->first || row->second.contains(part.substr(5))) {
        return {};
    }
    return row->first + " must not include " + part;
}

std::string libraryTrouble(const Line& line) {
    const std::string included(includedBy(line.text));
    const std::string file = line.file.generic_string();
    const bool test = file.starts_with("tests/");
    if (included.empty()) {
        return {};
    }
    if (file.starts_with("core/") && std::regex_match(included, std::regex("Q[A-Z].*|Qt.*/.*"))) {
        return "core knows no Qt";
    }
    for (const Library& library : libraries()) {
        if (test || !std::regex_match(included, library.header)) {
            continue; // a test may look at a library from the other side
        }
        if (std::ranges::none_of(library.places, [&](const std::string& place) { return inside(file, place); })) {
            return included + " may be included only in " + library.places.front();
        }
        if (library.onlyInSources && file.ends_with(".h")) {
            return included + " is heavy: include it in a .cpp file";
        }
    }
    return {};
}

std::string fixedWaitTrouble(const Line& line) {
    static const std::regex wait(R"(\b(sleep_for|sleep_until|usleep|nanosleep|qWait|qSleep|msleep|sleep)\s*\()");
    const std::string code = line.text.substr(0, line.text.find("//"));
    if (line.file.generic_string().starts_with("tests/") && std::regex_search(code, wait)) {
        return "a test waits for a condition, never for the clock";
    }
    return {};
}

std::string leftoverTrouble(const Line& line) {
    static const std::regex mark(R"(\b(TODO|FIXME|XXX|HACK)\b)");
    static const std::regex home(R"(["' ]/(home|Users)/[a-z])");
    if (std::regex_search(line.text, mark)) {
        return "finish it, or say in docs/ what is missing";
    }
    if (std::regex_search(line.text, home)) {
        return "a path of one machine";
    }
    return {};
}

std::vector<std::string> missingOf(const std::filesystem::path& root, const std::string& page) {
    static const std::regex quoted("`([a-z_./-]+)`");
    static const std::set<std::string> folders{"app", "core", "ui", "tests", "packaging", "docs"};
    std::vector<std::string> missing;
    std::filesystem::path folder;
    for (auto at = std::sregex_iterator(page.begin(), page.end(), quoted); at != std::sregex_iterator(); ++at) {
        const std::filesystem::path name = (*at)[1].str();
        const bool whole = folders.contains(first(name, 1));
        const bool beside = !whole && name.extension() == ".h" && !name.has_parent_path();
        if (!whole && !beside) {
            continue; // a command, a topic, a word
        }
        const std::filesystem::path path = whole ? name : folder / name;
        if (!std::filesystem::exists(root / path)) {
            missing.push_back(path.string());
        }
        folder = path.parent_path();
    }
    return missing;
}

} // namespace roundsman::house
