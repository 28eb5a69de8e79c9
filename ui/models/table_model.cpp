#include "ui/models/table_model.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string_view>
#include <unordered_set>

namespace roundsman {

namespace {

std::string keyOfRow(const std::vector<Cell>& row, const std::vector<std::size_t>& columns) {
    std::string key;
    for (const std::size_t column : columns) {
        const Cell& cell = row[column];
        const auto* text = std::get_if<std::string>(&cell);
        key += text ? *text : std::to_string(wholeOf(cell));
        key += '\n';
    }
    return key;
}

/// How many rows fell off above so that the others are where the new ones begin; nothing when none of them are.
std::optional<std::size_t> goneAbove(const Table& before, const Table& after) {
    if (before.rows.empty() || after.rows.empty() || before.columns != after.columns) {
        return std::nullopt;
    }
    const auto end = before.rows.end();
    for (auto first = before.rows.begin(); first != end; ++first) {
        const bool fits = end - first <= std::ssize(after.rows);
        if (fits && std::equal(first, end, after.rows.begin())) {
            return static_cast<std::size_t>(first - before.rows.begin());
        }
    }
    return std::nullopt;
}

} // namespace

TableModel::TableModel(std::vector<TableColumn> columns, QObject* parent)
    : QAbstractTableModel(parent), m_columns(std::move(columns)) {}

void TableModel::setTable(Table table) {
    if (!m_key.empty() && m_table.columns == table.columns) {
        changeByKey(std::move(table));
        return;
    }
    const auto before = static_cast<int>(m_table.rows.size());
    const auto after = static_cast<int>(table.rows.size());
    if (const auto gone = goneAbove(m_table, table)) {
        slide(*gone, std::move(table));
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

/// What stays is not touched: some fell off above, some came below.
void TableModel::slide(std::size_t gone, Table table) {
    if (gone > 0) {
        beginRemoveRows({}, 0, static_cast<int>(gone) - 1);
        m_table.rows.erase(m_table.rows.begin(), m_table.rows.begin() + static_cast<std::ptrdiff_t>(gone));
        endRemoveRows();
    }
    const std::size_t kept = m_table.rows.size();
    if (table.rows.size() > kept) {
        beginInsertRows({}, static_cast<int>(kept), static_cast<int>(table.rows.size()) - 1);
        m_table = std::move(table);
        endInsertRows();
    } else {
        m_table = std::move(table);
    }
}

/// Row by row: out with those that are gone, then each new one in its place, from wherever it stood.
void TableModel::changeByKey(Table table) {
    std::vector<std::size_t> columns;
    columns.reserve(m_key.size());
    for (const std::string& name : m_key) {
        columns.push_back(table.column(name));
    }
    const auto keyOf = [&columns](const std::vector<Cell>& row) {
        return keyOfRow(row, columns);
    };
    const auto keysOf = [&keyOf](const std::vector<std::vector<Cell>>& of) {
        std::vector<std::string> keys(of.size());
        std::ranges::transform(of, keys.begin(), keyOf);
        return keys;
    };
    auto& rows = m_table.rows;
    std::vector<std::string> old = keysOf(rows);
    const std::vector<std::string> wanted = keysOf(table.rows);
    const std::unordered_set<std::string_view> stays(wanted.begin(), wanted.end());
    for (std::size_t n = rows.size(); n-- > 0;) {
        if (!stays.contains(old[n])) {
            beginRemoveRows({}, static_cast<int>(n), static_cast<int>(n));
            rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(n));
            old.erase(old.begin() + static_cast<std::ptrdiff_t>(n));
            endRemoveRows();
        }
    }
    const std::unordered_set<std::string> known(old.begin(), old.end());
    for (std::size_t n = 0; n < table.rows.size(); ++n) {
        const auto at = static_cast<std::ptrdiff_t>(n);
        const auto found =
            known.contains(wanted[n]) ? std::ranges::find(old.begin() + at, old.end(), wanted[n]) : old.end();
        if (found == old.end()) {
            beginInsertRows({}, static_cast<int>(n), static_cast<int>(n));
            rows.insert(rows.begin() + at, std::move(table.rows[n]));
            old.insert(old.begin() + at, wanted[n]);
            endInsertRows();
            continue;
        }
        if (const auto from = found - old.begin(); from != at) {
            beginMoveRows({}, static_cast<int>(from), static_cast<int>(from), {}, static_cast<int>(n));
            std::rotate(rows.begin() + at, rows.begin() + from, rows.begin() + from + 1);
            std::rotate(old.begin() + at, old.begin() + from, old.begin() + from + 1);
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
