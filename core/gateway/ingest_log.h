#pragma once

#include "core/log/event_log.h"

#include <expected>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace roundsman {

/// The log as the ways in see it: it may be away, and it comes back. Any thread may call.
class IngestLog {
public:
    virtual ~IngestLog() = default;

    /// Empty: it takes records. Otherwise a sentence that says why not.
    [[nodiscard]] virtual std::string whyAway() const = 0;
    /// Nothing while the log was never there.
    [[nodiscard]] virtual std::optional<PartitionNo> partitionOf(std::string_view market) const = 0;
    /// As LogWriter has it: an error at once, or `acknowledged` exactly once on a thread of the log.
    virtual std::expected<void, LogError> append(const NewRecord& record,
                                                 std::function<void(Appended)> acknowledged) = 0;
};

/// Whose an order is; empty: no such open order.
struct OrderOwner {
    std::string merchant;
    std::string market;
};

/// What the gateway cannot know by itself. Any thread may call.
class OrderOwners {
public:
    virtual ~OrderOwners() = default;
    [[nodiscard]] virtual OrderOwner ownerOf(std::string_view order) const = 0;
};

/// What could not be believed, as history keeps it. Any thread may call.
class Quarantine {
public:
    virtual ~Quarantine() = default;
    /// Exactly these bytes are kept there under this place in one of this node's lanes.
    [[nodiscard]] virtual bool holds(const DocumentRef& document, std::string_view bytes) const = 0;
};

} // namespace roundsman
