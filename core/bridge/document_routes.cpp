#include "core/bridge/document_routes.h"

#include "core/base/json_text.h"
#include "core/decode/record_splitter.h"

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
    const std::string_view otherwise = marketOf(record);
    RecordSplitter documents(record.value);
    std::string_view document;
    while (documents.next(document)) {
        if (document.empty()) {
            ++m_counts.emptyRecords;
            continue;
        }
        Fix& fix = m_fix = {};
        Refusal why;
        const DecodedAs what = m_decoder.decode(document, fix, m_event, why);
        const bool readable = why.reason != Reason::unreadable && why.reason != Reason::invalidUtf8;
        const bool named = readable && !fix.market.empty();
        if (what == DecodedAs::fix && named) {
            if (const auto left = m_homes.move(fix.rider, fix.market, now)) {
                tellMove(record, name, *left, fix);
            }
        }
        if (what == DecodedAs::event && isPrivileged(m_event.kind) && !m_settings.privileged) {
            ++m_counts.privileged;
        }
        std::string_view market = named ? fix.market : otherwise;
        market = market.empty() ? unnamedMarket : market;
        m_routed.push_back(
            {document, m_markets.partitionOf(market), isPlain(document), what != DecodedAs::refused && !named});
    }
    return m_routed;
}

/// The old market hears that he left, then the new one that he joined. Their ids come from the document that said so:
/// told twice, they count once.
void DocumentRoutes::tellMove(const RecordView& record, std::string_view name, std::string_view from, const Fix& fix) {
    ++m_counts.moves;
    const auto tell = [&](std::string_view type, std::string_view market, std::string_view other) {
        std::string& text = m_written.emplace_back(R"({"id":)");
        appendJsonString(text, std::string(name) + "/" + std::to_string(record.partition.value()) + "/" +
                                   std::to_string(record.offset.value()) + "/" + std::to_string(m_routed.size()));
        text += R"(,"type":")" + std::string(type) + R"(","source":"bridge","market":)";
        appendJsonString(text, market);
        text += R"(,"subject":)";
        appendJsonString(text, fix.rider);
        text += R"(,"data":{"otherMarket":)";
        appendJsonString(text, other);
        text += "}}";
        m_routed.push_back({text, m_markets.partitionOf(market), true, false});
    };
    tell("rider.left", from, fix.market);
    tell("rider.joined", fix.market, from);
}

} // namespace roundsman
