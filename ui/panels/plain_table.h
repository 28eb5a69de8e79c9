#pragma once

#include <QString>

class QAbstractItemModel;
class QTableView;

namespace roundsman {

inline constexpr int plainRowHeight = 28;

/// A list of rows as every panel has it: whole rows, no grid, keys go through the rows and Tab goes on.
QTableView* plainTable(QAbstractItemModel* model, const QString& accessibleName);
/// Columns as wide as what stands in them, also of rows that come later: Qt measures at a reset and at changes alone.
void fitColumns(QTableView& table);

/// As high as its rows, `most` at most: what a short list does not need is the others'.
void fitRows(QTableView& table, int most);

} // namespace roundsman
