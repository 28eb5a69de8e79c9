#include "ui/merchant/merchant_panels.h"

#include "ui/bridge/command_desk.h"
#include "ui/bridge/frame_feed.h"
#include "ui/merchant/merchant_metric.h"
#include "ui/models/answer_columns.h"
#include "ui/panels/column_keeper.h"
#include "ui/support/words.h"
#include "ui/theme/tones.h"
#include "ui/workspaces/navigator.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QTableView>

namespace roundsman {

namespace {

constexpr int delayMinutes = 10;
constexpr Millis waitIsLong{5 * 60'000};

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

QString orderAt(const TableModel& model, int row) {
    return cellText(model.cell(row, "order"));
}

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

KitchenPanel::KitchenPanel(FrameFeed& feed, CommandDesk& commands, MerchantDesk& desk, Navigator& navigator,
                           QWidget* parent)
    : ListPanel(parent),
      m_feed(feed),
      m_commands(commands),
      m_desk(desk),
      m_navigator(navigator),
      m_model(kitchenColumns()) {
    m_model.setKey({"order"});
    build();
    connect(table(), &QTableView::activated, this, &KitchenPanel::openOrder);
    connect(m_ready, &QPushButton::clicked, this, &KitchenPanel::markReady);
    connect(m_delay, &QPushButton::clicked, this, &KitchenPanel::delay);
    connect(m_delayAll, &QPushButton::clicked, this, &KitchenPanel::delayAll);
    connect(&m_desk, &MerchantDesk::merchantChanged, this, &KitchenPanel::refresh);
    connect(&m_commands, &CommandDesk::changed, this, &KitchenPanel::refresh);
    connect(&m_refresh, &QTimer::timeout, this, &KitchenPanel::refresh);
    m_refresh.start(listRhythm);
    refresh();
}

void KitchenPanel::build() {
    m_ready = addButton(tr("Mark ready"));
    m_delay = addButton(tr("+10 minutes"));
    m_delayAll = addButton(tr("+10 for all"), tr("Every order that is not ready takes ten minutes more"));
    m_count = addNote();
    addList(m_model, tr("Orders in the kitchen"), {62, 126, 110, 90, 66, 48}, 3,
            tr("Nothing to make now.\nOrders appear here when they are placed."));
    setColours(kitchenColour);
    addKey(tr("Mark ready"), QKeySequence(Qt::CTRL | Qt::Key_Return), m_ready);
    addKey(tr("Ten minutes more"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_D), m_delay);
}

void KitchenPanel::refresh() {
    if (!isVisible() && m_model.rowCount() > 0) {
        return;
    }
    const auto merchant = m_desk.ref();
    const Millis offset = m_desk.place().calendar.utcOffset(m_desk.now());
    changeRows([&] {
        m_model.setTable(merchant ? kitchenTable(m_feed.picture(), *merchant, m_commands, offset)
                                  : kitchenTable({}, {}, m_commands, offset));
    });
    m_count->setText(tr("%Ln orders", nullptr, m_model.rowCount()));
}

QString KitchenPanel::keyAt(int row) const {
    return orderAt(m_model, row);
}

std::optional<OrderRef> KitchenPanel::refAt(int row) const {
    const auto merchant = m_desk.ref();
    if (!merchant || row < 0 || row >= m_model.rowCount()) {
        return std::nullopt;
    }
    return OrderRef{merchant->partition, OrderNo{static_cast<std::uint32_t>(wholeOf(m_model.cell(row, "number")))}};
}

bool KitchenPanel::isToBeMade(int row) const {
    return isNothing(m_model.cell(row, "ready")) && wholeOf(m_model.cell(row, "pending")) == 0;
}

void KitchenPanel::choiceChanged() {
    const int row = chosenRow();
    const bool free = row >= 0 && isToBeMade(row);
    m_ready->setEnabled(free);
    m_delay->setEnabled(free);
    bool any = false;
    for (int n = 0; n < m_model.rowCount(); ++n) {
        any = any || isNothing(m_model.cell(n, "ready"));
    }
    m_delayAll->setEnabled(any);
}

void KitchenPanel::markReady() {
    if (const auto order = refAt(chosenRow())) {
        m_commands.markReady(*order);
    }
}

void KitchenPanel::delay() {
    if (const auto order = refAt(chosenRow())) {
        m_commands.delayOrder(*order, delayMinutes);
    }
}

void KitchenPanel::delayAll() {
    std::vector<OrderRef> orders;
    for (int row = 0; row < m_model.rowCount(); ++row) {
        if (const auto order = refAt(row); order && isToBeMade(row)) {
            orders.push_back(*order);
        }
    }
    for (const OrderRef order : orders) {
        m_commands.delayOrder(order, delayMinutes);
    }
}

void KitchenPanel::openOrder() {
    if (const int row = chosenRow(); row >= 0) {
        m_navigator.openOrder(orderAt(m_model, row));
    }
}

IncomingPanel::IncomingPanel(FrameFeed& feed, MerchantDesk& desk, Navigator& navigator, QWidget* parent)
    : ListPanel(parent), m_feed(feed), m_desk(desk), m_navigator(navigator), m_model(incomingColumns()) {
    m_model.setKey({"order"});
    m_map = addButton(tr("Show on map"));
    m_order = addButton(tr("Open order"));
    head().addStretch();
    addList(m_model, tr("Incoming riders"), {60, 110, 64, 60}, 4,
            tr("Nobody is on the way here.\nRiders appear when an order is assigned."));
    setColours(incomingColour);
    addKey(tr("Show on map"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_R), m_map);
    connect(table(), &QTableView::activated, this, &IncomingPanel::openOrder);
    connect(m_order, &QPushButton::clicked, this, &IncomingPanel::openOrder);
    connect(m_map, &QPushButton::clicked, this, &IncomingPanel::showRider);
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
    changeRows([&] {
        m_model.setTable(
            incomingTable(merchant ? m_feed.picture() : Picture{}, merchant.value_or(MerchantRef{}), offset));
    });
}

QString IncomingPanel::keyAt(int row) const {
    return orderAt(m_model, row);
}

void IncomingPanel::choiceChanged() {
    m_map->setEnabled(chosenRow() >= 0);
    m_order->setEnabled(chosenRow() >= 0);
}

void IncomingPanel::openOrder() {
    if (const int row = chosenRow(); row >= 0) {
        m_navigator.openOrder(orderAt(m_model, row));
    }
}

void IncomingPanel::showRider() {
    const auto merchant = m_desk.ref();
    if (const int row = chosenRow(); merchant && row >= 0) {
        m_navigator.openRider(
            {merchant->partition, RiderNo{static_cast<std::uint32_t>(wholeOf(m_model.cell(row, "rider_number")))}});
    }
}

WaitsPanel::WaitsPanel(MerchantDesk& desk, Navigator& navigator, bool withRecords, QWidget* parent)
    : ListPanel(parent), m_desk(desk), m_navigator(navigator), m_model(waitColumns(desk)) {
    m_model.setKey({"order"});
    m_order = addButton(tr("Open order"));
    m_fix = addButton(tr("Fix at the door"), tr("The record that shows the rider at the door"));
    m_pickUp = addButton(tr("Pick-up"), tr("The record that says when it was picked up"));
    m_fix->setVisible(withRecords); // records hold what is other people's too
    m_pickUp->setVisible(withRecords);
    m_sum = addNote(tr("Avoidable wait of the period"));
    m_sum->setAlignment(Qt::AlignLeft | Qt::AlignVCenter); // where it is cut off, the time is still read
    addList(m_model, tr("Avoidable waits"), {70, 106, 84, 104, 74, 66, 60}, noneElastic,
            tr("No rider waited longer than he had to in this period."));
    setColours(waitColour);
    connect(table(), &QTableView::activated, this, &WaitsPanel::openOrder);
    connect(m_order, &QPushButton::clicked, this, &WaitsPanel::openOrder);
    connect(m_fix, &QPushButton::clicked, this, [this] { openRecord("offset", "document"); });
    connect(m_pickUp, &QPushButton::clicked, this, [this] { openRecord("pickup_offset", "pickup_document"); });
    connect(&m_desk, &MerchantDesk::studied, this, &WaitsPanel::showWaits);
    showWaits();
}

QString WaitsPanel::sumText() const {
    return m_sum->text();
}

void WaitsPanel::showWaits() {
    changeRows([&] { m_model.setTable(m_desk.study().waits); });
    double millis = 0;
    int counted = 0;
    for (int row = 0; row < m_model.rowCount(); ++row) {
        if (wholeOf(m_model.cell(row, "void")) == 0) {
            millis += numberOf(m_model.cell(row, "avoidable_ms"));
            ++counted;
        }
    }
    const QString sum =
        counted == 0 ? QString() : tr("%1 in %Ln pick-ups", nullptr, counted).arg(minutesText(millis / 60'000));
    const bool cut = m_desk.study().waits.more;
    m_sum->setText(cut ? tr("%1, newest only").arg(sum) : sum);
    m_sum->setToolTip(cut ? tr("%1. There were more late pick-ups than are proved at once: choose a shorter period for "
                               "the older ones.")
                                .arg(sum)
                          : sum);
}

QString WaitsPanel::keyAt(int row) const {
    return orderAt(m_model, row);
}

void WaitsPanel::choiceChanged() {
    for (QPushButton* button : {m_order, m_fix, m_pickUp}) {
        button->setEnabled(chosenRow() >= 0);
    }
}

void WaitsPanel::openOrder() {
    if (const int row = chosenRow(); row >= 0) {
        m_navigator.openOrder(orderAt(m_model, row));
    }
}

void WaitsPanel::openRecord(const char* offset, const char* document) {
    if (const int row = chosenRow(); row >= 0) {
        m_navigator.openRecord(recordAt(m_model, row, offset, document));
    }
}

} // namespace roundsman
