#include "ui/panels/fence_panel.h"

#include "ui/bridge/frame_feed.h"
#include "ui/panels/column_keeper.h"
#include "ui/panels/empty_word.h"
#include "ui/panels/fence_record.h"
#include "ui/panels/plain_table.h"
#include "ui/support/words.h"
#include "ui/workspaces/navigator.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QSpinBox>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <iterator>

namespace roundsman {

namespace {

QHBoxLayout* rowOf(const std::initializer_list<QWidget*>& widgets) {
    auto* row = new QHBoxLayout;
    row->setSpacing(6);
    for (QWidget* widget : widgets) {
        row->addWidget(widget);
    }
    row->addStretch();
    return row;
}

/// Without a word to the editor: the editor told us.
template <typename Widget, typename Set, typename Value>
void showValue(Widget* widget, Set set, const Value& value) {
    const QSignalBlocker quiet(widget);
    (widget->*set)(value);
}

} // namespace

FencePanel::FencePanel(FrameFeed& feed, FenceEditor& editor, Navigator& navigator, QWidget* parent)
    : QWidget(parent), m_feed(feed), m_editor(editor), m_navigator(navigator), m_cornerModel(editor) {
    setObjectName(QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(10, 10, 10, 8);
    column->setSpacing(8);
    m_list = buildList();
    m_draft = buildDraft();
    column->addWidget(m_list, 1);
    column->addWidget(m_draft, 1);
    connectFields();
    connect(&m_editor, &FenceEditor::changed, this, &FencePanel::follow);
    connect(&m_editor, &FenceEditor::said, &m_navigator, &Navigator::say);
    connect(&m_refresh, &QTimer::timeout, this, &FencePanel::refresh);
    m_refresh.start(listRhythm);
    refresh();
    follow();
}

QWidget* FencePanel::buildList() {
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    m_area = new QPushButton(tr("Draw area"));
    m_area->setToolTip(tr("Click corner by corner; Enter or a double click ends"));
    m_circle = new QPushButton(tr("Draw circle"));
    m_circle->setToolTip(tr("Click the centre, then the rim"));
    m_edit = new QPushButton(tr("Change"));
    m_delete = new QPushButton(tr("Delete…"));
    m_record = new QPushButton(tr("Record"));
    m_record->setToolTip(tr("What set it as it is, as it lies in the log"));
    column->addLayout(rowOf({m_area, m_circle}));
    m_table = plainTable(&m_model, tr("Areas"));
    new ColumnKeeper(*m_table, {150, 66}, FenceModel::name);
    column->addWidget(m_table, 1);
    column->addLayout(rowOf({m_edit, m_delete, m_record}));
    new EmptyWord(*m_table, tr("No areas yet.\nDraw one on the map."));
    const auto key = [this](const QKeySequence& keys, void (FencePanel::*what)()) {
        auto* action = new QAction(this);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetShortcut);
        connect(action, &QAction::triggered, this, what);
        m_table->addAction(action);
    };
    key(QKeySequence::Delete, &FencePanel::deleteSelected);
    key(QKeySequence(Qt::Key_F2), &FencePanel::editSelected);
    return page;
}

QWidget* FencePanel::buildDraft() {
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    m_words = new QLabel;
    m_words->setWordWrap(true);
    m_words->setMinimumHeight(34);
    column->addWidget(m_words);
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(12);
    m_name = new QLineEdit;
    m_name->setMaxLength(120);
    m_use = new QComboBox;
    for (const FenceUse use : {FenceUse::fence, FenceUse::zone, FenceUse::border}) {
        m_use->addItem(fenceUseName(use), static_cast<int>(use));
    }
    m_use->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_use->setMinimumContentsLength(14);
    m_market = new QComboBox;
    m_market->setToolTip(tr("Whose events and figures it is for. Of a new area its place says it, or you do."));
    m_market->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_market->setMinimumContentsLength(14);
    m_radius = new QDoubleSpinBox;
    m_radius->setRange(circleMetresMin, 100'000);
    m_radius->setDecimals(0);
    m_radius->setSingleStep(25);
    m_radius->setSuffix(tr(" m"));
    m_margin = new QDoubleSpinBox;
    m_margin->setRange(0, 1000);
    m_margin->setDecimals(0);
    m_margin->setSingleStep(5);
    m_margin->setSuffix(tr(" m"));
    m_margin->setToolTip(tr("So far outside of it begins “left”: no flapping on the border"));
    m_dwell = new QSpinBox;
    m_dwell->setRange(0, 24 * 60);
    m_dwell->setSuffix(tr(" min"));
    m_dwell->setSpecialValueText(tr("never"));
    m_dwell->setToolTip(tr("Who stays inside for so long is told of"));
    m_alerts = new QCheckBox(tr("Raise alerts"));
    const std::array<std::pair<QString, QWidget*>, 6> fields{{{tr("Name"), m_name},
                                                              {tr("Kind"), m_use},
                                                              {tr("Market"), m_market},
                                                              {tr("Radius"), m_radius},
                                                              {tr("Margin"), m_margin},
                                                              {tr("Stay"), m_dwell}}};
    for (const auto& [title, field] : fields) {
        field->setAccessibleName(title);
        form->addRow(title, field);
    }
    form->addRow(QString(), m_alerts);
    column->addLayout(form);
    m_corners = plainTable(&m_cornerModel, tr("Corners"));
    m_corners->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed |
                               QAbstractItemView::AnyKeyPressed);
    m_corners->horizontalHeader()->resizeSection(0, 130);
    column->addWidget(m_corners, 1);
    m_insert = new QPushButton(tr("Insert corner"));
    m_remove = new QPushButton(tr("Remove corner"));
    m_undo = new QPushButton(tr("Undo"));
    m_redo = new QPushButton(tr("Redo"));
    m_send = new QPushButton(tr("Save"));
    m_send->setToolTip(tr("Sends it to the log: it holds from there on"));
    m_drop = new QPushButton(tr("Drop"));
    m_drop->setToolTip(tr("Forgets what was not saved (Esc)"));
    column->addLayout(rowOf({m_insert, m_remove}));
    column->addLayout(rowOf({m_undo, m_redo, m_send, m_drop}));
    for (const auto& [keys, button] : {std::pair{QKeySequence::Undo, m_undo}, std::pair{QKeySequence::Redo, m_redo}}) {
        auto* action = new QAction(page); // as on the map, wherever in the panel one is
        action->setShortcuts(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, button, &QPushButton::click);
        page->addAction(action);
    }
    return page;
}

void FencePanel::connectFields() {
    connect(m_area, &QPushButton::clicked, this, [this] { begin(false); });
    connect(m_circle, &QPushButton::clicked, this, [this] { begin(true); });
    connect(m_edit, &QPushButton::clicked, this, &FencePanel::editSelected);
    connect(m_delete, &QPushButton::clicked, this, &FencePanel::deleteSelected);
    connect(m_record, &QPushButton::clicked, this, &FencePanel::openRecord);
    connect(m_table, &QTableView::activated, this, &FencePanel::showSelected);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &FencePanel::refresh);
    connect(m_insert, &QPushButton::clicked, &m_editor, &FenceEditor::insertAfterSelected);
    connect(m_remove, &QPushButton::clicked, &m_editor, &FenceEditor::removeSelected);
    connect(m_undo, &QPushButton::clicked, &m_editor.undo(), &QUndoStack::undo);
    connect(m_redo, &QPushButton::clicked, &m_editor.undo(), &QUndoStack::redo);
    connect(m_send, &QPushButton::clicked, &m_editor, &FenceEditor::send);
    connect(m_drop, &QPushButton::clicked, &m_editor, &FenceEditor::drop);
    connect(m_name, &QLineEdit::textEdited, &m_editor, &FenceEditor::setName);
    connect(m_use, &QComboBox::activated, this,
            [this] { m_editor.setUse(static_cast<FenceUse>(m_use->currentData().toInt())); });
    connect(m_market, &QComboBox::activated, this, &FencePanel::chooseMarket);
    connect(m_radius, &QDoubleSpinBox::valueChanged, &m_editor, &FenceEditor::setRadius);
    connect(m_margin, &QDoubleSpinBox::valueChanged, &m_editor, &FenceEditor::setExitMargin);
    connect(m_dwell, &QSpinBox::valueChanged, &m_editor, &FenceEditor::setDwell);
    connect(m_alerts, &QCheckBox::toggled, &m_editor, &FenceEditor::setAlerts);
    connect(m_corners->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &FencePanel::selectCorner);
}

