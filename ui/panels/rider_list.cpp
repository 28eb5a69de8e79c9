#include "ui/panels/rider_list.h"

#include "ui/bridge/frame_feed.h"
#include "ui/panels/chips.h"
#include "ui/panels/column_keeper.h"
#include "ui/panels/empty_word.h"
#include "ui/panels/plain_table.h"
#include "ui/panels/rider_delegate.h"
#include "ui/support/countable.h"
#include "ui/support/words.h"
#include "ui/theme/icons.h"

#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QTableView>
#include <QVBoxLayout>

namespace roundsman {

namespace {

constexpr int wordsFrom = 560;    // then a dozen riders are in sight all the same
constexpr int shownRowsLeast = 4; // where the panel is low, the list is scrolled to: it should be worth it

} // namespace

RiderList::RiderList(FrameFeed& feed, QWidget* parent) : QWidget(parent), m_feed(feed) {
    setObjectName(QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
    build();
    connect(m_text, &QLineEdit::textChanged, this, &RiderList::applyFilter);
    connect(m_chips, &Chips::changed, this, &RiderList::applyFilter);
    connect(&m_model, &RiderModel::refreshed, this, &RiderList::tellCount);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &RiderList::tellChoice);
    connect(m_table, &QTableView::activated, this,
            [this](const QModelIndex& index) { Q_EMIT opened(m_model.refAt(index.row())); });
    connect(&m_refresh, &QTimer::timeout, this, &RiderList::refresh);
    m_refresh.start(listRhythm);
    refresh();
}

void RiderList::build() {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(10, 8, 10, 0);
    column->setSpacing(6);
    m_text = new QLineEdit;
    m_text->setPlaceholderText(tr("Filter by rider or order"));
    m_text->setAccessibleName(tr("Filter riders"));
    m_text->setClearButtonEnabled(true);
    m_text->addAction(glyphIcon(Glyph::search), QLineEdit::LeadingPosition);
    column->addWidget(m_text);
    m_chips = new Chips;
    column->addWidget(m_chips);

    m_table = plainTable(&m_model, tr("Riders"));
    m_delegate = new RiderDelegate(m_table);
    m_table->setItemDelegate(m_delegate);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(0, Qt::AscendingOrder);
    m_table->setDragEnabled(true); // onto an order: it is assigned
    m_table->setDragDropMode(QAbstractItemView::DragOnly);
    m_table->setMinimumHeight((shownRowsLeast + 1) * plainRowHeight);
    new ColumnKeeper(*m_table, {84, 98, 46, 40, 56, 48, 44}, static_cast<int>(RiderColumn::state));
    column->addWidget(m_table, 1);
    m_empty = new EmptyWord(*m_table, {});
    m_count = new QLabel;
    m_count->setProperty("role", QStringLiteral("muted"));
    m_count->setContentsMargins(2, 0, 2, 6);
    column->addWidget(m_count);
}

/// A legend in words is for rooms that have them beside the riders: a row is worth more.
void RiderList::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    if (const bool terse = height() < wordsFrom; terse != m_chips->isTerse()) {
        m_chips->setTerse(terse);
        m_chips->setFleet(m_feed.picture());
    }
}

void RiderList::refresh() {
    m_chips->setFleet(m_feed.picture());
    m_model.setFleet(m_feed.picture());
    const auto& lanes = m_feed.picture().lanes;
    const bool oneMarket = lanes.size() == 1 && lanes.front()->marketNames && lanes.front()->marketNames->size() < 2;
    m_table->setColumnHidden(static_cast<int>(RiderColumn::market), oneMarket); // it would say the same in each row
}

void RiderList::applyFilter() {
    RiderFilter filter = m_model.filter();
    filter.text = m_text->text().trimmed().toLower().toStdString();
    filter.statuses = m_chips->statuses();
    filter.staleness = m_chips->staleness();
    m_model.setFilter(filter);
    Q_EMIT shownChanged(filter.statuses, filter.staleness);
}

void RiderList::tellCount() {
    const int shown = m_model.rowCount();
    const int total = countable(m_model.total());
    m_count->setText(static_cast<std::size_t>(shown) == m_model.total()
                         ? tr("%Ln riders", nullptr, total)
                         : tr("%1 of %Ln riders", nullptr, total).arg(QLocale().toString(shown)));
    m_empty->setText(m_model.total() == 0 ? tr("No riders yet.\nThey appear with their first position.")
                                          : tr("No rider matches.\nClear the filter to see everybody."));
    if (m_selected && !m_table->selectionModel()->hasSelection()) {
        select(m_selected); // he passes the filter again
    }
}

void RiderList::tellChoice() {
    const QModelIndex current = m_table->selectionModel()->currentIndex();
    if (!m_selecting && current.isValid()) {
        m_selected = m_model.refAt(current.row());
        Q_EMIT chosen(*m_selected);
    }
}

void RiderList::select(std::optional<RiderRef> rider) {
    m_selected = rider;
    const int row = rider ? m_model.rowOf(*rider) : -1;
    if (row >= 0 && m_table->selectionModel()->isRowSelected(row)) {
        return;
    }
    m_selecting = true;
    if (row >= 0) {
        m_table->selectionModel()->setCurrentIndex(m_model.index(row, 0),
                                                   QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
        m_table->scrollTo(m_model.index(row, 0));
    } else {
        m_table->clearSelection();
    }
    m_selecting = false;
}

void RiderList::setTones(const Tones& tones) {
    m_chips->setTones(tones);
    m_delegate->setTones(tones);
    m_table->viewport()->update();
}

} // namespace roundsman
