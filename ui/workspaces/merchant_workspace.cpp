#include "ui/bridge/frame_feed.h"
#include "ui/merchant/merchant_desk.h"
#include "ui/merchant/merchant_page.h"
#include "ui/merchant/merchant_panels.h"
#include "ui/panels/order_page.h"
#include "ui/theme/theme.h"
#include "ui/window/workspaces.h"
#include "ui/workspaces/navigator.h"
#include "ui/workspaces/support_workspace.h"
#include "ui/workspaces/workbench.h"

namespace roundsman {

namespace {

constexpr int dockHeight = 210;

} // namespace

void buildMerchant(const Workbench& bench) {
    const QString here = QStringLiteral("merchant");
    auto* desk = new MerchantDesk(bench.feed, bench.state, &bench.workspaces);
    auto* page = new MerchantPage(bench.feed, bench.commands, *desk, bench.theme);
    auto* kitchen = new KitchenPanel(bench.feed, bench.commands, *desk, bench.navigator);
    auto* incoming = new IncomingPanel(bench.feed, *desk, bench.navigator);
    auto* waits = new WaitsPanel(*desk, bench.navigator, !desk->fixed());
    bench.workspaces.setPage(here, page);
    Workspaces& workspaces = bench.workspaces;
    workspaces.setShare(workspaces.addDock(here, QStringLiteral("kitchen"), KitchenPanel::tr("In the kitchen"), kitchen,
                                           Qt::BottomDockWidgetArea, dockHeight),
                        13);
    workspaces.setShare(workspaces.addDock(here, QStringLiteral("incoming"), IncomingPanel::tr("Incoming riders"),
                                           incoming, Qt::BottomDockWidgetArea, dockHeight),
                        9);
    workspaces.setShare(workspaces.addDock(here, QStringLiteral("waits"), WaitsPanel::tr("Avoidable wait"), waits,
                                           Qt::BottomDockWidgetArea, dockHeight),
                        8);
    const auto dress = [kitchen, incoming, waits, &theme = bench.theme] {
        kitchen->setTones(theme.tones());
        incoming->setTones(theme.tones());
        waits->setTones(theme.tones());
    };
    QObject::connect(&bench.theme, &Theme::changed, page, dress);
    dress();
    QObject::connect(page, &MerchantPage::said, &bench.navigator, &Navigator::say);
    QObject::connect(page, &MerchantPage::ordersAsked, &bench.navigator, &Navigator::openOrders);
    QObject::connect(&bench.navigator, &Navigator::merchantAsked, page,
                     [desk, here, workspaces = &bench.workspaces](const QString& id) {
                         workspaces->show(here);
                         desk->choose(id);
                     });
}

void buildRestaurant(const Workbench& bench) {
    buildMerchant(bench);
    const QString orders = QStringLiteral("orders");
    auto* page = new OrderPage(bench.feed, bench.commands, bench.navigator);
    auto* finder = new OrderFinder(bench.feed);
    bench.workspaces.setPage(orders, page);
    bench.workspaces.addDock(orders, QStringLiteral("order-finder"), OrderFinder::tr("Find an order"), finder,
                             Qt::LeftDockWidgetArea);
    QObject::connect(finder, &OrderFinder::chosen, page, &OrderPage::show);
    QObject::connect(&bench.navigator, &Navigator::orderAsked, page,
                     [page, finder, orders, workspaces = &bench.workspaces](const QString& id) {
                         workspaces->show(orders);
                         finder->mark(id);
                         page->show(id);
                     });
    QObject::connect(&bench.navigator, &Navigator::ordersAsked, finder,
                     [finder, orders, workspaces = &bench.workspaces](const OrdersWithin& within) {
                         workspaces->show(orders);
                         finder->showWithin(within);
                     });
}

} // namespace roundsman
