#include "tests/support/simulated_eta.h"

#include "tests/support/process.h"
#include "tests/support/temp_folder.h"

#include <doctest/doctest.h>

#include <cstdio>
#include <cstdlib>
#include <sstream>
#include <vector>

namespace roundsman::tests {
namespace {

std::string run(std::vector<std::string> words) {
    words.insert(words.begin(), ROUNDSMAN_NODE_PROGRAM);
    const ProcessResult result = runToEnd(words);
    INFO(result.errors);
    REQUIRE(result.exitStatus == 0);
    return result.output;
}

std::vector<std::string> cellsOf(const std::string& line) {
    std::vector<std::string> cells;
    std::istringstream in(line);
    for (std::string cell; std::getline(in, cell, ',');) {
        cells.push_back(cell);
    }
    return cells;
}

} // namespace

std::map<std::string, LegJudged> judgeSimulated(const std::string& duration, const std::string& riders,
                                                const std::string& rate) {
    const TempFolder folder;
    const std::string log = folder / "log.jsonl";
    const std::string truth = folder / "truth.jsonl";
    const std::string history = folder / "history";
    run({"simulate", "--riders", riders, "--rate", rate, "--seed", "8", "--duration", duration, "--format", "records",
         "--truth-every", "1h", "--to", log, "--truth", truth});
    run({"replay", log, "--history", history});
    const std::string csv = run({"eta", "report", "--history", history, "--truth", truth, "--format", "csv"});
    std::printf("%s", csv.c_str());

    std::istringstream lines(csv);
    std::string line;
    REQUIRE(std::getline(lines, line));
    const std::vector<std::string> names = cellsOf(line);
    std::map<std::string, LegJudged> legs;
    while (std::getline(lines, line)) {
        std::map<std::string, std::string> row;
        const std::vector<std::string> cells = cellsOf(line);
        for (std::size_t i = 0; i < cells.size() && i < names.size(); ++i) {
            row[names[i]] = cells[i];
        }
        const auto number = [&](const char* name) {
            return std::strtod(row[name].c_str(), nullptr);
        };
        legs[row["leg"]] = {number("legs"), number("mae_s"), number("bias_s"), number("under_p50"),
                            number("under_p90")};
    }
    return legs;
}

} // namespace roundsman::tests
