#pragma once

#include "core/api/console_api.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

class QLabel;
class QStatusBar;

namespace roundsman {

class FrameFeed;
class MapView;
class Theme;

/// The line at the bottom: is everything running, and how fast. Once a second. GUI thread.
class StatusLine : public QObject {
    Q_OBJECT

public:
    StatusLine(QStatusBar& bar, FrameFeed& feed, MapView& map, Theme& theme, QObject* parent = nullptr);

private:
    void refresh();
    void refreshRiders();
    void refreshNode(const NodeStatus& status);
    void countFrame() { ++m_frames; }
    QLabel* add(QStatusBar& bar, const QString& name, int stretch = 0);

    FrameFeed& m_feed;
    Theme& m_theme;
    QTimer m_timer;
    QElapsedTimer m_since;
    int m_frames = 0;
    QLabel* m_node;
    QLabel* m_riders;
    QLabel* m_updates;
    QLabel* m_lag;
    QLabel* m_quarantine;
    QLabel* m_framesShown;
};

} // namespace roundsman
