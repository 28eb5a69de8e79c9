#include "ui/models/rider_model.h"

#include "ui/models/rider_drag.h"
#include "ui/models/rider_words.h"
#include "ui/theme/tones.h"

#include <QMimeData>

#include <algorithm>
#include <map>

namespace roundsman {

namespace {

/// Those of `all` that `known` does not have, in order. Numbers are dense, so a bit each is the quick way to know.
std::vector<RiderRef> missingIn(const std::vector<RiderRef>& all, const std::vector<RiderRef>& known) {
    std::map<PartitionNo, std::vector<bool>> seen;
    for (const RiderRef ref : known) {
        std::vector<bool>& lane = seen[ref.partition];
        if (lane.size() <= ref.rider.value()) {
            lane.resize(std::size_t{ref.rider.value()} + 1024);
        }
        lane[ref.rider.value()] = true;
    }
    std::vector<RiderRef> missing;
    for (const RiderRef ref : all) {
        const std::vector<bool>& lane = seen[ref.partition];
        if (ref.rider.value() >= lane.size() || !lane[ref.rider.value()]) {
            missing.push_back(ref);
        }
    }
    return missing;
}

/// Figures stand under each other.
bool isFigure(RiderColumn column) {
    return column == RiderColumn::load || column == RiderColumn::age || column == RiderColumn::speed;
}

} // namespace

RiderModel::RiderModel(QObject* parent) : QAbstractTableModel(parent) {
    m_sorter = std::make_unique<RiderSorter>([this](RiderSorter::Result result) {
        auto carried = std::make_shared<RiderSorter::Result>(std::move(result));
        QMetaObject::invokeMethod(this, [this, carried] { take(carried); }, Qt::QueuedConnection);
    });
}

RiderModel::~RiderModel() = default;

void RiderModel::setFleet(const Picture& fleet) {
    m_newest = fleet;
    ask();
}

void RiderModel::setFilter(const RiderFilter& filter) {
    if (m_filter != filter) {
        m_filter = filter;
        ask();
    }
}

void RiderModel::sort(int column, Qt::SortOrder order) {
    RiderFilter filter = m_filter;
    filter.sortBy = static_cast<RiderColumn>(std::clamp(column, 0, riderColumnCount - 1));
    filter.descending = order == Qt::DescendingOrder;
    setFilter(filter);
}

void RiderModel::ask() {
    if (m_asked) {
        m_again = true;
        return;
    }
    m_asked = true;
    m_sorter->ask(m_newest, m_filter);
}

void RiderModel::take(const std::shared_ptr<RiderSorter::Result>& result) {
    m_asked = false;
    m_fleet = std::move(result->fleet);
    m_loads = std::move(result->loads);
    m_total = result->total;
    if (m_rows != result->rows && !removeOneBlock(result->rows)) {
        change(result->rows);
    }
    tellChangedCells(*result);
    if (std::exchange(m_again, false)) {
        ask();
    }
    Q_EMIT refreshed();
}

bool RiderModel::removeOneBlock(const std::vector<RiderRef>& rows) {
    if (rows.size() >= m_rows.size()) {
        return false;
    }
    const auto first = std::ranges::mismatch(m_rows, rows).in1 - m_rows.begin();
    const auto gone = static_cast<std::ptrdiff_t>(m_rows.size() - rows.size());
    if (!std::equal(m_rows.begin() + first + gone, m_rows.end(), rows.begin() + first)) {
        return false;
    }
    beginRemoveRows({}, static_cast<int>(first), static_cast<int>(first + gone) - 1);
    m_rows.erase(m_rows.begin() + first, m_rows.begin() + first + gone);
    endRemoveRows();
    return true;
}

void RiderModel::change(const std::vector<RiderRef>& rows) {
    // Who comes is added below, who leaves is moved below, and then leaves: whoever stays keeps his selection.
    const std::vector<RiderRef> comers = missingIn(rows, m_rows);
    const std::vector<RiderRef> leavers = missingIn(m_rows, rows);
    if (!comers.empty()) {
        const auto at = static_cast<int>(m_rows.size());
        beginInsertRows({}, at, at + static_cast<int>(comers.size()) - 1);
        m_rows.insert(m_rows.end(), comers.begin(), comers.end());
        endInsertRows();
    }
    std::vector<RiderRef> ordered = rows;
    ordered.insert(ordered.end(), leavers.begin(), leavers.end());
    if (ordered != m_rows) {
        reorder(std::move(ordered));
    }
    if (!leavers.empty()) {
        beginRemoveRows({}, static_cast<int>(rows.size()), static_cast<int>(m_rows.size()) - 1);
        m_rows.resize(rows.size());
        endRemoveRows();
    }
}

void RiderModel::reorder(std::vector<RiderRef> rows) {
    Q_EMIT layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    const QModelIndexList held = persistentIndexList();
    QModelIndexList moved;
    moved.reserve(held.size());
    const std::vector<RiderRef> old = std::exchange(m_rows, std::move(rows));
    for (const QModelIndex& index : held) {
        const int row = rowOf(old[static_cast<std::size_t>(index.row())]);
        moved << (row < 0 ? QModelIndex() : createIndex(row, index.column()));
    }
    changePersistentIndexList(held, moved);
    Q_EMIT layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

void RiderModel::tellChangedCells(const RiderSorter::Result& result) {
    constexpr auto age = static_cast<int>(RiderColumn::age);
    if (result.clockMoved && !m_rows.empty()) {
        Q_EMIT dataChanged(index(0, age), index(static_cast<int>(m_rows.size()) - 1, age), {Qt::DisplayRole});
    }
    for (const auto& [first, last] : result.changed) {
        Q_EMIT dataChanged(index(first, 0), index(last, riderColumnCount - 1));
    }
}

int RiderModel::rowOf(RiderRef rider) const {
    const auto found = std::ranges::find(m_rows, rider);
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

int RiderModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int RiderModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : riderColumnCount;
}

Qt::ItemFlags RiderModel::flags(const QModelIndex& index) const {
    return index.isValid() ? QAbstractTableModel::flags(index) | Qt::ItemIsDragEnabled : Qt::NoItemFlags;
}

QStringList RiderModel::mimeTypes() const {
    return {riderMimeType()};
}

QMimeData* RiderModel::mimeData(const QModelIndexList& indexes) const {
    return indexes.isEmpty() ? nullptr : mimeDataOf(refAt(indexes.front().row()));
}

QVariant RiderModel::text(const RiderDot& dot, const Frame& lane, RiderRef ref, RiderColumn column) const {
    switch (column) {
    case RiderColumn::rider:
        return riderId(m_fleet, ref);
    case RiderColumn::state:
        return statusName(dot.status);
    case RiderColumn::order: {
        const OrderView* order = orderOf(lane, dot.order);
        return order ? QString::fromStdString(order->id) : QString();
    }
    case RiderColumn::load:
        return m_loads.of(ref) == 0 ? QString() : QString::number(m_loads.of(ref));
    case RiderColumn::age:
        return fixAgeText(dot, lane);
    case RiderColumn::speed:
        return speedFigure(dot);
    case RiderColumn::market:
        return marketName(lane, dot.market);
    }
    return {};
}

QVariant RiderModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const RiderRef ref = refAt(index.row());
    const Frame* lane = laneOf(m_fleet, ref.partition);
    const RiderDot* dot = dotOf(m_fleet, ref);
    const auto column = static_cast<RiderColumn>(index.column());
    if (!lane || !dot) {
        return {};
    }
    switch (role) {
    case Qt::DisplayRole:
        return text(*dot, *lane, ref, column);
    case Qt::TextAlignmentRole:
        return isFigure(column) ? QVariant(Qt::AlignRight | Qt::AlignVCenter)
                                : QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    case Qt::ToolTipRole:
        return stalenessSentence(*dot, *lane);
    case Qt::AccessibleTextRole:
        return column == RiderColumn::age ? QVariant(stalenessSentence(*dot, *lane)) : text(*dot, *lane, ref, column);
    case statusRole:
        return static_cast<int>(dot->status);
    case stalenessRole:
        return static_cast<int>(dot->staleness);
    default:
        return {};
    }
}

QVariant RiderModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= riderColumnCount) {
        return {};
    }
    const auto column = static_cast<RiderColumn>(section);
    if (role == Qt::TextAlignmentRole) {
        return isFigure(column) ? QVariant(Qt::AlignRight | Qt::AlignVCenter)
                                : QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    }
    if (role == Qt::ToolTipRole) {
        return column == RiderColumn::load    ? tr("Open orders that the rider has now")
               : column == RiderColumn::speed ? tr("Speed, in kilometres an hour")
               : column == RiderColumn::age   ? tr("How long ago the log took his last position")
                                              : QVariant();
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (column) {
    case RiderColumn::rider:
        return tr("Rider");
    case RiderColumn::state:
        return tr("State");
    case RiderColumn::order:
        return tr("Order");
    case RiderColumn::load:
        return tr("Load");
    case RiderColumn::age:
        return tr("Age");
    case RiderColumn::speed:
        return tr("km/h");
    case RiderColumn::market:
        return tr("Market");
    }
    return {};
}

} // namespace roundsman
