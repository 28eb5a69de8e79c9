#include "core/node/streams.h"

#include <algorithm>
#include <utility>

namespace roundsman {

Streams::Streams(const StreamParts& parts, std::span<const std::unique_ptr<LaneWorker>> lanes,
                 const Surroundings& around) {
    for (const BridgePart& part : parts.bridges) {
        m_bridges.push_back(std::make_unique<Bridge>(part.settings, part.limits, part.openGroup,
                                                     Bridge::Surroundings{.log = around.log,
                                                                          .markets = around.markets,
                                                                          .metrics = around.metrics,
                                                                          .lines = around.lines,
                                                                          .clock = around.clock,
                                                                          .audit = around.audit}));
    }
    if (!parts.outbox.folder.empty()) {
        addOutbox(parts.outbox, lanes, around);
    }
}

void Streams::addOutbox(const OutboxParts& parts, std::span<const std::unique_ptr<LaneWorker>> lanes,
                        const Surroundings& around) {
    // All are known before the first row comes: rows go once everybody who is known has had them.
    for (const OutboxPart& part : parts.destinations) {
        if (const auto known = OutboxReader::open(parts.folder, part.destination, part.start); !known) {
            around.lines.warning("outbox", known.error().sentence, {{"destination", part.destination.name}});
        }
    }
    for (const OutboxPart& part : parts.destinations) {
        m_outbox.push_back(std::make_unique<OutboxWorker>(
            parts.folder, part,
            OutboxWorker::Surroundings{.metrics = around.metrics, .lines = around.lines, .clock = around.clock}));
    }
    if (!parts.positions) {
        return;
    }
    std::vector<PositionFeed::Lane> shown;
    for (const auto& lane : lanes) {
        shown.push_back({.partition = lane->partition(),
                         .newest = [worker = lane.get()] { return worker->frames().latest(); },
                         .committed =
                             [worker = lane.get(), &history = around.history] {
                                 return std::max(worker->committedAtStart(), history.committed(worker->partition()));
                             }});
    }
    m_positions =
        std::make_unique<PositionFeed>(std::move(shown), parts.positions(), parts.positionsEvery,
                                       PositionFeed::Surroundings{.metrics = around.metrics, .lines = around.lines});
}

void Streams::start(const Worker::Failed& failed) {
    for (const auto& bridge : m_bridges) {
        bridge->start(failed);
    }
    for (const auto& outbox : m_outbox) {
        outbox->start(failed);
    }
    if (m_positions) {
        m_positions->start(failed);
    }
}

/// What is not sent is kept, and sent at the next start.
void Streams::requestStop() {
    for (const auto& bridge : m_bridges) {
        bridge->requestStop();
    }
    for (const auto& outbox : m_outbox) {
        outbox->requestStop();
    }
    if (m_positions) {
        m_positions->requestStop();
    }
}

void Streams::join() {
    for (const auto& bridge : m_bridges) {
        bridge->join();
    }
    for (const auto& outbox : m_outbox) {
        outbox->join();
    }
    if (m_positions) {
        m_positions->join();
    }
}

std::vector<DestinationStatus> Streams::outboxStatus() const {
    std::vector<DestinationStatus> all;
    for (const auto& outbox : m_outbox) {
        all.push_back(outbox->status());
    }
    return all;
}

} // namespace roundsman
