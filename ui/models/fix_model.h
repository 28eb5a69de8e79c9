#pragma once

#include "core/api/console_api.h"

#include <QAbstractTableModel>

#include <vector>

namespace roundsman {

/// The last fixes of one rider, newest first, each with its verdict. New ones are told as rows that came on top.
class FixModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column : int { time, verdict, delay, offset, columns };

    using QAbstractTableModel::QAbstractTableModel;

    void setFixes(std::vector<FixSeen> fixes);
    [[nodiscard]] const FixSeen& at(int row) const { return m_fixes[static_cast<std::size_t>(row)]; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<FixSeen> m_fixes;
};

} // namespace roundsman
