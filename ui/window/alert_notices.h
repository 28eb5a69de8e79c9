#pragma once

#include "core/api/console_api.h"

#include <QElapsedTimer>
#include <QObject>
#include <QSet>
#include <QTimer>

#include <deque>

class QSystemTrayIcon;

namespace roundsman {

class FrameFeed;
class WindowState;

/// Tells grave alerts on the desktop, through the system's tray where there is one: each once, so many a minute at
/// most, and the rest as a number. Alerts that were there at the start are not news. GUI thread.
class AlertNotices : public QObject {
    Q_OBJECT

public:
    AlertNotices(FrameFeed& feed, WindowState& state, QObject* parent = nullptr);

    /// Somebody clicked the notice that was told last.
    void open() { Q_EMIT opened(m_lastId); }

Q_SIGNALS:
    /// A notice is due; also where there is no tray.
    void told(const QString& title, const QString& text);
    /// The window is to show this alert.
    void opened(const QString& alertId);

private:
    void look();
    void lookInto(const Frame& lane, std::vector<const AlertRow*>& fresh, QSet<QString>& open);
    void tell(const std::vector<const AlertRow*>& fresh);
    void send(const QString& title, const QString& text);

    FrameFeed& m_feed;
    WindowState& m_state;
    QTimer m_timer;
    QElapsedTimer m_clock;
    QSystemTrayIcon* m_tray = nullptr; ///< null: the system has none
    QSet<QString> m_known;
    std::deque<qint64> m_sent; ///< of the last minute
    std::size_t m_held = 0;    ///< that came when enough had been told
    QString m_lastId;
    bool m_first = true;
};

} // namespace roundsman
