#include "ui/models/table_model.h"

#include <algorithm>

namespace roundsman {

TableModel::TableModel(std::vector<TableColumn> columns, QObject* parent)
    : QAbstractTableModel(parent), m_columns(std::move(columns)) {}

void TableModel::setTable(Table table) {
    if (!m_key.empty() && m_table.columns == table.columns) {
        changeByKey(std::move(table));
        return;
    }
    const auto before = static_cast<int>(m_table.rows.size());
    const auto after = static_cast<int>(table.rows.size());
    const bool grown = after > before && table.columns == m_table.columns &&
                       std::equal(m_table.rows.begin(), m_table.rows.end(), table.rows.begin());
    if (grown) {
        beginInsertRows({}, before, after - 1);
        m_table = std::move(table);
        endInsertRows();
        return;
    }
    if (before != after) {
        beginResetModel();
        m_table = std::move(table);
        endResetModel();
        return;
    }
    const bool same = m_table.rows == table.rows && m_table.columns == table.columns;
    m_table = std::move(table);
    if (!same && after > 0) {
        Q_EMIT dataChanged(index(0, 0), index(after - 1, columnCount() - 1));
    }
}

/// Row by row: out with those that are gone, then each new one in its place, from wherever it stood.
void TableModel::changeByKey(Table table) {
    const std::size_t key = table.column(m_key);
    const auto keyOf = [key](const std::vector<Cell>& row) -> const Cell& {
        return row[key];
    };
    auto& rows = m_table.rows;
    for (std::size_t n = rows.size(); n-- > 0;) {
        if (std::ranges::find(table.rows, keyOf(rows[n]), keyOf) == table.rows.end()) {
            beginRemoveRows({}, static_cast<int>(n), static_cast<int>(n));
            rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(n));
            endRemoveRows();
        }
    }
    for (std::size_t n = 0; n < table.rows.size(); ++n) {
        const auto place = rows.begin() + static_cast<std::ptrdiff_t>(n);
        const auto found = std::ranges::find(place, rows.end(), keyOf(table.rows[n]), keyOf);
        if (found == rows.end()) {
            beginInsertRows({}, static_cast<int>(n), static_cast<int>(n));
            rows.insert(place, std::move(table.rows[n]));
            endInsertRows();
            continue;
        }
        if (found != place) {
            const auto from = static_cast<int>(found - rows.begin());
            beginMoveRows({}, from, from, {}, static_cast<int>(n));
            std::rotate(place, found, found + 1);
            endMoveRows();
        }
        if (rows[n] != table.rows[n]) {
            rows[n] = std::move(table.rows[n]);
            Q_EMIT dataChanged(index(static_cast<int>(n), 0), index(static_cast<int>(n), columnCount() - 1));
        }
    }
    m_table.more = table.more;
    m_table.completeThrough = table.completeThrough;
}

int TableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_table.rows.size());
}

int TableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QVariant TableModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const TableColumn& column = m_columns[static_cast<std::size_t>(index.column())];
    const auto row = static_cast<std::size_t>(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return column.text(m_table, row);
    case Qt::TextAlignmentRole:
        return QVariant((column.right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case sortRole:
        return column.sortKey ? column.sortKey(m_table, row) : QVariant(column.text(m_table, row));
    default:
        return {};
    }
}

QVariant TableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) {
        return {};
    }
    const TableColumn& column = m_columns[static_cast<std::size_t>(section)];
    if (role == Qt::TextAlignmentRole) {
        return QVariant((column.right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    return role == Qt::DisplayRole ? QVariant(column.title) : QVariant();
}

} // namespace roundsman
