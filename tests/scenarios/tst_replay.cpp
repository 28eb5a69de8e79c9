#include "tests/support/process.h"
#include "tests/support/temp_folder.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <string>
#include <vector>

using namespace roundsman;
using namespace roundsman::tests;

namespace {

ProcessResult program(const std::string& command, std::vector<std::string> words) {
    std::vector<std::string> all{ROUNDSMAN_NODE_PROGRAM, command};
    all.insert(all.end(), words.begin(), words.end());
    return runToEnd(all);
}

std::string write(const TempFolder& folder, const std::string& name, const std::string& text) {
    const auto path = folder / name;
    std::ofstream(path, std::ios::binary) << text;
    return path.string();
}

/// A quarter of an hour of a small city, as its log was recorded: four partitions, faults and all.
std::string recordedCity(const TempFolder& folder) {
    const std::string file = (folder / "city.jsonl").string();
    const auto made = program("simulate", {"--riders", "60", "--rate", "20", "--seed", "7", "--duration", "15m",
                                           "--format", "records", "--partitions", "4", "--to", file});
    REQUIRE_MESSAGE(made.exitStatus == 0, made.errors);
    return file;
}

std::string digestOf(std::vector<std::string> words) {
    words.emplace_back("--json");
    const auto result = program("digest", std::move(words));
    CHECK_MESSAGE(result.exitStatus == 0, result.errors);
    CHECK(result.output.starts_with(R"({"state":{"rows":)"));
    return result.output;
}

/// One line on stderr that holds `words`, nothing on stdout.
void refused(const ProcessResult& result, int status, std::string_view words) {
    CAPTURE(result.errors);
    CHECK(result.exitStatus == status);
    CHECK(result.errors.contains(words));
    CHECK(std::ranges::count(result.errors, '\n') == 1);
    CHECK(result.output.empty());
}

} // namespace

TEST_CASE("a recorded log gives the same digests in every run, whatever the batches, and others for another log") {
    const TempFolder folder;
    const std::string city = recordedCity(folder);
    const std::string once = digestOf({city});
    CHECK(once == digestOf({city}));
    for (const char* batch : {"1", "7", "1000000"}) {
        CAPTURE(batch);
        CHECK(once == digestOf({city, "--batch", batch}));
    }
    // Each partition is a log of its own: how their records lie among each other in the file means nothing.
    std::vector<std::string> lines;
    std::ifstream in(city, std::ios::binary);
    for (std::string line; std::getline(in, line);) {
        lines.push_back(line);
    }
    REQUIRE(lines.size() > 100);
    const auto partitionOf = [](const std::string& line) {
        return line.substr(line.find(R"("partition":)"), 14);
    };
    std::ranges::stable_sort(lines, {}, partitionOf);
    CHECK(partitionOf(lines.front()) != partitionOf(lines.back()));
    std::string sorted;
    for (const std::string& line : lines) {
        sorted += line + '\n';
    }
    const std::string sortedCity = write(folder, "sorted.jsonl", sorted);
    CHECK(once == digestOf({sortedCity}));
    CHECK(once !=
          digestOf({write(folder, "shorter.jsonl", sorted.substr(0, sorted.rfind('\n', sorted.size() - 2) + 1))}));
}

TEST_CASE("a log that is cut into files, or comes once more, is the same log") {
    const TempFolder folder;
    const std::string city = recordedCity(folder);
    std::ifstream in(city, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    const std::size_t middle = bytes.find('\n', bytes.size() / 2) + 1;
    const std::string first = write(folder, "1.jsonl", bytes.substr(0, middle));
    const std::string second = write(folder, "2.jsonl", bytes.substr(middle));
    CHECK(digestOf({first, second}) == digestOf({city}));
    const auto again = program("replay", {first, first, second, "--json"});
    CHECK(digestOf({first, first, second}) == digestOf({city}));
    CHECK_FALSE(again.output.contains(R"("repeatedRecords":0)"));
    CHECK(program("replay", {city, "--json"}).output.contains(R"("repeatedRecords":0)"));
}

TEST_CASE("every line has a verdict, garbage too") {
    const TempFolder folder;
    const std::string file = write(folder, "mixed.jsonl",
                                   R"({"driverId":"a","latitude":12.9,"longitude":77.5,"timestamp":1795000000000})"
                                   "\n\x01\x02 no JSON at all\n\n"
                                   R"({"topic":"fleet-events","partition":0,"offset":)"
                                   "\n"
                                   R"({"name":"tony","location":"south"})"
                                   "\n"
                                   R"({"driverId":"a","latitude":12.9,"longitude":77.5,"timestamp":1794999990000})");
    const auto result = program("replay", {file, "--json"});
    CHECK_MESSAGE(result.exitStatus == 0, result.errors);
    CHECK(result.output.starts_with(
        R"({"records":5,"documents":5,"accepted":1,"duplicate":0,"late":1,"quarantined":3,)"));
    CHECK(result.output.contains(R"("unreadable":2)"));
    CHECK(result.output.contains(R"("no_position":1)"));
    CHECK(program("replay", {write(folder, "empty.jsonl", ""), "--json"}).output.starts_with(R"({"records":0,)"));
}

TEST_CASE("a replay at a speed takes the recorded time, divided by it") {
    const TempFolder folder;
    std::string log;
    for (int i = 0; i < 5; ++i) {
        log += R"({"partition":0,"offset":)" + std::to_string(i) + R"(,"logTime":)" +
               std::to_string(1'795'000'000'000 + i * 400) +
               R"(,"value":{"driverId":"a","latitude":12.9,"longitude":77.5,"seq":)" + std::to_string(i) + "}}\n";
    }
    const std::string file = write(folder, "paced.jsonl", log);
    const auto start = std::chrono::steady_clock::now();
    const auto paced = program("replay", {file, "--speed", "2", "--json"});
    CHECK(std::chrono::steady_clock::now() - start >= std::chrono::milliseconds(800)); // 1.6 s of log time
    CHECK_MESSAGE(paced.exitStatus == 0, paced.errors);
    CHECK(paced.output.contains(R"("accepted":5)"));
    CHECK(paced.output == program("replay", {file, "--json"}).output);
}

TEST_CASE("what cannot be replayed is one line that says what to do") {
    const TempFolder folder;
    const std::string good = write(folder, "good.jsonl", "{\"type\":\"clock.tick\"}\n");
    for (const char* command : {"replay", "digest"}) {
        CAPTURE(command);
        refused(program(command, {(folder / "nowhere.jsonl").string()}), 1, "nowhere.jsonl: No such file");
        refused(program(command, {folder.path().string()}), 1, "there is no log"); // a folder may be one
        refused(program(command, {write(folder, "log.jsonl.gz", "\x1f\x8b\x08...")}), 1, "zcat");
        refused(program(command, {good, "--settings", (folder / "none.json").string()}), 1, "none.json");
        refused(program(command, {good, "--settings", write(folder, "bad.json", R"({"admit":{"jumprule":true}})")}), 1,
                "admit.jumprule: no such setting");
        CHECK(program(command, {good, "--batch", "0"}).exitStatus == 2);
        CHECK(program(command, {}).exitStatus == 2);
    }
    CHECK(program("replay", {good, "--speed", "0"}).exitStatus == 2);
}
