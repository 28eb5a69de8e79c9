#pragma once

#include "core/gateway/address_door.h"
#include "core/gateway/document_intake.h"
#include "core/gateway/gatekeeper.h"
#include "core/gateway/ingest_batcher.h"
#include "core/gateway/rider_registry.h"

#include <atomic>
#include <cstdint>
#include <string>

namespace roundsman {

/// What all ways in share: settings, counters, who is connected.
struct GatewayShared {
    static constexpr std::size_t socketsMaxOf(Role role) {
        return role == Role::rider ? 64 : 1024; // a rider has one, and those that were taken over until they are closed
    }

    GatewayLimits limits;
    IngestLog& log;
    const OrderOwners& owners;
    const Quarantine& quarantine;
    const Clock& clock;
    const Gatekeeper& gate;
    AuditLog& audit;
    GatewayCounters counters;
    AddressDoor& door;
    RiderRegistry riders{};
    AllowanceBook senders{}; ///< by who it is, by whatever way he comes: a new token or socket is no new allowance
    std::atomic<std::size_t> sockets{0}; ///< of riders and services, open
    std::atomic<bool> draining{false};
    std::atomic<std::uint64_t> made{0}; ///< for ids that this process gives
    std::string name{};                 ///< of this process, for the same

    /// Unique among all gateways' lives.
    std::string newId() { return name + "-" + std::to_string(made.fetch_add(1) + 1); }
};

/// One I/O loop's place of work: what belongs to the documents of its connections. Used on that loop's thread.
struct LoopDesk {
    LoopDesk(IoLoop& ioLoop, GatewayShared& gateway)
        : loop(ioLoop),
          shared(gateway),
          intake(gateway.log, gateway.owners, gateway.quarantine, gateway.audit),
          batcher(ioLoop, gateway.log, gateway.clock, gateway.limits, gateway.counters) {}

    IoLoop& loop;
    GatewayShared& shared;
    DocumentIntake intake;
    IngestBatcher batcher;
    std::string saying{}; ///< just now: its memory is used again
};

} // namespace roundsman
