// Recorded days through the program: documents, replay, history, and out again by query.
#include "core/base/time.h"
#include "tests/support/process.h"
#include "tests/support/recorded.h"
#include "tests/support/temp_folder.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <format>
#include <fstream>
#include <map>
#include <sstream>
#include <tuple>

using namespace roundsman;
using namespace std::chrono_literals;

namespace {

/// Documents of a recorded day, a line each, replayed into a history by the program.
class Recording {
public:
    explicit Recording(const tests::TempFolder& folder)
        : m_file((folder / "documents.jsonl").string()),
          m_settings((folder / "settings.json").string()),
          m_history((folder / "history").string()),
          m_out(m_file, std::ios::binary) {
        std::ofstream(m_settings) << R"({"admit":{"jumpRule":false}})"; // all of it is taken, as it was counted
    }
    void document(const std::string& value) { m_out << value << '\n'; }
    /// What is replayed before these documents.
    void first(const std::string& file) { m_files.push_back(file); }
    std::string replayed() {
        m_out.close();
        m_files.push_back(m_file);
        std::vector<std::string> words{ROUNDSMAN_NODE_PROGRAM, "replay"};
        words.insert(words.end(), m_files.begin(), m_files.end());
        words.insert(words.end(), {"--settings", m_settings, "--history", m_history});
        const tests::ProcessResult result = tests::runToEnd(words);
        REQUIRE_MESSAGE(result.exitStatus == 0, result.errors);
        return m_history;
    }

private:
    std::string m_file;
    std::string m_settings;
    std::string m_history;
    std::vector<std::string> m_files;
    std::ofstream m_out;
};

std::string cabFix(const std::vector<std::string>& row) {
    return std::format(
        R"--({{"riderId":"{}","latitude":{},"longitude":{},"timestamp":{},"market":"sf","status":"{}"}})--", row[1],
        row[2], row[3], row[0], row[4] == "1" ? "to_customer" : "idle");
}

/// Cuts what is no whole trip (begun before the day, or still under way at its end) out of a day of cabs.
std::vector<std::vector<std::string>> wholeTripsOnly(std::vector<std::vector<std::string>> fixes) {
    std::map<std::string, bool> vacantSeen;
    const auto look = [&](std::vector<std::string>& row) {
        vacantSeen[row[1]] |= row[4] == "0";
        row[4] = vacantSeen[row[1]] ? row[4] : "cut";
    };
    std::ranges::for_each(fixes, look);
    vacantSeen.clear();
    std::for_each(fixes.rbegin(), fixes.rend(), look);
    std::erase_if(fixes, [](const auto& row) { return row[4] == "cut"; });
    return fixes;
}

std::vector<std::vector<std::string>> query(const std::string& arguments) {
    std::vector<std::string> words{ROUNDSMAN_NODE_PROGRAM, "query"};
    std::istringstream asked(arguments + " --format csv");
    for (std::string word; asked >> word;) {
        words.push_back(word);
    }
    const tests::ProcessResult result = tests::runToEnd(words);
    REQUIRE_MESSAGE(result.exitStatus == 0, result.errors);
    const std::string& text = result.output;
    std::vector<std::vector<std::string>> rows;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        std::istringstream fields(line);
        auto& row = rows.emplace_back();
        for (std::string field; std::getline(fields, field, ',');) {
            row.push_back(field);
        }
    }
    return rows;
}

/// The column of a header row; the test fails when there is none.
std::size_t column(const std::vector<std::vector<std::string>>& rows, const std::string& name) {
    for (std::size_t i = 0; i < rows.at(0).size(); ++i) {
        if (rows[0][i] == name) {
            return i;
        }
    }
    FAIL("no column " << name);
    return 0;
}

} // namespace

