#pragma once

#include "core/api/console_api.h"

#include <QElapsedTimer>
#include <QObject>

#include <deque>
#include <optional>
#include <utility>
#include <vector>

namespace roundsman {

class FrameFeed;

/// Asks for pictures of the past, one question at a time: the newest wish first, and what will be wanted next when
/// nobody waits. A few are kept. Questions are answered on the node's thread for the past, never here. GUI thread.
class PastReader : public QObject {
    Q_OBJECT

public:
    explicit PastReader(FrameFeed& feed, QObject* parent = nullptr);

    void want(EventTime time);
    void wantNothing() { m_wish.reset(), m_ahead.clear(); }
    void readAhead(std::vector<EventTime> times);
    /// Null when it has not been read, or not kept.
    [[nodiscard]] const Picture* have(EventTime time) const;
    /// History still writes what came in after `time`: pictures of later moments are read anew.
    void forgetAfter(EventTime time);
    /// What a picture takes to come, as it was lately.
    [[nodiscard]] double usualMillis() const { return m_usualMillis; }
    [[nodiscard]] std::uint64_t asked() const { return m_asked; }

Q_SIGNALS:
    void came(roundsman::EventTime time);
    /// `sentence` is for people.
    void failed(const QString& sentence);

private:
    void pump();
    [[nodiscard]] std::optional<EventTime> nextQuestion() const;
    void take(EventTime time, const std::expected<Picture, Trouble>& answer);
    void keep(EventTime time, Picture picture);

    FrameFeed& m_feed;
    std::optional<EventTime> m_wish;
    std::vector<EventTime> m_ahead;
    bool m_asking = false;
    QElapsedTimer m_since;
    double m_usualMillis = 50;
    std::uint64_t m_asked = 0;
    std::deque<std::pair<EventTime, Picture>> m_kept; ///< newest last
};

} // namespace roundsman
