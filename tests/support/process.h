#pragma once

#include <string>
#include <vector>

namespace roundsman::tests {

/// How a program that was run to its end came out of it.
struct ProcessResult {
    int exitStatus = -1; ///< 128 + the signal when one ended it; -1 when it could not be started
    std::string output;  ///< what it wrote to stdout
    std::string errors;  ///< what it wrote to stderr
};

/// Runs a program to its end with no input; the first word is the program, looked up in PATH when it has no slash.
ProcessResult runToEnd(const std::vector<std::string>& words);

} // namespace roundsman::tests
