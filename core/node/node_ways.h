#pragma once

#include "core/base/notifier.h"
#include "core/gateway/ingest_log.h"
#include "core/node/node.h"

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <string>

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
    [[nodiscard]] std::string merchantOf(std::string_view order) const override;

private:
    const Node& m_node;
};

} // namespace roundsman
