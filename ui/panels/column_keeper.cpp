#include "ui/panels/column_keeper.h"

#include <QHeaderView>
#include <QTableView>

#include <algorithm>
#include <chrono>

namespace roundsman {

namespace {

constexpr std::chrono::milliseconds lookEvery{500};
constexpr int widthMost = 240; // an id of hundreds of letters does not push everything else out of sight
constexpr int widthLeast = 40;
constexpr int headPadding = 14;
constexpr int arrowSpace = 18;

} // namespace

ColumnKeeper::ColumnKeeper(QTableView& table, std::initializer_list<int> least, int elastic)
    : QObject(&table), m_table(table), m_elastic(elastic) {
    QHeaderView* header = table.horizontalHeader();
    header->setMinimumSectionSize(widthLeast);
    int section = 0;
    for (const int width : least) {
        header->resizeSection(section++, width);
    }
    if (elastic != noneElastic) {
        header->setStretchLastSection(false);
        header->setSectionResizeMode(elastic, QHeaderView::Stretch);
    }
    connect(header, &QHeaderView::sectionResized, this, [this](int column, int before, int now) {
        const bool shownOrHidden = before == 0 || now == 0;
        if (!m_growing && !shownOrHidden && column != m_elastic && m_table.isVisible()) {
            m_byHand.insert(column);
        }
    });
    connect(&m_look, &QTimer::timeout, this, &ColumnKeeper::measure);
    m_look.start(lookEvery);
}

/// Of the rows in sight alone: a list may have a hundred thousand.
void ColumnKeeper::measure() {
    if (!m_table.isVisible()) {
        return;
    }
    const int first = std::max(0, m_table.rowAt(0));
    const int past = m_table.rowAt(m_table.viewport()->height() - 1);
    const int last = past < 0 ? m_table.model()->rowCount() - 1 : past;
    m_growing = true;
    for (int column = 0; column < m_table.model()->columnCount(); ++column) {
        if (column == m_elastic || m_table.isColumnHidden(column) || m_byHand.contains(column)) {
            continue;
        }
        if (const int width = widthOf(column, first, last); width > m_table.columnWidth(column)) {
            m_table.setColumnWidth(column, width);
        }
    }
    m_growing = false;
}

/// Qt's own hint has room for an arrow in every column of a list that can be sorted.
int ColumnKeeper::headWidthOf(int column) const {
    const QHeaderView& header = *m_table.horizontalHeader();
    const QString title = m_table.model()->headerData(column, Qt::Horizontal).toString();
    const bool sorted = header.isSortIndicatorShown() && header.sortIndicatorSection() == column;
    return header.fontMetrics().horizontalAdvance(title) + headPadding + (sorted ? arrowSpace : 0);
}

int ColumnKeeper::widthOf(int column, int firstRow, int lastRow) const {
    int width = headWidthOf(column);
    for (int row = firstRow; row <= lastRow; ++row) {
        const QModelIndex index = m_table.model()->index(row, column);
        width = std::max(width, m_table.sizeHintForIndex(index).width());
    }
    return std::min(width, widthMost);
}

} // namespace roundsman
