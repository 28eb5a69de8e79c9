#include "ui/panels/alert_inbox.h"

#include "ui/bridge/command_desk.h"
#include "ui/bridge/frame_feed.h"
#include "ui/models/alert_place.h"
#include "ui/panels/plain_table.h"
#include "ui/panels/tone_delegate.h"
#include "ui/past/time_link.h"
#include "ui/support/words.h"
#include "ui/theme/tones.h"
#include "ui/workspaces/navigator.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

namespace roundsman {

namespace {

constexpr Millis snoozeTime{10 * 60 * 1000};
constexpr double placeZoom = 14; // some streets around it: who else was there belongs to the answer

QColor alertColour(const QModelIndex& index, const Tones& tones) {
    if (index.data(AlertModel::acknowledgedRole).toBool()) {
        return tones.textMuted;
    }
    if (index.column() != AlertModel::severity) {
        return index.column() == AlertModel::what ? tones.text : tones.textMuted;
    }
    switch (static_cast<Severity>(index.data(AlertModel::severityRole).toInt())) {
    case Severity::critical:
        return tones.bad;
    case Severity::warning:
        return tones.warning;
    case Severity::info:
        break;
    }
    return tones.accent;
}

} // namespace

AlertInbox::AlertInbox(FrameFeed& feed, CommandDesk& commands, Navigator& navigator, QWidget* parent)
    : QWidget(parent), m_feed(feed), m_commands(commands), m_navigator(navigator), m_model(commands) {
    setObjectName(QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
    build();
    connect(m_table, &QTableView::activated, this, &AlertInbox::openSubject);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &AlertInbox::enableButtons);
    connect(m_acknowledge, &QPushButton::clicked, this, &AlertInbox::acknowledge);
    connect(m_snooze, &QPushButton::clicked, this, &AlertInbox::snooze);
    connect(m_evidence, &QPushButton::clicked, this, &AlertInbox::showEvidence);
    connect(m_then, &QPushButton::clicked, this, &AlertInbox::showThen);
    connect(&m_commands, &CommandDesk::answered, this, &AlertInbox::refresh);
    connect(&m_refresh, &QTimer::timeout, this, &AlertInbox::refresh);
    m_refresh.start(listRhythm);
    refresh();
}

void AlertInbox::build() {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(10, 10, 10, 0);
    column->setSpacing(8);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(6);
    m_acknowledge = new QPushButton(tr("Acknowledge"));
    m_acknowledge->setToolTip(tr("I take it: others see that (Ctrl+Enter)"));
    m_snooze = new QPushButton(tr("Snooze 10 min"));
    m_evidence = new QPushButton(tr("Evidence"));
    m_evidence->setToolTip(tr("The records that show it"));
    m_then = new QPushButton(tr("Map then"));
    m_then->setToolTip(tr("The fleet as it was when and where it was raised"));
    for (QPushButton* button : {m_acknowledge, m_snooze, m_evidence, m_then}) {
        buttons->addWidget(button);
    }
    buttons->addStretch();
    m_count = new QLabel;
    m_count->setProperty("role", QStringLiteral("muted"));
    buttons->addWidget(m_count);
    column->addLayout(buttons);
    m_table = plainTable(&m_model, tr("Alerts"));
    m_delegate = new ToneDelegate(alertColour, m_table);
    m_table->setItemDelegate(m_delegate);
    m_table->horizontalHeader()->resizeSection(AlertModel::severity, 92);
    m_table->horizontalHeader()->resizeSection(AlertModel::what, 330);
    m_table->horizontalHeader()->resizeSection(AlertModel::since, 62);
    column->addWidget(m_table, 1);
    m_empty = new QLabel(tr("Nothing needs you now."), m_table);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setProperty("role", QStringLiteral("muted"));
    addTableActions();
}

/// Once more as the table's own menu, by the right button or the menu key.
void AlertInbox::addTableActions() {
    const auto add = [this](const QString& words, const QKeySequence& keys, void (AlertInbox::*what)()) {
        auto* action = new QAction(words, this);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, what);
        m_table->addAction(action);
    };
    add(tr("Acknowledge"), QKeySequence(Qt::CTRL | Qt::Key_Return), &AlertInbox::acknowledge);
    add(tr("Evidence"), {}, &AlertInbox::showEvidence);
    add(tr("Map then"), {}, &AlertInbox::showThen);
    add(tr("Copy link to that moment"), {}, &AlertInbox::copyLink);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
}

