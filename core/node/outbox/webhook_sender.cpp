#include "core/node/outbox/webhook_sender.h"

#include "core/base/check.h"
#include "core/base/json_text.h"
#include "core/base/net/crypto.h"
#include "core/model/alert.h"

#include <algorithm>
#include <set>
#include <string_view>

namespace roundsman {
namespace {

HttpUrl urlOf(const WebhookSettings& settings) {
    auto url = parseHttpUrl(settings.url);
    check(url.has_value(), "a webhook's address was checked when the configuration was read");
    return *url;
}

/// What keeps its order: all rows about one order, whatever their topic; of anything else the rows of one key.
std::pair<std::string_view, std::string_view> turnOf(const OutboxItem& item) {
    constexpr std::string_view orders = "order-etas";
    const std::string_view order = item.topic == "alerts" ? orderOfAlert(item.key) : std::string_view{};
    return order.empty() ? std::pair<std::string_view, std::string_view>{item.topic, item.key}
                         : std::pair{orders, order};
}

} // namespace

HttpPost webhookRequest(const OutboxItem& item, const HttpUrl& url, const std::string& secret, EventTime now) {
    const std::string id = item.id();
    std::string body = R"({"id":")" + id + R"(","type":)";
    appendJsonString(body, item.topic);
    body += R"(,"timestamp":")" + toRfc3339(item.laneTime) + R"(","key":)";
    appendJsonString(body, item.key);
    body += R"(,"data":)" + item.value + "}";
    const std::string timestamp = std::to_string(millisOf(now) / 1000);
    const Digest256 sum = hmacSha256(secret, id + "." + timestamp + "." + body);
    const std::string_view sumBytes(reinterpret_cast<const char*>(sum.data()), sum.size());
    return {.url = url,
            .headers = {{"content-type", "application/json"},
                        {"user-agent", "roundsman"},
                        {"webhook-id", id},
                        {"webhook-timestamp", timestamp},
                        {"webhook-signature", "v1," + toBase64(sumBytes)}},
            .body = std::move(body)};
}

DeadLetterText webhookDeadLetter(const OutboxItem& item, const std::string& webhook, const std::string& reason) {
    std::string value = R"({"kind":"webhook","webhook":)";
    appendJsonString(value, webhook);
    value += R"(,"row":")" + item.id() + R"(","type":)";
    appendJsonString(value, item.topic);
    value += R"(,"key":)";
    appendJsonString(value, item.key);
    value += R"(,"reason":)";
    appendJsonString(value, reason);
    value += R"(,"data":)" + item.value + "}";
    const Digest256 sum = sha256(value);
    const std::string shown = toHex({reinterpret_cast<const char*>(sum.data()), 8});
    return {.id = item.id() + "/" + shown, .value = std::move(value)};
}

WebhookSender::WebhookSender(WebhookSettings settings, const Clock& clock, DeadLetter deadLetter)
    : m_settings(std::move(settings)), m_url(urlOf(m_settings)), m_clock(clock), m_deadLetter(std::move(deadLetter)) {}

OutboxDelivery WebhookSender::send(std::span<const OutboxItem> items) {
    std::vector<Progress> progress;
    for (const OutboxItem& item : items) {
        progress.push_back({.state = item.attempts >= m_settings.attemptsMax ? State::givenUp : State::waiting,
                            .attempts = item.attempts,
                            .retryAt = item.retryAt,
                            .reason = item.reason});
    }
    bool allArrive = true; // a failure is remembered before anything else is tried
    for (auto next = ready(items, progress); allArrive && !next.empty() && !m_cancelled;
         next = ready(items, progress)) {
        allArrive = post(items, next, progress);
    }
    return deliveryOf(items, progress);
}

/// The first row of each turn that has not arrived, when its time has come.
std::vector<std::size_t> WebhookSender::ready(std::span<const OutboxItem> items,
                                              std::span<const Progress> progress) const {
    std::vector<std::size_t> found;
    std::set<std::pair<std::string_view, std::string_view>> seen;
    const EventTime now = m_clock.now();
    for (std::size_t i = 0; i < items.size() && found.size() < m_settings.sideBySide; ++i) {
        if (progress[i].state != State::waiting || !seen.insert(turnOf(items[i])).second) {
            continue;
        }
        const bool clockWasSetBack = progress[i].retryAt > now + m_settings.retryMax;
        if (progress[i].retryAt <= now || clockWasSetBack) {
            found.push_back(i);
        }
    }
    return found;
}

/// False: some have not arrived.
bool WebhookSender::post(std::span<const OutboxItem> items, std::span<const std::size_t> which,
                         std::span<Progress> progress) {
    std::vector<HttpPost> posts;
    for (const std::size_t i : which) {
        posts.push_back(webhookRequest(items[i], m_url, m_settings.secret, m_clock.now()));
    }
    const auto posted = postAll(posts, m_settings.http, m_cancelled);
    bool allArrived = true;
    for (std::size_t k = 0; k < which.size() && !m_cancelled; ++k) {
        allArrived = note(progress[which[k]], posted[k]) && allArrived;
    }
    return allArrived;
}

bool WebhookSender::note(Progress& progress, const HttpPosted& posted) {
    if (posted.status >= 200 && posted.status < 300) {
        progress.state = State::arrived;
        return true;
    }
    ++progress.attempts;
    progress.failedNow = true;
    const std::string why = posted.status > 0 ? "it answered " + std::to_string(posted.status) : posted.trouble;
    progress.reason = "webhook " + m_settings.name + ": " + why + " (attempt " + std::to_string(progress.attempts) +
                      " of " + std::to_string(m_settings.attemptsMax) + ")";
    if (progress.attempts >= m_settings.attemptsMax) {
        progress.state = State::givenUp;
        return false;
    }
    const auto doubled = m_settings.retryFirst * (std::int64_t{1} << std::min(progress.attempts - 1, 20U));
    const Millis most = std::min(m_settings.retryMax, doubled);
    progress.retryAt = m_clock.now() + Millis{std::uniform_int_distribution<std::int64_t>(0, most.count())(m_random)};
    return false;
}

OutboxDelivery WebhookSender::deliveryOf(std::span<const OutboxItem> items, std::span<const Progress> progress) const {
    OutboxDelivery delivery;
    while (delivery.delivered < items.size() && progress[delivery.delivered].state == State::arrived) {
        ++delivery.delivered;
    }
    for (std::size_t i = delivery.delivered; i < items.size(); ++i) {
        if (progress[i].state == State::arrived) {
            delivery.ahead.push_back(items[i]);
        } else if (progress[i].failedNow) {
            OutboxItem& failed = delivery.failed.emplace_back(items[i]);
            failed.attempts = progress[i].attempts;
            failed.retryAt = progress[i].retryAt;
            failed.reason = progress[i].reason;
        }
    }
    if (delivery.delivered == items.size()) {
        return delivery;
    }
    const Progress& next = progress[delivery.delivered];
    delivery.trouble = next.reason.empty() ? "webhook " + m_settings.name + ": its turn comes" : next.reason;
    if (next.state == State::givenUp) {
        const std::string kept = m_deadLetter ? m_deadLetter(items[delivery.delivered], next.reason) : std::string{};
        delivery.refused = kept.empty();
        delivery.trouble = kept.empty() ? delivery.trouble : kept;
    }
    return delivery;
}

} // namespace roundsman
