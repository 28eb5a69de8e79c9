#pragma once

#include "core/base/log_lines.h"
#include "core/base/metrics.h"
#include "core/log/local_log.h"
#include "core/node/node.h"
#include "core/node/node_console.h"
#include "ui/bridge/frame_feed.h"
#include "ui/theme/theme.h"
#include "ui/tiles/tile_service.h"
#include "ui/window/main_window.h"
#include "ui/window/window_state.h"

#include <QImage>
#include <QTemporaryDir>

#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace roundsman {

/// The machine's clock, put forward when a test does not want to wait for minutes.
class DeskClock final : public Clock {
public:
    [[nodiscard]] EventTime now() const override { return m_system.now() + Millis{m_ahead.load()}; }
    void advance(Millis time) { m_ahead += time.count(); }

private:
    SystemClock m_system;
    std::atomic<std::int64_t> m_ahead = 0;
};

/// A whole node with its log, lane and history in a folder of its own, and one console window for each who sits at it.
class NodeDesk {
public:
    struct Options {
        QStringList people{QStringLiteral("ann")};
        ThemeChoice theme = ThemeChoice::dark;
        int partitions = 1;        ///< the first is the desk's
        std::string logDisk{};     ///< SQLite's file system; empty: the machine's own
        std::string historyDisk{}; ///< likewise
        /// Another log than an embedded one in the desk's folder.
        std::function<std::shared_ptr<EventLog>()> openLog{};
        std::function<void(NodeParts&)> dress{}; ///< changes what the node runs
    };

    explicit NodeDesk(const Options& options);
    explicit NodeDesk(const QStringList& people, ThemeChoice theme = ThemeChoice::dark);
    ~NodeDesk();

    [[nodiscard]] ConsoleApi& api(int person = 0) { return *m_seats[static_cast<std::size_t>(person)]->console; }
    [[nodiscard]] EventLog& log() { return *m_log; }
    [[nodiscard]] std::filesystem::path logFolder() const { return folder("log"); }
    [[nodiscard]] std::filesystem::path historyFolder() const { return folder("history"); }
    /// In order, with what waits committed; the windows stay.
    void stopNode() { m_node->stop(); }

    [[nodiscard]] MainWindow& window(int person = 0) { return *m_seats[static_cast<std::size_t>(person)]->window; }
    [[nodiscard]] FrameFeed& feed(int person = 0) { return *m_seats[static_cast<std::size_t>(person)]->feed; }
    [[nodiscard]] MapView& map(int person = 0) { return window(person).map(); }
    /// Lets lane time go on at once; the next document carries it.
    void advance(Millis time) { m_clock.advance(time); }
    [[nodiscard]] EventTime now() const { return m_clock.now(); }
    /// Appends a document, or some, a line each; true when the log has it.
    bool append(const std::string& documents, PartitionNo partition = PartitionNo{0});
    /// The lane's picture as a person sees it; null before the first.
    [[nodiscard]] FramePtr frame(int person = 0);
    [[nodiscard]] const OrderView* order(const std::string& id, int person = 0);
    /// What a person's screen shows; also left in the build folder.
    QImage picture(const QString& name, int person = 0);

private:
    struct Seat {
        std::unique_ptr<NodeConsole> console;
        std::unique_ptr<Theme> theme;
        std::unique_ptr<TileService> tiles;
        std::unique_ptr<WindowState> state;
        std::unique_ptr<FrameFeed> feed;
        std::unique_ptr<MainWindow> window;
    };
    void openLog(const Options& options);
    void seat(const QString& person, ThemeChoice theme);
    [[nodiscard]] std::filesystem::path folder(const char* name) const {
        return std::filesystem::path(m_folder.path().toStdString()) / name;
    }

    QTemporaryDir m_folder;
    DeskClock m_clock;
    Metrics m_metrics;
    LogLines m_lines{m_clock, [](std::string_view) {
                     }};
    AuditLog m_audit{m_clock, [](std::string_view) {
                     }};
    std::shared_ptr<EventLog> m_log;
    std::unique_ptr<LogWriter> m_writer;
    std::unique_ptr<Node> m_node;
    std::vector<std::unique_ptr<Seat>> m_seats;
};

} // namespace roundsman
