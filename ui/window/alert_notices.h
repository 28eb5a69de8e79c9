#pragma once

#include "core/api/console_api.h"

#include <QElapsedTimer>
#include <QObject>
#include <QSet>
#include <QSystemTrayIcon>
#include <QTimer>

#include <deque>

namespace roundsman {

class FrameFeed;
class WindowState;

/// Tells grave alerts on the desktop, through the system's tray where there is one: each once, so many a minute at
/// most, and the rest as a number. Alerts that were there at the start are not news. GUI thread.
class AlertNotices : public QObject {
    Q_OBJECT

public:
    AlertNotices(FrameFeed& feed, WindowState& state, QObject* parent = nullptr);

    /// Somebody clicked a notice. Systems do not say which: it is told where only one can be meant.
    void open();
    /// Somebody clicked the tray's icon, in one way or another.
    void activate(QSystemTrayIcon::ActivationReason reason);

Q_SIGNALS:
    /// A notice is due; also where there is no tray.
    void told(const QString& title, const QString& text);
    /// The window is to show this alert; empty: all of them.
    void opened(const QString& alertId);
    /// The window is to come forward as it is.
    void forwardAsked();

private:
    void look();
    void lookInto(const Frame& lane, std::vector<const AlertRow*>& fresh, QSet<QString>& open);
    void tell(const std::vector<const AlertRow*>& fresh);
    void send(const QString& title, const QString& text, const QString& alertId);

    FrameFeed& m_feed;
    WindowState& m_state;
    QTimer m_timer;
    QElapsedTimer m_clock;
    QSystemTrayIcon* m_tray = nullptr; ///< null: the system has none
    QSet<QString> m_known;
    struct Sent {
        qint64 at = 0;
        QString alertId; ///< empty: a number of alerts
    };
    std::deque<Sent> m_sent; ///< of the last minute
    std::size_t m_held = 0;  ///< that came when enough had been told
    QString m_lastId;
    bool m_first = true;
};

} // namespace roundsman
