#include "ui/bridge/frame_feed.h"

#include <algorithm>
#include <utility>

namespace roundsman {

namespace {

PartitionNo partitionOf(const FramePtr& lane) {
    return lane->partition;
}

bool shows(const Picture& picture, PartitionNo partition) {
    return std::ranges::contains(picture.lanes, partition, partitionOf);
}

} // namespace

FrameFeed::FrameFeed(ConsoleApi& api, QObject* parent) : QObject(parent), m_api(api), m_picture(api.picture()) {
    m_subscription = m_api.watchFrames([this] {
        if (!m_waiting.exchange(true)) {
            QMetaObject::invokeMethod(this, &FrameFeed::take, Qt::QueuedConnection);
        }
    });
}

FrameFeed::~FrameFeed() {
    m_subscription.reset();
}

void FrameFeed::take() {
    m_waiting.store(false);
    Picture next = m_api.picture();
    keepLostLanes(next);
    m_picture = std::move(next);
    ++m_taken;
    Q_EMIT pictureChanged();
}

/// A node that stops or starts has no frame of some lanes for a while: what they showed last is worth more than
/// nothing. One that runs and does not have the lane any more has given it away.
void FrameFeed::keepLostLanes(Picture& next) const {
    const auto lost = [&next](const FramePtr& lane) {
        return !shows(next, lane->partition);
    };
    if (std::ranges::none_of(m_picture.lanes, lost)) {
        return;
    }
    const std::vector<LaneStatus> running = m_api.status().lanes;
    for (const FramePtr& lane : m_picture.lanes) {
        if (lost(lane) &&
            (running.empty() || std::ranges::contains(running, lane->partition, &LaneStatus::partition))) {
            next.lanes.push_back(lane);
        }
    }
    std::ranges::sort(next.lanes, {}, partitionOf);
}

} // namespace roundsman
