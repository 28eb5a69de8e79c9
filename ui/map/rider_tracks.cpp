#include "ui/map/rider_tracks.h"

#include <algorithm>

namespace roundsman {

namespace {

constexpr float glideSecondsMax = 12; // a rider heard less often stands still and steps: no invented motion
constexpr float glideSecondsMin = 0.1F;

} // namespace

double RiderTracks::secondsAt(SteadyTime now) const {
    return std::chrono::duration<double>(now - m_epoch).count();
}

const TrackLayout::Lane* TrackLayout::lane(PartitionNo partition) const {
    const auto found = std::ranges::find(lanes, partition, &Lane::partition);
    return found == lanes.end() ? nullptr : &*found;
}

RiderRef TrackLayout::refOf(std::size_t index) const {
    for (const Lane& lane : lanes) {
        if (index - lane.begin < lane.count) {
            return {lane.partition, RiderNo{static_cast<std::uint32_t>(index - lane.begin)}};
        }
    }
    return {};
}

std::size_t TrackLayout::indexOf(RiderRef ref) const {
    const Lane* found = lane(ref.partition);
    return found && ref.rider.value() < found->count ? found->begin + ref.rider.value() : size();
}

void RiderTracks::update(const Picture& picture, SteadyTime now) {
    layOut(picture);
    const double seconds = secondsAt(now);
    for (std::size_t n = 0; n < picture.lanes.size(); ++n) {
        if (m_sequences[n] != picture.lanes[n]->sequence) {
            m_sequences[n] = picture.lanes[n]->sequence;
            updateLane(*picture.lanes[n], m_layout.lanes[n].begin, seconds);
        }
    }
}

void RiderTracks::layOut(const Picture& picture) {
    const bool same = std::ranges::equal(picture.lanes, m_layout.lanes, [](const FramePtr& frame, const auto& lane) {
        return frame->partition == lane.partition && frame->riders.size() == lane.count;
    });
    if (same) {
        return;
    }
    TrackLayout layout;
    for (const FramePtr& frame : picture.lanes) {
        layout.add(frame->partition, frame->riders.size());
    }
    std::vector<RiderMotion> motions(layout.size());
    std::vector<EventTime> logTimes(layout.size());
    for (const auto& lane : layout.lanes) {
        if (const auto* old = m_layout.lane(lane.partition)) {
            const auto kept = static_cast<std::ptrdiff_t>(std::min(old->count, lane.count));
            const auto from = static_cast<std::ptrdiff_t>(old->begin);
            const auto to = static_cast<std::ptrdiff_t>(lane.begin);
            std::copy_n(m_motions.begin() + from, kept, motions.begin() + to);
            std::copy_n(m_logTimes.begin() + from, kept, logTimes.begin() + to);
        }
    }
    m_layout = std::move(layout);
    m_motions = std::move(motions);
    m_logTimes = std::move(logTimes);
    m_sequences.assign(m_layout.lanes.size(), 0);
}

void RiderTracks::updateLane(const Frame& frame, std::size_t begin, double now) {
    for (std::size_t n = 0; n < frame.riders.size(); ++n) {
        const RiderDot& dot = frame.riders[n];
        RiderMotion& motion = m_motions[begin + n];
        motion.status = dot.status;
        motion.staleness = dot.staleness;
        motion.heading = dot.headingDegrees < 0 ? std::int16_t{-1} : static_cast<std::int16_t>(dot.headingDegrees);
        if (m_logTimes[begin + n] != dot.logTime) {
            m_logTimes[begin + n] = dot.logTime;
            glide(motion, dot, now);
        }
    }
}

void RiderTracks::glide(RiderMotion& motion, const RiderDot& dot, double now) {
    const FixedWorld to = fixedOf(worldOf(dot.position));
    const float interval = std::chrono::duration<float>(dot.fixTime - dot.previousFixTime).count();
    const bool first = motion.to == FixedWorld{};
    // From where he is drawn now, not from his last fix: an early or late fix must not make him hop.
    motion.from = first ? fixedOf(worldOf(dot.previous)) : placeAt(motion, now);
    motion.to = to;
    motion.startSeconds = now;
    const bool stands = dot.jumped || interval <= 0 || interval > glideSecondsMax;
    motion.perSecond = stands ? 0 : 1 / std::max(interval, glideSecondsMin);
}

} // namespace roundsman
