#pragma once

#include <map>
#include <string>

namespace roundsman::tests {

/// How well one kind of leg was foretold, by what the simulator's truth says of it.
struct LegJudged {
    double legs = 0;
    double maeSeconds = 0;
    double biasSeconds = 0;
    double underP50 = 0;
    double underP90 = 0;
};

/// Simulates so long, runs the documents through the engine into a history, and asks `eta report --truth` by leg.
/// Prints the report. Fails the test when a program does.
std::map<std::string, LegJudged> judgeSimulated(const std::string& duration, const std::string& riders,
                                                const std::string& rate);

} // namespace roundsman::tests
