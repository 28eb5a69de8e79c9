#pragma once

#include "tests/support/process.h"

#include <string>
#include <vector>

namespace roundsman::tests {

/// Runs a program of tests/tools/kafkajs to its end: kafkajs as other people use it. `input` is what it reads.
/// Throws std::runtime_error with a line that says what to do when kafkajs cannot be had: the test fails.
ProcessResult runSeedClient(const std::string& program, const std::vector<std::string>& words,
                            const std::string& input = {});

} // namespace roundsman::tests
