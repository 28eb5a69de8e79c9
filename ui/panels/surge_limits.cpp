#include "ui/panels/surge_limits.h"

#include "ui/bridge/command_desk.h"
#include "ui/bridge/frame_feed.h"
#include "ui/models/order_risk.h"
#include "ui/models/rider_words.h"
#include "ui/panels/plain_table.h"
#include "ui/panels/surge_limit_dialog.h"
#include "ui/support/shown_time.h"
#include "ui/support/words.h"

#include <QAction>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace roundsman {

namespace {} // namespace

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

SurgeLimits::SurgeLimits(FrameFeed& feed, CommandDesk& commands, QWidget* parent)
    : QWidget(parent), m_feed(feed), m_commands(commands), m_model(commands) {
    setObjectName(QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
    build();
    connect(m_add, &QPushButton::clicked, this, &SurgeLimits::add);
    connect(m_lift, &QPushButton::clicked, this, &SurgeLimits::lift);
    connect(m_table, &QTableView::activated, this, &SurgeLimits::change);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &SurgeLimits::enableButtons);
    connect(&m_commands, &CommandDesk::answered, this, &SurgeLimits::refresh);
    connect(&m_refresh, &QTimer::timeout, this, &SurgeLimits::refresh);
    m_refresh.start(listRhythm);
    refresh();
}

void SurgeLimits::build() {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(10, 10, 10, 0);
    column->setSpacing(8);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(6);
    m_add = new QPushButton(tr("Hold surge back…"));
    m_lift = new QPushButton(tr("Let it go on"));
    m_lift->setToolTip(tr("Ends the limit now (Delete)"));
    buttons->addWidget(m_add);
    buttons->addWidget(m_lift);
    buttons->addStretch();
    column->addLayout(buttons);
    m_table = plainTable(&m_model, tr("Limits of surge"));
    const std::array widths{190, 150, 76, 130};
    for (std::size_t n = 0; n < widths.size(); ++n) {
        m_table->horizontalHeader()->resizeSection(static_cast<int>(n), widths[n]);
    }
    column->addWidget(m_table, 1);
    m_empty = new QLabel(tr("Surge is held back nowhere."), m_table);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setProperty("role", QStringLiteral("muted"));
    auto* key = new QAction(m_lift->text(), this);
    key->setShortcut(QKeySequence::Delete);
    key->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(key, &QAction::triggered, this, &SurgeLimits::lift);
    m_table->addAction(key);
}

void SurgeLimits::refresh() {
    m_model.setFleet(m_feed.picture());
    if (m_model.rowCount() > 0 && !m_table->selectionModel()->hasSelection()) {
        m_table->selectRow(0);
    }
    m_empty->setVisible(m_model.rowCount() == 0);
    m_empty->setGeometry(m_table->viewport()->geometry());
    enableButtons();
}

const SurgeLimitModel::Entry* SurgeLimits::selected() const {
    const QModelIndex current = m_table->selectionModel()->currentIndex();
    return current.isValid() && current.row() < m_model.rowCount() ? &m_model.at(current.row()) : nullptr;
}

void SurgeLimits::enableButtons() {
    const SurgeLimitModel::Entry* entry = selected();
    m_lift->setEnabled(entry && !m_commands.isPending(QString::fromStdString(entry->limit.target)));
}

/// The first market that has something to hold back, until people choose otherwise on the map.
void SurgeLimits::add() {
    for (const FramePtr& lane : m_feed.picture().lanes) {
        if (!lane->marketNames || lane->marketNames->size() == 0) {
            continue;
        }
        const auto& surge = listOf(lane->surge);
        const MarketNo market = surge.empty() ? MarketNo{0} : surge.front().market;
        (new SurgeLimitDialog(m_feed, m_commands, {lane->partition, market, {}}, this))->open();
        return;
    }
}

void SurgeLimits::change() {
    if (const SurgeLimitModel::Entry* entry = selected()) {
        auto* dialog = new SurgeLimitDialog(m_feed, m_commands, {entry->partition, entry->limit.market, {}}, this);
        const int place = dialog->whereBox()->findData(QString::fromStdString(entry->limit.target));
        if (place < 0) { // a cell: it is not offered by itself
            dialog->whereBox()->insertItem(0, entry->where, QString::fromStdString(entry->limit.target));
        }
        dialog->whereBox()->setCurrentIndex(std::max(place, 0));
        dialog->open();
    }
}

void SurgeLimits::lift() {
    if (const SurgeLimitModel::Entry* entry = selected()) {
        m_commands.liftSurge(entry->partition, entry->limit);
        enableButtons();
    }
}

} // namespace roundsman
