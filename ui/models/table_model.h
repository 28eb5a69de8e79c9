#pragma once

#include "core/api/query.h"

#include <QAbstractTableModel>
#include <QString>

#include <functional>
#include <string>
#include <vector>

namespace roundsman {

/// How one column of an answer is shown.
struct TableColumn {
    QString title;
    std::function<QString(const Table& table, std::size_t row)> text;
    bool right = false; ///< figures stand under each other
    std::function<QVariant(const Table& table, std::size_t row)> sortKey{};
};

/// Rows of an answer of core/api. A newer answer replaces it; rows that stay the same are not told as changed when the
/// number of rows stays, or when rows fell off above and others came below, as lines of a log do. GUI thread.
class TableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    static constexpr int sortRole = Qt::UserRole + 10;

    explicit TableModel(std::vector<TableColumn> columns, QObject* parent = nullptr);

    /// Rows with the same values there are the same row in every answer: what is selected stays selected while others
    /// come, go and change places. Without a key a new answer of another length starts from nothing.
    void setKey(std::vector<std::string> columns) { m_key = std::move(columns); }
    void setTable(Table table);
    [[nodiscard]] const Table& table() const { return m_table; }
    [[nodiscard]] const Cell& cell(int row, std::string_view name) const {
        return m_table.at(static_cast<std::size_t>(row), name);
    }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void slide(std::size_t gone, Table table);
    void changeByKey(Table table);

    std::vector<TableColumn> m_columns;
    std::vector<std::string> m_key;
    Table m_table;
};

} // namespace roundsman
