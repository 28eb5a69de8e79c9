#include "core/gateway/events_route.h"

#include "core/base/json_text.h"
#include "core/base/net/crypto.h"
#include "core/base/net/problem.h"
#include "core/decode/record_splitter.h"
#include "core/gateway/too_fast.h"
#include "core/gateway/trace_context.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace roundsman {
namespace {

struct Item {
    std::string id;
    std::string_view reason{}; ///< empty: accepted
    std::string field{};
    std::string detail{};
    bool forbidden = false;
};

void appendField(std::string& json, std::string_view name, std::string_view text) {
    if (!text.empty()) {
        json += ",\"";
        json += name;
        json += "\":";
        appendJsonString(json, text);
    }
}

void appendItem(std::string& json, std::size_t index, const Item& item) {
    json += json.ends_with('[') ? "" : ",";
    json += R"({"item":)" + std::to_string(index);
    json += item.reason.empty() ? R"(,"status":"accepted")" : R"(,"status":"refused")";
    appendField(json, "id", item.id);
    appendField(json, "reason", item.reason);
    appendField(json, "field", item.field);
    appendField(json, "detail", item.detail);
    json += "}";
}

constexpr long logMayBeBackAfter = 2; ///< seconds

/// One request's items, until the log has answered for the last of them.
class Pending final : public AckTarget {
public:
    Pending(GatewayShared& shared, HttpReply reply) : m_shared(shared), m_reply(std::move(reply)) {}

    std::vector<Item> items;
    std::size_t open = 1; ///< of the items taken, not answered; and one while they are still being taken

    void onAnswered(std::uint64_t, bool durable) override {
        m_lost = m_lost || !durable;
        --open;
    }
    void onSettled() override {
        if (open == 0 && m_reply) {
            std::exchange(m_reply, nullptr)(answer());
        }
    }

private:
    [[nodiscard]] HttpResponse answer() const {
        if (m_lost) {
            m_shared.counters.unavailable.add();
            return passingProblem(
                503, "The log did not acknowledge all of this request",
                "send the whole request again: what the log has taken counts once, by its id, seq or Idempotency-Key",
                logMayBeBackAfter);
        }
        std::size_t refused = 0;
        bool allForbidden = true;
        const Item* first = nullptr;
        for (const Item& item : items) {
            if (!item.reason.empty()) {
                ++refused;
                first = first == nullptr ? &item : first;
                allForbidden = allForbidden && item.forbidden;
            }
        }
        return refused == items.size() && first != nullptr ? noneTaken(*first, allForbidden) : taken(refused);
    }
    [[nodiscard]] HttpResponse taken(std::size_t refused) const {
        std::string json = R"({"accepted":)" + std::to_string(items.size() - refused) + R"(,"refused":)" +
                           std::to_string(refused) + R"(,"items":[)";
        for (std::size_t i = 0; i < items.size(); ++i) {
            appendItem(json, i, items[i]);
        }
        return {.status = 202, .contentType = "application/json", .body = json + "]}\n"};
    }
    [[nodiscard]] HttpResponse noneTaken(const Item& first, bool forbidden) const {
        const unsigned status = forbidden ? 403 : 422;
        std::string json = R"({"title":"No document was accepted","status":)" + std::to_string(status);
        json += R"(,"item":)" + std::to_string(&first - items.data());
        appendField(json, "field", first.field);
        appendField(json, "reason", first.reason);
        appendField(json, "detail", first.detail);
        json += R"(,"items":[)";
        for (std::size_t i = 0; i < items.size(); ++i) {
            appendItem(json, i, items[i]);
        }
        return {.status = status, .contentType = "application/problem+json", .body = json + "]}\n"};
    }

    GatewayShared& m_shared;
    HttpReply m_reply;
    bool m_lost = false;
};

constexpr std::string_view keyHeader = "Idempotency-Key";

/// Visible characters, few enough for a log line.
bool isGoodKey(std::string_view key) {
    constexpr std::size_t keyBytesMax = 255;
    return key.size() <= keyBytesMax && std::ranges::all_of(key, [](char c) { return c > ' ' && c <= '~'; });
}

/// What a request's documents are numbered under, as far as they bring no number of their own. Of a request with a key
/// it is the same whenever and wherever its sender repeats it; another body is another request, for nothing of it may
/// be taken for what was there.
std::string requestNameOf(const Identity& who, std::string_view key, std::string_view body) {
    constexpr std::size_t bytes = 16;
    std::string text(toText(who.role));
    for (const std::string_view part : {std::string_view(who.subject), key, body}) {
        (text += '\0') += part;
    }
    const Digest256 sum = sha256(text);
    return "k" + toHex({reinterpret_cast<const char*>(sum.data()), bytes});
}

std::size_t countOf(std::string_view body, std::size_t most) {
    RecordSplitter documents(body);
    std::string_view document;
    std::size_t count = 0;
    while (count <= most && documents.next(document)) {
        ++count;
    }
    return count;
}

} // namespace

