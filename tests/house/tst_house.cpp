#include "tests/house/rules.h"

#include <doctest/doctest.h>

#include <fstream>
#include <functional>
#include <iterator>

using namespace roundsman::house;

namespace {

const std::filesystem::path root = ROUNDSMAN_SOURCE_DIR;

void everyLineKeeps(const std::function<std::string(const Line&)>& rule) {
    std::size_t looked = 0;
    for (const char* folder : {"core", "app", "ui", "tests"}) {
        for (const Line& line : sourceLines(root, folder)) {
            ++looked;
            if (line.file.generic_string().starts_with("tests/house/")) {
                continue; // the rules and their examples
            }
            const std::string trouble = rule(line);
            CHECK_MESSAGE(trouble.empty(), troubleAt(line, trouble));
        }
    }
    CHECK(looked > 1'000);
}

std::string textOf(const char* file) {
    std::ifstream in(root / file);
    return {std::istreambuf_iterator<char>(in), {}};
}

bool breaks(std::string (*rule)(const Line&), const char* file, const char* text) {
    return !rule({.file = file, .number = 1, .text = text}).empty();
}

} // namespace

TEST_CASE("parts include only what stands below them") {
    everyLineKeeps(includeTrouble);
    CHECK(breaks(includeTrouble, "core/base/a.h", "#include \"core/model/fix.h\""));
    CHECK(breaks(includeTrouble, "core/decode/a.h", "  # include \"core/log/event_log.h\""));
    CHECK(breaks(includeTrouble, "core/lane/a.h", "#include \"core/gateway/gateway.h\""));
    CHECK(breaks(includeTrouble, "core/node/a.h", "#include \"ui/console.h\""));
    CHECK(breaks(includeTrouble, "ui/a.h", "#include \"app/command_line.h\""));
    CHECK(breaks(includeTrouble, "core/log/a.h", "#include \"event_log.h\""));
    CHECK(breaks(includeTrouble, "core/novelty/a.h", "#include \"core/base/check.h\""));
    CHECK_FALSE(breaks(includeTrouble, "core/node/a.h", "#include \"core/lane/lane.h\""));
    CHECK_FALSE(breaks(includeTrouble, "core/lane/a.h", "#include \"core/decode/decode.h\""));
}

TEST_CASE("an outside library is known in one place, and Qt nowhere in core") {
    everyLineKeeps(libraryTrouble);
    CHECK(breaks(libraryTrouble, "core/history/a.cpp", "#include <sqlite3.h>"));
    CHECK(breaks(libraryTrouble, "core/gateway/a.cpp", "#include <boost/beast.hpp>"));
    CHECK(breaks(libraryTrouble, "core/log/a.h", "#include <librdkafka/rdkafka.h>"));
    CHECK(breaks(libraryTrouble, "core/model/geo.cpp", "#include <h3/h3api.h>"));
    CHECK(breaks(libraryTrouble, "core/model/a.cpp", "#include <QString>"));
    CHECK_FALSE(breaks(libraryTrouble, "core/base/sqlite/a.cpp", "#include <sqlite3.h>"));
    CHECK_FALSE(breaks(libraryTrouble, "ui/a.cpp", "#include <QString>"));
}

TEST_CASE("tests wait for nothing by the clock") {
    everyLineKeeps(fixedWaitTrouble);
    CHECK(breaks(fixedWaitTrouble, "tests/core/a.cpp", "std::this_thread::sleep_for(1s);"));
    CHECK(breaks(fixedWaitTrouble, "tests/ui/a.cpp", "QTest::qWait(100);"));
    CHECK_FALSE(breaks(fixedWaitTrouble, "tests/ui/a.cpp", "QVERIFY(QTest::qWaitFor(ready, 100)); // no qWait(5)"));
}

TEST_CASE("nothing unfinished and nobody's own path is left in the tree") {
    everyLineKeeps(leftoverTrouble);
    CHECK(breaks(leftoverTrouble, "core/base/a.cpp", "// TODO: later"));
    CHECK(breaks(leftoverTrouble, "core/base/a.cpp", "open(\"/home/anna/x\")"));
}

TEST_CASE("the pages name files that are there, and the architecture every part") {
    for (const char* page : {"README.md", "CONTRIBUTING.md", "docs/ARCHITECTURE.md", "docs/SIMULATOR.md"}) {
        CAPTURE(page);
        for (const std::string& missing : missingOf(root, textOf(page))) {
            FAIL_CHECK("there is no " << missing);
        }
    }
    const std::string architecture = textOf("docs/ARCHITECTURE.md");
    for (const auto& part : std::filesystem::directory_iterator(root / "core")) {
        if (part.is_directory()) {
            CHECK_MESSAGE(architecture.contains("`core/" + part.path().filename().string() + "/"),
                          part.path().string());
        }
    }
    const std::string row = "| a | `core/base/check.h`, `nothing.h` | `clock.tick` `core/novelty/` |";
    CHECK(missingOf(root, row) == std::vector<std::string>{"core/base/nothing.h", "core/novelty/"});
}

TEST_CASE("the licence is there") {
    const std::string text = textOf("LICENSE");
    CHECK(text.find("GNU GENERAL PUBLIC LICENSE") != std::string::npos);
    CHECK(text.find("Version 3") != std::string::npos);
}
