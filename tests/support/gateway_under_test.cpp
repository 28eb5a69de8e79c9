#include "tests/support/gateway_under_test.h"

#include <cstdlib>
#include <sstream>
#include <utility>

namespace roundsman::tests {

GatewayUnderTest::GatewayUnderTest(const GatewayLimits& limits, std::shared_ptr<const KeyRing> ring, HttpLimits http)
    : log(partitions, m_clock),
      m_opened(log.open()),
      m_writer(std::move(*m_opened->write())),
      m_audit(m_clock, [this](std::string_view line) {
          const std::lock_guard lock(m_mutex);
          acts.emplace_back(line);
      }) {
    constexpr int threads = 2;
    m_gateway = std::make_unique<Gateway>(
        Gateway::Surroundings{
            .log = *this, .owners = *this, .quarantine = *this, .clock = m_clock, .metrics = metrics, .audit = m_audit},
        limits, threads);
    m_gateway->useKeys(std::move(ring));
    m_server = std::make_unique<HttpServer>(http, WsLimits{.messageBytesMax = limits.messageBytesMax});
    m_gateway->addTo(*m_server);
    port = m_server->start({.threads = threads}).value();
}

GatewayUnderTest::~GatewayUnderTest() {
    holdAnswers(false);
    m_writer->flush(Millis(10'000));
    m_server->stop();
}

void GatewayUnderTest::holdAnswers(bool held) {
    std::vector<std::function<void()>> waiting;
    {
        const std::lock_guard lock(m_mutex);
        m_held = held;
        waiting.swap(m_waiting);
    }
    for (const auto& answer : waiting) {
        answer();
    }
}

std::expected<void, LogError> GatewayUnderTest::append(const NewRecord& record,
                                                       std::function<void(Appended)> acknowledged) {
    if (m_away) {
        return std::unexpected(LogError{.trouble = LogTrouble::unreachable, .sentence = "the log is away"});
    }
    {
        const std::lock_guard lock(m_mutex);
        for (const HeaderView& one : record.headers) {
            if (one.name == header::traceparent) {
                m_traces.emplace_back(one.value);
            }
        }
    }
    return m_writer->append(record, [this, acknowledged = std::move(acknowledged)](Appended appended) {
        if (m_lost) {
            appended = std::unexpected(LogError{.trouble = LogTrouble::timedOut, .sentence = "no answer came"});
        }
        {
            const std::lock_guard lock(m_mutex);
            if (m_held) {
                m_waiting.push_back([acknowledged, appended] { acknowledged(appended); });
                return;
            }
        }
        acknowledged(std::move(appended));
    });
}

OrderOwner GatewayUnderTest::ownerOf(std::string_view order) const {
    const auto found = owners.find(std::string(order));
    return found == owners.end() ? OrderOwner{} : found->second;
}

bool GatewayUnderTest::holds(const DocumentRef& document, std::string_view bytes) const {
    const auto found = quarantine.find(document);
    return found != quarantine.end() && found->second == bytes;
}

std::vector<std::string> GatewayUnderTest::documents(const std::string& market) const {
    std::vector<std::string> all;
    for (const std::string& record : log.values(m_markets.partitionOf(market))) {
        std::istringstream text(record);
        for (std::string line; std::getline(text, line);) {
            all.push_back(line);
        }
    }
    return all;
}

std::vector<std::string> GatewayUnderTest::traces() const {
    const std::lock_guard lock(m_mutex);
    return m_traces;
}

HttpAnswer GatewayUnderTest::post(const std::string& body, const std::string& headers, const std::string& path,
                                  const std::string& from) const {
    HttpClient client(port, from);
    client.send("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers +
                "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
    const std::string answer = client.receive();
    const auto end = answer.find("\r\n\r\n");
    if (!answer.starts_with("HTTP/1.1 ") || end == std::string::npos) {
        return {};
    }
    return {.status = std::atoi(answer.c_str() + 9), .header = answer.substr(0, end), .body = answer.substr(end + 4)};
}

} // namespace roundsman::tests