bool AlertInbox::choose(const QString& id) {
    if (selectRowOf(id)) {
        return true;
    }
    m_model.setFleet(m_feed.picture()); // a notice may come before the next refresh
    return selectRowOf(id);
}

bool AlertInbox::selectRowOf(const QString& id) {
    const std::string wanted = id.toStdString();
    for (int row = 0; row < m_model.rowCount(); ++row) {
        if (m_model.at(row).alert.id == wanted) {
            m_table->selectRow(row);
            return true;
        }
    }
    return false;
}

void AlertInbox::refresh() {
    const QString chosen = m_chosen;
    m_model.setFleet(m_feed.picture());
    if (!m_table->selectionModel()->hasSelection() && !chosen.isEmpty()) {
        selectRowOf(chosen);
    }
    m_count->setText(m_model.snoozed() > 0 ? tr("%1 open, %2 snoozed").arg(m_model.open()).arg(m_model.snoozed())
                                           : tr("%1 open").arg(m_model.open()));
    m_empty->setVisible(m_model.rowCount() == 0);
    m_empty->setGeometry(m_table->viewport()->geometry());
    enableButtons();
}

const AlertModel::Entry* AlertInbox::selected() const {
    const QModelIndex current = m_table->selectionModel()->currentIndex();
    return current.isValid() && current.row() < m_model.rowCount() ? &m_model.at(current.row()) : nullptr;
}

void AlertInbox::enableButtons() {
    const AlertModel::Entry* entry = selected();
    if (entry) {
        m_chosen = QString::fromStdString(entry->alert.id);
    }
    m_acknowledge->setEnabled(entry && entry->alert.acknowledgedAt == EventTime{} && !m_commands.isPending(m_chosen));
    m_snooze->setEnabled(entry != nullptr);
    m_evidence->setEnabled(entry != nullptr);
    m_then->setEnabled(entry != nullptr);
}

void AlertInbox::acknowledge() {
    const AlertModel::Entry* entry = selected();
    if (entry && entry->alert.acknowledgedAt == EventTime{}) {
        m_commands.acknowledge(entry->partition, entry->alert);
        enableButtons();
    }
}

void AlertInbox::snooze() {
    if (const AlertModel::Entry* entry = selected()) {
        m_model.snooze(QString::fromStdString(entry->alert.id), snoozeTime);
        m_chosen.clear();
        refresh();
    }
}

void AlertInbox::showEvidence() {
    if (const AlertModel::Entry* entry = selected()) {
        m_navigator.openRecord({entry->partition, entry->alert.first.offset, entry->alert.first.index});
    }
}

void AlertInbox::showThen() {
    const AlertModel::Entry* entry = selected();
    if (!entry) {
        return;
    }
    const AlertModel::Entry shown = *entry; // going there changes the picture, and with it the list
    m_navigator.openTime(shown.alert.raisedAt);
    if (const auto rider = riderOf(m_feed.picture(), shown.partition, shown.alert)) {
        m_navigator.chooseRider(*rider);
    }
    if (const auto place = placeOf(m_feed.picture(), shown.partition, shown.alert)) {
        m_navigator.openPlace(*place, placeZoom);
    }
}

void AlertInbox::copyLink() {
    if (const AlertModel::Entry* entry = selected()) {
        const TimeLink link{.time = entry->alert.raisedAt,
                            .place = placeOf(m_feed.picture(), entry->partition, entry->alert),
                            .zoom = placeZoom};
        QGuiApplication::clipboard()->setText(toText(link));
        m_navigator.say(tr("Copied: open it with Ctrl+K"));
    }
}

void AlertInbox::openSubject() {
    const AlertModel::Entry* entry = selected();
    if (!entry) {
        return;
    }
    const QString subject = QString::fromStdString(entry->alert.subject);
    switch (entry->alert.kind) {
    case AlertKind::lateOrder:
    case AlertKind::orderAtRisk:
        m_navigator.openOrder(subject);
        break;
    case AlertKind::stuckRider:
    case AlertKind::lostRider:
        if (const auto rider = findRider(m_feed.picture(), subject)) {
            m_navigator.openRider(*rider);
        }
        break;
    case AlertKind::slowMerchant:
        m_navigator.openMerchant(subject);
        break;
    default:
        showEvidence();
        break;
    }
}

void AlertInbox::setTones(const Tones& tones) {
    m_delegate->setTones(tones);
    m_table->viewport()->update();
}

} // namespace roundsman
