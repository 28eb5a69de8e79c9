#pragma once

#include "core/admit/event_ids.h"
#include "core/admit/sequence_window.h"
#include "core/admit/source_marks.h"
#include "core/model/event.h"
#include "core/model/fix.h"
#include "core/model/record.h"
#include "core/model/rider_state.h"
#include "core/model/settings.h"
#include "core/model/verdict.h"

#include <map>
#include <string_view>

namespace roundsman {

/// Decides what becomes of each document: clocks, places, duplicates, late ones, jumps. It remembers what it needs for
/// that and changes nothing else; what it knows of a rider lives in the rider's own state. One lane's, one thread's.
class Admit {
public:
    void configure(const AdmitSettings& settings) { m_settings = settings; }

    /// Which source records were taken before.
    SourceMarks& sources() { return m_sources; }

    /// Is it a place on earth, as places are written there? Turns metres into degrees where they are.
    [[nodiscard]] Judgement judgePlace(Fix& fix, Coordinates written) const;
    [[nodiscard]] Judgement judgePlace(MaybePoint& place, Coordinates written) const;
    [[nodiscard]] Judgement judgeClock(const Clocks& clocks) const;
    /// Against what the lane knows of the rider; REQUIRES a fix that the two above let pass.
    [[nodiscard]] Judgement judgeFix(const Fix& fix, const Clocks& clocks, RiderNo rider, const RiderState& state);
    [[nodiscard]] Judgement judgeEvent(const Event& event) const;

    /// Remembers what was taken, so that it is taken once.
    void remember(const Fix& fix, RiderNo rider, RiderState& state, EventTime laneTime, bool late);
    void remember(const Event& event, EventTime laneTime);
    /// Lane time went on: what is too old to matter is forgotten.
    void advance(EventTime laneTime) { m_eventIds.forgetBefore(laneTime - m_settings.eventIdMemory); }

    void save(ByteWriter& out) const;
    void load(ByteReader& in);
    void saveRider(ByteWriter& out, const RiderState& state) const { m_windows.save(out, state.sequence); }
    void loadRider(ByteReader& in, RiderState& state) { m_windows.load(in, state.sequence); }
    [[nodiscard]] std::size_t riderBytes() const { return m_windows.bytes(); }

private:
    /// Fixes in quarantine after a jump, as long as they agree with each other.
    struct Doubt {
        GeoPoint position;
        EventTime deviceTime;
        std::uint32_t count = 0;
    };

    [[nodiscard]] Judgement judgeSequence(const Fix& fix, const Clocks& clocks, RiderNo rider,
                                          const RiderState& state) const;
    [[nodiscard]] bool possible(GeoPoint from, EventTime fromTime, GeoPoint to, EventTime toTime) const;
    Judgement doubt(const Fix& fix, EventTime deviceTime, RiderNo rider);

    AdmitSettings m_settings;
    SourceMarks m_sources;
    SequenceWindows m_windows;
    EventIds m_eventIds;
    std::map<RiderNo, Doubt> m_doubts;
};

} // namespace roundsman
