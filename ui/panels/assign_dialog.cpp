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

namespace roundsman {

namespace {

constexpr std::size_t ridersShown = 40;

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
    suggest();
    m_field->setFocus();
}

void AssignDialog::suggest() {
    m_suggestions = suggestRiders(m_feed.picture(), m_order, m_field->text(), ridersShown);
    m_list->clear();
    for (const RiderSuggestion& at : m_suggestions) {
        m_list->addItem(at.name + QStringLiteral("    ") + at.reason);
        m_list->item(m_list->count() - 1)->setSizeHint({0, plainRowHeight});
    }
    if (m_suggestions.empty()) {
        m_list->addItem(tr("No rider at work here is called that"));
        m_list->item(0)->setFlags(Qt::NoItemFlags);
    }
    m_list->setCurrentRow(0);
}

bool AssignDialog::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::KeyPress) {
        return QDialog::eventFilter(watched, event);
    }
    const int key = static_cast<QKeyEvent*>(event)->key();
    const int rows = m_list->count();
    if ((key == Qt::Key_Down || key == Qt::Key_Up) && rows > 0) {
        const int step = key == Qt::Key_Down ? 1 : rows - 1;
        m_list->setCurrentRow((m_list->currentRow() + step) % rows);
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
