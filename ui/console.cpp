#include "ui/console.h"

#include "ui/bridge/frame_feed.h"
#include "ui/map/map_view.h"

#include <QApplication>
#include <QMainWindow>
#include <QQuickWindow>

namespace roundsman {

void prepareApplication() {
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

int runConsole(QApplication& application, ConsoleApi& api) {
    FrameFeed feed(api);
    QMainWindow window;
    window.setCentralWidget(new MapView(feed));
    window.resize(1400, 900);
    window.show();
    return application.exec();
}

} // namespace roundsman
