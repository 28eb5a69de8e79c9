// A recorded city goes into a history by `replay`, and every question about it is asked by the program's own commands.
#include "tests/support/process.h"
#include "tests/support/temp_folder.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

using namespace roundsman;
using namespace roundsman::tests;

namespace {

std::string say(const std::string& command) {
    std::vector<std::string> words{ROUNDSMAN_NODE_PROGRAM};
    std::istringstream in(command);
    for (std::string word; in >> word;) {
        words.push_back(word);
    }
    const ProcessResult result = runToEnd(words);
    CHECK_MESSAGE(result.exitStatus == 0, command, ": ", result.errors);
    CHECK_MESSAGE(result.errors.empty(), command, ": ", result.errors);
    return result.output;
}

std::vector<std::string> linesOf(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) {
        lines.push_back(line);
    }
    return lines;
}

std::vector<std::string> fieldsOf(const std::string& line) {
    std::vector<std::string> fields;
    std::istringstream in(line);
    for (std::string field; std::getline(in, field, ',');) {
        fields.push_back(field);
    }
    return fields;
}

/// An hour of a small city with a few documents that cannot be believed, made once.
struct City {
    TempFolder folder;
    std::string history = (folder / "history").string();

    City() {
        const std::string log = (folder / "city.jsonl").string();
        say("simulate --riders 150 --rate 30 --seed 4 --duration 40m --to " + log);
        std::ofstream(log, std::ios::app) << "{\"name\":\"tony\",\"location\":\"south\"}\n{broken\n";
        say("replay " + log + " --history " + history + " --json");
    }
};

const City& city() {
    static const City made;
    return made;
}

} // namespace

TEST_CASE("verdicts add up to the documents, in every format") {
    const std::string asked = "query verdicts --history " + city().history;
    std::uint64_t accepted = 0;
    for (const std::string& line : linesOf(say(asked + " --format csv"))) {
        const auto fields = fieldsOf(line);
        accepted += fields.size() == 4 && fields[2] == "accepted" ? std::stoull(fields[3]) : 0;
    }
    CHECK(accepted > 10'000);
    CHECK(say(asked + " --format json").contains("\"accepted\""));
    CHECK(say(asked).contains("no_position"));
}

TEST_CASE("riders, their trails and where they were come as a table, JSON, CSV and GeoJSON") {
    const std::string history = " --history " + city().history;
    const auto riders = linesOf(say("query riders" + history + " --format csv"));
    REQUIRE(riders.size() > 150); // some come for those who went home
    const std::string id = fieldsOf(riders[1])[1];
    const auto trail = linesOf(say("query trail" + history + " --id " + id + " --format csv"));
    REQUIRE(trail.size() > 100);
    CHECK(trail.front().starts_with("partition,rider,time,latitude,longitude"));
    const std::string time = fieldsOf(trail[50])[2];
    const auto part = linesOf(say("query trail" + history + " --id " + id + " --from " + time + " --format csv"));
    CHECK(part.size() == trail.size() - 49);
    CHECK(part[1] == trail[50]);
    const std::string at = say("query riders" + history + " --at " + time + " --format geojson");
    CHECK(at.starts_with("{\"type\":\"FeatureCollection\""));
    CHECK(at.contains("\"Point\""));
    CHECK(linesOf(say("query riders" + history + " --at " + time + " --format csv")).size() > 100);
}

TEST_CASE("orders come with their steps, and one alone by its id") {
    const std::string history = " --history " + city().history;
    const auto orders = linesOf(say("query orders" + history + " --format csv"));
    REQUIRE(orders.size() > 2);
    const std::string id = fieldsOf(orders[1])[1];
    CHECK(linesOf(say("query orders" + history + " --id " + id + " --format csv")).size() == 2);
}

TEST_CASE("quarantine is listed with reasons, shown as it came, and written as documents to send again") {
    const std::string history = " --history " + city().history;
    const auto list = linesOf(say("quarantine list" + history + " --reason no_position --format csv"));
    REQUIRE(list.size() == 2);
    const std::string document = fieldsOf(list[1])[0];
    CHECK(say("quarantine show " + document + history) == "{\"name\":\"tony\",\"location\":\"south\"}\n");
    const std::string again = say("quarantine retry " + document + history);
    CHECK(again.contains("\"type\":\"retry\""));
    CHECK(again.contains("\"retryOf\":{\"offset\":"));
    CHECK(linesOf(say("query quarantine" + history + " --format csv")).size() >= 3);
}

TEST_CASE("a backup is restored to an equal history, and doctor finds it sound and says how long the disk lasts") {
    const std::string backup = (city().folder / "backup").string();
    const std::string restored = (city().folder / "restored").string();
    say("backup --history " + city().history + " --to " + backup);
    say("restore --from " + backup + " --history " + restored);
    const std::string digest = say("digest --history " + city().history + " --json");
    CHECK(digest.contains("\"trails\":{\"rows\":"));
    CHECK(say("digest --history " + restored + " --json") == digest);
    const std::string health = say("doctor --history " + restored + " --json");
    CHECK(health.contains("\"sound\":true"));
    CHECK(health.contains("\"orders\":{\"rows\":"));
    CHECK(health.contains("\"days_until_full\":"));
    CHECK_FALSE(health.contains("\"days_until_full\":null"));
    CHECK(say("doctor --history " + restored).contains("full in"));
}

TEST_CASE("a history that lost a day is refused with its choices, and each of them does what it says") {
    const TempFolder folder;
    const std::string history = (folder / "history").string();
    std::filesystem::copy(city().history, history, std::filesystem::copy_options::recursive);
    for (const auto& file : std::filesystem::directory_iterator(history + "/days")) {
        std::filesystem::remove(file.path());
    }
    const std::string log = (city().folder / "city.jsonl").string();
    const std::string replay = "replay " + log + " --history " + history;
    const ProcessResult refused = runToEnd({ROUNDSMAN_NODE_PROGRAM, "replay", log, "--history", history});
    CHECK(refused.exitStatus == 1);
    CHECK(refused.errors.contains("--on-history-refusal accept-loss"));
    CHECK(std::ranges::count(refused.errors, '\n') == 1);
    say(replay + " --on-history-refusal set-aside");
    CHECK(std::filesystem::exists(history + ".aside-1/main.db"));
    CHECK(say("digest --history " + history) == say("digest --history " + city().history));
    for (const auto& file : std::filesystem::directory_iterator(history + "/days")) {
        std::filesystem::remove(file.path());
    }
    say(replay + " --on-history-refusal accept-loss");
}