TEST_CASE(
    "a recorded day of cabs: query cells gives the very counts made elsewhere, and days are sums of their hours") {
    const tests::TempFolder folder;
    const tests::Csv cabs("gps/sf_cabs_2008-05-21.csv.gz");
    const auto& fixes = cabs.cells();
    REQUIRE(fixes.size() == 456'453);
    Recording recording(folder);
    for (const auto& row : fixes) {
        recording.document(cabFix(row));
    }
    const std::string history = recording.replayed();
    std::map<std::pair<std::int64_t, std::string>, std::array<std::string, 5>> expected;
    for (const auto& row : tests::Csv("gps/sf_cabs_2008-05-21_h3r8_15min_counts.csv.gz").cells()) {
        expected[{std::stoll(row[0]), row[1]}] = {row[2], row[3], row[4], row[5], row[6]};
    }
    const auto rows = query("cells --history " + history + " --bucket 15m");
    CHECK(rows.size() == expected.size() + 1);
    const std::size_t first = column(rows, "fixes");
    std::size_t wrong = 0;
    for (std::size_t i = 1; i < rows.size(); ++i) {
        const auto time = parseRfc3339(rows[i][0]).value();
        const auto at = expected.find({millisOf(time) / 1000, rows[i][column(rows, "cell")]});
        for (std::size_t k = 0; k < 5; ++k) {
            wrong += at == expected.end() || rows[i][first + k] != at->second[k];
        }
        wrong += rows[i].back() != "yes";
    }
    CHECK(wrong == 0);

    const auto sumOf = [&](const std::string& arguments) {
        const auto table = query("cells --history " + history + " --by market " + arguments);
        std::int64_t sum = 0;
        for (std::size_t i = 1; i < table.size(); ++i) {
            sum += std::stoll(table[i][column(table, "fixes")]);
        }
        return sum;
    };
    for (const std::string bucket : {"1m", "15m", "1h", "1d --tz America/Los_Angeles", "1w", "1mo"}) {
        CHECK(sumOf("--bucket " + bucket) == 456'453);
    }
    const auto days = query("cells --history " + history + " --by market --bucket 1d --tz America/Los_Angeles");
    REQUIRE(days.size() == 2); // the recording is one local day
    CHECK(days[1][column(days, "riders")] == "499");
}

TEST_CASE("recorded city days: query merchants by local hour equals the published table, midnight wraps included") {
    std::map<std::string, std::map<std::string, std::vector<std::string>>> expected;
    for (const auto& row : tests::Csv("delivery/expected_hourly_metrics_mdrp-sim.csv").cells()) {
        expected[row[0]][std::format("{:02}", std::stoi(row[1]))] = row;
    }
    CHECK(expected.size() == 3);
    const auto clock = [](const std::string& text) {
        return std::chrono::seconds{std::stoi(text.substr(0, 2)) * 3600 + std::stoi(text.substr(3, 2)) * 60 +
                                    std::stoi(text.substr(6, 2))};
    };
    for (const auto& [instance, hours] : expected) {
        const tests::TempFolder folder;
        Recording recording(folder);
        {
            const EventTime day = parseRfc3339("2026-01-05T05:00:00Z").value(); // midnight in Bogota
            std::multimap<EventTime, std::string> documents;
            for (const auto& row : tests::Csv("delivery/mdrp-sim/" + instance + "_orders.csv.gz").cells()) {
                const EventTime placed = day + clock(row[5]);
                const EventTime ready = day + clock(row[7]) + (clock(row[7]) < clock(row[5]) ? 24h : 0h);
                documents.emplace(
                    placed,
                    std::format(
                        R"--({{"type":"order.placed","id":"p{0}","time":"{1}","market":"city","subject":"o-{0}","data":{{"merchantId":"{2} {3}","pickup":{{"latitude":{2},"longitude":{3}}}}}}})--",
                        row[0], toRfc3339(placed), row[1], row[2]));
                documents.emplace(
                    ready,
                    std::format(
                        R"--({{"type":"order.ready","id":"r{0}","time":"{1}","market":"city","subject":"o-{0}","data":{{}}}})--",
                        row[0], toRfc3339(ready)));
            }
            for (const auto& [time, document] : documents) {
                recording.document(document);
            }
        }
        CAPTURE(instance);
        const std::string question = "merchants --history " + recording.replayed() + " --tz America/Bogota --by ";
        const auto rows = query(question + "hour");
        REQUIRE(rows.size() == hours.size() + 1);
        std::map<std::string, std::size_t> merchants;
        const auto shops = query(question + "hour,merchant");
        for (std::size_t i = 1; i < shops.size(); ++i) {
            ++merchants[shops[i][0]];
        }
        for (std::size_t i = 1; i < rows.size(); ++i) {
            const auto& want = hours.at(rows[i][0]);
            CHECK(rows[i][column(rows, "placed")] == want[2]);
            CHECK(merchants[rows[i][0]] == std::stoull(want[3]));
            CHECK(std::stod(rows[i][column(rows, "placed_to_ready_mean_min")]) ==
                  doctest::Approx(std::stod(want[4])).epsilon(1e-5));
        }
    }
}

TEST_CASE(
    "a recorded day of cabs: neighbourhoods are imported, and query zones counts the pick-ups counted elsewhere") {
    const tests::TempFolder folder;
    const std::string zones = (folder / "zones.jsonl").string();
    const std::string file = tests::recordedFolder() + "map/zones/san-francisco_neighborhoods.geojson";
    const auto imported = tests::runToEnd(
        {ROUNDSMAN_NODE_PROGRAM, "zones", "import", file, "--name-property", "name", "--market", "sf", "--out", zones});
    REQUIRE_MESSAGE(imported.exitStatus == 0, imported.errors);
    Recording recording(folder);
    recording.first(zones);
    for (const auto& row : wholeTripsOnly(tests::Csv("gps/sf_cabs_2008-05-21.csv.gz").cells())) {
        recording.document(cabFix(row));
    }
    const auto rows = query("zones --history " + recording.replayed() + " --by zone");
    std::map<std::string, std::string> pickups;
    for (std::size_t i = 1; i < rows.size(); ++i) {
        pickups[rows[i][column(rows, "zone")]] = rows[i][column(rows, "idle_to_busy")];
    }
    const tests::Csv expected("gps/sf_cab_trips_2008-05-21_by_neighborhood.csv");
    CHECK(expected.rows() >= 30);
    for (const auto& row : expected.cells()) {
        CAPTURE(row[0]);
        CHECK((pickups.contains(row[0]) ? pickups[row[0]] : "0") == row[1]);
    }
}