QString FencePanel::words() const {
    return m_words->text();
}

void FencePanel::refresh() {
    m_model.setFleet(m_feed.picture());
    const bool one = selected() != nullptr;
    m_edit->setEnabled(one);
    m_delete->setEnabled(one);
    m_record->setEnabled(one);
}

const FenceModel::Entry* FencePanel::selected() const {
    const QModelIndex current = m_table->selectionModel()->currentIndex();
    return current.isValid() && current.row() < m_model.rowCount() ? &m_model.at(current.row()) : nullptr;
}

void FencePanel::begin(bool circle) {
    if (marketsOf(m_feed.picture()).empty()) {
        m_navigator.say(tr("There is no market yet that an area could belong to."));
        return;
    }
    Q_EMIT mapWanted();
    m_editor.draw(circle);
}

/// The first row is what the place says; the others are for whoever knows better.
void FencePanel::showMarket() {
    m_markets = marketsOf(m_feed.picture());
    const auto byPlace = m_editor.marketByPlace();
    const bool placed = m_editor.mode() == FenceEditor::Mode::editing;
    const QString first = byPlace  ? tr("%1 (by its place)").arg(marketName(m_feed.picture(), *byPlace))
                          : placed ? tr("Choose one…")
                                   : tr("by its place");
    const QSignalBlocker quiet(m_market);
    m_market->clear();
    m_market->addItem(first);
    for (const MarketRef market : m_markets) {
        m_market->addItem(marketName(m_feed.picture(), market));
    }
    const auto row = std::ranges::find(m_markets, m_editor.market()) - m_markets.begin();
    const bool listed = m_editor.marketChosen() && row < std::ssize(m_markets);
    m_market->setCurrentIndex(listed ? static_cast<int>(row) + 1 : 0);
    m_market->setEnabled(m_editor.isNew() && m_editor.mode() != FenceEditor::Mode::waiting);
}

