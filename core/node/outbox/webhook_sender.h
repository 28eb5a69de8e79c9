#pragma once

#include "core/base/net/http_post.h"
#include "core/base/time.h"
#include "core/model/outbox.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <random>
#include <span>
#include <string>
#include <vector>

namespace roundsman {

struct WebhookSettings {
    std::string name; ///< what metrics and log lines call it: its URL may hold what is nobody's business
    std::string url;
    std::string secret;                ///< the bytes that requests are signed with
    std::vector<std::string> topics{}; ///< whose rows it gets; none: all but dead-letters
    std::uint32_t attemptsMax = 10;    ///< then the row goes to dead-letters
    Millis retryFirst{1'000};          ///< the longest wait before the second attempt, doubled each time …
    Millis retryMax{300'000};          ///< … up to here; the true wait is any part of it (full jitter)
    std::size_t sideBySide = 16;       ///< orders that are told at the same time
    HttpPostLimits http{};

    bool operator==(const WebhookSettings& other) const {
        return name == other.name && url == other.url && secret == other.secret && topics == other.topics &&
               attemptsMax == other.attemptsMax && retryFirst == other.retryFirst && retryMax == other.retryMax &&
               http.answerWithin == other.http.answerWithin && http.certificates == other.http.certificates;
    }
};

/// The body and headers of a row's request, signed as the Standard Webhooks specification has it: HMAC-SHA256 over
/// "id.timestamp.body". A repeat has the same id and body; only the timestamp, and so the signature, is new.
HttpPost webhookRequest(const OutboxItem& item, const HttpUrl& url, const std::string& secret, EventTime now);

/// What the topic dead-letters is told of a row that an address never took. The id is made from what it says.
struct DeadLetterText {
    std::string id;
    std::string value;
};
DeadLetterText webhookDeadLetter(const OutboxItem& item, const std::string& webhook, const std::string& reason);

/// Sends rows to one address. Rows about one order (its ETAs, the alerts about it) go in order, and so do those of any
/// other key, each when the one before it has arrived; others do not wait for them. What is refused again and again is
/// given up, with the reason.
class WebhookSender final : public OutboxSender {
public:
    /// Keeps what nobody took; an error is told, and it is tried again later.
    using DeadLetter = std::function<std::string(const OutboxItem& item, const std::string& reason)>;

    /// REQUIRES: settings.url is one
    WebhookSender(WebhookSettings settings, const Clock& clock, DeadLetter deadLetter);

    OutboxDelivery send(std::span<const OutboxItem> items) override;
    void cancel() override { m_cancelled = true; }

private:
    enum class State : std::uint8_t { waiting, arrived, givenUp };
    struct Progress { ///< of an item
        State state = State::waiting;
        bool failedNow = false;
        std::uint32_t attempts = 0;
        EventTime retryAt{};
        std::string reason;
    };

    [[nodiscard]] std::vector<std::size_t> ready(std::span<const OutboxItem> items,
                                                 std::span<const Progress> progress) const;
    bool post(std::span<const OutboxItem> items, std::span<const std::size_t> which, std::span<Progress> progress);
    bool note(Progress& progress, const HttpPosted& posted);
    [[nodiscard]] OutboxDelivery deliveryOf(std::span<const OutboxItem> items,
                                            std::span<const Progress> progress) const;

    const WebhookSettings m_settings;
    const HttpUrl m_url;
    const Clock& m_clock;
    const DeadLetter m_deadLetter;
    std::minstd_rand m_random{std::random_device{}()};
    std::atomic<bool> m_cancelled{false};
};

} // namespace roundsman
