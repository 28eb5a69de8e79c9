#include "ui/panels/order_page.h"

#include "core/model/eta.h"
#include "ui/bridge/answer_on.h"
#include "ui/bridge/frame_feed.h"
#include "ui/models/answer_columns.h"
#include "ui/models/order_risk.h"
#include "ui/models/trouble_words.h"
#include "ui/panels/facts.h"
#include "ui/panels/order_columns.h"
#include "ui/panels/order_fixes.h"
#include "ui/panels/order_keeping.h"
#include "ui/panels/order_map.h"
#include "ui/panels/page_stack.h"
#include "ui/panels/plain_table.h"
#include "ui/panels/promise_chart.h"
#include "ui/support/money.h"
#include "ui/support/words.h"
#include "ui/workspaces/navigator.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QStackedLayout>
#include <QTabBar>
#include <QTabWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>
#include <cmath>

namespace roundsman {

namespace {

constexpr int factsWidth = 300;

QString withDot(const QString& first, const QString& second) {
    return first.isEmpty() || second.isEmpty() ? first + second
                                               : isolated(first) + QStringLiteral(" · ") + isolated(second);
}

} // namespace

OrderPage::OrderPage(FrameFeed& feed, CommandDesk& commands, Navigator& navigator, QWidget* parent)
    : QWidget(parent),
      m_feed(feed),
      m_commands(commands),
      m_navigator(navigator),
      m_timeline(timelineColumns()),
      m_promises(promiseColumns()),
      m_legs(legColumns()) {
    setObjectName(QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
    m_pages = new QStackedLayout(this);
    m_empty = new QLabel(tr("No order chosen.\nChoose one on the left, on the map, or on the board."));
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setProperty("role", QStringLiteral("muted"));
    m_pages->addWidget(m_empty);
    m_pages->addWidget(buildOrder());
    showPage(*m_pages, 0);
    connect(&m_refresh, &QTimer::timeout, this, &OrderPage::lookAgain);
    m_refresh.start(storeRhythm);
}

QWidget* OrderPage::buildOrder() {
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(18, 16, 18, 0);
    column->setSpacing(8);
    auto* head = new QHBoxLayout;
    auto* names = new QVBoxLayout;
    m_name = new QLabel;
    m_name->setProperty("role", QStringLiteral("title"));
    m_name->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_under = new QLabel;
    m_under->setProperty("role", QStringLiteral("muted"));
    for (QLabel* words : {m_name, m_under}) { // long ones must not widen the window
        words->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    }
    names->addWidget(m_name);
    names->addWidget(m_under);
    head->addLayout(names, 1);
    m_rider = new QPushButton(tr("Rider"));
    m_place = new QPushButton(tr("Show on map"));
    m_then = new QPushButton(tr("Map at that time"));
    m_then->setToolTip(tr("The fleet as it was at the chosen row of the timeline"));
    m_copy = new QPushButton(tr("Copy link"));
    for (QPushButton* button : {m_rider, m_place, m_then, m_copy}) {
        head->addWidget(button);
    }
    column->addLayout(head);
    m_why = new QLabel;
    m_why->setWordWrap(true);
    m_why->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_why->setAccessibleName(tr("Why late"));
    column->addWidget(m_why);
    m_facts = new Facts(tr("Order"), {tr("Merchant"), tr("Items"), tr("Promised first"), tr("Promised now"),
                                      tr("Rider"), tr("Channel")});
    m_keeping = new OrderKeeping(m_feed, m_commands);
    column->addWidget(m_keeping);
    if (!m_feed.api().scope().merchant.empty()) { // the past and the desk's own business are not a restaurant's
        m_then->hide();
        m_keeping->hide();
    }
    connect(m_keeping, &OrderKeeping::changed, this, &OrderPage::refresh);
    buildTabs();
    m_facts->setFixedWidth(factsWidth);
    auto* lower = new QHBoxLayout; // a low screen has more width than height to give
    lower->setSpacing(24);
    lower->addWidget(m_facts, 0, Qt::AlignTop);
    lower->addWidget(m_tabs, 1);
    column->addLayout(lower, 1);
    connect(m_rider, &QPushButton::clicked, this, [this] {
        const QString id = cellText(m_order.at(0, "rider"));
        if (const auto rider = findRider(m_feed.picture(), id)) {
            m_navigator.openRider(*rider);
        } else {
            m_navigator.say(tr("%1 is not among the riders of now.").arg(isolated(id)));
        }
    });
    connect(m_place, &QPushButton::clicked, this, [this] {
        m_navigator.openPlace(GeoPoint::fromDegrees(numberOf(m_order.at(0, "dropoff_latitude")),
                                                    numberOf(m_order.at(0, "dropoff_longitude"))),
                              15);
    });
    connect(m_then, &QPushButton::clicked, this, &OrderPage::showThen);
    connect(m_copy, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(QStringLiteral("roundsman:order/") + m_id);
        m_navigator.say(tr("Copied: open it with Ctrl+K"));
    });
    return page;
}

/// One under the other they would leave each three rows.
void OrderPage::buildTabs() {
    m_tabs = new QTabWidget;
    m_tabs->setDocumentMode(true);
    m_tabs->tabBar()->setDrawBase(false);
    m_timelineTable = plainTable(&m_timeline, tr("Timeline"));
    openRecordsFrom(*m_timelineTable, m_timeline, "offset", "document");
    m_tabs->addTab(m_timelineTable, tr("Timeline"));
    QTableView* legs = plainTable(&m_legs, tr("Stretches"));
    openRecordsFrom(*legs, m_legs, "last_offset", "last_document");
    m_tabs->addTab(legs, tr("Stretches"));
    QTableView* promises = plainTable(&m_promises, tr("Promises"));
    openRecordsFrom(*promises, m_promises, "offset", "document");
    m_chart = new PromiseChart;
    auto* promised = new QSplitter(Qt::Horizontal);
    promised->addWidget(m_chart);
    promised->addWidget(promises);
    m_tabs->addTab(promised, tr("Promises"));
    if (m_feed.api().scope().merchant.empty()) {
        m_map = new OrderMap(m_feed, m_navigator);
        m_tabs->addTab(m_map, tr("Map"));
        m_fixes = new OrderFixes(m_feed, m_navigator);
        m_tabs->addTab(m_fixes, tr("Fixes, raw and admitted"));
    }
}

/// Each row was made from a record; at a restaurant's there is none to open, and no column for it.
void OrderPage::openRecordsFrom(QTableView& table, const TableModel& model, const char* offset, const char* document) {
    fitColumns(table);
    if (!m_feed.api().scope().merchant.empty()) {
        table.hideColumn(model.columnCount() - 1);
        return;
    }
    connect(&table, &QTableView::activated, this, [this, &model, offset, document](const QModelIndex& at) {
        m_navigator.openRecord(recordAt(model, at.row(), offset, document));
    });
}

void OrderPage::setTones(const Tones& tones) {
    m_chart->setTones(tones);
    if (m_fixes) {
        m_map->setTones(tones);
        m_fixes->setTones(tones);
    }
}

/// When it was delivered, cancelled or rejected.
EventTime OrderPage::overAt() const {
    EventTime over{};
    for (const char* end : {"delivered", "cancelled", "rejected"}) {
        over = std::max(over, timeOf(m_order.at(0, end)));
    }
    return over;
}

/// From its placement until it was over; while it runs, whatever there is.
void OrderPage::showFixes() {
    if (!m_fixes) {
        return;
    }
    EventTime over = overAt();
    for (const FramePtr& lane : m_feed.picture().lanes) {
        over = over == EventTime{} ? lane->laneTime + std::chrono::hours{1} : over;
    }
    m_fixes->show(m_id, PartitionNo{static_cast<std::int32_t>(wholeOf(m_order.at(0, "partition")))},
                  cellText(m_order.at(0, "rider")), timeOf(m_order.at(0, "placed")), over);
}

void OrderPage::showPromises() {
    m_chart->show(m_promises.table(), timeOf(m_order.at(0, "first_promised")), timeOf(m_order.at(0, "delivered")));
}

void OrderPage::showMap() {
    if (m_map && !m_order.rows.empty()) {
        m_map->show(m_order, m_timeline.table());
    }
}

void OrderPage::show(const QString& orderId) {
    if (m_id != orderId) {
        m_id = orderId;
        m_order = {};
        m_isTold = false;
        m_timeline.setTable({});
        m_promises.setTable({});
        m_legs.setTable({});
        m_name->setText(orderId);
        m_under->clear();
        m_why->clear();
        m_facts->setValues({});
    }
    showPage(*m_pages, orderId.isEmpty() ? 0 : 1);
    refresh();
}

/// The order first: what is answered after it is at least as new.
void OrderPage::refresh() {
    if (m_id.isEmpty() || !isVisible()) {
        return;
    }
    m_again = m_unanswered > 0;
    if (m_again) {
        return;
    }
    m_whole = true;
    ask(QueryKind::orders, &OrderPage::takeOrder);
    ask(QueryKind::orderEvents, &OrderPage::takeTimeline);
    ask(QueryKind::orderEtas, &OrderPage::takePromises);
    ask(QueryKind::orderLegs, &OrderPage::takeLegs);
}

void OrderPage::lookAgain() {
    if (!m_isTold && m_unanswered == 0) {
        refresh();
    }
}

void OrderPage::ask(QueryKind kind, void (OrderPage::*take)(Table)) {
    ++m_unanswered;
    m_feed.api().query(
        {.kind = kind, .id = m_id.toStdString(), .text = {}, .bucket = {}, .timeZone = {}, .limit = 6000},
        answerOn<Table>(this, [this, take, id = m_id](const auto& answer) {
            --m_unanswered;
            m_whole = m_whole && answer && id == m_id;
            if (answer && id == m_id) {
                (this->*take)(*answer);
            } else if (id == m_id) {
                m_under->setText(troubleText(answer.error().sentence));
            }
            if (m_unanswered == 0) {
                m_isTold = m_whole && overAt() != EventTime{};
                if (m_again) {
                    refresh();
                }
            }
        }));
}

void OrderPage::takeOrder(Table table) {
    m_order = std::move(table);
    if (m_order.rows.empty()) {
        m_under->setText(tr("History has not heard of it yet: it is written a second after it happens."));
        return;
    }
    const auto at = [this](std::string_view name) -> const Cell& {
        return m_order.at(0, name);
    };
    const auto step = orderStepFrom(textOf(at("step")));
    m_under->setText(QStringList{step ? stepName(*step) : QString(), cellText(at("market")),
                                 tr("placed %1").arg(momentText(timeOf(at("placed"))))}
                         .join(QStringLiteral(" · ")));
    const std::string currency = textOf(at("currency"));
    const QString money = isNothing(at("amount_minor")) || currency.empty()
                              ? QString()
                              : moneyText(numberOf(at("amount_minor")), currency);
    m_facts->setValues({withDot(cellText(at("merchant_name")), cellText(at("merchant"))),
                        withDot(cellText(at("items")), money), momentText(timeOf(at("first_promised"))),
                        momentText(timeOf(at("promised"))),
                        isNothing(at("rider")) ? tr("nobody") : cellText(at("rider")), cellText(at("channel"))});
    m_rider->setEnabled(!isNothing(at("rider")));
    m_place->setEnabled(!isNothing(at("dropoff_latitude")));
    m_keeping->show(m_id, cellText(at("market")));
    sayWhy();
    showPromises();
    showFixes();
    showMap();
}

void OrderPage::takeTimeline(Table table) {
    m_timeline.setTable(std::move(table));
    showMap();
}

void OrderPage::takePromises(Table table) {
    m_promises.setTable(std::move(table));
    showPromises();
}

void OrderPage::takeLegs(Table table) {
    m_legs.setTable(std::move(table));
    sayWhy();
}

QString OrderPage::whyLate() const {
    return m_why->text();
}

/// How late by the first promise and, where that was moved, by the newest; and the stretch that cost most.
void OrderPage::sayWhy() {
    const EventTime first = timeOf(m_order.at(0, "first_promised"));
    const EventTime moved = timeOf(m_order.at(0, "promised"));
    if (first == EventTime{}) {
        m_why->clear();
        return;
    }
    const EventTime over = overAt();
    EventTime end = over;
    for (const FramePtr& lane : m_feed.picture().lanes) {
        end = over == EventTime{} ? std::max(end, lane->now()) : over;
    }
    const auto against = [end](EventTime promise) {
        return end > promise ? tr("%1 late").arg(spanText(end - promise)) : tr("not late");
    };
    const bool isMoved = moved != EventTime{} && moved != first;
    if (!isMoved && end <= first) {
        m_why->setText(tr("Not late."));
        return;
    }
    const QString late =
        isMoved ? tr("%1 by the first promise, %2 by the newest").arg(against(first), against(moved)) : against(first);
    const QString cause = worstStretch(over == EventTime{} ? openView() : nullptr);
    m_why->setText(cause.isEmpty() ? late : late + QStringLiteral(": ") + cause);
}

/// Of an order that runs, the lane knows what the stretch it is in has cost so far; of one that is over, its rows do.
QString OrderPage::worstStretch(const OrderView* open) const {
    const WhyLate why = roundsman::whyLate(legRows(m_legs.table()));
    const QString leg = legName(open ? open->eta.lateLeg : why.worst);
    const double seconds = open ? open->eta.lateSeconds : why.worstSeconds;
    return leg.isEmpty() || seconds <= 0
               ? QString()
               : tr("“%1” took %2 more than was thought").arg(leg, spanText(Millis{std::llround(seconds * 1000)}));
}

/// Null: no lane here has it open.
const OrderView* OrderPage::openView() const {
    const std::string id = m_id.toStdString();
    for (const FramePtr& lane : m_feed.picture().lanes) {
        for (const OrderView& order : listOf(lane->openOrders)) {
            if (order.id == id) {
                return &order;
            }
        }
    }
    return nullptr;
}

/// Where everybody was when it happened; before anything is chosen, when the order was placed.
void OrderPage::showThen() {
    const int row = std::max(0, m_timelineTable->currentIndex().row());
    const EventTime time = timeOf(m_timeline.rowCount() > 0 ? m_timeline.cell(row, "time") : m_order.at(0, "placed"));
    if (time == EventTime{}) {
        return;
    }
    m_navigator.openTime(time);
    if (const auto rider = findRider(m_feed.picture(), cellText(m_order.at(0, "rider")))) {
        m_navigator.chooseRider(*rider);
    }
    if (!isNothing(m_order.at(0, "dropoff_latitude"))) {
        m_navigator.openPlace(GeoPoint::fromDegrees(numberOf(m_order.at(0, "dropoff_latitude")),
                                                    numberOf(m_order.at(0, "dropoff_longitude"))),
                              13);
    }
}

} // namespace roundsman
