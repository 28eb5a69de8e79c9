#include "ui/panels/list_panel.h"

#include "ui/panels/column_keeper.h"
#include "ui/panels/empty_word.h"
#include "ui/panels/plain_table.h"
#include "ui/theme/tones.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace roundsman {

namespace {

/// Cut off at its end where there is no room: "128 open" without its first figure would be another number.
class Note : public QLabel {
protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.setPen(palette().color(QPalette::WindowText));
        painter.drawText(contentsRect(), static_cast<int>(alignment()),
                         fontMetrics().elidedText(text(), Qt::ElideRight, contentsRect().width()));
    }
};

} // namespace

ListPanel::ListPanel(QWidget* parent) : QWidget(parent), m_column(new QVBoxLayout(this)), m_head(new QHBoxLayout) {
    setObjectName(QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
    m_column->setContentsMargins(10, 8, 10, 0);
    m_column->setSpacing(6);
    m_head->setSpacing(6);
    m_column->addLayout(m_head);
}

QPushButton* ListPanel::addButton(const QString& text, const QString& tip) {
    auto* button = new QPushButton(text);
    button->setToolTip(tip);
    m_head->addWidget(button);
    return button;
}

QLabel* ListPanel::addNote(const QString& accessibleName) {
    auto* note = new Note;
    note->setProperty("role", QStringLiteral("muted"));
    note->setAccessibleName(accessibleName);
    note->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    note->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // the buttons have the room first
    m_head->addWidget(note, 1);
    return note;
}

void ListPanel::addList(QAbstractItemModel& model, const QString& accessibleName, std::initializer_list<int> widths,
                        int elastic, const QString& empty) {
    m_table = plainTable(&model, accessibleName);
    new ColumnKeeper(*m_table, widths, elastic);
    m_empty = new EmptyWord(*m_table, empty);
    m_column->addWidget(m_table, 1);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &ListPanel::takeChoice);
}

void ListPanel::setColours(ToneDelegate::Choose choose) {
    m_delegate = new ToneDelegate(std::move(choose), m_table);
    m_table->setItemDelegate(m_delegate);
}

void ListPanel::setEmptyWords(const QString& words) {
    m_empty->setText(words);
}

void ListPanel::addKey(const QString& text, const QKeySequence& keys, QPushButton* button) {
    auto* action = new QAction(text, m_table);
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(action, &QAction::triggered, button, &QPushButton::click);
    m_table->addAction(action);
    const QString tip = button->toolTip().isEmpty() ? text : button->toolTip();
    button->setToolTip(QStringLiteral("%1 (%2)").arg(tip, keys.toString(QKeySequence::NativeText)));
}

void ListPanel::changeRows(const std::function<void()>& change) {
    m_changing = true; // the view would choose a neighbour of a row that goes
    m_table->setAutoScroll(false);
    change();
    chooseAgain();
    m_table->setAutoScroll(true);
    m_changing = false;
    choiceChanged();
}

/// What was chosen and is still there; the rest is forgotten.
void ListPanel::chooseAgain() {
    const std::vector<int> rows = chosenRows();
    if (rows.size() == static_cast<std::size_t>(m_chosen.size()) &&
        std::ranges::all_of(rows, [this](int row) { return m_chosen.contains(keyAt(row)); })) {
        return;
    }
    const QAbstractItemModel& model = *m_table->model();
    QItemSelection again;
    QSet<QString> left;
    for (int row = 0; row < model.rowCount() && left.size() < m_chosen.size(); ++row) {
        const QString key = keyAt(row);
        if (!m_chosen.contains(key)) {
            continue;
        }
        left.insert(key);
        // Rows that follow each other are one range: thousands of ranges hold up the window.
        const int top = !again.isEmpty() && again.back().bottom() == row - 1 ? again.takeLast().top() : row;
        again << QItemSelectionRange(model.index(top, 0), model.index(row, model.columnCount() - 1));
    }
    m_chosen = std::move(left);
    QItemSelectionModel& selection = *m_table->selectionModel();
    if (again.isEmpty()) {
        selection.clear();
        return;
    }
    selection.setCurrentIndex(again.front().topLeft(), QItemSelectionModel::NoUpdate); // the arrows go on from there
    selection.select(again, QItemSelectionModel::ClearAndSelect);
}

void ListPanel::allowSeveral() {
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
}

std::vector<int> ListPanel::chosenRows() const {
    std::vector<int> rows;
    for (const QModelIndex& index : m_table->selectionModel()->selectedRows()) {
        rows.push_back(index.row());
    }
    return rows;
}

int ListPanel::chosenRow() const {
    const std::vector<int> rows = chosenRows();
    return rows.size() == 1 ? rows.front() : -1;
}

bool ListPanel::choose(const QString& key) {
    if (const int row = chosenRow(); row >= 0 && keyAt(row) == key) {
        return true;
    }
    for (int row = 0; row < m_table->model()->rowCount(); ++row) {
        if (keyAt(row) == key) {
            m_table->selectRow(row);
            return true;
        }
    }
    return false;
}

void ListPanel::takeChoice() {
    if (m_changing) {
        return;
    }
    m_chosen.clear();
    for (const int row : chosenRows()) {
        m_chosen.insert(keyAt(row));
    }
    choiceChanged();
}

void ListPanel::setTones(const Tones& tones) {
    if (m_delegate) {
        m_delegate->setTones(tones);
        m_table->viewport()->update();
    }
}

} // namespace roundsman
