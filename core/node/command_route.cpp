#include "core/node/command_route.h"

#include "core/base/json_text.h"
#include "core/decode/document_decoder.h"

#include <algorithm>
#include <array>

namespace roundsman {
namespace {

bool maySubmit(EventKind kind) {
    constexpr std::array kinds{EventKind::command,      EventKind::settingsChanged, EventKind::fenceChanged,
                               EventKind::fenceRemoved, EventKind::modelActivated,  EventKind::retry};
    return std::ranges::find(kinds, kind) != kinds.end();
}

/// The last of repeated fields counts, so a stamp at the end stands above whatever the sender wrote.
std::string stamped(std::string_view object, std::string_view market, std::string_view actor) {
    const auto end = object.rfind('}');
    std::string document(object.substr(0, end));
    for (const auto& [name, text] : {std::pair{"market", market}, std::pair{"actor", actor}}) {
        document += ",\"";
        document += name;
        document += "\":";
        appendJsonString(document, text);
    }
    document += '}';
    return document;
}

/// A retry is of the market of the document that it brings back, if that says so; the desk may not know.
std::string_view marketOf(const Event& event, DocumentDecoder& decoder) {
    Fix fix;
    Event within;
    Refusal why;
    const DecodedAs what =
        event.kind == EventKind::retry ? decoder.decode(event.retried, fix, within, why) : DecodedAs::refused;
    const std::string_view named = what == DecodedAs::fix     ? fix.market
                                   : what == DecodedAs::event ? within.market
                                                              : std::string_view{};
    return named.empty() ? event.market : named;
}

/// Whose lane takes it: its market's. A retry goes back to where the document lies, which knows the riders and orders
/// that it is about; but what came to the wrong partition belongs to the one that its market was given.
std::expected<PartitionNo, std::string> placeOf(const Event& event, std::string_view market, const MarketMap& markets) {
    if (event.kind == EventKind::retry && event.retriedOn && !markets.isNamed(market)) {
        if (event.retriedOn->value() < markets.partitions()) {
            return *event.retriedOn;
        }
        return std::unexpected("the log has no partition " + std::to_string(event.retriedOn->value()));
    }
    if (market.empty()) {
        return std::unexpected("the command needs a market, which says whose lane takes it");
    }
    return markets.partitionOf(market);
}

} // namespace

std::expected<RoutedCommand, std::string> routeCommand(std::string_view json, std::string_view actor,
                                                       const MarketMap& markets) {
    DocumentDecoder decoder;
    Fix fix;
    Event event;
    Refusal why;
    switch (decoder.decode(json, fix, event, why)) {
    case DecodedAs::refused:
        return std::unexpected("this document would be quarantined: " + std::string(toText(why.reason)) +
                               (why.hint.empty() ? "" : " (" + std::string(why.hint) + ")"));
    case DecodedAs::fix:
        return std::unexpected("a console submits commands; positions come from riders");
    case DecodedAs::event:
        break;
    }
    if (!maySubmit(event.kind)) {
        return std::unexpected("a console submits commands, settings, fences and retries; " + std::string(event.type) +
                               " comes from elsewhere");
    }
    if (event.id.empty()) {
        return std::unexpected("the command needs an id of its own, so that it counts once");
    }
    DocumentDecoder decoderWithin;
    const std::string_view market = marketOf(event, decoderWithin);
    const auto partition = placeOf(event, market, markets);
    if (!partition) {
        return std::unexpected(partition.error());
    }
    RoutedCommand routed{// before the decoder is used again: the event's texts are views
                         .partition = *partition,
                         .key = std::string(event.subject),
                         .document = stamped(json, market, actor)};
    Event again;
    if (decoder.decode(routed.document, fix, again, why) != DecodedAs::event || again.actor != actor) {
        return std::unexpected("this document is too large once it says who asks: at most 64 KiB in all");
    }
    std::erase(routed.document, '\n'); // a line is a document; outside of strings a line end means nothing
    return routed;
}

} // namespace roundsman
