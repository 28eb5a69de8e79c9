#include "tests/ui/support/desk.h"

#include "tests/ui/support/last_words.h"
#include "ui/console.h"
#include "ui/models/city_places.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QQuickWindow>
#include <QScreen>
#include <QTest>

namespace roundsman {

std::shared_ptr<const City> Desk::city() {
    static const auto made = [] {
        CityOptions options;
        options.radiusMetres = 4000;
        return std::make_shared<const City>(makeCity(7, options));
    }();
    return made;
}

Desk::Desk(const Options& options) {
    const QString settings = m_folder.filePath(QStringLiteral("window.ini"));
    if (!options.settings.isEmpty()) {
        QFile file(settings);
        if (file.open(QIODevice::WriteOnly)) {
            file.write(options.settings);
        }
    }
    SyntheticFleetSettings fleet = options.fleet;
    fleet.centre = city()->centre;
    fleet.radiusMetres = 3200;
    m_fleet = std::make_unique<SyntheticFleet>(fleet);
    m_theme = std::make_unique<Theme>(*qApp);
    m_theme->choose(options.theme);
    m_tiles = std::make_unique<TileService>(city(), m_folder.filePath(QStringLiteral("cache")));
    m_state = std::make_unique<WindowState>(settings);
    if (options.settings.isEmpty()) {
        m_state->saveBaseMap({options.baseMap, {}, {}});
    }
    m_moves = options.api == nullptr;
    m_feed = std::make_unique<FrameFeed>(options.api ? *options.api : *m_fleet);
    m_window = std::make_unique<MainWindow>(*m_feed, *m_theme, *m_tiles, *m_state, placesOf(*city()));
    m_window->resize(QSize(1400, 860).boundedTo(m_window->screen()->availableSize()));
    m_window->move(0, 0);
    m_window->show();
    m_window->activateWindow();
    if (!QTest::qWaitForWindowActive(m_window.get())) {
        qWarning("the window did not become active");
    }
}

Desk::~Desk() = default;

QByteArray Desk::settings() {
    m_state->sync();
    QFile file(m_folder.filePath(QStringLiteral("window.ini")));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool Desk::waitForPicture() {
    const std::uint64_t before = map().drawer().drawn();
    return QTest::qWaitFor(
        [&] {
            m_fleet->step(Millis{50});
            const auto shown = map().layer()->shown();
            const bool isNew = !m_moves || map().drawer().drawn() > before + 1;
            return isNew && shown && shown->view == map().camera().view();
        },
        15'000);
}

QImage Desk::picture(const QString& name) {
    waitForPicture();
    const auto frames = std::make_shared<std::atomic<int>>(0);
    const auto counting = QObject::connect(
        mapWindow(), &QQuickWindow::frameSwapped, m_window.get(), [frames] { ++*frames; }, Qt::DirectConnection);
    mapWindow()->requestUpdate();
    static_cast<void>(QTest::qWaitFor(
        [&] {
            mapWindow()->requestUpdate();
            return *frames > 1;
        },
        5000));
    QObject::disconnect(counting);
    const QRect area(m_window->mapToGlobal(QPoint(0, 0)), m_window->size());
    const QImage image = m_window->screen()->grabWindow(0, area.x(), area.y(), area.width(), area.height()).toImage();
    QDir().mkpath(QStringLiteral(ROUNDSMAN_PICTURES));
    const QString scale = qFuzzyCompare(m_window->devicePixelRatioF(), 1.0)
                              ? QString()
                              : QStringLiteral("@%1x").arg(m_window->devicePixelRatioF());
    image.save(QStringLiteral(ROUNDSMAN_PICTURES "/") + name + scale + QStringLiteral(".png"));
    return image;
}

Desk::Options standing(std::uint32_t riders) {
    Desk::Options options;
    options.fleet.riders = riders;
    options.fleet.updatesPerSecond = riders / 5.0;
    options.fleet.runs = false;
    return options;
}

int runUiTest(QObject& test, int argc, char** argv) {
    sayWhereItFell();
    prepareApplication();
    const auto application = makeApplication(argc, argv);
    return QTest::qExec(&test, QCoreApplication::arguments() << QStringLiteral("-nocrashhandler"));
}

} // namespace roundsman
