#include "ui/console.h"

#include "core/base/worker.h"
#include "ui/bridge/frame_feed.h"
#include "ui/dialogs/start_page.h"
#include "ui/models/city_places.h"
#include "ui/support/translations.h"
#include "ui/theme/theme.h"
#include "ui/tiles/tile_service.h"
#include "ui/window/main_window.h"
#include "ui/window/single_instance.h"
#include "ui/window/window_dialogs.h"
#include "ui/window/window_state.h"

#include <QApplication>
#include <QQuickWindow>
#include <QStandardPaths>

namespace roundsman {

class ConsoleGuard {
public:
    explicit ConsoleGuard(const QString& name) : instance(name) {}
    SingleInstance instance;
};

void prepareApplication() {
    letTheWindowGoFirst();
    // The map's scene graph runs on a thread of its own, so that a slow frame never holds up the window.
    if (!qEnvironmentVariableIsSet("QSG_RENDER_LOOP")) {
        qputenv("QSG_RENDER_LOOP", "threaded");
    }
    QCoreApplication::setApplicationName(QStringLiteral("Roundsman"));
    QCoreApplication::setOrganizationName(QStringLiteral("Roundsman"));
    QGuiApplication::setHighDpiScaleFactorRoundingPolicy(Qt::HighDpiScaleFactorRoundingPolicy::PassThrough);
    QQuickWindow::setGraphicsApi(QSGRendererInterface::OpenGL);
}

std::unique_ptr<QApplication> makeApplication(int& argc, char** argv) {
    return std::make_unique<QApplication>(argc, argv);
}

std::shared_ptr<ConsoleGuard> takeConsole(const std::string& name, bool& otherRaised) {
    auto guard = std::make_shared<ConsoleGuard>(QString::fromStdString(name));
    otherRaised = guard->instance.raisedOther();
    return guard;
}

namespace {

QString settingsPath(const std::string& wanted) {
    return wanted.empty()
               ? QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation) + QStringLiteral("/window.ini")
               : QString::fromStdString(wanted);
}

} // namespace

std::optional<StartChoice> rememberedStart(const std::string& settingsFile) {
    return StartPage::remembered(WindowState(settingsPath(settingsFile)));
}

std::optional<StartChoice> askHowToStart(QApplication& application, const std::string& settingsFile,
                                         const StartChecks& checks, const std::string& trouble) {
    WindowState state(settingsPath(settingsFile));
    installLanguage(application, state.language());
    Theme theme(application);
    theme.choose(state.theme());
    StartPage page(checks, state);
    page.say(QString::fromStdString(trouble));
    QApplication::setQuitOnLastWindowClosed(false); // the window proper comes after this one
    const bool chosen = page.exec() == QDialog::Accepted;
    QApplication::setQuitOnLastWindowClosed(true);
    return chosen ? page.choice() : std::nullopt;
}

int runConsole(QApplication& application, ConsoleApi& api, const ConsoleOptions& options,
               const std::shared_ptr<ConsoleGuard>& guard) {
    const auto folder = [](const std::string& wanted, QStandardPaths::StandardLocation usual) {
        return wanted.empty() ? QStandardPaths::writableLocation(usual) : QString::fromStdString(wanted);
    };
    WindowState state(settingsPath(options.settingsFile));
    installLanguage(application, state.language());
    Theme theme(application);
    theme.choose(state.theme());
    TileService tiles(options.city, folder(options.cacheFolder, QStandardPaths::CacheLocation));
    FrameFeed feed(api);
    MainWindow window(feed, theme, tiles, state, options.city ? placesOf(*options.city) : Gazetteer{});
    if (guard) {
        QObject::connect(&guard->instance, &SingleInstance::raiseAsked, &window, &MainWindow::comeForward);
    }
    if (options.fleetShown) {
        QObject::connect(&window.map(), &MapView::fleetShown, &window, options.fleetShown);
    }
    if (options.ridersMove) {
        QObject::connect(&window.map(), &MapView::ridersMove, &window, options.ridersMove);
    }
    window.dialogs().setNodeSettings(options.nodeSettings);
    if (options.startAnew) {
        QObject::connect(window.actions().welcome, &QAction::triggered, &window, [&window, &options] {
            *options.startAnew = true;
            window.close();
        });
    }
    window.actions().welcome->setVisible(options.startAnew != nullptr);
    window.show();
    return QApplication::exec();
}

} // namespace roundsman
