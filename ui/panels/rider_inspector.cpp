#include "ui/panels/rider_inspector.h"

#include "ui/bridge/answer_on.h"
#include "ui/bridge/frame_feed.h"
#include "ui/models/order_risk.h"
#include "ui/models/rider_words.h"
#include "ui/panels/facts.h"
#include "ui/panels/page_stack.h"
#include "ui/panels/plain_table.h"
#include "ui/support/shown_time.h"
#include "ui/support/words.h"
#include "ui/theme/icons.h"
#include "ui/theme/tones.h"
#include "ui/workspaces/navigator.h"

#include <QAction>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QStackedLayout>
#include <QTableView>
#include <QVBoxLayout>

#include <cmath>

namespace roundsman {

RiderInspector::RiderInspector(FrameFeed& feed, Navigator& navigator, QWidget* parent)
    : QWidget(parent), m_feed(feed), m_navigator(navigator), m_tones(&darkTones()) {
    setObjectName(QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
    m_pages = new QStackedLayout(this);
    m_pages->addWidget(buildEmpty());
    m_pages->addWidget(buildRider());
    showPage(*m_pages, 0);
    connect(&m_refresh, &QTimer::timeout, this, &RiderInspector::refresh);
    m_refresh.start(listRhythm);
}

QWidget* RiderInspector::buildEmpty() {
    auto* page = new QWidget;
    page->setObjectName(QStringLiteral("panel"));
    auto* column = new QVBoxLayout(page);
    auto* words = new QLabel(
        tr("No rider selected.\nClick one on the map or in the list,\nor press Ctrl+K to find one by name."));
    words->setAlignment(Qt::AlignCenter);
    words->setProperty("role", QStringLiteral("muted"));
    column->addWidget(words);
    return page;
}

QWidget* RiderInspector::buildRider() {
    auto* page = new QWidget;
    page->setObjectName(QStringLiteral("panel"));
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(14, 14, 14, 0);
    column->setSpacing(14);

    auto* head = new QHBoxLayout;
    head->setSpacing(10);
    m_mark = new QLabel;
    m_mark->setFixedSize(32, 32);
    auto* names = new QVBoxLayout;
    names->setSpacing(1);
    m_name = new QLabel;
    m_name->setProperty("role", QStringLiteral("title"));
    m_name->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_name->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // a long id must not widen the window
    m_under = new QLabel;
    names->addWidget(m_name);
    names->addWidget(m_under);
    head->addWidget(m_mark);
    head->addLayout(names, 1);
    column->addLayout(head);

    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    m_follow = new QPushButton(tr("Follow"));
    m_follow->setCheckable(true);
    auto* centre = new QPushButton(tr("Show on map"));
    buttons->addWidget(m_follow, 1);
    buttons->addWidget(centre, 1);
    column->addLayout(buttons);
    connect(m_follow, &QPushButton::clicked, this, &RiderInspector::followAsked);
    connect(centre, &QPushButton::clicked, this, &RiderInspector::centreAsked);

    m_state = new Facts(tr("State"), {tr("Last fix"), tr("Speed"), tr("Position"), tr("Market")});
    m_clocks = new Facts(tr("Clocks"), {tr("Device"), tr("Log"), tr("Device skew")});
    column->addWidget(m_state);
    column->addWidget(buildOrder());
    column->addWidget(m_clocks);

    auto* heading = new QLabel(tr("Last fixes").toUpper());
    heading->setProperty("role", QStringLiteral("section"));
    column->addWidget(heading);
    buildFixes();
    column->addWidget(m_table, 1);
    return page;
}

QWidget* RiderInspector::buildOrder() {
    m_orderPart = new QWidget;
    auto* column = new QVBoxLayout(m_orderPart);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    m_order = new Facts(tr("Order"), {tr("Order"), tr("Step"), tr("Merchant"), tr("Promised")});
    m_openOrder = new QPushButton(tr("Open order"));
    column->addWidget(m_order);
    column->addWidget(m_openOrder, 0, Qt::AlignLeft);
    connect(m_openOrder, &QPushButton::clicked, this, [this] { m_navigator.openOrder(m_orderId); });
    return m_orderPart;
}

void RiderInspector::buildFixes() {
    m_table = plainTable(&m_fixes, tr("Last fixes"));
    m_table->verticalHeader()->setDefaultSectionSize(24); // there is little height
    m_table->horizontalHeader()->setStretchLastSection(false);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(FixModel::verdict, QHeaderView::Stretch);
    if (!m_feed.api().scope().merchant.empty()) {
        return; // a restaurant sees no records
    }
    auto* open = new QAction(tr("Open record"), m_table);
    m_table->addAction(open);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(open, &QAction::triggered, this, &RiderInspector::openRecord);
    connect(m_table, &QTableView::activated, this, &RiderInspector::openRecord);
}

void RiderInspector::openRecord() {
    const QModelIndex at = m_table->currentIndex();
    if (m_rider && at.isValid()) {
        const DocumentRef document = m_fixes.at(at.row()).document;
        m_navigator.openRecord({m_rider->partition, document.offset, document.index});
    }
}

void RiderInspector::show(std::optional<RiderRef> rider) {
    if (m_rider == rider) {
        return;
    }
    m_rider = rider;
    m_fixes.setFixes({});
    refresh();
}

void RiderInspector::setFollowing(bool on) {
    m_follow->setChecked(on);
    m_follow->setText(on ? tr("Following") : tr("Follow"));
}

void RiderInspector::setTones(const Tones& tones) {
    m_tones = &tones;
    refresh();
}

void RiderInspector::refresh() {
    const RiderDot* dot = m_rider ? dotOf(m_feed.picture(), *m_rider) : nullptr;
    showPage(*m_pages, dot ? 1 : 0);
    if (!dot) {
        return;
    }
    const Frame& lane = *laneOf(m_feed.picture(), m_rider->partition);
    m_name->setText(riderId(m_feed.picture(), *m_rider));
    m_name->setToolTip(m_name->text());
    m_under->setText(statusName(dot->status));
    m_mark->setPixmap(markIcon(dot->status, dot->staleness, *m_tones).pixmap(QSize(32, 32), devicePixelRatioF()));
    showState(*dot, lane);
    showOrder(*dot, lane);
    showClocks(*dot, lane);
    refreshFixes();
}

void RiderInspector::showState(const RiderDot& dot, const Frame& lane) {
    QString speed = speedText(dot);
    if (dot.headingDegrees >= 0) {
        speed += QStringLiteral(" · ") + tr("heading %1°").arg(std::lround(dot.headingDegrees));
    }
    const QString position =
        dot.hasFix
            ? QStringLiteral("%1, %2").arg(dot.position.latitude(), 0, 'f', 5).arg(dot.position.longitude(), 0, 'f', 5)
            : QStringLiteral("–");
    m_state->setValues({stalenessSentence(dot, lane), speed, position, marketName(lane, dot.market)});
    m_state->setValueColour(0, stalenessColour(dot.staleness, *m_tones));
}

void RiderInspector::showOrder(const RiderDot& dot, const Frame& lane) {
    const OrderView* order = orderOf(lane, dot.order);
    m_orderPart->setVisible(order != nullptr);
    if (!order) {
        return;
    }
    m_orderId = words(order->id);
    const MerchantView* merchant = merchantOf(lane, order->merchant);
    QString promised = QStringLiteral("–");
    if (order->promisedAt != never) {
        const Millis left = order->promisedAt - lane.now();
        promised = secondsText(order->promisedAt) + QStringLiteral(" · ") +
                   (left.count() >= 0 ? tr("in %1").arg(ageText(left)) : tr("%1 late").arg(ageText(-left)));
    }
    const EventTime since = order->times.of(order->last);
    m_order->setValues(
        {m_orderId, stepName(order->last) + (since == never ? QString() : QStringLiteral(" · ") + secondsText(since)),
         merchant ? QString::fromStdString(merchant->name) : QStringLiteral("–"), promised});
}

void RiderInspector::showClocks(const RiderDot& dot, const Frame& lane) {
    const QString skew = (dot.skewMillis >= 0 ? QStringLiteral("+") : QString()) + tr("%1 ms").arg(dot.skewMillis);
    m_clocks->setValues(
        {secondsText(dot.fixTime),
         secondsText(dot.logTime) + QStringLiteral(" · ") + tr("lane %1").arg(secondsText(lane.laneTime)), skew});
    m_clocks->setValueColour(2, std::abs(dot.skewMillis) > 10'000 ? m_tones->warning : m_tones->text);
}

void RiderInspector::refreshFixes() {
    if (m_fixesAsked) {
        return;
    }
    m_fixesAsked = true;
    const RiderRef asked = *m_rider;
    m_feed.api().recentFixes(asked.partition, asked.rider,
                             answerOn<std::vector<FixSeen>>(this, [this, asked](const auto& answer) {
                                 m_fixesAsked = false;
                                 if (answer && m_rider == asked) {
                                     m_fixes.setFixes(*answer);
                                 }
                             }));
}

} // namespace roundsman
