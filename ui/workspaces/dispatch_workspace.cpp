#include "ui/bridge/command_desk.h"
#include "ui/bridge/frame_feed.h"
#include "ui/map/map_view.h"
#include "ui/panels/alert_inbox.h"
#include "ui/panels/fence_panel.h"
#include "ui/panels/order_board.h"
#include "ui/panels/surge_limits.h"
#include "ui/theme/theme.h"
#include "ui/window/window_state.h"
#include "ui/window/workspaces.h"
#include "ui/workspaces/navigator.h"
#include "ui/workspaces/workbench.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTableView>

namespace roundsman {

namespace {

QString snoozesKey() {
    return QStringLiteral("alerts/snoozed");
}

/// Whatever is unreadable is left out.
AlertModel::Snoozes savedSnoozes(const WindowState& state) {
    AlertModel::Snoozes snoozes;
    const QByteArray text = state.value(snoozesKey(), QString()).toString().toUtf8();
    const QJsonObject all = QJsonDocument::fromJson(text).object();
    for (auto snooze = all.begin(); snooze != all.end(); ++snooze) {
        snoozes.insert(snooze.key(), eventTimeFromMillis(snooze.value().toInteger()));
    }
    return snoozes;
}

void saveSnoozes(WindowState& state, const AlertModel::Snoozes& snoozes) {
    QJsonObject all;
    for (const auto [id, until] : snoozes.asKeyValueRange()) {
        all.insert(id, static_cast<qint64>(millisOf(until)));
    }
    state.setValue(snoozesKey(), QString::fromUtf8(QJsonDocument(all).toJson(QJsonDocument::Compact)));
}

} // namespace

/// Riders and the chosen rider come from the window; here are the orders and what needs somebody.
void buildDispatch(const Workbench& bench) {
    const QString here = QStringLiteral("dispatch");
    auto* board = new OrderBoard(bench.feed, bench.commands, bench.navigator);
    auto* inbox = new AlertInbox(bench.feed, bench.commands, bench.navigator);
    inbox->setSnoozes(savedSnoozes(bench.state));
    QObject::connect(inbox, &AlertInbox::snoozesChanged, inbox,
                     [&state = bench.state](const AlertModel::Snoozes& snoozes) { saveSnoozes(state, snoozes); });
    QDockWidget* orders = bench.workspaces.addDock(here, QStringLiteral("orders"), OrderBoard::tr("Orders"), board,
                                                   Qt::BottomDockWidgetArea, 380);
    QDockWidget* alerts = bench.workspaces.addDock(here, QStringLiteral("alerts"), AlertInbox::tr("Alerts"), inbox,
                                                   Qt::BottomDockWidgetArea, 380);
    bench.workspaces.setShare(orders, 12); // an order has more to say than an alert
    bench.workspaces.setShare(alerts, 8);
    auto* limits = new SurgeLimits(bench.feed, bench.commands, bench.navigator);
    auto* editor = new FenceEditor(bench.feed, bench.commands, &bench.workspaces);
    auto* fences = new FencePanel(bench.feed, *editor, bench.navigator);
    bench.workspaces.addTab(here, alerts, QStringLiteral("surge-limits"), SurgeLimits::tr("Surge limits"), limits);
    for (QDockWidget* dock : bench.workspaces.docksOf(here)) {
        if (dock->objectName() == QStringLiteral("inspector")) {
            bench.workspaces.addTab(here, dock, QStringLiteral("areas"), FencePanel::tr("Areas"), fences);
        }
    }
    bench.map.fenceOverlay()->attach(&bench.map.camera(), editor);
    const auto dress = [board, inbox, &theme = bench.theme] {
        board->setTones(theme.tones());
        inbox->setTones(theme.tones());
    };
    QObject::connect(&bench.theme, &Theme::changed, board, dress);
    dress();
    QObject::connect(&bench.navigator, &Navigator::alertAsked, inbox, [inbox, alerts](const QString& id) {
        Workspaces::bringForward(alerts);
        inbox->choose(id);
        inbox->table()->setFocus();
    });
    QObject::connect(board, &OrderBoard::chosen, &bench.navigator,
                     [&navigator = bench.navigator, &feed = bench.feed, &map = bench.map](OrderRef ref) {
                         map.selectOrder(ref);
                         const OrderView* order = orderOf(feed.picture(), ref);
                         if (order && order->rider != noRider) {
                             navigator.chooseRider({ref.partition, order->rider});
                         }
                     });
}

} // namespace roundsman
