#pragma once

#include "core/sim/city.h"
#include "ui/bench/synthetic_fleet.h"
#include "ui/bridge/frame_feed.h"
#include "ui/theme/theme.h"
#include "ui/tiles/tile_service.h"
#include "ui/window/main_window.h"
#include "ui/window/window_state.h"

#include <QTemporaryDir>

#include <memory>

class QQuickWindow;

namespace roundsman {

/// A console on a test's own desk: its own settings, cache and fleet, a real window, and a camera for pictures.
class Desk {
public:
    struct Options {
        SyntheticFleetSettings fleet;
        BaseMapKind baseMap = BaseMapKind::none;
        ThemeChoice theme = ThemeChoice::dark;
        QByteArray settings;       ///< the settings file before the start
        ConsoleApi* api = nullptr; ///< what the console looks at instead of the fleet
    };

    explicit Desk(const Options& options);
    ~Desk();

    [[nodiscard]] QString settingsFile() const { return m_folder.filePath(QStringLiteral("window.ini")); }
    [[nodiscard]] MainWindow& window() { return *m_window; }
    [[nodiscard]] SyntheticFleet& fleet() { return *m_fleet; }
    [[nodiscard]] Theme& theme() { return *m_theme; }
    [[nodiscard]] MapView& map() { return m_window->map(); }
    [[nodiscard]] QQuickWindow* mapWindow() { return map().window(); }
    [[nodiscard]] RiderRef rider(std::uint32_t number) const { return {PartitionNo{0}, RiderNo{number}}; }

    /// What the console remembers now, for another start.
    [[nodiscard]] QByteArray settings();
    /// Waits until riders of the newest moment are drawn for where the map looks now.
    bool waitForPicture();
    /// The whole window as the screen shows it; also left in the build folder.
    QImage picture(const QString& name);

    static std::shared_ptr<const City> city();

private:
    QTemporaryDir m_folder;
    std::unique_ptr<SyntheticFleet> m_fleet;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<TileService> m_tiles;
    std::unique_ptr<WindowState> m_state;
    bool m_moves = true; ///< its riders move when time is stepped
    std::unique_ptr<FrameFeed> m_feed;
    std::unique_ptr<MainWindow> m_window;
};

/// A fleet of so many riders that moves when time is stepped, and not before.
Desk::Options standing(std::uint32_t riders);

/// The window's one part of this kind.
template <typename Widget>
Widget& part(Desk& desk) {
    Widget* found = desk.window().findChild<Widget*>();
    Q_ASSERT(found);
    return *found;
}

/// main() of a test with a window.
int runUiTest(QObject& test, int argc, char** argv);

} // namespace roundsman
