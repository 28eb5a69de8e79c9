#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace roundsman {

/// Another process of a benchmark: it hears lines on its stdin and says lines on its stdout (or stderr), and ends when
/// its stdin does.
class BenchChild {
public:
    enum class Hear : std::uint8_t { output, errors };
    explicit BenchChild(const std::vector<std::string>& words, Hear hear = Hear::output);
    ~BenchChild(); ///< waits for its end
    BenchChild(const BenchChild&) = delete;
    BenchChild& operator=(const BenchChild&) = delete;

    /// The next line it says; empty when it has ended.
    std::string line();
    void say(const std::string& line) const;
    /// For one that does not hear its stdin: a signal as people send it to end a program.
    void end() const;
    /// CPU time of all its threads so far.
    [[nodiscard]] double cpuSeconds() const;

private:
    int m_process = -1;
    int m_in = -1;
    int m_out = -1;
    std::string m_buffer;
};

} // namespace roundsman
