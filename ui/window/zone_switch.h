#pragma once

#include <QObject>
#include <QTimer>

class QAction;
class QActionGroup;
class QMainWindow;
class QMenu;
class QToolButton;

namespace roundsman {

class FrameFeed;
class WindowActions;
class WindowState;
struct Table;

/// Which clock the console tells times by: this computer's, UTC, or the one that a market's merchants keep. The clock
/// at the end of the status line says it, with its offset, and changes it. GUI thread.
class ZoneSwitch : public QObject {
    Q_OBJECT

public:
    /// All outlive it; `window` owns it. The choices are in `menu`, too.
    ZoneSwitch(QMainWindow& window, QMenu& menu, FrameFeed& feed, WindowActions& actions, WindowState& state);

    /// "local", "utc", or the name of a zone: "Asia/Kolkata".
    void choose(const QString& zone);
    /// Which zones markets keep may have changed.
    void refreshMarkets();
    [[nodiscard]] QString chosen() const { return m_chosen; }
    [[nodiscard]] QMenu* menu() const { return m_menu; }
    [[nodiscard]] QToolButton* clock() const { return m_clock; }

Q_SIGNALS:
    void changed();

private:
    void addChoice(const QString& zone, const QString& words);
    void takeMarkets(const Table& markets);
    void tick();

    QMainWindow& m_window;
    FrameFeed& m_feed;
    WindowActions& m_actions;
    WindowState& m_state;
    QActionGroup* m_choices;
    QMenu* m_menu;
    QToolButton* m_clock;
    QTimer m_timer;
    QString m_chosen;
    int m_secondsToMarkets = 0;
};

} // namespace roundsman
