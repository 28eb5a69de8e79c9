#include "ui/workspaces/support_workspace.h"

#include "ui/bridge/answer_on.h"
#include "ui/bridge/frame_feed.h"
#include "ui/map/map_view.h"
#include "ui/models/answer_columns.h"
#include "ui/models/trouble_words.h"
#include "ui/panels/order_map.h"
#include "ui/panels/order_page.h"
#include "ui/panels/plain_table.h"
#include "ui/panels/quarantine_inbox.h"
#include "ui/panels/record_browser.h"
#include "ui/panels/record_view.h"
#include "ui/support/countable.h"
#include "ui/support/words.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/window/workspaces.h"
#include "ui/workspaces/workbench.h"

#include <QAction>
#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace roundsman {

namespace {

constexpr std::size_t listedAtMost = 500;
constexpr int finderWidth = 350; // an order, its step and its time stand beside each other

} // namespace

OrderFinder::OrderFinder(FrameFeed& feed, QWidget* parent)
    : ListPanel(parent),
      m_feed(feed),
      m_model({textColumn("order", tr("Order")), stepColumn("step", tr("Step")),
               briefTimeColumn("placed", tr("Placed")), textColumn("merchant_name", tr("Merchant"))}) {
    m_model.setKey({"order"});
    m_text = new QLineEdit;
    m_text->setPlaceholderText(tr("Order, merchant or rider"));
    m_text->setAccessibleName(tr("Find orders"));
    m_text->setClearButtonEnabled(true);
    m_text->addAction(glyphIcon(Glyph::search), QLineEdit::LeadingPosition);
    head().addWidget(m_text);
    m_all = new QPushButton;
    m_all->setToolTip(tr("Shows orders of all times again"));
    m_all->setIcon(glyphIcon(Glyph::close));
    m_all->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed); // long words must not widen the panel
    m_all->hide();
    column().addWidget(m_all);
    connect(m_all, &QPushButton::clicked, this, &OrderFinder::showAll);
    addList(m_model, tr("Orders"), {62, 90, 60}, 3, tr("No orders yet.\nThey appear when they are placed."));
    m_state = new QLabel;
    m_state->setProperty("role", QStringLiteral("muted"));
    m_state->setWordWrap(true);
    m_state->setContentsMargins(2, 0, 2, 6);
    column().addWidget(m_state);
    connect(m_text, &QLineEdit::textChanged, this, &OrderFinder::refresh);
    connect(m_text, &QLineEdit::returnPressed, this, &OrderFinder::openByWholeId);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (isVisible()) {
            refresh();
        }
    });
    m_timer.start(storeRhythm);
}

Query OrderFinder::wanted() const {
    Query query{.kind = QueryKind::orders,
                .id = {},
                .text = m_text->text().trimmed().toStdString(),
                .bucket = {},
                .timeZone = {},
                .limit = listedAtMost};
    if (m_within) {
        query.merchant = m_within->merchant.toStdString();
        query.from = m_within->from;
        query.to = m_within->to;
    }
    return query;
}

/// One question at a time: what is typed meanwhile is asked for when the answer is there. Searches of a large history
/// leave it nine tenths of its time for others.
void OrderFinder::refresh() {
    if (m_asked) {
        return;
    }
    m_asked = true;
    QElapsedTimer since;
    since.start();
    const Query query = wanted();
    m_feed.api().query(query, answerOn<Table>(this, [this, query, since](const auto& answer) {
                           m_asked = false;
                           m_timer.start(std::max(storeRhythm, std::chrono::milliseconds{10 * since.elapsed()}));
                           if (query != wanted()) {
                               refresh();
                           } else if (answer) {
                               take(*answer);
                           } else {
                               m_state->setText(troubleText(answer.error().sentence));
                           }
                       }));
}

