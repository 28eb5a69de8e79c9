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

std::string FrameOwners::merchantOf(std::string_view order) const {
    const auto stages = m_node.pipeline();
    if (!stages) {
        return {};
    }
    for (const auto& lane : stages->lanes()) {
        const FramePtr frame = lane->frames().latest();
        if (!frame || !frame->openOrders || !frame->merchants) {
            continue;
        }
        const auto found = std::ranges::find(*frame->openOrders, order, &OrderView::id);
        if (found != frame->openOrders->end() && found->merchant.value() < frame->merchants->size()) {
            return (*frame->merchants)[found->merchant.value()].id;
        }
    }
    return {};
}

} // namespace roundsman
