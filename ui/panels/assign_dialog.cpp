#include "ui/panels/assign_dialog.h"

#include "ui/bridge/frame_feed.h"
#include "ui/models/order_rows.h"
#include "ui/panels/plain_table.h"
#include "ui/support/words.h"

#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>
#include <optional>

namespace roundsman {

namespace {

constexpr std::size_t ridersShown = 40;
constexpr std::chrono::milliseconds refreshEvery{1000};

} // namespace

AssignDialog::AssignDialog(FrameFeed& feed, OrderRef order, QWidget* parent)
    : QDialog(parent, Qt::Popup), m_feed(feed), m_order(order), m_field(new QLineEdit), m_list(new QListWidget) {
    setObjectName(QStringLiteral("search"));
    setAttribute(Qt::WA_DeleteOnClose);
    const OrderView* wanted = orderOf(feed.picture(), order);
    const QString name = wanted ? QString::fromStdString(wanted->id) : QString();
    setWindowTitle(tr("Assign %1").arg(isolated(name)));
    setFixedSize(520, 380);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);
    m_field->setPlaceholderText(tr("Rider for %1: the soonest there come first").arg(isolated(name)));
    m_field->setAccessibleName(tr("Rider"));
    m_field->installEventFilter(this);
    m_list->setAccessibleName(tr("Riders who could take it"));
    m_list->setFocusPolicy(Qt::NoFocus);
    column->addWidget(m_field);
    column->addWidget(m_list, 1);
    auto* help = new QLabel(tr("↑ ↓ choose    Enter assign    Esc close"));
    help->setProperty("role", QStringLiteral("muted"));
    column->addWidget(help);
    connect(m_field, &QLineEdit::textChanged, this, &AssignDialog::suggest);
    connect(m_list, &QListWidget::itemClicked, this, [this] { choose(m_list->currentRow()); });
    connect(&m_refresh, &QTimer::timeout, this, &AssignDialog::refresh);
    m_refresh.start(refreshEvery);
    suggest();
    m_field->setFocus();
}

void AssignDialog::suggest() {
    m_suggestions = suggestRiders(m_feed.picture(), m_order, m_field->text(), ridersShown);
    fill();
    m_list->setCurrentRow(0);
}

/// When the marked one could not take it any more, nobody is marked for him: Enter must not mean another.
void AssignDialog::refresh() {
    const auto placeOf = [this](const RiderSuggestion& at) {
        return std::ranges::find(m_suggestions, at.rider, &RiderSuggestion::rider) - m_suggestions.begin();
    };
    const auto row = static_cast<std::size_t>(m_list->currentRow());
    const auto marked = row < m_suggestions.size() ? std::optional(m_suggestions[row].rider) : std::nullopt;
    std::vector<RiderSuggestion> now = suggestRiders(m_feed.picture(), m_order, m_field->text(), ridersShown);
    if (m_list->underMouse()) {
        std::ranges::stable_sort(now, {}, placeOf); // what the pointer is about to choose does not change places
    }
    m_suggestions = std::move(now);
    fill();
    const auto again =
        marked ? std::ranges::find(m_suggestions, *marked, &RiderSuggestion::rider) : m_suggestions.end();
    m_list->setCurrentRow(again == m_suggestions.end() ? -1 : static_cast<int>(again - m_suggestions.begin()));
}

/// Row by row, so that the list stands where it was scrolled to.
void AssignDialog::fill() {
    const int rows = std::max(1, static_cast<int>(m_suggestions.size()));
    while (m_list->count() > rows) {
        delete m_list->takeItem(m_list->count() - 1);
    }
    while (m_list->count() < rows) {
        m_list->addItem(QString());
        m_list->item(m_list->count() - 1)->setSizeHint({0, plainRowHeight});
    }
    for (int row = 0; row < static_cast<int>(m_suggestions.size()); ++row) {
        const RiderSuggestion& at = m_suggestions[static_cast<std::size_t>(row)];
        m_list->item(row)->setText(at.name + QStringLiteral("    ") + at.reason);
        m_list->item(row)->setFlags(Qt::ItemIsSelectable | Qt::ItemIsEnabled);
    }
    if (m_suggestions.empty()) {
        const Frame* lane = laneOf(m_feed.picture(), m_order.partition);
        const bool open = lane && orderOf(*lane, m_order.order);
        m_list->item(0)->setText(open ? tr("No rider at work here is called that") : tr("The order is closed."));
        m_list->item(0)->setFlags(Qt::NoItemFlags);
    }
}

bool AssignDialog::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::KeyPress) {
        return QDialog::eventFilter(watched, event);
    }
    const int key = static_cast<QKeyEvent*>(event)->key();
    const int rows = m_list->count();
    if ((key == Qt::Key_Down || key == Qt::Key_Up) && rows > 0) {
        const int from = m_list->currentRow() < 0 && key == Qt::Key_Up ? 0 : m_list->currentRow();
        m_list->setCurrentRow((from + (key == Qt::Key_Down ? 1 : rows - 1)) % rows);
        return true;
    }
    if (key == Qt::Key_Return || key == Qt::Key_Enter) {
        choose(m_list->currentRow());
        return true;
    }
    return QDialog::eventFilter(watched, event);
}

void AssignDialog::choose(int row) {
    if (row >= 0 && static_cast<std::size_t>(row) < m_suggestions.size()) {
        Q_EMIT riderChosen(m_suggestions[static_cast<std::size_t>(row)].rider);
        accept();
    }
}

} // namespace roundsman
