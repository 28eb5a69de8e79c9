#include "core/base/audit_log.h"
#include "tests/support/temp_folder.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <algorithm>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

using namespace roundsman;
using namespace roundsman::tests;

namespace {

class HandClock final : public Clock {
public:
    [[nodiscard]] EventTime now() const override { return time; }
    EventTime time = eventTimeFromMillis(1'795'000'000'000);
};

struct Desk {
    void refuse(const std::string& who, int times) {
        for (int i = 0; i < times; ++i) {
            audit->write({.door = "events", .role = "rider", .who = who, .act = "retry", .refusal = "not_yours"});
        }
    }
    [[nodiscard]] std::size_t linesWith(const std::string& piece) const {
        return static_cast<std::size_t>(
            std::ranges::count_if(lines, [&](const std::string& line) { return line.contains(piece); }));
    }

    HandClock clock;
    std::vector<std::string> lines;
    std::unique_ptr<AuditLog> audit =
        std::make_unique<AuditLog>(clock, [this](std::string_view line) { lines.emplace_back(line); });
};

std::vector<std::string> linesOf(const std::filesystem::path& file) {
    std::vector<std::string> lines;
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);) {
        lines.push_back(line);
    }
    return lines;
}

} // namespace

TEST_CASE("an act is one line of JSON: who, what, which thing, what came of it, from where") {
    Desk desk;
    desk.audit->write({.door = "events",
                       .from = "192.0.2.1",
                       .role = "admin",
                       .who = "ann \"a\"\n",
                       .credential = "t-1",
                       .act = "command.unassign",
                       .thing = "o-1",
                       .id = "c-1"});
    REQUIRE(desk.lines.size() == 1);
    CHECK(desk.lines.front() ==
          R"({"time":")" + toRfc3339(desk.clock.time) +
              R"(","door":"events","from":"192.0.2.1","role":"admin","who":"ann \"a\"\n","credential":"t-1",)"
              R"("act":"command.unassign","thing":"o-1","id":"c-1","outcome":"allowed"})"
              "\n");
}

TEST_CASE("a long text is cut between characters, so that nobody writes a book into it") {
    std::string name;
    while (name.size() < 10'000) {
        name += "ü";
    }
    const std::string line = auditLine({.door = "events", .who = name}, EventTime{});
    CHECK(line.size() < 300);
    CHECK(line.contains("üü\","));
}

TEST_CASE("refused acts of one name have ten lines a minute, allowed ones have all theirs, and the rest is one line") {
    Desk desk;
    desk.refuse("eve", 10'000);
    desk.refuse("bob", 3);
    for (int i = 0; i < 50; ++i) {
        desk.audit->write({.door = "events", .role = "rider", .who = "eve", .act = "note"});
    }
    CHECK(desk.linesWith(R"("outcome":"refused")") == AuditLog::refusedOfOneMax + 3);
    CHECK(desk.linesWith(R"("outcome":"allowed")") == 50);
    desk.audit->settle(); // the minute is not over
    CHECK(desk.linesWith("left_out") == 0);
    desk.clock.time += std::chrono::minutes(1);
    desk.audit->settle();
    CHECK(desk.linesWith("left_out") == 1);
    CHECK(desk.lines.back().contains(
        R"("door":"events","role":"rider","who":"eve","act":"several","outcome":"refused","left_out":9990})"));
    desk.audit->settle();
    CHECK(desk.linesWith("left_out") == 1);
    desk.refuse("eve", 1); // a new minute
    CHECK(desk.linesWith(R"("reason":"not_yours")") == AuditLog::refusedOfOneMax + 4);
}

TEST_CASE("many names together have a limit, too, and none of their acts goes uncounted") {
    Desk desk;
    for (int name = 0; name < 1'000; ++name) {
        desk.refuse("n" + std::to_string(name), 12);
    }
    CHECK(desk.lines.size() == AuditLog::refusedOfAllMax);
    desk.clock.time += std::chrono::minutes(1);
    desk.refuse("late", 1);
    CHECK(desk.linesWith("left_out") == AuditLog::refusedOfAllMax / AuditLog::refusedOfOneMax + 1);
    CHECK(desk.linesWith(R"("who":"others","act":"several","outcome":"refused","left_out":11880)") == 1);
    CHECK(desk.linesWith(R"("who":"late")") == 1);
}

TEST_CASE("what was left out is said at the latest when the log goes") {
    Desk desk;
    desk.refuse("eve", 11);
    desk.audit.reset();
    CHECK(desk.lines.back().contains(R"("left_out":1})"));
}

TEST_CASE("the file is its owner's alone, is made with its folder, and begins anew when somebody takes it away") {
    const TempFolder folder;
    const HandClock clock;
    std::vector<std::string> said;
    const LogLines lines(clock, [&](std::string_view line) { said.emplace_back(line); });
    const std::filesystem::path file = folder / "keys" / "audit.jsonl";
    AuditLog audit(clock, auditFile(file, lines));
    audit.write({.door = "console", .who = "ann", .act = "command.unassign"});
    audit.write({.door = "console", .who = "bob", .act = "command.unassign"});
    CHECK(linesOf(file).size() == 2);
    for (const auto& [path, mode] : {std::pair{file, 0600U}, std::pair{file.parent_path(), 0700U}}) {
        struct stat about{};
        ::stat(path.c_str(), &about);
        CHECK((about.st_mode & 0777U) == mode);
    }
    std::filesystem::rename(file, folder / "yesterday.jsonl");
    audit.write({.door = "console", .who = "cid", .act = "command.unassign"});
    CHECK(linesOf(file).size() == 1);
    CHECK(linesOf(folder / "yesterday.jsonl").size() == 2);
    CHECK(said.empty());
    std::filesystem::remove(file);
    std::filesystem::create_directory(file); // nobody can write there now
    audit.write({.door = "console", .who = "dan", .act = "command.unassign"});
    REQUIRE(said.size() == 1);
    CHECK(said.front().contains("cannot be written"));
    CHECK(said.front().contains("dan"));
}
