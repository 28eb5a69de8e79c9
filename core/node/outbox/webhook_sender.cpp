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
    forgetAllBut(items);
    for (auto next = ready(items); !next.empty() && !m_cancelled; next = ready(items)) {
        post(next);
    }
    return deliveryOf(items);
}

void WebhookSender::forgetAllBut(std::span<const OutboxItem> items) {
    std::set<std::string> still;
    for (const OutboxItem& item : items) {
        still.insert(item.id());
    }
    std::erase_if(m_progress, [&](const auto& each) { return !still.contains(each.first); });
}

/// The first row of each turn that has not arrived, when its time has come.
std::vector<const OutboxItem*> WebhookSender::ready(std::span<const OutboxItem> items) {
    std::vector<const OutboxItem*> found;
    std::set<std::pair<std::string_view, std::string_view>> seen;
    const auto now = Steady::now();
    for (const OutboxItem& item : items) {
        const Progress& progress = m_progress[item.id()];
        if (progress.state != State::waiting || !seen.insert(turnOf(item)).second) {
            continue;
        }
        if (progress.retryAt <= now) {
            found.push_back(&item);
        }
        if (found.size() == m_settings.sideBySide) {
            break;
        }
    }
    return found;
}

void WebhookSender::post(std::span<const OutboxItem* const> items) {
    std::vector<HttpPost> posts;
    for (const OutboxItem* item : items) {
        posts.push_back(webhookRequest(*item, m_url, m_settings.secret, m_clock.now()));
    }
    const auto posted = postAll(posts, m_settings.http, m_cancelled);
    for (std::size_t i = 0; i < items.size() && !m_cancelled; ++i) {
        note(m_progress[items[i]->id()], posted[i]);
    }
}

void WebhookSender::note(Progress& progress, const HttpPosted& posted) {
    ++progress.attempts;
    if (posted.status >= 200 && posted.status < 300) {
        progress.state = State::arrived;
        return;
    }
    const std::string why = posted.status > 0 ? "it answered " + std::to_string(posted.status) : posted.trouble;
    progress.reason = "webhook " + m_settings.name + ": " + why + " (attempt " + std::to_string(progress.attempts) +
                      " of " + std::to_string(m_settings.attemptsMax) + ")";
    if (progress.attempts >= m_settings.attemptsMax) {
        progress.state = State::givenUp;
        return;
    }
    const auto doubled = m_settings.retryFirst * (std::int64_t{1} << std::min(progress.attempts - 1, 20U));
    const Millis most = std::min(m_settings.retryMax, doubled);
    progress.retryAt = Steady::now() + Millis{std::uniform_int_distribution<std::int64_t>(0, most.count())(m_random)};
}

/// What arrived out of its turn is remembered here until those before it are done.
OutboxDelivery WebhookSender::deliveryOf(std::span<const OutboxItem> items) {
    OutboxDelivery delivery;
    for (const OutboxItem& item : items) {
        const Progress& progress = m_progress[item.id()];
        if (progress.state == State::arrived) {
            ++delivery.delivered;
            continue;
        }
        delivery.trouble =
            progress.reason.empty() ? "webhook " + m_settings.name + ": its turn comes" : progress.reason;
        if (progress.state == State::givenUp) {
            const std::string kept = m_deadLetter ? m_deadLetter(item, progress.reason) : std::string{};
            delivery.refused = kept.empty();
            delivery.trouble = kept.empty() ? delivery.trouble : kept;
        }
        break;
    }
    return delivery;
}

} // namespace roundsman
