// Hours of a simulated city, into a log, through the program into a history: what is stored comes out again when its
// documents are run again.
#include "core/decode/recorded_line.h"
#include "core/log/local_log.h"
#include "tests/support/process.h"
#include "tests/support/temp_folder.h"

#include <doctest/doctest.h>

#include <atomic>
#include <fstream>
#include <string>
#include <vector>

using namespace roundsman;
using namespace roundsman::tests;

namespace {

ProcessResult program(std::vector<std::string> words) {
    words.insert(words.begin(), ROUNDSMAN_NODE_PROGRAM);
    auto result = runToEnd(words);
    INFO(result.errors);
    CHECK(result.exitStatus == 0);
    return result;
}

std::string simulated(const TempFolder& folder, const std::string& riders, const std::string& duration) {
    const std::string file = (folder / "city.jsonl").string();
    program({"simulate", "--riders", riders, "--seed", "11", "--start", "2026-11-20T10:00:00Z", "--duration", duration,
             "--format", "records", "--partitions", "1", "--to", file});
    return file;
}

std::int64_t numberAfter(const std::string& text, const std::string& before, std::size_t from = 0) {
    const std::size_t at = text.find(before, from);
    REQUIRE_MESSAGE(at != std::string::npos, text);
    return std::stoll(text.substr(at + before.size()));
}

/// Checks the answer of `explain check --json`.
void allCameOutAgain(const std::string& json, std::int64_t atLeast) {
    CAPTURE(json);
    for (const char* kind : {"surge", "area buckets", "merchant buckets", "alerts"}) {
        CAPTURE(kind);
        const std::size_t at = json.find('"' + std::string(kind) + "\":");
        REQUIRE(at != std::string::npos);
        CHECK(numberAfter(json, "\"checked\":", at) >= atLeast);
        CHECK(numberAfter(json, "\"checked\":", at) == numberAfter(json, "\"same\":", at));
        CHECK(numberAfter(json, "\"with_documents\":", at) * 10 >= numberAfter(json, "\"checked\":", at) * 9);
    }
}

/// The records of a file in an embedded log, whose clock is theirs.
void intoLocalLog(const std::string& file, const std::filesystem::path& folder) {
    struct RecordedClock final : Clock {
        [[nodiscard]] EventTime now() const override { return eventTimeFromMillis(millis); }
        std::atomic<std::int64_t> millis = 0;
    } clock;
    auto log = openLocalLog({.folder = folder, .partitions = 1}, clock);
    REQUIRE(log.has_value());
    auto writer = (*log)->write();
    REQUIRE(writer.has_value());
    std::ifstream in(file);
    RecordedLineReader reader;
    constexpr std::int64_t step = 10'000; // records of so much time are written together
    for (std::string line; std::getline(in, line);) {
        const RecordedLine record = reader.read(line);
        if (millisOf(*record.logTime) - clock.millis >= step) {
            REQUIRE((*writer)->flush(Millis{60'000}));
            clock.millis = millisOf(*record.logTime);
        }
        REQUIRE((*writer)->append({.partition = PartitionNo{0}, .key = {}, .value = record.value, .headers = {}},
                                  [](const Appended&) {}));
    }
    REQUIRE((*writer)->flush(Millis{60'000}));
}

} // namespace

TEST_CASE(
    "three hours of a city: a hundred surge values, buckets and alerts at random come out again, with documents") {
    const TempFolder folder;
    const std::string file = simulated(folder, "150", "3h");
    const std::string history = (folder / "history").string();
    program({"replay", file, "--history", history, "--over"});
    const auto check = program({"explain", "check", "--history", history, "--log", file, "--count", "100", "--json"});
    allCameOutAgain(check.output, 30);
}

TEST_CASE("an embedded log is replayed as it is, and explained out of it while it stands") {
    const TempFolder folder;
    const std::string file = simulated(folder, "60", "1h");
    const std::string log = (folder / "log").string();
    const std::string history = (folder / "history").string();
    intoLocalLog(file, log);
    program({"replay", log, "--history", history});
    const auto check = program({"explain", "check", "--history", history, "--log", log, "--count", "100", "--json"});
    allCameOutAgain(check.output, 5);

    const auto alerts = program({"query", "alerts", "--history", history, "--format", "csv"});
    const std::size_t at = alerts.output.find("lost_rider:");
    REQUIRE(at != std::string::npos);
    const std::string id = alerts.output.substr(at, alerts.output.find(',', at) - at);
    const auto explained = program({"explain", "alert", "--history", history, "--log", log, "--id", id, "--json"});
    CHECK(explained.output.find("\"again\":\"same\"") != std::string::npos);
    CHECK(explained.output.find("\"what\":\"fix\"") != std::string::npos);
}
