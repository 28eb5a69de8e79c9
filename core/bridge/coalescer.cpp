#include "core/bridge/coalescer.h"

#include "core/base/check.h"
#include "core/decode/document_decoder.h"
#include "core/decode/record_splitter.h"

#include <algorithm>
#include <ranges>
#include <utility>

namespace roundsman {
namespace {

constexpr std::size_t cutTo = documentBytesMax + 1;

std::size_t bytesOf(std::span<const RoutedDocument> documents) {
    std::size_t bytes = 0;
    for (const RoutedDocument& each : documents) {
        bytes += each.document.size() + 1;
    }
    return bytes;
}

void join(std::span<const RoutedDocument> documents, std::string& out) {
    out.clear();
    for (const RoutedDocument& each : documents) {
        if (!out.empty()) {
            out += '\n';
        }
        out += each.document;
    }
}

bool allPlain(std::span<const RoutedDocument> documents) {
    return std::ranges::all_of(documents, &RoutedDocument::plain);
}

/// A lane that reads them joined reads exactly them.
bool readsBack(std::string_view joined, std::span<const RoutedDocument> documents) {
    RecordSplitter splitter(joined);
    std::string_view there;
    for (const RoutedDocument& each : documents) {
        if (!splitter.next(there) || there != each.document) {
            return false;
        }
    }
    return !splitter.next(there);
}

/// Documents of strange shapes may read otherwise beside each other. Alone, each piece is known to read back.
void settle(Bundle bundle, std::vector<Bundle>& out) {
    if (bundle.pieces().size() == 1 || bundle.readsBack()) {
        out.push_back(std::move(bundle));
        return;
    }
    settle(bundle.takeFirstHalf(), out);
    settle(std::move(bundle), out);
}

} // namespace

Coalescer::Coalescer(std::int32_t partitions, const BridgeLimits& limits)
    : m_limits(limits), m_lanes(static_cast<std::size_t>(partitions)) {}

void Coalescer::take(std::uint32_t source, const RecordView& record, std::span<const RoutedDocument> documents,
                     std::string_view market, EventTime received, Steady::time_point now) {
    m_next.resize(std::max<std::size_t>(m_next.size(), source + std::size_t{1}), -1);
    m_next[source] = record.offset.value() + 1;
    ++m_counts.records;
    m_counts.documents += documents.size();
    m_hurry = false;
    const auto trace = std::ranges::find(record.headers, header::traceparent, &HeaderView::name);
    const Share share{.source = source,
                      .offset = record.offset.value(),
                      .market = market,
                      .trace = trace == record.headers.end() ? std::string_view() : trace->value,
                      .received = received,
                      .now = now};
    const auto elsewhere = [&](const RoutedDocument& each) {
        return each.lane != documents.front().lane;
    };
    if (documents.empty()) {
        return;
    }
    if (std::ranges::none_of(documents, elsewhere)) {
        takeShare(documents.front().lane.value(), share, documents);
        return;
    }
    for (std::int32_t lane = 0; lane < partitions(); ++lane) {
        m_share.clear();
        std::ranges::copy_if(documents, std::back_inserter(m_share),
                             [&](const RoutedDocument& each) { return each.lane.value() == lane; });
        if (!m_share.empty()) {
            takeShare(lane, share, m_share);
        }
    }
}

bool Coalescer::goesWhole(std::span<const RoutedDocument> documents) {
    if (bytesOf(documents) > m_limits.wholeBytesMax) {
        return false;
    }
    if (allPlain(documents)) {
        return true;
    }
    join(documents, m_joined);
    return readsBack(m_joined, documents);
}

/// A share that is too much for one record of ours, or reads otherwise in one piece, goes document by document; each is
/// known again by its place in the share, whatever record of ours it is in. What is told of moves depends on what was
/// seen before: it goes with the document behind it, and has no place.
void Coalescer::takeShare(std::int32_t lane, const Share& share, std::span<const RoutedDocument> documents) {
    if (goesWhole(documents)) {
        add(lane, share, {}, documents);
        return;
    }
    std::uint32_t part = 0;
    for (std::size_t from = 0; from < documents.size(); ++part) {
        const auto rest = documents.subspan(from);
        const auto notTold = std::ranges::find(rest, false, &RoutedDocument::told);
        const std::size_t count = static_cast<std::size_t>(notTold - rest.begin()) + (notTold == rest.end() ? 0 : 1);
        std::vector<RoutedDocument> together(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(count));
        if (RoutedDocument& last = together.back(); last.document.size() > m_limits.wholeBytesMax) {
            ++m_counts.cutDocuments;
            last.document = last.document.substr(0, cutTo);
            last.plain = false;
        }
        add(lane, share, part, together);
        from += count;
    }
}

void Coalescer::add(std::int32_t laneNumber, const Share& share, std::optional<std::uint32_t> part,
                    std::span<const RoutedDocument> documents) {
    join(documents, m_joined);
    const bool plain = allPlain(documents);
    const std::uint32_t count = plain ? static_cast<std::uint32_t>(documents.size()) : countDocuments(m_joined);
    Lane& lane = m_lanes[index(laneNumber)];
    Bundle& bundle = bundleFor(lane, share, m_joined.size(), std::ranges::any_of(documents, &RoutedDocument::unnamed));
    m_bytes -= bundle.bytes();
    bundle.takeTrace(share.trace);
    bundle.add({.source = share.source, .offset = share.offset, .part = part, .documents = count}, m_joined, plain);
    m_bytes += bundle.bytes();
}

/// The last one, unless it is on its way, full, or of another market.
Bundle& Coalescer::bundleFor(Lane& lane, const Share& share, std::size_t bytes, bool unnamed) {
    const bool open = !lane.bundles.empty() && !(lane.onItsWay && lane.bundles.size() == 1);
    if (open && lane.bundles.back().bytes() + bytes < m_limits.recordBytesMax &&
        (!unnamed || lane.bundles.back().takeMarket(share.market))) {
        return lane.bundles.back();
    }
    if (open) {
        closeLast(lane);
    }
    Bundle& fresh = lane.bundles.emplace_back(share.received, share.now);
    if (unnamed) {
        fresh.takeMarket(share.market);
    }
    return fresh;
}

void Coalescer::closeLast(Lane& lane) {
    if (lane.bundles.back().readsBack()) {
        return;
    }
    m_bytes -= lane.bundles.back().bytes();
    std::vector<Bundle> settled;
    settle(std::move(lane.bundles.back()), settled);
    lane.bundles.pop_back();
    for (Bundle& each : settled) {
        m_bytes += each.bytes();
        lane.bundles.push_back(std::move(each));
    }
}

const Bundle* Coalescer::due(std::int32_t partition, Steady::time_point now) {
    Lane& lane = m_lanes[index(partition)];
    if (lane.onItsWay || lane.bundles.empty()) {
        return nullptr;
    }
    const bool goes =
        m_hurry || lane.bundles.size() > 1 || now - lane.bundles.front().openedAt() >= m_limits.coalesceFor;
    if (!goes) {
        return nullptr;
    }
    if (lane.bundles.size() == 1) {
        closeLast(lane);
    }
    return &lane.bundles.front();
}

void Coalescer::acknowledged(std::int32_t partition) {
    Lane& lane = m_lanes[index(partition)];
    check(lane.onItsWay && !lane.bundles.empty(), "what is acknowledged was sent");
    m_bytes -= lane.bundles.front().bytes();
    lane.bundles.pop_front();
    lane.onItsWay = false;
}

bool Coalescer::split(std::int32_t partition) {
    Lane& lane = m_lanes[index(partition)];
    lane.onItsWay = false;
    Bundle& bundle = lane.bundles.front();
    const bool smaller = bundle.hasHalves() || bundle.value().size() > cutTo;
    if (!smaller) {
        return false;
    }
    m_bytes -= bundle.bytes();
    std::vector<Bundle> settled;
    if (bundle.hasHalves()) {
        settle(bundle.takeFirstHalf(), settled);
    } else {
        bundle.cut(cutTo);
        ++m_counts.cutDocuments;
    }
    settle(std::move(bundle), settled);
    lane.bundles.pop_front();
    for (Bundle& each : settled | std::views::reverse) {
        m_bytes += each.bytes();
        lane.bundles.push_front(std::move(each));
    }
    return true;
}

std::int64_t Coalescer::doneTo(std::uint32_t source) const {
    std::int64_t done = source < m_next.size() ? m_next[source] : -1;
    for (const Lane& lane : m_lanes) {
        for (const Bundle& bundle : lane.bundles) {
            if (const auto first = bundle.firstOffset(source)) {
                done = std::min(done, *first);
            }
        }
    }
    return done;
}

} // namespace roundsman
