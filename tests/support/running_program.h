#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace roundsman::tests {

/// A program that runs beside the test. Killed when this object goes, if it still lives.
class RunningProgram {
public:
    explicit RunningProgram(std::vector<std::string> words, const std::vector<std::string>& environment = {});
    ~RunningProgram();
    RunningProgram(const RunningProgram&) = delete;
    RunningProgram& operator=(const RunningProgram&) = delete;

    /// The first line of stdout; empty when the program ended without one.
    std::string firstLine();
    /// The port after "127.0.0.1:" in the first line; 0: none.
    std::uint16_t port();
    void signal(int number) const;
    /// Waits for its end: the exit status, or 128 + the signal.
    int wait();
    /// What it wrote to stderr.
    [[nodiscard]] std::string errorsSoFar() const;
    /// User and system time spent so far.
    [[nodiscard]] double cpuSeconds() const;

private:
    pid_t m_process = -1;
    int m_output = -1;
    int m_errors = -1;
    std::string m_line;
    int m_status = -1;
};

} // namespace roundsman::tests
