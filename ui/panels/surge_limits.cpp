#include "ui/panels/surge_limits.h"

#include "ui/bridge/command_desk.h"
#include "ui/bridge/frame_feed.h"
#include "ui/models/order_risk.h"
#include "ui/models/rider_words.h"
#include "ui/panels/surge_limit_dialog.h"
#include "ui/support/shown_time.h"
#include "ui/support/words.h"
#include "ui/workspaces/navigator.h"

#include <QAction>
#include <QHBoxLayout>
#include <QPushButton>
#include <QTableView>

#include <algorithm>
#include <array>

namespace roundsman {

SurgeLimitModel::SurgeLimitModel(const CommandDesk& commands, QObject* parent)
    : QAbstractTableModel(parent), m_commands(commands) {}

void SurgeLimitModel::setFleet(const Picture& fleet) {
    std::vector<Entry> rows;
    for (const FramePtr& lane : fleet.lanes) {
        m_now = std::max(m_now, lane->laneTime);
        for (const SurgeLimit& limit : listOf(lane->surgeLimits)) {
            rows.push_back({lane->partition, limit, surgeTargetName(*lane, limit.market, limit.target)});
        }
    }
    std::ranges::stable_sort(rows, {}, [](const Entry& entry) { return entry.limit.until; });
    if (rows != m_rows) {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
    } else if (!m_rows.empty()) { // time goes on
        Q_EMIT dataChanged(index(0, left), index(rowCount() - 1, by));
    }
}

int SurgeLimitModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int SurgeLimitModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(columns);
}

QVariant SurgeLimitModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Entry& entry = at(index.row());
    if (role == Qt::ToolTipRole) {
        return tr("%1: %2 until %3, by %4: %5")
            .arg(entry.where, surgeLimitText(entry.limit), clockText(entry.limit.until),
                 QString::fromStdString(entry.limit.by), QString::fromStdString(entry.limit.reason));
    }
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole) {
        return {};
    }
    switch (index.column()) {
    case where:
        return entry.where;
    case what:
        return surgeLimitText(entry.limit);
    case left:
        return ageText(std::max(entry.limit.until - m_now, Millis{0}));
    case by:
        return m_commands.isPending(QString::fromStdString(entry.limit.target))
                   ? tr("waiting for the log…")
                   : QString::fromStdString(entry.limit.by);
    case reason:
        return QString::fromStdString(entry.limit.reason);
    default:
        return {};
    }
}

QVariant SurgeLimitModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= columns) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    }
    const std::array titles{tr("Where"), tr("Limit"), tr("Ends in"), tr("By"), tr("Reason")};
    return role == Qt::DisplayRole ? QVariant(titles[static_cast<std::size_t>(section)]) : QVariant();
}

SurgeLimits::SurgeLimits(FrameFeed& feed, CommandDesk& commands, Navigator& navigator, QWidget* parent)
    : ListPanel(parent), m_feed(feed), m_commands(commands), m_navigator(navigator), m_model(commands) {
    m_add = ListPanel::addButton(tr("Hold surge back…"));
    m_lift = ListPanel::addButton(tr("Let it go on"), tr("Ends the limit now"));
    head().addStretch();
    addList(m_model, tr("Limits of surge"), {120, 100, 60, 60}, SurgeLimitModel::reason,
            tr("Surge is held back nowhere.\nA click on the map's hexes says why it is what it is."));
    addKey(m_lift->text(), QKeySequence::Delete, m_lift);
    m_record = new QAction(tr("Open record"), this);
    m_record->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_R));
    m_record->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    table()->addAction(m_record);
    table()->setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(m_add, &QPushButton::clicked, this, &SurgeLimits::add);
    connect(m_lift, &QPushButton::clicked, this, &SurgeLimits::lift);
    connect(m_record, &QAction::triggered, this, &SurgeLimits::openRecord);
    connect(table(), &QTableView::activated, this, &SurgeLimits::change);
    connect(&m_commands, &CommandDesk::changed, this, &SurgeLimits::refresh);
    connect(&m_refresh, &QTimer::timeout, this, &SurgeLimits::refresh);
    m_refresh.start(listRhythm);
    refresh();
}

void SurgeLimits::refresh() {
    changeRows([this] { m_model.setFleet(m_feed.picture()); });
}

QString SurgeLimits::keyAt(int row) const {
    const SurgeLimitModel::Entry& entry = m_model.at(row);
    return QStringLiteral("%1 %2 %3")
        .arg(entry.partition.value())
        .arg(entry.limit.market.value())
        .arg(named(entry.limit.target));
}

const SurgeLimitModel::Entry* SurgeLimits::selected() const {
    const int row = chosenRow();
    return row < 0 ? nullptr : &m_model.at(row);
}

void SurgeLimits::choiceChanged() {
    const SurgeLimitModel::Entry* entry = selected();
    m_lift->setEnabled(entry && !m_commands.isPending(words(entry->limit.target)));
    m_record->setEnabled(entry != nullptr);
}

void SurgeLimits::add() {
    (new SurgeLimitDialog(m_feed, m_commands, {}, this))->open();
}

void SurgeLimits::change() {
    if (const SurgeLimitModel::Entry* entry = selected()) {
        const SurgePlace place{entry->partition, entry->limit.market, entry->limit.target};
        (new SurgeLimitDialog(m_feed, m_commands, place, this))->open();
    }
}

void SurgeLimits::openRecord() {
    if (const SurgeLimitModel::Entry* entry = selected()) {
        m_navigator.openRecord({entry->partition, entry->limit.document.offset, entry->limit.document.index});
    }
}

void SurgeLimits::lift() {
    if (const SurgeLimitModel::Entry* entry = selected()) {
        m_commands.liftSurge(entry->partition, entry->limit);
        choiceChanged();
    }
}

} // namespace roundsman
