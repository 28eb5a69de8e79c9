#pragma once

#include "core/base/bytes.h"
#include "core/model/accepted.h"
#include "core/model/fleet_view.h"
#include "core/model/frame.h"
#include "core/model/lane_output.h"
#include "core/model/settings.h"

namespace roundsman {

/// The stages behind state: surge, ETA, fences, the near ladder, rollups, alerts. One lane's, used by its thread.
/// Deterministic (law 1): all it knows comes through these calls, in log order.
class Measure {
public:
    /// Settings as they stand at the beginning and after each `settings.changed`.
    void configure(const LaneSettings&) {}

    /// Called before the documents of a record that moves lane time on.
    void apply(const TimeStep&, const FleetView&, LaneOutput&) {}
    /// REQUIRES of all: the fleet is as it stands after the document.
    void apply(const AcceptedFix&, const FleetView&, LaneOutput&) {}
    void apply(const AcceptedEvent&, const FleetView&, LaneOutput&) {}

    /// Adds what people look at; called when a frame is made.
    void fill(Frame&) const {}

    /// The state as bytes, the same for the same state; `load` gives false for bytes that are not such a state.
    void save(ByteWriter&) const {}
    bool load(ByteReader&) { return true; }
};

} // namespace roundsman
