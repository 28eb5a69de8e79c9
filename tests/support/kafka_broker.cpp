#include "tests/support/kafka_broker.h"

#include "tests/support/process.h"

#include <poll.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <stdexcept>

namespace roundsman::tests {

namespace {

const std::string script = std::string(ROUNDSMAN_SOURCE_DIR) + "/packaging/dev/kafka";

/// Kills a process and waits until it is gone, without a race for its number.
void killAndAwait(pid_t pid) {
    const int process = static_cast<int>(::syscall(SYS_pidfd_open, pid, 0));
    if (process < 0) {
        return; // gone already
    }
    ::syscall(SYS_pidfd_send_signal, process, SIGKILL, nullptr, 0);
    pollfd gone{.fd = process, .events = POLLIN, .revents = 0};
    while (::poll(&gone, 1, -1) < 0 && errno == EINTR) {
    }
    ::close(process);
}

} // namespace

KafkaBroker::KafkaBroker() : KafkaBroker(Settings{}) {}

KafkaBroker::KafkaBroker(Settings settings) : m_settings(std::move(settings)) {
    start();
}

KafkaBroker::~KafkaBroker() {
    kill9(); // nobody wants its data any more
}

void KafkaBroker::start() {
    std::vector<std::string> words{"start"};
    if (!m_address.empty()) {
        words.insert(words.end(), {"--port", m_address.substr(m_address.rfind(':') + 1)});
    }
    if (m_settings.sasl) {
        words.emplace_back("--sasl");
    }
    if (m_settings.tls) {
        words.emplace_back("--tls");
    }
    for (const std::string& setting : m_settings.extra) {
        words.insert(words.end(), {"--set", setting});
    }
    m_address = run(words);
    while (!m_address.empty() && m_address.back() == '\n') {
        m_address.pop_back();
    }
}

std::string KafkaBroker::run(std::vector<std::string> words) const {
    words.insert(words.begin(), script);
    words.insert(words.end(), {"--dir", m_folder.path().string()});
    const ProcessResult result = runToEnd(words);
    if (result.exitStatus != 0) {
        throw std::runtime_error("no real Kafka broker for this test: " + result.errors +
                                 "(packaging/check --without-kafka leaves these tests out)");
    }
    return result.output;
}

void KafkaBroker::createTopic(const std::string& name, std::int32_t partitions) {
    run({"topics", "create", name, std::to_string(partitions)});
}

void KafkaBroker::deleteTopic(const std::string& name) {
    run({"topics", "delete", name});
}

void KafkaBroker::kill9() {
    pid_t pid = 0;
    if (std::ifstream(m_folder / "broker.pid") >> pid) {
        killAndAwait(pid);
        std::filesystem::remove(m_folder / "broker.pid");
    }
}

void KafkaBroker::stop() {
    run({"stop"});
}

void KafkaBroker::restart() {
    stop();
    start();
}

} // namespace roundsman::tests
