#include "ui/past/past_player.h"

#include "ui/bridge/frame_feed.h"
#include "ui/past/past_picture.h"
#include "ui/past/past_reader.h"

#include <QFuture>
#include <QtConcurrent>

#include <algorithm>
#include <utility>

namespace roundsman {

namespace {

constexpr std::chrono::milliseconds tickEvery{40};
constexpr Millis commitTakes{3000};      // what is younger may not be in history yet
constexpr Millis unsettled{30'000};      // later moments are read anew: riders may have been late
constexpr double readingReserve = 1.4;   // a stretch lasts so many times as long as the next takes to read
constexpr Millis shortestStretch{2'000}; // of the past
constexpr Millis longestWatched{10'000}; // glides that last longer are not drawn as glides

Millis wholeSeconds(Millis span) {
    return std::chrono::ceil<std::chrono::seconds>(span);
}

} // namespace

PastPlayer::PastPlayer(FrameFeed& feed, PastReader& reader, QObject* parent)
    : QObject(parent), m_feed(feed), m_reader(reader) {
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &PastPlayer::tick);
    connect(&m_reader, &PastReader::came, this, &PastPlayer::pictureCame);
    connect(&m_reader, &PastReader::failed, this, &PastPlayer::fail);
}

EventTime PastPlayer::liveEdge() const {
    EventTime newest{};
    for (const FramePtr& lane : m_feed.picture().lanes) {
        newest = std::max(newest, lane->laneTime);
    }
    newest = newest == EventTime{} ? SystemClock().now() : newest;
    return std::chrono::floor<std::chrono::seconds>(newest - commitTakes);
}

void PastPlayer::goTo(EventTime time) {
    time = std::chrono::round<std::chrono::seconds>(time);
    if (time >= liveEdge()) {
        goLive();
        return;
    }
    m_playing = false;
    m_timer.stop();
    m_position = time;
    m_reader.forgetAfter(liveEdge() - unsettled);
    m_waiting = true;
    if (m_reader.have(time)) {
        pictureCame(time);
    } else {
        m_reader.want(time);
    }
    Q_EMIT changed();
}

void PastPlayer::moveBy(Millis span) {
    goTo(m_position.value_or(liveEdge()) + span);
}

void PastPlayer::goLive() {
    if (!m_position) {
        return;
    }
    m_position.reset();
    m_shown = {};
    m_playing = m_waiting = false;
    m_timer.stop();
    ++m_order;
    m_reader.wantNothing();
    Q_EMIT wentLive();
    Q_EMIT changed();
}

void PastPlayer::setSpeed(int times) {
    m_speed = std::clamp(times, 1, fastest);
    measureStretch();
    Q_EMIT changed();
}

void PastPlayer::setPlaying(bool on) {
    if (on == m_playing || (on && !m_position)) {
        return;
    }
    if (!on) {
        goTo(*m_position); // as it was then, to the second
        return;
    }
    m_playing = true;
    measureStretch();
    m_end = std::chrono::round<std::chrono::seconds>(*m_position);
    m_position = m_end;
    m_wall.start();
    m_timer.start(tickEvery);
    startStretch();
    Q_EMIT changed();
}

/// As long as it takes to read the next one, and no shorter than riders need to be heard again.
void PastPlayer::measureStretch() {
    const Millis read{static_cast<std::int64_t>(m_reader.usualMillis() * readingReserve * m_speed)};
    const Millis usual{shortestStretch + Millis{250} * (m_speed - 1)};
    m_stretch = wholeSeconds(std::clamp(std::max(read, usual), shortestStretch, longestWatched * m_speed));
}

void PastPlayer::tick() {
    const Millis wall{m_wall.restart()};
    if (m_waiting) {
        return;
    }
    m_position = std::min(*m_position + wall * m_speed, m_end);
    if (*m_position >= m_end) {
        startStretch();
    }
    Q_EMIT changed();
}

void PastPlayer::startStretch() {
    if (m_end >= liveEdge()) {
        goLive(); // the past has caught up with now
        return;
    }
    if (!m_waiting) {
        m_next = m_end + m_stretch;
    }
    const Picture* from = m_reader.have(m_end);
    const Picture* to = m_reader.have(m_next);
    const bool waited = std::exchange(m_waiting, !from || !to);
    if (m_waiting) {
        m_reader.want(from ? m_next : m_end);
        return;
    }
    if (waited) {
        measureStretch(); // reading takes longer than it did
    }
    const Millis watched = (m_next - m_end) / m_speed;
    m_end = m_next;
    show(m_end, [a = *from, b = *to, watched] { return glidingPicture(a, b, watched); });
    m_reader.readAhead({m_end + m_stretch, m_end + 2 * m_stretch});
}

void PastPlayer::pictureCame(EventTime time) {
    if (!m_position) {
        return;
    }
    if (m_playing) {
        if (m_waiting) {
            startStretch();
        }
        return;
    }
    if (const Picture* moment = m_reader.have(time); moment && m_waiting) { // an older wish is better than nothing
        show(time, [moment = *moment] { return standingPicture(moment); });
    }
    m_waiting = m_waiting && time != *m_position;
    Q_EMIT changed();
}

/// Copies of large fleets are made beside the window's thread.
void PastPlayer::show(EventTime time, std::function<Picture()> make) {
    m_shown = time;
    QtConcurrent::run(std::move(make)).then(this, [this, order = ++m_order](const Picture& picture) {
        if (order == m_order) {
            Q_EMIT pictureReady(picture);
        }
    });
}

void PastPlayer::fail(const QString& sentence) {
    m_playing = m_waiting = false;
    m_timer.stop();
    if (m_shown == EventTime{}) {
        goLive(); // there is no past to show
    }
    Q_EMIT troubled(sentence);
    Q_EMIT changed();
}

} // namespace roundsman
