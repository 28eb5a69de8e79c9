#pragma once

#include "core/base/time.h"
#include "core/model/ids.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace roundsman {

/// A row on its way out (law 4): what a topic or a webhook is sent.
struct OutboxItem {
    PartitionNo partition;
    DocumentRef document;
    std::uint32_t n = 0; ///< of the document's rows
    EventTime laneTime;  ///< of the commit it came with: the document is at most a batch older
    std::string topic;
    std::string key;
    std::string value;
    std::uint32_t attempts = 0; ///< that failed before, …
    EventTime retryAt{};        ///< … when the next one is due, by the wall's clock, …
    std::string reason{};       ///< … and why the last one failed

    /// "partition/offset/document/n": the same whenever it is sent, so that a repeat overwrites itself.
    [[nodiscard]] std::string id() const {
        return std::to_string(partition.value()) + "/" + std::to_string(document.offset.value()) + "/" +
               std::to_string(document.index) + "/" + std::to_string(n);
    }
    bool operator==(const OutboxItem&) const = default;
};

/// Where rows go to, by a name that stays: what it has had is remembered under it.
struct OutboxDestination {
    std::string name;                  ///< "kafka", "webhook:https://shop.example/hook"
    std::vector<std::string> topics{}; ///< that it wants; none named: all
};

/// How a send went.
struct OutboxDelivery {
    std::size_t delivered = 0; ///< so many of the first items have arrived for certain
    std::string trouble{};     ///< why the next one has not; empty: none is left
    bool refused = false; ///< and never will (it is too long, its form is wrong): it is set aside, the rest goes on
    std::vector<OutboxItem> ahead{};  ///< of the others: these have arrived, too
    std::vector<OutboxItem> failed{}; ///< and these have not; with how often, why, and when to try again
};

/// Sends items to one destination; each is sent at least once, in order within its partition. What a sender would have
/// to know in its next life is in its items and its answers. Used by one thread, and may wait for the other side there.
class OutboxSender {
public:
    virtual ~OutboxSender() = default;
    virtual OutboxDelivery send(std::span<const OutboxItem> items) = 0;
    /// Any thread: whatever waits inside gives up.
    virtual void cancel() {}
};

} // namespace roundsman
