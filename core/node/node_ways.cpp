#include "core/node/node_ways.h"

#include <algorithm>
#include <utility>

namespace roundsman {

std::string NodeIngestLog::whyAway() const {
    const auto stages = m_node.pipeline();
    return stages ? stages->logTrouble() : "the node is starting, or cannot open its log";
}

std::optional<PartitionNo> NodeIngestLog::partitionOf(std::string_view market) const {
    const auto stages = m_node.pipeline();
    return stages ? std::optional(stages->markets().partitionOf(market)) : std::nullopt;
}

std::expected<void, LogError> NodeIngestLog::append(const NewRecord& record,
                                                    std::function<void(Appended)> acknowledged) {
    const auto stages = m_node.pipeline();
    if (!stages) {
        return std::unexpected(LogError{.trouble = LogTrouble::unreachable, .sentence = "the log is not open"});
    }
    return stages->writer().append(record, std::move(acknowledged));
}

OrderOwner FrameOwners::ownerOf(std::string_view order) const {
    const auto stages = m_node.pipeline();
    if (!stages) {
        return {};
    }
    const auto& lanes = stages->lanes();
    const std::lock_guard lock(m_mutex);
    m_known.resize(lanes.size());
    for (std::size_t n = 0; n < lanes.size(); ++n) {
        const FramePtr frame = lanes[n]->frames().latest();
        if (!frame || !frame->openOrders || !frame->merchants || !frame->marketNames) {
            continue;
        }
        Known& known = m_known[n];
        if (known.orders != frame->openOrders) {
            known = {.orders = frame->openOrders, .byId = {}};
            known.byId.reserve(known.orders->size());
            for (const OrderView& open : *known.orders) {
                known.byId.emplace(open.id, &open);
            }
        }
        if (const auto found = known.byId.find(order); found != known.byId.end()) {
            const OrderView& open = *found->second;
            const bool ofMerchant = open.merchant.value() < frame->merchants->size();
            const bool ofMarket = open.market.value() < frame->marketNames->size();
            return {.merchant = ofMerchant ? (*frame->merchants)[open.merchant.value()].id : std::string{},
                    .market = ofMarket ? std::string((*frame->marketNames)[open.market.value()]) : std::string{}};
        }
    }
    return {};
}

bool HistoryQuarantine::holds(const DocumentRef& document, std::string_view bytes) const {
    const auto stages = m_node.pipeline();
    if (!stages || stages->historyFolder().empty()) {
        return false;
    }
    const std::lock_guard lock(m_mutex);
    if (!m_reader || m_of.lock() != stages) {
        m_reader.reset();
        auto reader = QuarantineReader::open(stages->historyFolder());
        if (!reader) {
            return false;
        }
        m_reader.emplace(std::move(*reader));
        m_of = stages;
    }
    return std::ranges::any_of(stages->lanes(),
                               [&](const auto& lane) { return m_reader->holds(lane->partition(), document, bytes); });
}

} // namespace roundsman
