// A recorded day and recorded orders through the lane into a history, and out again through the program.
#include "core/decode/fence_document.h"
#include "core/history/history_writer.h"
#include "core/lane/lane.h"
#include "tests/support/process.h"
#include "tests/support/recorded.h"
#include "tests/support/temp_folder.h"

#include <doctest/doctest.h>

#include <array>
#include <format>
#include <map>
#include <memory>
#include <sstream>
#include <tuple>

using namespace roundsman;
using namespace std::chrono_literals;

namespace {

/// Documents, each a record, through one lane into one history.
class Recording {
public:
    explicit Recording(const std::filesystem::path& folder, LaneSettings settings)
        : m_lane(PartitionNo{0}, std::move(settings)) {
        auto history = HistoryWriter::open({.folder = folder});
        REQUIRE(history.has_value());
        m_history = std::move(*history);
    }
    void document(EventTime logTime, const std::string& value) {
        const RecordView record{PartitionNo{0}, Offset{m_next++}, logTime, {}, value, {}};
        m_lane.apply(std::span(&record, 1), m_out);
        if (m_next % 20'000 == 0) {
            commit();
        }
    }
    void end(EventTime logTime) {
        document(logTime, R"--({"type":"clock.tick","id":"end"})--");
        commit();
    }

private:
    void commit() {
        m_history->write(m_out);
        REQUIRE(m_history->commit().has_value());
        m_out.clear();
    }
    Lane m_lane;
    LaneOutput m_out;
    std::unique_ptr<HistoryWriter> m_history;
    std::int64_t m_next = 0;
};

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

LaneSettings everythingTaken() {
    LaneSettings settings;
    settings.admit.jumpRule = false;
    return settings;
}

} // namespace

TEST_CASE(
    "a recorded day of cabs: query cells gives the very counts made elsewhere, and days are sums of their hours") {
    const tests::TempFolder folder;
    const tests::Csv cabs("gps/sf_cabs_2008-05-21.csv.gz");
    const auto& fixes = cabs.cells();
    REQUIRE(fixes.size() == 456'453);
    {
        Recording recording(folder.path(), everythingTaken());
        EventTime last{};
        for (const auto& row : fixes) {
            last = eventTimeFromMillis(std::stoll(row[0]) * 1000);
            recording.document(
                last,
                std::format(
                    R"--({{"riderId":"{}","latitude":{},"longitude":{},"timestamp":{},"market":"sf","status":"{}"}})--",
                    row[1], row[2], row[3], row[0], row[4] == "1" ? "to_customer" : "idle"));
        }
        recording.end(last + 3min);
    }
    std::map<std::pair<std::int64_t, std::string>, std::array<std::string, 5>> expected;
    for (const auto& row : tests::Csv("gps/sf_cabs_2008-05-21_h3r8_15min_counts.csv.gz").cells()) {
        expected[{std::stoll(row[0]), row[1]}] = {row[2], row[3], row[4], row[5], row[6]};
    }
    const auto rows = query("cells --history " + folder.path().string() + " --bucket 15m");
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
        const auto table = query("cells --history " + folder.path().string() + " --by market " + arguments);
        std::int64_t sum = 0;
        for (std::size_t i = 1; i < table.size(); ++i) {
            sum += std::stoll(table[i][column(table, "fixes")]);
        }
        return sum;
    };
    for (const std::string bucket : {"1m", "15m", "1h", "1d --tz America/Los_Angeles", "1w", "1mo"}) {
        CHECK(sumOf("--bucket " + bucket) == 456'453);
    }
    const auto days =
        query("cells --history " + folder.path().string() + " --by market --bucket 1d --tz America/Los_Angeles");
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
            Recording recording(folder.path(), everythingTaken());
            for (const auto& [time, document] : documents) {
                recording.document(time, document);
            }
            recording.end(day + 48h);
        }
        CAPTURE(instance);
        const std::string history = "merchants --history " + folder.path().string() + " --tz America/Bogota --by ";
        const auto rows = query(history + "hour");
        REQUIRE(rows.size() == hours.size() + 1);
        std::map<std::string, std::size_t> merchants;
        const auto shops = query(history + "hour,merchant");
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
