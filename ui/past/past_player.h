#pragma once

#include "core/api/console_api.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <functional>
#include <optional>

namespace roundsman {

class FrameFeed;
class PastReader;

/// Where the console stands in time: now, or at a moment of the past that may move on by itself. It waits for pictures
/// that are late rather than to run ahead of them. GUI thread.
class PastPlayer : public QObject {
    Q_OBJECT

public:
    static constexpr int fastest = 60;

    PastPlayer(FrameFeed& feed, PastReader& reader, QObject* parent = nullptr);

    [[nodiscard]] bool isLive() const { return !m_position; }
    [[nodiscard]] bool isPlaying() const { return m_playing; }
    [[nodiscard]] bool isReading() const { return m_waiting; }
    [[nodiscard]] int speed() const { return m_speed; }
    /// Nothing: now.
    [[nodiscard]] std::optional<EventTime> position() const { return m_position; }
    /// What the picture on the map is of; differs from the position while one is read. The epoch: of now.
    [[nodiscard]] EventTime shownTime() const { return m_playing ? *m_position : m_shown; }
    /// The newest moment that history can be asked about.
    [[nodiscard]] EventTime liveEdge() const;

    /// Goes there and stands; at or past the edge: back to now.
    void goTo(EventTime time);
    void moveBy(Millis span);
    void setPlaying(bool on);
    void setSpeed(int times);
    void goLive();

Q_SIGNALS:
    /// What the map shall show. The picture's own lanes say of when it is.
    void pictureReady(const roundsman::Picture& picture);
    /// The position, the speed, or whether it plays, reads or is live.
    void changed();
    void wentLive();
    void troubled(const QString& sentence);

private:
    void tick();
    void startStretch();
    void show(EventTime time, std::function<Picture()> make);
    void pictureCame(EventTime time);
    void fail(const QString& sentence);
    void measureStretch();

    FrameFeed& m_feed;
    PastReader& m_reader;
    QTimer m_timer;
    QElapsedTimer m_wall;
    std::optional<EventTime> m_position;
    EventTime m_shown{};
    EventTime m_next{}; ///< the end of the one after it
    EventTime m_end{};  ///< of the stretch that is shown now, while it plays
    Millis m_stretch{}; ///< how much of the past one picture glides over
    int m_speed = 10;
    bool m_playing = false;
    bool m_waiting = false;
    std::uint64_t m_order = 0; ///< of the picture asked to be made last: older ones come too late
};

} // namespace roundsman
