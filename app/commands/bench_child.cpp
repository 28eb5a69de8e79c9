#include "app/commands/bench_child.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <fstream>
#include <sstream>

namespace roundsman {

BenchChild::BenchChild(const std::vector<std::string>& words, Hear hear) {
    std::array<int, 2> in{};
    std::array<int, 2> out{};
    if (::pipe2(in.data(), O_CLOEXEC) != 0 || ::pipe2(out.data(), O_CLOEXEC) != 0) {
        return;
    }
    std::vector<char*> arguments;
    arguments.reserve(words.size() + 1);
    for (const std::string& word : words) {
        arguments.push_back(const_cast<char*>(word.c_str()));
    }
    arguments.push_back(nullptr);
    m_process = ::fork();
    if (m_process == 0) {
        ::dup2(in[0], 0);
        ::dup2(out[1], hear == Hear::errors ? 2 : 1);
        ::execvp(arguments[0], arguments.data());
        ::_exit(127);
    }
    ::close(in[0]);
    ::close(out[1]);
    m_in = in[1];
    m_out = out[0];
}

BenchChild::~BenchChild() {
    ::close(m_in);
    ::close(m_out);
    int status = 0;
    ::waitpid(m_process, &status, 0);
}

std::string BenchChild::line() {
    std::array<char, 256> bytes{};
    while (!m_buffer.contains('\n')) {
        const ssize_t got = ::read(m_out, bytes.data(), bytes.size());
        if (got <= 0) {
            return {};
        }
        m_buffer.append(bytes.data(), static_cast<std::size_t>(got));
    }
    const auto end = m_buffer.find('\n');
    std::string line = m_buffer.substr(0, end);
    m_buffer.erase(0, end + 1);
    return line;
}

void BenchChild::say(const std::string& line) const {
    const std::string whole = line + "\n";
    [[maybe_unused]] const auto put = ::write(m_in, whole.data(), whole.size());
}

void BenchChild::end() const {
    if (m_process > 0) {
        ::kill(m_process, SIGTERM);
    }
}

double BenchChild::cpuSeconds() const {
    std::ifstream stat("/proc/" + std::to_string(m_process) + "/stat");
    std::string text;
    std::getline(stat, text);
    const auto afterName = text.rfind(')');
    if (afterName == std::string::npos) {
        return 0;
    }
    std::istringstream fields(text.substr(afterName + 1));
    std::string skipped;
    constexpr int beforeUserTime = 11;
    for (int i = 0; i < beforeUserTime; ++i) {
        fields >> skipped;
    }
    double user = 0;
    double system = 0;
    fields >> user >> system;
    return (user + system) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

} // namespace roundsman