std::optional<HttpResponse> EventsRoute::gate(const HttpRequest& request) const {
    const auto who = m_shared.door.admit(request, 0);
    if (!who) {
        return who.error();
    }
    if (who->role == Role::customer) {
        return problem(403, "This role sends no events");
    }
    if (!isGoodKey(request.header(keyHeader))) {
        return problem(400, "This is no Idempotency-Key", "it has 1 to 255 visible ASCII characters");
    }
    if (const std::string why = m_shared.draining ? "this server stops" : m_shared.log.whyAway(); !why.empty()) {
        m_shared.counters.unavailable.add();
        return passingProblem(503, "The log is away: nothing was accepted", why, logMayBeBackAfter);
    }
    return std::nullopt;
}

std::optional<HttpResponse> EventsRoute::tooFast(const Identity& who, const HttpRequest& request, const SendLoad& load,
                                                 RateLimit::Time now) {
    const GatewayLimits& limits = m_shared.limits;
    const SendSpeed speed = who.role == Role::rider ? limits.riderSpeed() : limits.senderSpeed();
    const auto own = m_shared.senders.of(nameOf(who), now);
    if (const auto over = own->take(load, speed, now)) {
        m_shared.counters.shed(over->what, load.documents);
        return tooFastProblem("This sender", *over);
    }
    const auto address = m_shared.door.allowanceOf(request);
    if (const auto over = address ? address->take(load, limits.addressSpeed(), now) : std::nullopt) {
        own->giveBack(load, speed);
        m_shared.counters.shed("address_" + std::string(over->what), load.documents);
        return tooFastProblem("This address", *over);
    }
    return std::nullopt;
}

void EventsRoute::answer(LoopDesk& desk, const HttpRequest& request, const HttpReply& reply) {
    const auto who = m_shared.gate.identify(request);
    if (!who) {
        reply(who.error());
        return;
    }
    const std::size_t count = countOf(request.body, m_shared.limits.itemsMax);
    if (count > m_shared.limits.itemsMax) {
        reply(problem(413, "Too many documents in one request",
                      "at most " + std::to_string(m_shared.limits.itemsMax) + " are taken at once"));
        return;
    }
    const SendLoad load{.documents = std::max<std::size_t>(count, 1), .bytes = request.body.size()};
    if (const auto slow = tooFast(*who, request, load, desk.loop.now())) {
        reply(*slow);
        return;
    }
    const auto pending = std::make_shared<Pending>(m_shared, reply);
    pending->items.reserve(count);
    const std::string_view trace = validTraceparent(request.header("traceparent"));
    const std::string_view key = request.header(keyHeader);
    const bool repeatable = !key.empty();
    const std::string name = repeatable ? requestNameOf(*who, key, request.body) : m_shared.newId();
    const Sender sender{.who = *who, .door = "events", .address = request.peer};
    RecordSplitter documents(request.body);
    std::string_view document;
    for (std::size_t i = 0; documents.next(document); ++i) {
        const std::string eventId = name + "-" + std::to_string(i);
        const SenderDefaults defaults{.rider = {},
                                      .market = who->role == Role::merchant && who->markets.size() == 1
                                                    ? who->markets.front()
                                                    : std::string_view{},
                                      .session = name,
                                      .sequence = repeatable ? i + 1 : 0,
                                      .eventId = eventId};
        auto taken = desk.intake.take(document, sender, defaults);
        if (!taken && taken.error().reason == logAway) {
            pending->items.emplace_back();
            ++pending->open;
            pending->onAnswered(i, false);
            continue;
        }
        if (!taken) {
            m_shared.counters.refused("events", taken.error().reason);
            pending->items.push_back({.id = {},
                                      .reason = taken.error().reason,
                                      .field = std::move(taken.error().field),
                                      .detail = std::move(taken.error().detail),
                                      .forbidden = taken.error().forbidden});
            continue;
        }
        pending->items.push_back({.id = std::string(taken->id)});
        ++pending->open;
        m_shared.counters.eventDocuments.add();
        if (!desk.batcher.add(taken->partition, taken->bytes, pending, i, trace)) {
            pending->onAnswered(i, false);
        }
    }
    pending->onAnswered(0, true); // all are taken
    pending->onSettled();
}

} // namespace roundsman
