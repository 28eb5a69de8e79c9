#include "ui/merchant/merchant_panels.h"

#include "ui/bridge/command_desk.h"
#include "ui/bridge/frame_feed.h"
#include "ui/merchant/merchant_metric.h"
#include "ui/panels/plain_table.h"
#include "ui/panels/tone_delegate.h"
#include "ui/support/words.h"
#include "ui/theme/tones.h"
#include "ui/workspaces/navigator.h"

#include <QAction>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

namespace roundsman {

namespace {

constexpr int delayMinutes = 10;
constexpr Millis waitIsLong{5 * 60'000};

QVBoxLayout* panelColumn(QWidget* panel) {
    panel->setObjectName(QStringLiteral("panel"));
    panel->setAttribute(Qt::WA_StyledBackground);
    auto* column = new QVBoxLayout(panel);
    column->setContentsMargins(10, 8, 10, 0);
    column->setSpacing(6);
    return column;
}

QLabel* emptyLabel(QTableView* table, const QString& words) {
    auto* label = new QLabel(words, table);
    label->setAlignment(Qt::AlignCenter);
    label->setWordWrap(true);
    label->setProperty("role", QStringLiteral("muted"));
    label->setAttribute(Qt::WA_TransparentForMouseEvents);
    return label;
}

void showEmpty(QLabel* label, const QTableView* table, int rows) {
    label->setVisible(rows == 0);
    label->setGeometry(table->viewport()->geometry());
}

void setWidths(QTableView* table, std::initializer_list<int> widths) {
    int section = 0;
    for (const int width : widths) {
        table->horizontalHeader()->resizeSection(section++, width);
    }
}

void addKey(QTableView* table, const QString& text, const QKeySequence& keys, QPushButton* button) {
    auto* action = new QAction(text, table);
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    QObject::connect(action, &QAction::triggered, button, &QPushButton::click);
    table->addAction(action);
    button->setToolTip(QStringLiteral("%1 (%2)").arg(text, keys.toString(QKeySequence::NativeText)));
}

const TableModel* modelOf(const QModelIndex& index) {
    return qobject_cast<const TableModel*>(index.model());
}

QColor kitchenColour(const QModelIndex& index, const Tones& tones) {
    const TableModel* model = modelOf(index);
    if (index.column() == 0) {
        return tones.text;
    }
    if (!model || index.column() != 1) {
        return tones.textMuted;
    }
    if (!isNothing(model->cell(index.row(), "ready"))) {
        return tones.good;
    }
    const Cell& by = model->cell(index.row(), "ready_by");
    return isNothing(by)                                          ? tones.textMuted
           : timeOf(by) < timeOf(model->cell(index.row(), "now")) ? tones.bad
                                                                  : tones.text;
}

QColor incomingColour(const QModelIndex& index, const Tones& tones) {
    const TableModel* model = modelOf(index);
    if (index.column() == 0 || !model) {
        return tones.text;
    }
    const bool atDoor = wholeOf(model->cell(index.row(), "at_door")) != 0;
    if (index.column() == 1) {
        const Millis waits = timeOf(model->cell(index.row(), "now")) - timeOf(model->cell(index.row(), "there"));
        return !atDoor ? tones.text : waits > waitIsLong ? tones.bad : tones.warning;
    }
    const bool old = wholeOf(model->cell(index.row(), "staleness")) >= static_cast<int>(Staleness::stale);
    return index.column() == 4 && old ? tones.bad : tones.textMuted;
}

QColor waitColour(const QModelIndex& index, const Tones& tones) {
    const TableModel* model = modelOf(index);
    const bool counts = model && wholeOf(model->cell(index.row(), "void")) == 0;
    return index.column() == 1 && counts ? tones.warning : index.column() == 0 ? tones.text : tones.textMuted;
}

QString whole(qint64 number) {
    return QLocale().toString(number);
}

} // namespace

KitchenPanel::KitchenPanel(FrameFeed& feed, CommandDesk& commands, MerchantDesk& desk, Navigator& navigator,
                           QWidget* parent)
    : QWidget(parent),
      m_feed(feed),
      m_commands(commands),
      m_desk(desk),
      m_navigator(navigator),
      m_model(kitchenColumns()) {
    m_model.setKey("order");
    build();
    connect(m_table, &QTableView::activated, this, &KitchenPanel::openOrder);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &KitchenPanel::enableButtons);
    connect(m_ready, &QPushButton::clicked, this, &KitchenPanel::markReady);
    connect(m_delay, &QPushButton::clicked, this, &KitchenPanel::delay);
    connect(m_delayAll, &QPushButton::clicked, this, &KitchenPanel::delayAll);
    connect(&m_desk, &MerchantDesk::merchantChanged, this, &KitchenPanel::refresh);
    connect(&m_commands, &CommandDesk::sent, this, &KitchenPanel::refresh);
    connect(&m_commands, &CommandDesk::answered, this, &KitchenPanel::refresh);
    connect(&m_refresh, &QTimer::timeout, this, &KitchenPanel::refresh);
    m_refresh.start(listRhythm);
    refresh();
}

void KitchenPanel::build() {
    QVBoxLayout* column = panelColumn(this);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(6);
    m_ready = new QPushButton(tr("Mark ready"));
    m_delay = new QPushButton(tr("+10 minutes"));
    m_delayAll = new QPushButton(tr("+10 for all"));
    m_delayAll->setToolTip(tr("Every order that is not ready takes ten minutes more"));
    for (QPushButton* button : {m_ready, m_delay, m_delayAll}) {
        buttons->addWidget(button);
    }
    buttons->addStretch();
    m_count = new QLabel;
    m_count->setProperty("role", QStringLiteral("muted"));
    buttons->addWidget(m_count);
    column->addLayout(buttons);
    m_table = plainTable(&m_model, tr("Orders in the kitchen"));
    m_delegate = new ToneDelegate(kitchenColour, m_table);
    m_table->setItemDelegate(m_delegate);
    setWidths(m_table, {84, 138, 132, 156, 76});
    column->addWidget(m_table, 1);
    m_empty = emptyLabel(m_table, tr("Nothing to make now.\nOrders appear here when they are placed."));
    addKey(m_table, tr("Mark ready"), QKeySequence(Qt::CTRL | Qt::Key_Return), m_ready);
    addKey(m_table, tr("Ten minutes more"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_D), m_delay);
}

void KitchenPanel::refresh() {
    const auto merchant = m_desk.ref();
    if (!isVisible() && m_model.rowCount() > 0) {
        return;
    }
    const Millis offset = m_desk.place().calendar.utcOffset(m_desk.now());
    m_model.setTable(merchant ? kitchenTable(m_feed.picture(), *merchant, m_commands, offset)
                              : kitchenTable({}, {}, m_commands, offset));
    m_count->setText(tr("%Ln orders", nullptr, m_model.rowCount()));
    showEmpty(m_empty, m_table, m_model.rowCount());
    enableButtons();
}

std::optional<OrderRef> KitchenPanel::refAt(int row) const {
    const auto merchant = m_desk.ref();
    if (!merchant || row < 0 || row >= m_model.rowCount()) {
        return std::nullopt;
    }
    return OrderRef{merchant->partition, OrderNo{static_cast<std::uint32_t>(wholeOf(m_model.cell(row, "number")))}};
}

void KitchenPanel::enableButtons() {
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    const int row = rows.isEmpty() ? -1 : rows.front().row();
    const bool free = row >= 0 && isNothing(m_model.cell(row, "ready")) && wholeOf(m_model.cell(row, "pending")) == 0;
    m_ready->setEnabled(free);
    m_delay->setEnabled(free);
    bool any = false;
    for (int n = 0; n < m_model.rowCount(); ++n) {
        any = any || isNothing(m_model.cell(n, "ready"));
    }
    m_delayAll->setEnabled(any);
}

void KitchenPanel::markReady() {
    if (const auto order = refAt(m_table->currentIndex().row())) {
        m_commands.markReady(*order);
    }
}

void KitchenPanel::delay() {
    if (const auto order = refAt(m_table->currentIndex().row())) {
        m_commands.delayOrder(*order, delayMinutes);
    }
}

void KitchenPanel::delayAll() {
    std::vector<OrderRef> orders;
    for (int row = 0; row < m_model.rowCount(); ++row) {
        const auto order = refAt(row);
        if (order && isNothing(m_model.cell(row, "ready")) && wholeOf(m_model.cell(row, "pending")) == 0) {
            orders.push_back(*order);
        }
    }
    for (const OrderRef order : orders) {
        m_commands.delayOrder(order, delayMinutes);
    }
}

void KitchenPanel::openOrder() {
    if (const int row = m_table->currentIndex().row(); row >= 0) {
        m_navigator.openOrder(QString::fromStdString(textOf(m_model.cell(row, "order"))));
    }
}

void KitchenPanel::setTones(const Tones& tones) {
    m_delegate->setTones(tones);
    m_table->viewport()->update();
}

IncomingPanel::IncomingPanel(FrameFeed& feed, MerchantDesk& desk, Navigator& navigator, QWidget* parent)
    : QWidget(parent), m_feed(feed), m_desk(desk), m_navigator(navigator), m_model(incomingColumns()) {
    m_model.setKey("order");
    QVBoxLayout* column = panelColumn(this);
    auto* buttons = new QHBoxLayout;
    m_map = new QPushButton(tr("Show on map"));
    m_order = new QPushButton(tr("Open order"));
    buttons->addWidget(m_map);
    buttons->addWidget(m_order);
    buttons->addStretch();
    column->addLayout(buttons);
    m_table = plainTable(&m_model, tr("Incoming riders"));
    m_delegate = new ToneDelegate(incomingColour, m_table);
    m_table->setItemDelegate(m_delegate);
    setWidths(m_table, {84, 122, 82, 106});
    column->addWidget(m_table, 1);
    m_empty = emptyLabel(m_table, tr("Nobody is on the way here.\nRiders appear when an order is assigned."));
    const auto open = [this] {
        if (const int row = m_table->currentIndex().row(); row >= 0) {
            m_navigator.openOrder(QString::fromStdString(textOf(m_model.cell(row, "order"))));
        }
    };
    addKey(m_table, tr("Show on map"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_M), m_map);
    connect(m_table, &QTableView::activated, this, open);
    connect(m_order, &QPushButton::clicked, this, open);
    connect(m_map, &QPushButton::clicked, this, &IncomingPanel::showRider);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &IncomingPanel::enableButtons);
    connect(&m_desk, &MerchantDesk::merchantChanged, this, &IncomingPanel::refresh);
    connect(&m_refresh, &QTimer::timeout, this, &IncomingPanel::refresh);
    m_refresh.start(listRhythm);
    refresh();
}

