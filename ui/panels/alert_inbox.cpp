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

#include <algorithm>
#include <functional>

namespace roundsman {

namespace {

constexpr Millis shortSnooze{10 * 60 * 1000};
constexpr Millis longSnooze{60 * 60 * 1000};
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
    connect(m_snooze, &QPushButton::clicked, this, [this] { snooze(shortSnooze); });
    connect(m_evidence, &QPushButton::clicked, this, &AlertInbox::showEvidence);
    connect(m_then, &QPushButton::clicked, this, &AlertInbox::showThen);
    connect(&m_commands, &CommandDesk::changed, this, &AlertInbox::refresh);
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
    addList(m_model, tr("Alerts"), {88, 200, 58, 84}, AlertModel::what, tr("Nothing needs you now."));
    allowSeveral();
    setColours(alertColour);
    addTableActions();
}

/// Once more as the table's own menu, by the right button or the menu key.
void AlertInbox::addTableActions() {
    const auto add = [this](const QString& words, const QKeySequence& keys, const std::function<void()>& what) {
        auto* action = new QAction(words, this);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, what);
        table()->addAction(action);
    };
    add(tr("Acknowledge"), QKeySequence(Qt::CTRL | Qt::Key_Return), [this] { acknowledge(); });
    add(tr("Snooze 10 min"), {}, [this] { snooze(shortSnooze); });
    add(tr("Snooze an hour"), {}, [this] { snooze(longSnooze); });
    add(tr("Bring back what is snoozed"), {}, [this] { wake(); });
    add(tr("Evidence"), {}, [this] { showEvidence(); });
    add(tr("Map then"), {}, [this] { showThen(); });
    add(tr("Copy link to that moment"), {}, [this] { copyLink(); });
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
    setEmptyWords(m_model.snoozed() > 0 ? tr("All that is open is snoozed.\nThe list's menu brings it back.")
                                        : tr("Nothing needs you now."));
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

bool AlertInbox::isFree(const AlertModel::Entry& entry) const {
    return entry.alert.acknowledgedAt == EventTime{} && !m_commands.isPending(words(entry.alert.id));
}

void AlertInbox::choiceChanged() {
    const std::vector<int> rows = chosenRows();
    m_acknowledge->setEnabled(std::ranges::any_of(rows, [this](int row) { return isFree(m_model.at(row)); }));
    m_snooze->setEnabled(!rows.empty());
    m_evidence->setEnabled(rows.size() == 1);
    m_then->setEnabled(rows.size() == 1);
}

void AlertInbox::acknowledge() {
    std::vector<AlertModel::Entry> taken; // an answer may come at once, and change the rows
    for (const int row : chosenRows()) {
        if (isFree(m_model.at(row))) {
            taken.push_back(m_model.at(row));
        }
    }
    for (const AlertModel::Entry& entry : taken) {
        m_commands.acknowledge(entry.partition, entry.alert);
    }
    choiceChanged();
}

void AlertInbox::snooze(Millis time) {
    for (const int row : chosenRows()) {
        m_model.snooze(words(m_model.at(row).alert.id), time);
    }
    refresh();
    Q_EMIT snoozesChanged(m_model.snoozes());
}

void AlertInbox::wake() {
    m_model.wakeAll();
    refresh();
    Q_EMIT snoozesChanged(m_model.snoozes());
}

void AlertInbox::setSnoozes(const AlertModel::Snoozes& snoozes) {
    m_model.setSnoozes(snoozes);
    refresh();
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
        } else {
            m_navigator.say(tr("%1 is not on the map any more. The evidence shows who it was.").arg(subject));
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
