#include "ui/models/order_model.h"

#include "ui/bridge/command_desk.h"
#include "ui/models/rider_drag.h"
#include "ui/models/rider_words.h"
#include "ui/support/shown_time.h"

#include <QMimeData>

#include <algorithm>
#include <array>
#include <iterator>
#include <map>

namespace roundsman {

OrderModel::OrderModel(const CommandDesk& commands, QObject* parent)
    : QAbstractTableModel(parent), m_commands(commands) {}

void OrderModel::setFleet(const Picture& fleet) {
    OrderRows next = orderRows(fleet, m_filter);
    m_counts = next.counts;
    // Rows that are gone leave while their picture is still the old one.
    change(std::move(next.rows));
    m_fleet = fleet;
    if (!m_rows.empty()) {
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, orderColumnCount - 1));
    }
}

void OrderModel::setFilter(const OrderFilter& filter) {
    if (m_filter != filter) {
        m_filter = filter;
        setFleet(m_fleet);
    }
}

void OrderModel::sort(int column, Qt::SortOrder order) {
    OrderFilter filter = m_filter;
    filter.sortBy = static_cast<OrderColumn>(std::clamp(column, 0, orderColumnCount - 1));
    filter.descending = order == Qt::DescendingOrder;
    setFilter(filter);
}

/// Who leaves, leaves; who comes, comes at the end; then all take their places: whoever stays keeps his selection.
void OrderModel::change(std::vector<OrderRef> rows) {
    if (rows == m_rows) {
        return;
    }
    std::map<OrderRef, int> places;
    for (std::size_t n = 0; n < rows.size(); ++n) {
        places[rows[n]] = static_cast<int>(n);
    }
    for (int row = static_cast<int>(m_rows.size()) - 1; row >= 0; --row) {
        if (!places.contains(refAt(row))) {
            beginRemoveRows({}, row, row);
            m_rows.erase(m_rows.begin() + row);
            endRemoveRows();
        }
    }
    if (rows.size() > m_rows.size()) {
        std::vector<OrderRef> known = m_rows;
        std::ranges::sort(known);
        beginInsertRows({}, rowCount(), static_cast<int>(rows.size()) - 1);
        std::ranges::copy_if(rows, std::back_inserter(m_rows),
                             [&](OrderRef ref) { return !std::ranges::binary_search(known, ref); });
        endInsertRows();
    }
    if (rows == m_rows) {
        return;
    }
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    const QModelIndexList held = persistentIndexList();
    QModelIndexList moved;
    for (const QModelIndex& index : held) {
        moved << createIndex(places.at(refAt(index.row())), index.column());
    }
    m_rows = std::move(rows);
    changePersistentIndexList(held, moved);
    Q_EMIT layoutChanged({}, VerticalSortHint);
}

int OrderModel::rowOf(OrderRef order) const {
    const auto found = std::ranges::find(m_rows, order);
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

int OrderModel::rowOf(const QString& orderId) const {
    const std::string wanted = orderId.toStdString();
    for (int row = 0; row < rowCount(); ++row) {
        const OrderView* order = orderOf(m_fleet, refAt(row));
        if (order && order->id == wanted) {
            return row;
        }
    }
    return -1;
}

int OrderModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int OrderModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : orderColumnCount;
}

QString OrderModel::text(const OrderView& order, const Frame& lane, OrderColumn column) const {
    switch (column) {
    case OrderColumn::risk: {
        const Risk risk = riskOf(order, lane.now());
        return riskSign(risk) + u' ' + riskName(risk);
    }
    case OrderColumn::due:
        return dueText(order, lane.now());
    case OrderColumn::order:
        return QString::fromStdString(order.id);
    case OrderColumn::merchant:
        return merchantName(lane, order.merchant);
    case OrderColumn::rider:
        if (m_commands.isPending(QString::fromStdString(order.id))) {
            return tr("waiting for the log…");
        }
        return order.rider == noRider ? tr("– nobody –") : riderId(m_fleet, {lane.partition, order.rider});
    case OrderColumn::step:
        return stepName(order.last);
    case OrderColumn::arrival: {
        const OrderArrival arrival = arrivalOf(order);
        return arrival.p90 == EventTime{} ? QStringLiteral("–") : rangeText(arrival.p50, arrival.p90);
    }
    case OrderColumn::keeper:
        return keeperText(order, QString::fromStdString(m_filter.me));
    }
    return {};
}

QVariant OrderModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const OrderRef ref = refAt(index.row());
    const Frame* lane = laneOf(m_fleet, ref.partition);
    const OrderView* order = lane ? orderOf(*lane, ref.order) : nullptr;
    if (!order) {
        return {};
    }
    const auto column = static_cast<OrderColumn>(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return text(*order, *lane, column);
    case Qt::AccessibleTextRole: {
        const QString why = column == OrderColumn::risk ? arrivalOf(*order).why : QString();
        return why.isEmpty() ? text(*order, *lane, column) : text(*order, *lane, column) + QStringLiteral(", ") + why;
    }
    case Qt::ToolTipRole: {
        const EventTime since = order->times.of(order->last);
        QString tip = tr("%1 since %2").arg(stepName(order->last), clockText(since));
        if (const OrderArrival arrival = arrivalOf(*order); !arrival.why.isEmpty()) {
            tip += u'\n' + arrival.why;
        }
        if (!order->claimedBy.empty()) {
            tip += u'\n' + tr("%1 takes care of it since %2")
                               .arg(QString::fromStdString(order->claimedBy), clockText(order->claimedAt));
        }
        if (order->notes > 0) {
            tip += u'\n' + tr("Last note: %1").arg(QString::fromStdString(order->lastNote));
        }
        return tip + u'\n' + tr("as of %1").arg(clockText(lane->laneTime));
    }
    case riskRole:
        return static_cast<int>(riskOf(*order, lane->now()));
    default:
        return {};
    }
}

QVariant OrderModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= orderColumnCount) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    }
    if (role == Qt::ToolTipRole) {
        return section == static_cast<int>(OrderColumn::arrival)  ? tr("Likely, and nine times in ten by")
               : section == static_cast<int>(OrderColumn::keeper) ? tr("Who takes care of it")
                                                                  : QVariant();
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    const std::array titles{tr("Risk"),  tr("Promised"), tr("Order"),   tr("Merchant"),
                            tr("Rider"), tr("Step"),     tr("Arrives"), tr("With")};
    return titles[static_cast<std::size_t>(section)];
}

Qt::ItemFlags OrderModel::flags(const QModelIndex& index) const {
    return index.isValid() ? QAbstractTableModel::flags(index) | Qt::ItemIsDropEnabled : Qt::NoItemFlags;
}

QStringList OrderModel::mimeTypes() const {
    return {riderMimeType()};
}

bool OrderModel::dropMimeData(const QMimeData* data, Qt::DropAction, int, int, const QModelIndex& parent) {
    const auto rider = riderFrom(*data);
    if (!rider || !parent.isValid()) {
        return false;
    }
    Q_EMIT riderDropped(refAt(parent.row()), *rider);
    return true;
}

} // namespace roundsman