void IncomingPanel::refresh() {
    if (!isVisible() && m_model.rowCount() > 0) {
        return;
    }
    const auto merchant = m_desk.ref();
    const Millis offset = m_desk.place().calendar.utcOffset(m_desk.now());
    m_model.setTable(incomingTable(merchant ? m_feed.picture() : Picture{}, merchant.value_or(MerchantRef{}), offset));
    showEmpty(m_empty, m_table, m_model.rowCount());
    enableButtons();
}

void IncomingPanel::enableButtons() {
    const bool chosen = m_table->selectionModel()->hasSelection();
    m_map->setEnabled(chosen);
    m_order->setEnabled(chosen);
}

void IncomingPanel::showRider() {
    const auto merchant = m_desk.ref();
    const int row = m_table->currentIndex().row();
    if (merchant && row >= 0) {
        m_navigator.openRider(
            {merchant->partition, RiderNo{static_cast<std::uint32_t>(wholeOf(m_model.cell(row, "rider_number")))}});
    }
}

void IncomingPanel::setTones(const Tones& tones) {
    m_delegate->setTones(tones);
    m_table->viewport()->update();
}

namespace {

std::vector<TableColumn> waitColumns(const MerchantDesk& desk) {
    const auto clock = [&desk](const char* name) {
        return [&desk, name](const Table& table, std::size_t row) {
            return desk.place().clock(timeOf(table.at(row, name)));
        };
    };
    const auto text = [](const char* name) {
        return [name](const Table& table, std::size_t row) {
            return QString::fromStdString(textOf(table.at(row, name)));
        };
    };
    const auto waited = [](const Table& table, std::size_t row) {
        const QString span = minutesText(numberOf(table.at(row, "avoidable_ms")) / 60'000);
        return wholeOf(table.at(row, "void")) == 0 ? span : WaitsPanel::tr("%1, not counted").arg(span);
    };
    const auto day = [&desk](const Table& table, std::size_t row) {
        return desk.place().date(timeOf(table.at(row, "placed")));
    };
    return {{.title = WaitsPanel::tr("Order"), .text = text("order")},
            {.title = WaitsPanel::tr("Could be saved"), .text = waited},
            {.title = WaitsPanel::tr("At the door"), .text = clock("at_door")},
            {.title = WaitsPanel::tr("Ready promised"), .text = clock("promised_ready")},
            {.title = WaitsPanel::tr("Picked up"), .text = clock("picked_up")},
            {.title = WaitsPanel::tr("Rider"), .text = text("rider")},
            {.title = WaitsPanel::tr("Day"), .text = day}};
}

} // namespace

WaitsPanel::WaitsPanel(MerchantDesk& desk, Navigator& navigator, bool withRecords, QWidget* parent)
    : QWidget(parent), m_desk(desk), m_navigator(navigator), m_model(waitColumns(desk)) {
    m_model.setKey("order");
    QVBoxLayout* column = panelColumn(this);
    auto* buttons = new QHBoxLayout;
    m_order = new QPushButton(tr("Open order"));
    m_fix = new QPushButton(tr("Fix at the door"));
    m_fix->setToolTip(tr("The record that shows the rider at the door"));
    m_pickUp = new QPushButton(tr("Pick-up"));
    m_pickUp->setToolTip(tr("The record that says when it was picked up"));
    for (QPushButton* button : {m_order, m_fix, m_pickUp}) {
        buttons->addWidget(button);
    }
    m_fix->setVisible(withRecords); // records hold what is other people's too
    m_pickUp->setVisible(withRecords);
    buttons->addStretch();
    m_sum = new QLabel;
    m_sum->setProperty("role", QStringLiteral("muted"));
    m_sum->setAccessibleName(tr("Avoidable wait of the period"));
    buttons->addWidget(m_sum);
    column->addLayout(buttons);
    m_table = plainTable(&m_model, tr("Avoidable waits"));
    m_delegate = new ToneDelegate(waitColour, m_table);
    m_table->setItemDelegate(m_delegate);
    setWidths(m_table, {84, 116, 84, 108, 78, 76});
    column->addWidget(m_table, 1);
    m_empty = emptyLabel(m_table, tr("No rider waited longer than he had to in this period."));
    connect(m_table, &QTableView::activated, this, &WaitsPanel::openOrder);
    connect(m_order, &QPushButton::clicked, this, &WaitsPanel::openOrder);
    connect(m_fix, &QPushButton::clicked, this, [this] { openRecord("offset", "document"); });
    connect(m_pickUp, &QPushButton::clicked, this, [this] { openRecord("pickup_offset", "pickup_document"); });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &WaitsPanel::enableButtons);
    connect(&m_desk, &MerchantDesk::studied, this, &WaitsPanel::showWaits);
    showWaits();
}

