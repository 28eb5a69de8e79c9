#pragma once

#include <string>
#include <vector>

namespace roundsman {

/// Another process of a benchmark: it hears lines on its stdin and says lines on its stdout, and ends when its stdin
/// does.
class BenchChild {
public:
    explicit BenchChild(const std::vector<std::string>& words);
    ~BenchChild(); ///< waits for its end
    BenchChild(const BenchChild&) = delete;
    BenchChild& operator=(const BenchChild&) = delete;

    /// The next line it says; empty when it has ended.
    std::string line();
    void say(const std::string& line) const;
    /// CPU time of all its threads so far.
    [[nodiscard]] double cpuSeconds() const;

private:
    int m_process = -1;
    int m_in = -1;
    int m_out = -1;
    std::string m_buffer;
};

} // namespace roundsman
