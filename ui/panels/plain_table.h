#pragma once

#include <QString>

class QAbstractItemModel;
class QTableView;

namespace roundsman {

/// A list of rows as every panel has it: whole rows, no grid, keys go through the rows and Tab goes on.
QTableView* plainTable(QAbstractItemModel* model, const QString& accessibleName);

} // namespace roundsman