QString WaitsPanel::sumText() const {
    return m_sum->text();
}

void WaitsPanel::showWaits() {
    m_model.setTable(m_desk.study().waits);
    double millis = 0;
    qint64 counted = 0;
    for (int row = 0; row < m_model.rowCount(); ++row) {
        if (wholeOf(m_model.cell(row, "void")) == 0) {
            millis += numberOf(m_model.cell(row, "avoidable_ms"));
            ++counted;
        }
    }
    m_sum->setText(counted == 0 ? QString()
                                : tr("%1 in %2 pick-ups").arg(minutesText(millis / 60'000), whole(counted)));
    showEmpty(m_empty, m_table, m_model.rowCount());
    enableButtons();
}

void WaitsPanel::enableButtons() {
    const bool chosen = m_table->selectionModel()->hasSelection();
    for (QPushButton* button : {m_order, m_fix, m_pickUp}) {
        button->setEnabled(chosen);
    }
}

void WaitsPanel::openOrder() {
    if (const int row = m_table->currentIndex().row(); row >= 0) {
        m_navigator.openOrder(QString::fromStdString(textOf(m_model.cell(row, "order"))));
    }
}

void WaitsPanel::openRecord(const char* offset, const char* document) {
    if (const int row = m_table->currentIndex().row(); row >= 0) {
        m_navigator.openRecord({PartitionNo{static_cast<std::int32_t>(wholeOf(m_model.cell(row, "partition")))},
                                Offset{wholeOf(m_model.cell(row, offset))},
                                static_cast<std::uint32_t>(wholeOf(m_model.cell(row, document)))});
    }
}

void WaitsPanel::setTones(const Tones& tones) {
    m_delegate->setTones(tones);
    m_table->viewport()->update();
}

} // namespace roundsman