void OrderFinder::take(const Table& orders) {
    const bool all = m_text->text().trimmed().isEmpty();
    const QString searched = QLocale().toString(static_cast<qulonglong>(ordersSearchedMax));
    setEmptyWords(!all ? tr("None of the newest %1 orders is called that.\nA part of its id, its merchant or its "
                            "rider will do.\nEnter opens an older one by its whole id.")
                             .arg(searched)
                  : m_within ? tr("No order was placed then.")
                             : tr("No orders yet.\nThey appear when they are placed."));
    m_state->setText(orders.more ? tr("The newest %1").arg(orders.rows.size())
                     : all       ? tr("%Ln orders", nullptr, countable(orders.rows.size()))
                           : tr("%Ln of the newest %1 orders", nullptr, countable(orders.rows.size())).arg(searched));
    changeRows([&] { m_model.setTable(orders); });
}

void OrderFinder::openByWholeId() {
    if (const QString id = m_text->text().trimmed(); !id.isEmpty()) {
        mark(id);
        Q_EMIT chosen(id);
    }
}

void OrderFinder::showWithin(const OrdersWithin& within) {
    m_within = within;
    m_all->setText(within.words);
    m_all->show();
    m_text->clear();
    refresh();
    table()->setFocus(Qt::OtherFocusReason);
}

void OrderFinder::showAll() {
    m_within.reset();
    m_all->hide();
    refresh();
    m_text->setFocus(Qt::OtherFocusReason);
}

QString OrderFinder::keyAt(int row) const {
    return cellText(m_model.cell(row, "order"));
}

void OrderFinder::choiceChanged() {
    const int row = chosenRow();
    if (row >= 0 && keyAt(row) != m_shown) {
        m_shown = keyAt(row);
        Q_EMIT chosen(m_shown);
    }
}

void OrderFinder::mark(const QString& orderId) {
    m_shown = orderId;
    if (!choose(orderId)) {
        table()->clearSelection();
    }
}

void buildSupport(const Workbench& bench) {
    const QString here = QStringLiteral("support");
    auto* page = new OrderPage(bench.feed, bench.commands, bench.navigator);
    auto* finder = new OrderFinder(bench.feed);
    auto* records = new RecordBrowser(bench.feed);
    auto* quarantine = new QuarantineInbox(bench.feed, bench.commands, bench.navigator);
    bench.workspaces.setPage(here, page);
    bench.workspaces.addDock(here, QStringLiteral("order-finder"), OrderFinder::tr("Find an order"), finder,
                             Qt::LeftDockWidgetArea, finderWidth);
    QDockWidget* recordsDock = bench.workspaces.addDock(here, QStringLiteral("records"), RecordBrowser::tr("Records"),
                                                        records, Qt::BottomDockWidgetArea);
    bench.workspaces.addTab(here, recordsDock, QStringLiteral("quarantine"), QuarantineInbox::tr("Quarantine"),
                            quarantine);
    bench.workspaces.share(QStringLiteral("pipeline"), recordsDock);
    const auto dress = [page, &theme = bench.theme] {
        page->setTones(theme.tones());
    };
    QObject::connect(&bench.theme, &Theme::changed, page, dress);
    dress();
    MapScene& scene = bench.map.scene();
    const auto ground = [page, &scene] {
        page->map()->setGround(scene.tileHost(), scene.attribution());
    };
    QObject::connect(&scene, &MapScene::baseMapChanged, page, ground);
    ground();
    QObject::connect(&records->view(), &RecordView::said, &bench.navigator, &Navigator::say);
    QObject::connect(finder, &OrderFinder::chosen, page, &OrderPage::show);
    Workspaces* workspaces = &bench.workspaces;
    QObject::connect(&bench.navigator, &Navigator::orderAsked, page,
                     [page, finder, workspaces, here](const QString& id) {
                         workspaces->show(here);
                         finder->mark(id);
                         page->show(id);
                     });
    QObject::connect(&bench.navigator, &Navigator::ordersAsked, finder,
                     [finder, workspaces, here](const OrdersWithin& within) {
                         workspaces->show(here);
                         finder->showWithin(within);
                     });
    QObject::connect(&bench.navigator, &Navigator::recordAsked, records,
                     [records, recordsDock, workspaces, here](RecordRef record) {
                         workspaces->show(here);
                         Workspaces::bringForward(recordsDock);
                         records->open(record);
                     });
}

} // namespace roundsman
