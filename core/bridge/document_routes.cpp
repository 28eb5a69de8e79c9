#include "core/bridge/document_routes.h"

#include "core/base/json_text.h"
#include "core/decode/record_splitter.h"
#include "core/model/verdict.h"

namespace roundsman {
namespace {

bool isPlain(std::string_view document) {
    return document.size() >= 2 && document.front() == '{' && document.back() == '}' && !document.contains('\n');
}

/// Where lanes put documents that name no market and come without one.
constexpr std::string_view unnamedMarket = "default";

} // namespace

std::span<const RoutedDocument> DocumentRoutes::route(const RecordView& record, std::string_view name, EventTime now) {
    m_routed.clear();
    m_written.clear();
    routeAll({.record = record, .name = name, .now = now}, record.value, 0);
    return m_routed;
}

/// Lists within lists are taken apart: next to each other they would be read as something else, so that each would need
/// a record of its own.
void DocumentRoutes::routeAll(const Where& from, std::string_view text, int depth) {
    constexpr int depthMax = 4;
    RecordSplitter documents(text);
    std::string_view document;
    while (documents.next(document)) {
        if (document.starts_with('[') && document.size() < text.size() && depth < depthMax) {
            routeAll(from, document, depth + 1);
        } else if (document.empty()) {
            ++m_counts.emptyRecords;
        } else {
            routeOne(from, document);
        }
    }
}

void DocumentRoutes::routeOne(const Where& from, std::string_view document) {
    Fix& fix = m_fix = {};
    Refusal why;
    const DecodedAs what = m_decoder.decode(document, fix, m_event, why);
    const bool readable = why.reason != Reason::unreadable && why.reason != Reason::invalidUtf8;
    const bool named = readable && !fix.market.empty();
    if (what == DecodedAs::fix && named) {
        if (const auto left = m_homes.move(fix.rider, fix.market, from.now)) {
            tellMove(from, *left, fix);
        }
    }
    if (const auto act = what == DecodedAs::event ? privilegedActOf(m_event) : std::nullopt) {
        m_counts.privileged += m_settings.privileged ? 0 : 1;
        note(*act, from.name);
    }
    std::string_view market = named ? fix.market : marketOf(from.record);
    market = market.empty() ? unnamedMarket : market;
    m_routed.push_back({.document = document,
                        .lane = m_markets.partitionOf(market),
                        .plain = isPlain(document),
                        .unnamed = what != DecodedAs::refused && !named});
}

/// A topic is all that is known of who sent it. What is delivered twice is said twice.
void DocumentRoutes::note(const PrivilegedAct& act, std::string_view name) {
    m_audit.write({.door = "bridge",
                   .from = m_settings.group,
                   .role = "topic",
                   .who = name,
                   .act = act.type,
                   .thing = act.thing,
                   .id = act.id,
                   .refusal = m_settings.privileged ? std::string_view() : toText(Reason::notYoursToSend)});
}

/// The old market hears that he left, then the new one that he joined. Their ids come from the document that said so:
/// told twice, they count once.
void DocumentRoutes::tellMove(const Where& from, std::string_view left, const Fix& fix) {
    ++m_counts.moves;
    const auto tell = [&](std::string_view type, std::string_view market, std::string_view other) {
        std::string& text = m_written.emplace_back(R"({"id":)");
        appendJsonString(text, std::string(from.name) + "/" + std::to_string(from.record.partition.value()) + "/" +
                                   std::to_string(from.record.offset.value()) + "/" + std::to_string(m_routed.size()));
        text += R"(,"type":")" + std::string(type) + R"(","source":"bridge","market":)";
        appendJsonString(text, market);
        text += R"(,"subject":)";
        appendJsonString(text, fix.rider);
        text += R"(,"data":{"otherMarket":)";
        appendJsonString(text, other);
        text += "}}";
        m_routed.push_back({.document = text, .lane = m_markets.partitionOf(market), .plain = true, .told = true});
    };
    tell("rider.left", left, fix.market);
    tell("rider.joined", fix.market, left);
}

} // namespace roundsman
