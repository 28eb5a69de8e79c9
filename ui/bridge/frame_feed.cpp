#include "ui/bridge/frame_feed.h"

namespace roundsman {

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
    m_picture = m_api.picture();
    ++m_taken;
    Q_EMIT pictureChanged();
}

} // namespace roundsman
