#include "core/node/simulated_gateway.h"

#include <algorithm>
#include <atomic>
#include <charconv>
#include <condition_variable>
#include <mutex>
#include <utility>

namespace roundsman {
namespace {

constexpr std::string_view ridersPath = "/v1/riders";
constexpr std::string_view eventsPath = "/v1/events";
constexpr std::size_t positionsAMessage = 50;
constexpr Millis shortly{20};

bool isEvent(std::string_view document) {
    return document.starts_with(R"({"id":)");
}

std::uint64_t numberAfter(std::string_view json, std::string_view name) {
    const auto at = json.find(name);
    std::uint64_t number = 0;
    if (at != std::string_view::npos) {
        std::from_chars(json.data() + at + name.size(), json.data() + json.size(), number);
    }
    return number;
}

/// A refusal that another try does not change.
bool isFinal(unsigned status) {
    return status >= 400 && status < 500 && status != 429;
}

std::string whyRefused(unsigned status) {
    switch (status) {
    case 401:
        return "the gateway wants another credential; give --token one of the role service";
    case 403:
        return "this credential may not send for all markets; give --token one of the role service";
    case 404:
    case 426:
        return "there is no gateway at this address; check host and port";
    default:
        return "the gateway answers " + std::to_string(status);
    }
}

} // namespace

SimulatedGateway::SimulatedGateway(SimulatedGatewaySettings settings)
    : m_settings(std::move(settings)), m_backOff(m_settings.retryFirst) {}

SimulatedGateway::~SimulatedGateway() = default;

std::expected<void, std::string> SimulatedGateway::open() {
    auto url = parseWsUrl(m_settings.url);
    if (!url) {
        return std::unexpected(m_settings.url + " " + url.error());
    }
    m_socketUrl = std::move(*url);
    m_eventsUrl = m_socketUrl;
    m_socketUrl.target = m_socketUrl.target == "/" ? ridersPath : m_socketUrl.target;
    m_eventsUrl.target = eventsPath;
    return connect().transform_error([this](const WsCaller::Refusal& refusal) {
        return m_settings.url + ": " + (refusal.status == 0 ? refusal.sentence : whyRefused(refusal.status));
    });
}

std::expected<void, WsCaller::Refusal> SimulatedGateway::connect() {
    WsCaller::Settings settings{.url = m_socketUrl, .headers = {}, .authority = m_settings.authority};
    if (!m_settings.token.empty()) {
        settings.headers.emplace_back("Authorization", "Bearer " + m_settings.token);
    }
    auto opened = WsCaller::open(settings);
    if (!opened) {
        return std::unexpected(opened.error());
    }
    m_socket = std::move(*opened);
    m_resent += std::exchange(m_sent, 0);
    m_acked = 0;
    m_heardAt = Steady::now();
    return {};
}

void SimulatedGateway::take(const SimulatedDocument& document) {
    (isEvent(document.bytes) ? m_events : m_positions).emplace_back(document.bytes);
}

void SimulatedGateway::settle() {
    do {
        stayConnected();
        sendSome();
        hear(m_sent < m_positions.size() ? shortly : Millis(0));
        postEvents();
    } while (m_trouble.empty() && m_sent < m_positions.size()); // the gateway sets the pace when it is the slower one
}

bool SimulatedGateway::finish(Millis wait) {
    const auto until = Steady::now() + wait;
    while (m_trouble.empty() && !done() && Steady::now() < until) {
        settle();
        hear(shortly);
    }
    if (!done()) {
        giveUp("the gateway did not acknowledge everything in time; is it overloaded?");
    }
    return m_trouble.empty();
}

void SimulatedGateway::stayConnected() {
    while (m_trouble.empty() && m_socket->ended()) {
        std::uniform_int_distribution<std::int64_t> jitter(0, m_backOff.count());
        waitALittle(Millis(jitter(m_random)));
        m_backOff = std::min(m_backOff * 2, m_settings.retryMax);
        if (const auto connected = connect(); !connected) {
            const unsigned status = connected.error().status;
            const std::string sentence = status == 0 ? connected.error().sentence : whyRefused(status);
            if (isFinal(status) || Steady::now() - m_heardAt > m_settings.giveUpAfter) {
                giveUp(sentence);
            }
        }
    }
}

void SimulatedGateway::sendSome() {
    std::string message;
    while (m_trouble.empty() && !m_socket->ended() && m_sent < m_positions.size() && m_sent < m_settings.unackedMax) {
        const std::size_t to = std::min({m_positions.size(), m_settings.unackedMax, m_sent + positionsAMessage});
        message.clear();
        for (; m_sent < to; ++m_sent) {
            message += m_positions[m_sent];
            message += '\n';
        }
        m_socket->send(message);
    }
}

void SimulatedGateway::hear(Millis wait) {
    if (!m_trouble.empty() || m_socket->ended()) {
        return;
    }
    for (const std::string& word : m_socket->hear(wait)) {
        m_heardAt = Steady::now();
        takeWord(word);
    }
    if (m_sent > 0 && Steady::now() - m_heardAt > m_settings.giveUpAfter) {
        giveUp("the gateway acknowledges nothing any more");
    }
}

void SimulatedGateway::takeWord(const std::string& word) {
    if (word.starts_with(R"({"type":"ack")")) {
        m_backOff = m_settings.retryFirst;
        const std::uint64_t count = numberAfter(word, R"("count":)");
        for (; m_acked < count && m_sent > 0; ++m_acked, --m_sent) {
            m_positions.pop_front();
        }
    } else if (word.starts_with(R"({"type":"refused")")) {
        ++m_refused; // answered: an acknowledgement counts it, too
    }
}

void SimulatedGateway::postEvents() {
    while (m_trouble.empty() && !m_events.empty()) {
        const auto count = static_cast<std::ptrdiff_t>(std::min(m_events.size(), m_settings.eventsAtOnce));
        HttpPost post{.url = m_eventsUrl, .headers = {{"Content-Type", "application/x-ndjson"}}, .body = {}};
        if (!m_settings.token.empty()) {
            post.headers.emplace_back("Authorization", "Bearer " + m_settings.token);
        }
        for (auto each = m_events.begin(); each != m_events.begin() + count; ++each) {
            post.body += *each + "\n";
        }
        const std::atomic<bool> stopping{false};
        const HttpPosted answer = postAll({&post, 1}, {.certificates = m_settings.authority}, stopping).front();
        constexpr unsigned allRefused = 422;
        if (answer.status / 100 == 2 || answer.status == allRefused) {
            m_heardAt = Steady::now();
            m_events.erase(m_events.begin(), m_events.begin() + count);
        } else if (isFinal(answer.status) || Steady::now() - m_heardAt > m_settings.giveUpAfter) {
            giveUp(answer.status == 0 ? answer.trouble : whyRefused(answer.status));
        } else {
            waitALittle(m_settings.retryFirst);
            return; // positions go on meanwhile
        }
    }
}

void SimulatedGateway::waitALittle(Millis atMost) {
    std::mutex mutex;
    std::unique_lock lock(mutex);
    std::condition_variable().wait_for(lock, atMost);
}

void SimulatedGateway::giveUp(const std::string& sentence) {
    if (m_trouble.empty()) {
        m_trouble = m_settings.url + ": " + sentence;
    }
}

} // namespace roundsman
