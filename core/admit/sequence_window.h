#pragma once

#include "core/base/bytes.h"
#include "core/base/time.h"
#include "core/model/ids.h"
#include "core/model/rider_state.h"

#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <utility>
#include <vector>

namespace roundsman {

/// Tells which (rider, session, sequence number) was taken before, exactly for the last 1,024 numbers of a session.
/// The usual rider counts on by one and needs nothing but his SequenceMemory; one who loses many gets a bitmap from
/// here. A rider's earlier sessions are remembered for an hour, so that a phone's late resends are known as such.
class SequenceWindows {
public:
    static constexpr std::uint64_t windowMax = 1024;
    static constexpr Millis oldSessionMemory{3600 * 1000};
    static constexpr std::size_t oldSessionsMax = 64; ///< of one rider: who makes up more loses his oldest

    enum class Answer : std::uint8_t { fresh, taken, belowWindow };

    [[nodiscard]] Answer ask(RiderNo rider, const SequenceMemory& memory, std::uint64_t session, std::uint64_t number,
                             std::uint64_t window) const;
    /// Remembers a number. One below the window begins the session anew: the phone restarted its count.
    void take(RiderNo rider, SequenceMemory& memory, std::uint64_t session, std::uint64_t number, EventTime laneTime);

    /// The text of a session as a word that is never 0.
    static std::uint64_t sessionWord(std::string_view session);

    void save(ByteWriter& out, const SequenceMemory& memory) const;
    void load(ByteReader& in, SequenceMemory& memory);
    void saveOldSessions(ByteWriter& out) const;
    void loadOldSessions(ByteReader& in);

    [[nodiscard]] std::size_t bytes() const { return m_bitmaps.capacity() * sizeof(Bitmap); }

private:
    using Bitmap = std::array<std::uint64_t, windowMax / 64>; ///< bit number % 1024
    struct OldSession {
        SequenceMemory memory;
        EventTime leftAt;
    };
    using SessionKey = std::pair<RiderNo, std::uint64_t>;

    [[nodiscard]] Answer askIn(const SequenceMemory& memory, std::uint64_t number, std::uint64_t window) const;
    void switchSession(RiderNo rider, SequenceMemory& memory, std::uint64_t session, EventTime laneTime);
    void forgetOldSessions(EventTime laneTime);
    void limitOldSessions(RiderNo rider);
    void takeNewer(SequenceMemory& memory, std::uint64_t number);
    void takeOlder(SequenceMemory& memory, std::uint64_t number);
    void dropGap(SequenceMemory& memory, std::size_t index);
    void restart(SequenceMemory& memory, std::uint64_t number);
    void promote(SequenceMemory& memory);
    void demoteWhenFull(SequenceMemory& memory);
    std::uint32_t newBitmap();
    void freeBitmap(SequenceMemory& memory);

    std::vector<Bitmap> m_bitmaps;
    std::vector<std::uint32_t> m_freeBitmaps;
    std::map<SessionKey, OldSession> m_oldSessions;
    std::deque<std::pair<EventTime, SessionKey>> m_leftOrder;
};

} // namespace roundsman
