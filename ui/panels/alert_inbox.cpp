#include "ui/panels/alert_inbox.h"

#include "ui/bridge/command_desk.h"
#include "ui/bridge/frame_feed.h"
#include "ui/models/alert_place.h"
#include "ui/past/time_link.h"
#include "ui/support/words.h"
#include "ui/theme/tones.h"
#include "ui/workspaces/navigator.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QTableView>

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
    : ListPanel(parent), m_feed(feed), m_commands(commands), m_navigator(navigator), m_model(commands) {
    build();
    connect(table(), &QTableView::activated, this, &AlertInbox::openSubject);
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
    m_acknowledge = addButton(tr("Acknowledge"), tr("I take it: others see that (Ctrl+Enter)"));
    m_snooze = addButton(tr("Snooze 10 min"));
    m_evidence = addButton(tr("Evidence"), tr("The records that show it"));
    m_then = addButton(tr("Map then"), tr("The fleet as it was when and where it was raised"));
    m_count = addNote();
    addList(m_model, tr("Alerts"), {88, 284, 62}, tr("Nothing needs you now."));
    setColours(alertColour);
    addTableActions();
}

/// Once more as the table's own menu, by the right button or the menu key.
void AlertInbox::addTableActions() {
    const auto add = [this](const QString& words, const QKeySequence& keys, void (AlertInbox::*what)()) {
        auto* action = new QAction(words, this);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, what);
        table()->addAction(action);
    };
    add(tr("Acknowledge"), QKeySequence(Qt::CTRL | Qt::Key_Return), &AlertInbox::acknowledge);
    add(tr("Evidence"), {}, &AlertInbox::showEvidence);
    add(tr("Map then"), {}, &AlertInbox::showThen);
    add(tr("Copy link to that moment"), {}, &AlertInbox::copyLink);
    table()->setContextMenuPolicy(Qt::ActionsContextMenu);
}

bool AlertInbox::choose(const QString& id) {
    if (ListPanel::choose(id)) {
        return true;
    }
    changeRows([this] { m_model.setFleet(m_feed.picture()); }); // a notice may come before the next refresh
    return ListPanel::choose(id);
}

void AlertInbox::refresh() {
    changeRows([this] { m_model.setFleet(m_feed.picture()); });
    m_count->setText(m_model.snoozed() > 0 ? tr("%1 open, %2 snoozed").arg(m_model.open()).arg(m_model.snoozed())
                                           : tr("%1 open").arg(m_model.open()));
}

QString AlertInbox::keyAt(int row) const {
    return words(m_model.at(row).alert.id);
}

const AlertModel::Entry* AlertInbox::selected() const {
    const int row = chosenRow();
    return row < 0 ? nullptr : &m_model.at(row);
}

void AlertInbox::choiceChanged() {
    const AlertModel::Entry* entry = selected();
    const bool free = entry && entry->alert.acknowledgedAt == EventTime{};
    m_acknowledge->setEnabled(free && !m_commands.isPending(words(entry->alert.id)));
    m_snooze->setEnabled(entry != nullptr);
    m_evidence->setEnabled(entry != nullptr);
    m_then->setEnabled(entry != nullptr);
}

void AlertInbox::acknowledge() {
    const AlertModel::Entry* entry = selected();
    if (entry && entry->alert.acknowledgedAt == EventTime{}) {
        m_commands.acknowledge(entry->partition, entry->alert);
        choiceChanged();
    }
}

void AlertInbox::snooze() {
    if (const AlertModel::Entry* entry = selected()) {
        m_model.snooze(QString::fromStdString(entry->alert.id), snoozeTime);
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

} // namespace roundsman
