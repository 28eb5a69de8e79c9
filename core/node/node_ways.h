#pragma once

#include "core/base/notifier.h"
#include "core/gateway/ingest_log.h"
#include "core/history/quarantine_reader.h"
#include "core/node/node.h"

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace roundsman {

/// The node's log, for the gateway: whatever run of the stages there is now.
class NodeIngestLog final : public IngestLog {
public:
    explicit NodeIngestLog(const Node& node) : m_node(node) {}

    [[nodiscard]] std::string whyAway() const override;
    [[nodiscard]] std::optional<PartitionNo> partitionOf(std::string_view market) const override;
    std::expected<void, LogError> append(const NewRecord& record, std::function<void(Appended)> acknowledged) override;

private:
    const Node& m_node;
};

/// Whose an order is, by the lanes' newest pictures.
class FrameOwners final : public OrderOwners {
public:
    explicit FrameOwners(const Node& node) : m_node(node) {}
    [[nodiscard]] OrderOwner ownerOf(std::string_view order) const override;

private:
    /// A lane's open orders by id, made when somebody asks, once for each list.
    struct Known {
        std::shared_ptr<const std::vector<OrderView>> orders;
        std::unordered_map<std::string_view, const OrderView*> byId;
    };
    const Node& m_node;
    mutable std::mutex m_mutex;
    mutable std::vector<Known> m_known; ///< by lane
};

/// The quarantine that the node's history keeps; a node without a history has none.
class HistoryQuarantine final : public Quarantine {
public:
    explicit HistoryQuarantine(const Node& node) : m_node(node) {}
    [[nodiscard]] bool holds(const DocumentRef& document, std::string_view bytes) const override;

private:
    const Node& m_node;
    mutable std::mutex m_mutex;
    mutable std::weak_ptr<const Pipeline> m_of;       ///< whose history it is: each run opens its own
    mutable std::optional<QuarantineReader> m_reader; ///< stays open: retries come by the thousand
};

} // namespace roundsman
