#pragma once

#include "core/api/console_api.h"
#include "ui/map/mercator.h"
#include "ui/models/rider_ref.h"

#include <chrono>
#include <vector>

namespace roundsman {

using SteadyTime = std::chrono::steady_clock::time_point;

/// One rider's motion: from where to where, and when the glide began. 32 bytes, so that a million are one walk.
struct RiderMotion {
    FixedWorld from;
    FixedWorld to;
    double startSeconds = 0; ///< on the tracks' own clock
    float perSecond = 0;     ///< 1 / duration of the glide; 0: stands at `to`
    std::int16_t heading = -1;
    RiderStatus status = RiderStatus::unknown;
    Staleness staleness = Staleness::fresh;
};

/// Which stretch of the tracks belongs to which lane: turns an index into a rider and back.
class TrackLayout {
public:
    struct Lane {
        PartitionNo partition;
        std::size_t begin = 0;
        std::size_t count = 0;
    };

    void add(PartitionNo partition, std::size_t count) { lanes.push_back({partition, size(), count}); }
    [[nodiscard]] std::size_t size() const { return lanes.empty() ? 0 : lanes.back().begin + lanes.back().count; }
    [[nodiscard]] const Lane* lane(PartitionNo partition) const;
    [[nodiscard]] RiderRef refOf(std::size_t index) const;
    /// size() when he is not known.
    [[nodiscard]] std::size_t indexOf(RiderRef ref) const;

    std::vector<Lane> lanes;
};

/// Where riders are drawn between fixes: one interval behind, so that each glide has two real ends. A jump is a jump.
/// Owned by one thread.
class RiderTracks {
public:
    /// Takes the changes of a newer picture.
    void update(const Picture& picture, SteadyTime now);

    [[nodiscard]] std::size_t size() const { return m_motions.size(); }
    [[nodiscard]] const std::vector<RiderMotion>& motions() const { return m_motions; }
    [[nodiscard]] double secondsAt(SteadyTime now) const;
    [[nodiscard]] const TrackLayout& layout() const { return m_layout; }

    static FixedWorld placeAt(const RiderMotion& motion, double seconds) {
        const auto part = static_cast<float>(seconds - motion.startSeconds) * motion.perSecond;
        if (motion.perSecond <= 0 || part >= 1) {
            return motion.to;
        }
        if (part <= 0) {
            return motion.from;
        }
        const auto step = [part](std::uint32_t a, std::uint32_t b) {
            const auto way = static_cast<float>(static_cast<std::int32_t>(b - a));
            return a + static_cast<std::uint32_t>(static_cast<std::int32_t>(way * part));
        };
        return {step(motion.from.x, motion.to.x), step(motion.from.y, motion.to.y)};
    }

private:
    void layOut(const Picture& picture);
    void updateLane(const Frame& frame, std::size_t begin, double now);
    static void glide(RiderMotion& motion, const RiderDot& dot, double now);

    TrackLayout m_layout;
    std::vector<std::uint64_t> m_sequences; ///< of the frame last taken, by lane
    std::vector<RiderMotion> m_motions;
    std::vector<EventTime> m_logTimes; ///< of the fix last taken, by index
    SteadyTime m_epoch = std::chrono::steady_clock::now();
};

} // namespace roundsman
