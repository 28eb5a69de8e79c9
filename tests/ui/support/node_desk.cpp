#include "tests/ui/support/node_desk.h"

#include "tests/ui/support/desk.h"
#include "tests/ui/support/node_parts.h"
#include "ui/models/city_places.h"

#include <QApplication>
#include <QDialog>
#include <QDir>
#include <QQuickWindow>
#include <QScreen>
#include <QTest>

#include <future>

namespace roundsman {

NodeDesk::NodeDesk(const QStringList& people, ThemeChoice theme)
    : NodeDesk(Options{.people = people, .theme = theme}) {}

NodeDesk::NodeDesk(const Options& options) {
    openLog(options);
    m_writer = std::move(*m_log->write());
    NodeLimits limits;
    limits.commitEvery = Millis{100};
    limits.framesPerSecond = 20;
    NodeParts parts = nodePartsFor(m_log, historyFolder(), options.historyDisk);
    if (options.dress) {
        options.dress(parts);
    }
    m_node = std::make_unique<Node>(
        std::move(parts), limits,
        Node::Surroundings{
            .metrics = m_metrics, .lines = m_lines, .clock = m_clock, .audit = m_audit, .version = "0.1.0"});
    m_node->start();
    for (const QString& person : options.people) {
        seat(person, options.theme);
    }
}

void NodeDesk::openLog(const Options& options) {
    if (options.openLog) {
        m_log = options.openLog();
        return;
    }
    auto log = openLocalLog({.folder = logFolder(), .partitions = options.partitions, .vfs = options.logDisk}, m_clock);
    if (!log) {
        qFatal("the test's log does not open: %s", log.error().sentence.c_str());
    }
    m_log = std::move(*log);
}

NodeDesk::~NodeDesk() {
    m_seats.clear();
    m_node->stop();
}

void NodeDesk::seat(const QString& person, ThemeChoice theme) {
    auto seat = std::make_unique<Seat>();
    seat->console = std::make_unique<NodeConsole>(*m_node, person.toStdString());
    seat->theme = std::make_unique<Theme>(*qApp);
    seat->theme->choose(theme);
    seat->tiles = std::make_unique<TileService>(Desk::city(), m_folder.filePath(person + QStringLiteral("-cache")));
    seat->state = std::make_unique<WindowState>(m_folder.filePath(person + QStringLiteral(".ini")));
    seat->state->saveBaseMap({BaseMapKind::none, {}, {}});
    seat->feed = std::make_unique<FrameFeed>(*seat->console);
    seat->window =
        std::make_unique<MainWindow>(*seat->feed, *seat->theme, *seat->tiles, *seat->state, placesOf(*Desk::city()));
    seat->window->resize(1400, 900);
    seat->window->move(0, 0);
    seat->window->show();
    seat->window->activateWindow();
    if (!QTest::qWaitForWindowActive(seat->window.get())) {
        qWarning("the window did not become active");
    }
    m_seats.push_back(std::move(seat));
}

bool NodeDesk::append(const std::string& documents, PartitionNo partition) {
    auto answered = std::make_shared<std::promise<bool>>();
    auto done = answered->get_future();
    const NewRecord record{.partition = partition, .key = {}, .value = documents, .headers = {}};
    const auto taken =
        m_writer->append(record, [answered](const Appended& appended) { answered->set_value(appended.has_value()); });
    return taken && done.get();
}

FramePtr NodeDesk::frame(int person) {
    const Picture& picture = feed(person).picture();
    return picture.lanes.empty() ? nullptr : picture.lanes.front();
}

const OrderView* NodeDesk::order(const std::string& id, int person) {
    if (const FramePtr now = frame(person)) {
        for (const OrderView& order : listOf(now->openOrders)) {
            if (order.id == id) {
                return &order;
            }
        }
    }
    return nullptr;
}

QImage NodeDesk::picture(const QString& name, int person) {
    MainWindow& shown = window(person);
    shown.raise();
    for (QDialog* dialog : shown.findChildren<QDialog*>()) { // that stand over it
        if (dialog->isVisible()) {
            dialog->raise();
        }
    }
    const auto frames = std::make_shared<std::atomic<int>>(0);
    QQuickWindow* scene = map(person).window();
    const auto counting =
        QObject::connect(scene, &QQuickWindow::frameSwapped, &shown, [frames] { ++*frames; }, Qt::DirectConnection);
    static_cast<void>(QTest::qWaitFor(
        [&] {
            scene->requestUpdate();
            return *frames > 3;
        },
        5000));
    QObject::disconnect(counting);
    const QRect area(shown.mapToGlobal(QPoint(0, 0)), shown.size());
    const QImage image = shown.screen()->grabWindow(0, area.x(), area.y(), area.width(), area.height()).toImage();
    QDir().mkpath(QStringLiteral(ROUNDSMAN_PICTURES));
    const QString scale = qFuzzyCompare(shown.devicePixelRatioF(), 1.0)
                              ? QString()
                              : QStringLiteral("@%1x").arg(shown.devicePixelRatioF());
    image.save(QStringLiteral(ROUNDSMAN_PICTURES "/") + name + scale + QStringLiteral(".png"));
    return image;
}

} // namespace roundsman