void FencePanel::chooseMarket(int row) {
    m_editor.chooseMarket(row > 0 ? std::optional(m_markets[static_cast<std::size_t>(row) - 1]) : std::nullopt);
}

void FencePanel::editSelected() {
    if (const FenceModel::Entry* entry = selected()) {
        showSelected();
        m_editor.edit(entry->partition, entry->fence);
    }
}

void FencePanel::showSelected() {
    if (const FenceModel::Entry* entry = selected()) {
        const GeoPoint place = isCircle(entry->fence) ? entry->fence.centre : entry->fence.rings.front().front();
        m_navigator.openPlace(place, 13);
    }
}

void FencePanel::openRecord() {
    if (const FenceModel::Entry* entry = selected()) {
        openFenceRecord(m_feed, m_navigator, entry->partition, entry->fence, this);
    }
}

void FencePanel::deleteSelected() {
    const FenceModel::Entry* entry = selected();
    if (!entry) {
        return;
    }
    auto* question = new QMessageBox(
        QMessageBox::Question, tr("Delete %1?").arg(QString::fromStdString(entry->fence.name)),
        tr("Whoever is inside leaves it, and nothing is counted in it from then on. What was counted stays."),
        QMessageBox::Cancel, this);
    question->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton* yes = question->addButton(tr("Delete"), QMessageBox::DestructiveRole);
    question->setDefaultButton(QMessageBox::Cancel);
    connect(yes, &QPushButton::clicked, this,
            [this, partition = entry->partition, fence = entry->fence] { m_editor.remove(partition, fence); });
    question->open();
}

void FencePanel::selectCorner(const QModelIndex& at) {
    if (at.isValid() && m_editor.mode() == FenceEditor::Mode::editing) {
        m_editor.select(m_cornerModel.cornerOf(at.row()));
    }
}

QString FencePanel::wordsFor() const {
    if (m_editor.trouble()) {
        return m_editor.trouble()->sentence;
    }
    switch (m_editor.mode()) {
    case FenceEditor::Mode::off:
        break;
    case FenceEditor::Mode::drawing:
        return m_editor.drawsCircle() ? tr("Click the centre, then the rim. By keys: arrows move the map, Space sets.")
                                      : tr("Click the corners; Enter or a double click ends, Esc drops it. By keys: "
                                           "arrows move the map, Space sets a corner.");
    case FenceEditor::Mode::editing:
        return tr(
            "Drag corners, or choose one with Tab and move it with the arrows; Insert and Delete add and remove.");
    case FenceEditor::Mode::waiting:
        return tr("Waiting for the log…");
    }
    return {};
}

void FencePanel::follow() {
    const bool active = m_editor.active();
    m_list->setVisible(!active);
    m_draft->setVisible(active);
    if (!active) {
        refresh();
        return;
    }
    const Fence& fence = m_editor.fence();
    const bool editing = m_editor.mode() == FenceEditor::Mode::editing;
    const bool circle = isCircle(fence);
    const bool waiting = m_editor.mode() == FenceEditor::Mode::waiting;
    m_words->setText(wordsFor());
    const QString name = QString::fromStdString(fence.name);
    if (m_name->text() != name) {
        m_name->setText(name);
    }
    showValue(m_use, &QComboBox::setCurrentIndex, static_cast<int>(fence.use));
    showMarket();
    showValue(m_radius, &QDoubleSpinBox::setValue, fence.radiusMetres);
    showValue(m_margin, &QDoubleSpinBox::setValue, fence.exitMarginMetres);
    showValue(m_dwell, &QSpinBox::setValue,
              static_cast<int>(std::chrono::floor<std::chrono::minutes>(fence.dwellAfter).count()));
    showValue(m_alerts, &QCheckBox::setChecked, fence.alerts);
    m_radius->setEnabled(circle && editing);
    for (QWidget* field : {static_cast<QWidget*>(m_name), static_cast<QWidget*>(m_use), static_cast<QWidget*>(m_margin),
                           static_cast<QWidget*>(m_dwell), static_cast<QWidget*>(m_alerts)}) {
        field->setEnabled(!waiting);
    }
    m_insert->setEnabled(editing && !circle && m_editor.selected());
    m_remove->setEnabled(editing && !circle && m_editor.selected());
    m_undo->setEnabled(!waiting && m_editor.undo().canUndo());
    m_redo->setEnabled(!waiting && m_editor.undo().canRedo());
    m_send->setEnabled(!waiting);
    if (editing && m_editor.selected()) {
        const int row = circle ? 0 : m_cornerModel.rowOf(*m_editor.selected());
        if (row < m_cornerModel.rowCount() && m_corners->currentIndex().row() != row) {
            m_corners->setCurrentIndex(m_cornerModel.index(row, 0));
        }
    }
}

} // namespace roundsman
