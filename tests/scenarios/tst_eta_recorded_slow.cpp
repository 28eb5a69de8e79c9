// Recorded trips and orders through `replay` into a history, and `eta train` over it: each file that has such a name,
// so that other days and cities are judged by putting them into the folder of recorded data.
#include "tests/support/process.h"
#include "tests/support/recorded.h"
#include "tests/support/recorded_orders.h"
#include "tests/support/temp_folder.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

using namespace roundsman;
using namespace roundsman::tests;

namespace {

/// Files below the folder of recorded data whose names begin and end so, in the order of their names.
std::vector<std::string> recordedFiles(const std::string& folder, const std::string& begin, const std::string& end) {
    std::vector<std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(recordedFolder() + folder)) {
        const std::string name = entry.path().filename();
        if (name.starts_with(begin) && (name.ends_with(end) || name.ends_with(end + ".gz"))) {
            files.push_back(std::string(folder).append("/").append(name));
        }
    }
    std::ranges::sort(files);
    return files;
}

std::string run(std::vector<std::string> words) {
    words.insert(words.begin(), ROUNDSMAN_NODE_PROGRAM);
    const ProcessResult result = runToEnd(words);
    INFO(result.errors);
    REQUIRE(result.exitStatus == 0);
    return result.output;
}

struct Judged {
    double legs = 0, maeSeconds = 0, underP50 = 0, underP90 = 0;
};

/// The columns of the one row that `eta train --folds 5 --format csv` prints for a kind of leg.
Judged judged(const std::string& csv) {
    std::istringstream lines(csv);
    std::string names;
    std::string values;
    REQUIRE(std::getline(lines, names));
    REQUIRE(std::getline(lines, values));
    std::map<std::string, double> row;
    std::istringstream name(names);
    std::istringstream value(values);
    for (std::string n, v; std::getline(name, n, ',') && std::getline(value, v, ',');) {
        row[n] = std::strtod(v.c_str(), nullptr);
    }
    return {row["legs"], row["mae_s"], row["under_p50"], row["under_p90"]};
}

Judged judge(const Documents& documents, const std::string& market, const std::string& zone, const std::string& leg) {
    REQUIRE_FALSE(documents.empty());
    const TempFolder folder;
    const std::string file = folder / "documents.jsonl";
    const std::string history = folder / "history";
    std::ofstream out(file);
    out << zoneOf(market, zone, documents.front().time).text << '\n';
    for (const TimedDocument& document : documents) {
        out << document.text << '\n';
    }
    out.close();
    run({"replay", file, "--history", history});
    return judged(run({"eta", "train", "--history", history, "--folds", "5", "--leg", leg, "--format", "csv"}));
}

void checkJudged(const std::string& file, const Judged& is, double maeSecondsMax) {
    MESSAGE(file, ": ", is.legs, " legs, MAE ", is.maeSeconds, " s, under p50 ", is.underP50, ", under p90 ",
            is.underP90);
    CHECK(is.maeSeconds <= maeSecondsMax);
    CHECK(is.underP50 >= 0.45);
    CHECK(is.underP50 <= 0.55);
    CHECK(is.underP90 >= 0.86);
    CHECK(is.underP90 <= 0.94);
}

} // namespace

TEST_CASE("San Francisco's cab trips are foretold within two minutes, and half and nine of ten are what they say") {
    const auto files = recordedFiles("gps", "sf_cab_trips_", ".csv");
    for (const std::string& file : files) {
        if (file.contains("by_neighborhood")) {
            continue;
        }
        const Judged is = judge(cabTrips(Csv(file), "sf"), "sf", "America/Los_Angeles", "to_customer");
        CHECK(is.legs > 1000);
        checkJudged(file, is, 120);
    }
}

TEST_CASE("Porto's taxi trips are foretold within 200 seconds") {
    for (const std::string& file : recordedFiles("gps", "porto_trips_", "_trips.csv")) {
        checkJudged(file, judge(taxiTrips(Csv(file), "porto"), "porto", "Europe/Lisbon", "to_customer"), 200);
    }
}

TEST_CASE("grocery orders are foretold within 20.5 minutes from what is known when they are placed") {
    const Csv branches("delivery/cornershop_storebranch.csv");
    for (const std::string& file : recordedFiles("delivery", "cornershop_orders", ".csv")) {
        checkJudged(file, judge(groceryOrders(Csv(file), branches, "chile"), "chile", "America/Santiago", "whole"),
                    20.5 * 60);
    }
}
