#include "tests/support/running_program.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <utility>

namespace roundsman::tests {
namespace {

/// A file without a name, so that a program that says much is never held up by a full pipe.
int namelessFile() {
    const int file = ::open("/tmp", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (file < 0) {
        throw std::runtime_error("no temporary file can be made");
    }
    return file;
}

std::string contents(int file) {
    std::string text;
    std::array<char, 4096> buffer{};
    for (off_t at = 0;;) {
        const ssize_t got = ::pread(file, buffer.data(), buffer.size(), at);
        if (got <= 0) {
            return text;
        }
        text.append(buffer.data(), static_cast<std::size_t>(got));
        at += got;
    }
}

} // namespace

RunningProgram::RunningProgram(std::vector<std::string> words, const std::vector<std::string>& environment)
    : m_errors(namelessFile()) {
    std::array<int, 2> output{};
    if (::pipe2(output.data(), O_CLOEXEC) != 0) {
        throw std::runtime_error("no pipe can be made");
    }
    std::vector<char*> arguments;
    for (std::string& word : words) {
        arguments.push_back(word.data());
    }
    arguments.push_back(nullptr);
    m_process = ::fork();
    if (m_process == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL); // a test that crashes leaves nothing behind
        ::dup2(output[1], STDOUT_FILENO);
        ::dup2(m_errors, STDERR_FILENO);
        for (const std::string& variable : environment) {
            ::putenv(const_cast<char*>(variable.c_str()));
        }
        ::execv(arguments.front(), arguments.data());
        std::_Exit(127);
    }
    ::close(output[1]);
    m_output = output[0];
}

RunningProgram::~RunningProgram() {
    if (m_status < 0 && m_process > 0) {
        ::kill(m_process, SIGKILL);
        ::waitpid(m_process, nullptr, 0);
    }
    ::close(m_output);
    ::close(m_errors);
}

std::string RunningProgram::firstLine() {
    char c = 0;
    while (!m_line.ends_with('\n')) {
        pollfd ready{.fd = m_output, .events = POLLIN, .revents = 0};
        if (::poll(&ready, 1, 60'000) <= 0 || ::read(m_output, &c, 1) <= 0) {
            break;
        }
        m_line += c;
    }
    return m_line;
}

std::uint16_t RunningProgram::port() {
    const std::string line = firstLine();
    const std::string before = "127.0.0.1:";
    const auto at = line.find(before);
    return at == std::string::npos
               ? std::uint16_t{0}
               : static_cast<std::uint16_t>(std::strtoul(line.c_str() + at + before.size(), nullptr, 10));
}

void RunningProgram::signal(int number) const {
    ::kill(m_process, number);
}

int RunningProgram::wait() {
    if (m_status < 0) {
        int status = 0;
        ::waitpid(m_process, &status, 0);
        m_status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }
    return m_status;
}

std::string RunningProgram::errorsSoFar() const {
    return contents(m_errors);
}

double RunningProgram::cpuSeconds() const {
    std::ifstream in("/proc/" + std::to_string(m_process) + "/stat");
    std::string text((std::istreambuf_iterator<char>(in)), {});
    std::istringstream fields(text.substr(text.rfind(')') + 2));
    std::string skipped;
    for (int i = 3; i < 14; ++i) {
        fields >> skipped;
    }
    double user = 0;
    double system = 0;
    fields >> user >> system;
    return (user + system) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

} // namespace roundsman::tests
