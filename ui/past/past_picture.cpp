#include "ui/past/past_picture.h"

#include "ui/models/rider_ref.h"

#include <algorithm>
#include <atomic>
#include <chrono>

namespace roundsman {

namespace {

constexpr double fastestMps = 70; // what admission believes, too

/// Frames of lanes are numbered as they come; those of the past must never be taken for one of them, nor for another.
std::uint64_t nextSequence() {
    static std::atomic<std::uint64_t> next{std::uint64_t{1} << 62U};
    return next.fetch_add(1, std::memory_order_relaxed);
}

std::shared_ptr<Frame> copyOf(const Frame& frame) {
    auto copy = std::make_shared<Frame>(frame);
    copy->sequence = nextSequence();
    return copy;
}

bool couldRide(const RiderDot& from, const RiderDot& to) {
    const double seconds = std::chrono::duration<double>(to.fixTime - from.fixTime).count();
    return seconds > 0 && distanceMetres(from.position, to.position) <= fastestMps * seconds;
}

} // namespace

Picture standingPicture(const Picture& moment) {
    Picture picture;
    for (const FramePtr& lane : moment.lanes) {
        picture.lanes.push_back(copyOf(*lane));
    }
    return picture;
}

Picture glidingPicture(const Picture& from, const Picture& to, Millis watched) {
    Picture picture;
    for (const FramePtr& lane : to.lanes) {
        const auto frame = copyOf(*lane);
        const Frame* before = laneOf(from, lane->partition);
        const std::size_t known = before ? std::min(before->riders.size(), frame->riders.size()) : 0;
        for (std::size_t n = 0; n < known; ++n) {
            const RiderDot& was = before->riders[n];
            RiderDot& dot = frame->riders[n];
            if (was.hasFix && dot.hasFix && couldRide(was, dot)) {
                dot.previous = was.position;
                dot.previousFixTime = dot.fixTime - watched; // a glide takes as long as the two are apart
                dot.jumped = false;
            }
        }
        picture.lanes.push_back(frame);
    }
    return picture;
}

} // namespace roundsman
