#pragma once

#include "ui/models/order_rows.h"

#include <QAbstractTableModel>

namespace roundsman {

class CommandDesk;

/// The open orders of a picture as a table. Riders may be dropped on its rows. GUI thread.
class OrderModel : public QAbstractTableModel {
    Q_OBJECT

public:
    static constexpr int riskRole = Qt::UserRole + 1;

    explicit OrderModel(const CommandDesk& commands, QObject* parent = nullptr);

    void setFleet(const Picture& fleet);
    void setFilter(const OrderFilter& filter);
    [[nodiscard]] const OrderFilter& filter() const { return m_filter; }
    [[nodiscard]] const OrderCounts& counts() const { return m_counts; }
    [[nodiscard]] OrderRef refAt(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    [[nodiscard]] int rowOf(OrderRef order) const; ///< -1 when it is not shown
    [[nodiscard]] int rowOf(const QString& orderId) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    [[nodiscard]] Qt::DropActions supportedDropActions() const override { return Qt::LinkAction | Qt::CopyAction; }
    [[nodiscard]] QStringList mimeTypes() const override;
    bool dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                      const QModelIndex& parent) override;

Q_SIGNALS:
    void riderDropped(roundsman::OrderRef order, roundsman::RiderRef rider);

private:
    void change(std::vector<OrderRef> rows);
    [[nodiscard]] QString text(const OrderView& order, const Frame& lane, OrderColumn column) const;

    const CommandDesk& m_commands;
    Picture m_fleet;
    OrderFilter m_filter;
    OrderCounts m_counts;
    std::vector<OrderRef> m_rows;
};

} // namespace roundsman
