// A recorded city goes into a history by `replay`, and every question about it is asked by the program's own commands.
#include "tests/support/process.h"
#include "tests/support/temp_folder.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <ranges>
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

TEST_CASE("an area gives exactly the fixes of all trails that lie in it, in every format") {
    const std::string history = " --history " + city().history;
    const auto all = linesOf(say("query trail" + history + " --format csv"));
    REQUIRE(all.size() > 1000);
    const auto middle = fieldsOf(all[all.size() / 2]);
    const double south = std::stod(middle[3]) - 0.002;
    const double west = std::stod(middle[4]) - 0.002;
    const std::string area = std::to_string(south) + "," + std::to_string(west) + "," + std::to_string(south + 0.004) +
                             "," + std::to_string(west + 0.004);
    std::vector<std::string> wanted;
    std::ranges::copy_if(all | std::views::drop(1), std::back_inserter(wanted), [&](const std::string& line) {
        const auto fields = fieldsOf(line);
        const double latitude = std::stod(fields[3]);
        const double longitude = std::stod(fields[4]);
        return latitude >= south && latitude <= south + 0.004 && longitude >= west && longitude <= west + 0.004;
    });
    auto found = linesOf(say("query trail" + history + " --area " + area + " --format csv"));
    REQUIRE(found.size() == wanted.size() + 1);
    found.erase(found.begin());
    std::ranges::sort(found);
    std::ranges::sort(wanted);
    CHECK(found == wanted);
    CHECK(wanted.size() < all.size() / 2);
    CHECK(say("query trail" + history + " --area " + area + " --format geojson").contains("\"Point\""));
    CHECK(say("query trail" + history + " --area " + area + " --format json").contains("\"latitude\""));
    CHECK(say("query trail" + history + " --area " + area).contains("latitude"));
}

TEST_CASE("the fix nearest to a time is one of the trail's, and none is nearer") {
    const std::string history = " --history " + city().history;
    const std::string id = fieldsOf(linesOf(say("query riders" + history + " --format csv"))[1])[1];
    const auto trail = linesOf(say("query trail" + history + " --id " + id + " --format csv"));
    REQUIRE(trail.size() > 60);
    const std::string time = fieldsOf(trail[50])[2];
    const std::string asked = "query trail" + history + " --id " + id + " --nearest " + time;
    const auto nearest = linesOf(say(asked + " --format csv"));
    REQUIRE(nearest.size() == 2);
    CHECK(nearest[1] == trail[50]);
    CHECK(say(asked + " --format geojson").contains("\"Point\""));
    CHECK(linesOf(say("query trail" + history + " --nearest " + time + " --within 2m --format csv")).size() > 50);
    CHECK(
        linesOf(say("query trail" + history + " --id " + id + " --nearest 2031-01-01T00:00:00Z --format csv")).size() ==
        1);
}

TEST_CASE("frames are the pictures at their times, one after the other") {
    const std::string history = " --history " + city().history;
    const std::string id = fieldsOf(linesOf(say("query riders" + history + " --format csv"))[1])[1];
    const auto trail = linesOf(say("query trail" + history + " --id " + id + " --format csv"));
    REQUIRE(trail.size() > 100);
    const std::string from = fieldsOf(trail[20])[2];
    const std::string to = fieldsOf(trail[90])[2];
    const auto frames =
        linesOf(say("query riders" + history + " --from " + from + " --to " + to + " --every 30s --format csv"));
    REQUIRE(frames.size() > 300);
    CHECK(frames.front().starts_with("at,rider,time,latitude,longitude,status"));
    std::map<std::string, std::vector<std::string>> byTime;
    for (const std::string& line : frames | std::views::drop(1)) {
        byTime[line.substr(0, line.find(','))].push_back(line.substr(line.find(',') + 1));
    }
    REQUIRE(byTime.size() >= 2);
    for (const auto& [at, rows] : byTime) {
        const auto picture = linesOf(say("query riders" + history + " --at " + at + " --format csv"));
        CHECK(std::ranges::equal(picture | std::views::drop(1), rows));
    }
    const auto one = linesOf(say("query riders" + history + " --from " + from + " --to " + to + " --every 30s --id " +
                                 id + " --format csv"));
    CHECK(one.size() == byTime.size() + 1);
    CHECK(say("query riders" + history + " --at " + from + " --area -90,-180,90,180 --format geojson")
              .contains("\"Point\""));
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
    CHECK(runToEnd({ROUNDSMAN_NODE_PROGRAM, "quarantine", "retry", document, "--history", city().history}).exitStatus ==
          1); // it names no market, so nobody can say who may send it
    const std::string again = say("quarantine retry " + document + " --market south" + history);
    CHECK(again.contains("\"market\":\"south\""));
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
