#include "ui/panels/order_board.h"

#include "ui/bridge/command_desk.h"
#include "ui/bridge/frame_feed.h"
#include "ui/panels/assign_dialog.h"
#include "ui/panels/column_keeper.h"
#include "ui/panels/density_strip.h"
#include "ui/panels/empty_word.h"
#include "ui/panels/order_keeping.h"
#include "ui/panels/plain_table.h"
#include "ui/panels/tone_delegate.h"
#include "ui/support/countable.h"
#include "ui/support/on_screen.h"
#include "ui/support/words.h"
#include "ui/theme/icons.h"
#include "ui/theme/tones.h"
#include "ui/workspaces/navigator.h"

#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <utility>

namespace roundsman {

namespace {

QColor cellColour(const QModelIndex& index, const Tones& tones) {
    const auto column = static_cast<OrderColumn>(index.column());
    const auto risk = static_cast<Risk>(index.data(OrderModel::riskRole).toInt());
    if (column == OrderColumn::risk || (column == OrderColumn::due && risk == Risk::late)) {
        return riskColour(risk, tones);
    }
    return column == OrderColumn::order || column == OrderColumn::due ? tones.text : tones.textMuted;
}

QToolButton* chip(const QString& tip) {
    auto* button = new QToolButton;
    button->setCheckable(true);
    button->setProperty("role", QStringLiteral("toggle"));
    button->setToolTip(tip);
    return button;
}

} // namespace

OrderBoard::OrderBoard(FrameFeed& feed, CommandDesk& commands, Navigator& navigator, QWidget* parent)
    : QWidget(parent), m_feed(feed), m_commands(commands), m_navigator(navigator), m_model(commands) {
    setObjectName(QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
    build();
    addKeys();
    connect(m_text, &QLineEdit::textChanged, this, &OrderBoard::applyFilter);
    connect(m_trouble, &QToolButton::toggled, this, &OrderBoard::applyFilter);
    connect(m_unassigned, &QToolButton::toggled, this, &OrderBoard::applyFilter);
    connect(m_mine, &QToolButton::toggled, this, &OrderBoard::applyFilter);
    connect(m_table, &QTableView::activated, this, &OrderBoard::openOrder);
    connect(m_table, &QTableView::customContextMenuRequested, this, &OrderBoard::showMenu);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &OrderBoard::tellChoice);
    connect(&m_model, &OrderModel::riderDropped, this, &OrderBoard::drop);
    connect(&m_commands, &CommandDesk::changed, this, &OrderBoard::refresh);
    connect(&m_refresh, &QTimer::timeout, this, &OrderBoard::refresh);
    m_refresh.start(listRhythm);
    applyFilter();
}

QWidget* OrderBoard::buildHead() {
    auto* head = new QWidget;
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    m_text = new QLineEdit;
    m_text->setPlaceholderText(tr("Filter by order, merchant or rider"));
    m_text->setAccessibleName(tr("Filter orders"));
    m_text->setClearButtonEnabled(true);
    m_text->addAction(glyphIcon(Glyph::search), QLineEdit::LeadingPosition);
    m_trouble = chip(tr("Only orders that are late or will be"));
    m_unassigned = chip(tr("Only orders that nobody has"));
    row->addWidget(m_text, 1);
    row->addWidget(m_trouble);
    row->addWidget(m_unassigned);
    m_mine = chip(tr("Only orders that you take care of"));
    row->addWidget(m_mine);
    m_count = new QLabel;
    m_count->setProperty("role", QStringLiteral("muted"));
    m_count->setContentsMargins(6, 0, 2, 0);
    m_count->setToolTip(tr("Enter opens an order, Ctrl+Enter assigns it; or drag a rider onto it"));
    row->addWidget(m_count);
    return head;
}

void OrderBoard::build() {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(10, 8, 10, 0);
    column->setSpacing(6);
    column->addWidget(buildHead());
    m_density = new DensityStrip;
    column->addWidget(m_density);
    m_table = plainTable(&m_model, tr("Open orders"));
    m_table->setMinimumHeight(150); // a few rows, however the docks share the height
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(static_cast<int>(OrderColumn::due), Qt::AscendingOrder);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_table->setAcceptDrops(true);
    m_table->setDropIndicatorShown(true);
    m_table->setDragDropMode(QAbstractItemView::DropOnly);
    m_delegate = new ToneDelegate(cellColour, m_table);
    m_table->setItemDelegate(m_delegate);
    new ColumnKeeper(*m_table, {84, 96, 70, 110, 92, 130, 108, 60}, static_cast<int>(OrderColumn::merchant));
    column->addWidget(m_table, 1);
    m_empty = new EmptyWord(*m_table, {});
    m_why = new QLabel;
    m_why->setWordWrap(true);
    m_why->setContentsMargins(2, 0, 2, 6);
    m_why->hide();
    column->addWidget(m_why);
}

void OrderBoard::addKeys() {
    const auto add = [this](const QString& text, const QKeySequence& keys, void (OrderBoard::*what)()) {
        auto* action = new QAction(text, this);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, what);
        m_table->addAction(action);
    };
    add(tr("&Open order"), {}, &OrderBoard::openOrder);
    add(tr("&Assign…"), QKeySequence(Qt::CTRL | Qt::Key_Return), &OrderBoard::assign);
    add(tr("&Take the rider off"), QKeySequence(Qt::CTRL | Qt::Key_Backspace), &OrderBoard::unassign);
    add(tr("Take &care of it"), QKeySequence(Qt::CTRL | Qt::Key_T), &OrderBoard::claim);
    add(tr("&Let go of it"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_T), &OrderBoard::release);
    add(tr("Write a &note…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_N), &OrderBoard::writeNote);
    add(tr("Show &rider on map"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_R), &OrderBoard::showRider);
}

void OrderBoard::refresh() {
    if (!isVisible() && m_model.rowCount() > 0) {
        return;
    }
    m_model.setFleet(m_feed.picture());
    m_density->setFleet(m_feed.picture());
    const OrderCounts& counts = m_model.counts();
    m_trouble->setText(tr("Late %1 · at risk %2").arg(counts.late).arg(counts.atRisk));
    m_unassigned->setText(tr("Nobody has %1").arg(counts.unassigned));
    m_mine->setText(tr("Mine %1").arg(counts.mine));
    const int shown = m_model.rowCount();
    m_count->setText(static_cast<std::size_t>(shown) == counts.open
                         ? tr("%Ln open", nullptr, shown)
                         : tr("%1 of %Ln open", nullptr, countable(counts.open)).arg(QLocale().toString(shown)));
    m_empty->setText(counts.open == 0 ? tr("No open orders.\nThey appear when they are placed.")
                                      : tr("No order matches.\nClear the filter to see all."));
    sayWhy();
}

/// What holds the chosen order up: "o-3 · wait at the merchant: 12 min more than thought".
void OrderBoard::sayWhy() {
    const auto ref = selected();
    const OrderView* order = ref ? orderOf(m_feed.picture(), *ref) : nullptr;
    const QString why = order ? arrivalOf(*order).why : QString();
    m_why->setText(why.isEmpty() ? QString() : words(order->id) + QStringLiteral(" · ") + why);
    m_why->setVisible(!why.isEmpty());
}

void OrderBoard::applyFilter() {
    OrderFilter filter = m_model.filter();
    filter.text = m_text->text().trimmed().toLower().toStdString();
    filter.onlyTrouble = m_trouble->isChecked();
    filter.onlyUnassigned = m_unassigned->isChecked();
    filter.onlyMine = m_mine->isChecked();
    filter.me = m_commands.me().toStdString();
    m_model.setFilter(filter);
    refresh();
}

std::optional<OrderRef> OrderBoard::selected() const {
    const QModelIndex current = m_table->selectionModel()->currentIndex();
    return current.isValid() ? std::optional(m_model.refAt(current.row())) : std::nullopt;
}

void OrderBoard::tellChoice() {
    if (const auto order = selected(); order != std::exchange(m_chosen, order) && order) {
        Q_EMIT chosen(*order);
    }
    sayWhy();
}

QString OrderBoard::why() const {
    return m_why->text();
}

void OrderBoard::select(const QString& orderId) {
    if (const int row = m_model.rowOf(orderId); row >= 0) {
        m_table->selectRow(row);
        m_table->scrollTo(m_model.index(row, 0));
    }
}

void OrderBoard::assign() {
    const auto order = selected();
    if (!order) {
        return;
    }
    whenMine(*order, [this, at = *order] {
        auto* dialog = new AssignDialog(m_feed, at, this);
        connect(dialog, &AssignDialog::riderChosen, this, [this, at](RiderRef rider) { m_commands.assign(at, rider); });
        moveOntoScreen(*dialog, mapToGlobal(QPoint(60, 60)));
        dialog->show();
    });
}

void OrderBoard::unassign() {
    if (const auto order = selected()) {
        whenMine(*order, [this, at = *order] { m_commands.unassign(at); });
    }
}

void OrderBoard::drop(OrderRef order, RiderRef rider) {
    whenMine(order, [this, order, rider] { m_commands.assign(order, rider); });
}

/// Another's order is taken over first, and only when people say so.
void OrderBoard::whenMine(OrderRef order, const std::function<void()>& then) {
    takeOverFirst(m_feed, m_commands, order, *this, then);
}

void OrderBoard::claim() {
    const auto order = selected();
    const OrderView* seen = order ? orderOf(m_feed.picture(), *order) : nullptr;
    if (!seen) {
        return;
    }
    if (isAnothers(*seen, m_commands)) {
        whenMine(*order, [] {});
    } else {
        m_commands.claim(*order);
    }
}

void OrderBoard::release() {
    if (const auto order = selected()) {
        m_commands.release(*order);
    }
}

void OrderBoard::writeNote() {
    if (const auto order = selected()) {
        askForNote(m_feed, m_commands, *order, *this);
    }
}

void OrderBoard::openOrder() {
    const auto ref = selected();
    if (const OrderView* order = ref ? orderOf(m_feed.picture(), *ref) : nullptr) {
        m_navigator.openOrder(QString::fromStdString(order->id));
    }
}

void OrderBoard::showRider() {
    const auto ref = selected();
    const OrderView* order = ref ? orderOf(m_feed.picture(), *ref) : nullptr;
    if (order && order->rider != noRider) {
        m_navigator.openRider({ref->partition, order->rider});
    } else if (order) {
        m_navigator.openPlace(order->pickup, 15);
    }
}

void OrderBoard::showMenu(QPoint place) {
    if (!m_table->indexAt(place).isValid()) {
        return;
    }
    QMenu menu(this);
    menu.addActions(m_table->actions());
    menu.exec(m_table->viewport()->mapToGlobal(place));
}

void OrderBoard::setTones(const Tones& tones) {
    m_delegate->setTones(tones);
    m_density->setTones(tones);
    m_table->viewport()->update();
}

} // namespace roundsman
