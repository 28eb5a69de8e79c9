#pragma once

#include "ui/models/rider_sorter.h"

#include <QAbstractTableModel>

#include <memory>

namespace roundsman {

struct Tones;

/// The riders of a picture as a table. It computes nothing: rows come sorted from RiderSorter, and a change is told as
/// narrowly as it is: cells, rows at the end, or an order that keeps selections. GUI thread.
class RiderModel : public QAbstractTableModel {
    Q_OBJECT

public:
    static constexpr int statusRole = Qt::UserRole + 1;
    static constexpr int stalenessRole = Qt::UserRole + 2;

    explicit RiderModel(QObject* parent = nullptr);
    ~RiderModel() override;

    void setFleet(const Picture& fleet);
    void setFilter(const RiderFilter& filter);
    [[nodiscard]] const RiderFilter& filter() const { return m_filter; }
    /// Riders before the filter.
    [[nodiscard]] std::size_t total() const { return m_total; }
    [[nodiscard]] RiderRef refAt(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    /// -1 when the filter hides him.
    [[nodiscard]] int rowOf(RiderRef rider) const;
    [[nodiscard]] bool sorting() const { return m_asked; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    [[nodiscard]] Qt::DropActions supportedDragActions() const override { return Qt::LinkAction | Qt::CopyAction; }
    [[nodiscard]] QStringList mimeTypes() const override;
    [[nodiscard]] QMimeData* mimeData(const QModelIndexList& indexes) const override;

Q_SIGNALS:
    void refreshed();

private:
    void ask();
    void take(const std::shared_ptr<RiderSorter::Result>& result);
    void change(const std::vector<RiderRef>& rows);
    bool removeOneBlock(const std::vector<RiderRef>& rows);
    void reorder(std::vector<RiderRef> rows);
    void tellChangedCells(const RiderSorter::Result& result);
    [[nodiscard]] QVariant text(const RiderDot& dot, const Frame& lane, RiderRef ref, RiderColumn column) const;

    Picture m_newest;
    RiderFilter m_filter;
    bool m_asked = false;
    bool m_again = false;
    // what is shown, all of one moment
    Picture m_fleet;
    RiderLoads m_loads;
    std::vector<RiderRef> m_rows;
    std::size_t m_total = 0;
    std::unique_ptr<RiderSorter> m_sorter;
};

} // namespace roundsman
