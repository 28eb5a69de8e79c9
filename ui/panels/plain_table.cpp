#include "ui/panels/plain_table.h"

#include <QHeaderView>
#include <QTableView>

#include <algorithm>

namespace roundsman {

namespace {

/// Nothing is chosen but by people. Qt makes the first row current when the keyboard comes in, without marking it: an
/// arrow would go on to the second. And it chooses the neighbour of a chosen row that goes: a key would act on that
/// one.
class PlainTable : public QTableView {
protected:
    void rowsAboutToBeRemoved(const QModelIndex& parent, int first, int last) override {
        if (currentIndex().row() >= first && currentIndex().row() <= last) {
            selectionModel()->clearCurrentIndex();
        }
        QTableView::rowsAboutToBeRemoved(parent, first, last);
    }
    void focusInEvent(QFocusEvent* event) override {
        const bool fresh = !currentIndex().isValid();
        QTableView::focusInEvent(event);
        if (fresh && !selectionModel()->hasSelection()) {
            selectionModel()->clearCurrentIndex();
        }
    }
};

/// Of a long table not every cell's words are laid out to find a column's width: that held up the window.
constexpr int rowsMeasured = 250;

} // namespace

QTableView* plainTable(QAbstractItemModel* model, const QString& accessibleName) {
    auto* table = new PlainTable;
    table->setModel(model);
    table->setAccessibleName(accessibleName);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    table->setShowGrid(false);
    table->setWordWrap(false);
    table->setMouseTracking(true);
    table->setTabKeyNavigation(false);
    table->verticalHeader()->hide();
    table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table->verticalHeader()->setDefaultSectionSize(plainRowHeight);
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setStretchLastSection(true);
    return table;
}

void fitColumns(QTableView& table) {
    QHeaderView* header = table.horizontalHeader();
    header->setResizeContentsPrecision(rowsMeasured);
    const auto measure = [header] {
        header->setSectionResizeMode(QHeaderView::ResizeToContents);
    };
    measure();
    QObject::connect(table.model(), &QAbstractItemModel::rowsInserted, header, measure);
}

void fitRows(QTableView& table, int most) {
    constexpr int edge = 14; // a scroll bar's
    const int rows = std::clamp(table.model()->rowCount(), 1, most);
    table.setMaximumHeight((rows + 1) * plainRowHeight + edge);
}

} // namespace roundsman
