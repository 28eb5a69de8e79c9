#include "core/measure/outbox_rows.h"

#include "core/base/json_text.h"

#include <utility>

namespace roundsman {
namespace {

/// Writes one flat JSON object.
class JsonObject {
public:
    JsonObject& text(std::string_view key, std::string_view value) {
        name(key);
        appendJsonString(m_text, value);
        return *this;
    }
    JsonObject& number(std::string_view key, double value) {
        name(key);
        appendJsonNumber(m_text, value);
        return *this;
    }
    JsonObject& whole(std::string_view key, std::int64_t value) {
        name(key);
        m_text += std::to_string(value);
        return *this;
    }
    JsonObject& time(std::string_view key, EventTime value) {
        return value == EventTime{} ? *this : text(key, toRfc3339(value));
    }
    JsonObject& flag(std::string_view key, bool value) {
        name(key);
        m_text += value ? "true" : "false";
        return *this;
    }
    [[nodiscard]] std::string take() { return std::move(m_text += '}'); }

private:
    void name(std::string_view key) {
        m_text += m_text.empty() ? '{' : ',';
        appendJsonString(m_text, key);
        m_text += ':';
    }
    std::string m_text;
};

std::string_view marketOf(MarketNo market, const FleetView& fleet) {
    return market == noMarket ? std::string_view{} : fleet.marketName(market);
}

} // namespace

OutboxRows::OutboxRows(DocumentRef document, std::vector<OutboxRow>& out) : m_document(document), m_out(out) {
    for (auto row = out.rbegin(); row != out.rend() && row->document == document; ++row) {
        m_next = std::max(m_next, row->n + 1);
    }
}

void OutboxRows::put(std::string_view topic, std::string key, std::string value) {
    m_out.push_back({m_document, m_next++, std::string(topic), std::move(key), std::move(value)});
}

void OutboxRows::add(const SurgeRow& row, const FleetView& fleet) {
    if (row.steps.multiplier == 1 && !row.inputs.wasActive) {
        return;
    }
    const std::string cell = toText(row.cell);
    JsonObject json;
    json.text("market", marketOf(row.market, fleet)).text("cell", cell).time("minute", row.minute);
    json.number("multiplier", row.steps.multiplier).number("shown", row.steps.shown);
    json.text("reason", toText(row.steps.reason)).whole("settingsVersion", row.settingsVersion);
    json.number("demandAround", row.inputs.demandAround).number("supplyAround", row.inputs.supplyAround);
    json.whole("firstOffset", row.first.offset.value()).whole("lastOffset", row.last.offset.value());
    if (row.inputs.capLimit > 0) {
        json.number("capLimit", row.inputs.capLimit);
    }
    if (row.inputs.frozen) {
        json.flag("frozen", true);
    }
    put("surge-cells", std::string(marketOf(row.market, fleet)) + "/" + cell, json.take());
}

void OutboxRows::add(const EtaRow& row, const FleetView& fleet) {
    const OrderRow* const order = fleet.order(row.order);
    if (order == nullptr) {
        return;
    }
    JsonObject json;
    json.text("orderId", order->id).text("market", marketOf(order->market, fleet)).text("state", "open");
    json.whole("revision", row.revision).time("madeAt", row.madeAt).time("p50At", row.p50At).time("p90At", row.p90At);
    json.text("level", toText(row.level)).whole("modelVersion", row.modelVersion);
    json.whole("offset", row.document.offset.value());
    put("order-etas", order->id, json.take());
}

void OutboxRows::addClosed(const OrderRow& order, EventTime at, const FleetView& fleet) {
    const std::string_view state = order.times.has(OrderStep::delivered)   ? "delivered"
                                   : order.times.has(OrderStep::cancelled) ? "cancelled"
                                                                           : "rejected";
    JsonObject json;
    json.text("orderId", order.id).text("market", marketOf(order.market, fleet)).text("state", state);
    json.time("closedAt", at).whole("offset", m_document.offset.value());
    put("order-etas", order.id, json.take());
}

void OutboxRows::add(const AlertRow& row, const FleetView& fleet) {
    JsonObject json;
    json.text("id", row.id).text("kind", toText(row.kind)).text("severity", toText(row.severity));
    json.text("market", marketOf(row.market, fleet)).text("subject", row.subject).text("message", row.message);
    json.time("raisedAt", row.raisedAt).time("endedAt", row.endedAt).time("acknowledgedAt", row.acknowledgedAt);
    json.whole("firstOffset", row.first.offset.value()).whole("lastOffset", row.last.offset.value());
    put("alerts", row.id, json.take());
}

void OutboxRows::add(const MerchantRollupRow& row, const FleetView& fleet) {
    const std::string merchant = row.merchant == noMerchant ? "" : fleet.merchant(row.merchant).id;
    JsonObject json;
    json.text("market", marketOf(row.market, fleet)).text("merchantId", merchant).text("channel", row.channel);
    json.text("currency", row.currency).time("start", row.start).whole("part", row.part);
    json.whole("revision", row.revision);
    for (std::size_t i = 0; i < merchantCountCount; ++i) {
        json.whole(toText(static_cast<MerchantCount>(i)), row.figures.counts[i]);
    }
    for (std::size_t i = 0; i < merchantSpanCount; ++i) {
        const SpanFigures& span = row.figures.spans[i];
        if (span.count > 0) {
            const std::string name(toText(static_cast<MerchantSpan>(i)));
            json.whole(name + "_count", static_cast<std::int64_t>(span.count)).whole(name + "_sum_ms", span.sumMillis);
            const auto [p50, p90] = span.sketch.quantiles(0.5, 0.9);
            json.number(name + "_p50_ms", p50).number(name + "_p90_ms", p90);
        }
    }
    put("merchant-metrics", merchant + "/" + row.channel + "/" + toRfc3339(row.start) + "/" + std::to_string(row.part),
        json.take());
}

} // namespace roundsman
