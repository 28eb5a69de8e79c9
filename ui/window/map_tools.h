#pragma once

#include "ui/models/rider_ref.h"
#include "ui/window/bookmarks.h"

#include <QObject>
#include <QPointer>
#include <QStringList>

class QAction;
class QMainWindow;
class QMenu;

namespace roundsman {

class FrameFeed;
class MapView;
class Navigator;
class WindowActions;
class WindowState;

/// What one does with the map: measure, look at all of something, come back to places, fill the screen. Everything is
/// in the menu, has keys, and is found by search. GUI thread.
class MapTools : public QObject {
    Q_OBJECT

public:
    /// All outlive it; `window` owns it.
    MapTools(QMainWindow& window, QMenu& menu, FrameFeed& feed, MapView& map, Navigator& navigator,
             WindowActions& actions, WindowState& state);

    [[nodiscard]] QAction* measure() const { return m_measure; }
    [[nodiscard]] QAction* whatIsHere() const { return m_whatIsHere; }
    [[nodiscard]] QAction* fullScreen() const { return m_fullScreen; }
    [[nodiscard]] QAction* fitSelection() const { return m_fitSelection; }
    [[nodiscard]] QAction* addBookmark() const { return m_addBookmark; }
    [[nodiscard]] const QList<Bookmark>& bookmarks() const { return m_bookmarks; }
    void keepBookmark(const QString& name);
    void goTo(const Bookmark& bookmark);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void buildMeasure();
    void buildWhatIsHere();
    void buildFits();
    void buildBookmarks();
    void buildFullScreen();
    QAction* add(const QString& words, const QKeySequence& keys = {});
    void bringMap();
    void setMeasuring(bool on);
    void showLength();
    void escape();
    void refreshEscape();
    void fitSelected();
    void fitMarket(const QString& name);
    void fit(const std::vector<GeoPoint>& places);
    void refreshMarkets();
    void refreshBookmarks();
    void askForName();
    void manageBookmarks();
    void setFullScreen(bool on);

    QMainWindow& m_window;
    QMenu& m_menu;
    FrameFeed& m_feed;
    MapView& m_map;
    Navigator& m_navigator;
    WindowActions& m_actions;
    WindowState& m_state;
    QAction* m_measure = nullptr;
    QAction* m_undo = nullptr;
    QAction* m_whatIsHere = nullptr;
    QAction* m_escape = nullptr;
    QAction* m_fullScreen = nullptr;
    QAction* m_fitSelection = nullptr;
    QAction* m_addBookmark = nullptr;
    QMenu* m_marketMenu = nullptr;
    QMenu* m_bookmarkMenu = nullptr;
    QList<QAction*> m_bookmarkActions;
    QStringList m_markets;
    std::size_t m_marketsSeen = 0;
    QList<Bookmark> m_bookmarks;
    bool m_wasMaximized = false;
};

} // namespace roundsman
