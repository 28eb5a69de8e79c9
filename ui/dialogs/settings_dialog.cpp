#include "ui/dialogs/settings_dialog.h"

#include "ui/dialogs/node_settings_page.h"
#include "ui/theme/icons.h"
#include "ui/window/window_state.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace roundsman {

SettingsDialog::SettingsDialog(const QList<SettingField>& fields, WindowState& state,
                               const std::vector<NodeSetting>& node, QWidget* parent)
    : QDialog(parent),
      m_state(state),
      m_search(new QLineEdit),
      m_tabs(new QTabWidget),
      m_node(new NodeSettingsPage(node)),
      m_buttons(new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel)) {
    setObjectName(QStringLiteral("settings"));
    setWindowTitle(tr("Settings"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(680, 640);
    auto* column = new QVBoxLayout(this);
    m_search->setPlaceholderText(tr("Search settings"));
    m_search->setAccessibleName(tr("Search settings"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(glyphIcon(Glyph::search), QLineEdit::LeadingPosition);
    m_tabs->addTab(buildOwn(fields), tr("This console"));
    m_tabs->addTab(m_node, tr("Node (read only)"));
    column->addWidget(m_search);
    column->addWidget(m_tabs, 1);
    column->addWidget(m_buttons);
    connect(m_search, &QLineEdit::textChanged, this, &SettingsDialog::search);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &SettingsDialog::save);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    judge();
    m_search->setFocus();
}

QWidget* SettingsDialog::buildOwn(const QList<SettingField>& fields) {
    auto* page = new QWidget;
    page->setObjectName(QStringLiteral("panel"));
    auto* column = new QVBoxLayout(page);
    column->setSpacing(12);
    QString group;
    for (const SettingField& field : fields) {
        if (field.group != group) {
            group = field.group;
            auto* heading = new QLabel(group.toUpper());
            heading->setProperty("role", QStringLiteral("section"));
            column->addWidget(heading);
            m_headings.append({heading, group});
        }
        addRow(*column, field);
    }
    m_nothing = new QLabel(tr("No setting of this console is called that."));
    m_nothing->setProperty("role", QStringLiteral("muted"));
    m_nothing->hide();
    column->addWidget(m_nothing);
    column->addStretch();
    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(page);
    return scroll;
}

void SettingsDialog::addRow(QVBoxLayout& column, const SettingField& field) {
    Row row{.field = field, .whole = new QWidget, .editor = makeEditor(field), .refusal = new QLabel};
    auto* lines = new QVBoxLayout(row.whole);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(3);
    if (field.kind != SettingField::Kind::flag) { // a box carries its own words
        auto* title = new QLabel(field.title);
        title->setBuddy(row.editor);
        lines->addWidget(title);
    }
    auto* help = new QLabel(field.help);
    help->setProperty("role", QStringLiteral("muted"));
    help->setWordWrap(true);
    row.refusal->setProperty("role", QStringLiteral("bad"));
    row.refusal->setWordWrap(true);
    lines->addWidget(row.editor);
    lines->addWidget(row.refusal);
    lines->addWidget(help);
    row.editor->setAccessibleName(field.title);
    row.editor->setAccessibleDescription(field.help);
    column.addWidget(row.whole);
    m_rows << row;
}

QWidget* SettingsDialog::makeEditor(const SettingField& field) {
    const QVariant value = m_state.value(field.key, field.usual);
    if (field.kind == SettingField::Kind::flag) {
        auto* box = new QCheckBox(field.title);
        box->setChecked(value.toBool());
        connect(box, &QCheckBox::toggled, this, &SettingsDialog::judge);
        return box;
    }
    if (field.kind == SettingField::Kind::choice) {
        auto* box = new QComboBox;
        for (const auto& [choice, words] : field.choices) {
            box->addItem(words, choice);
        }
        box->setCurrentIndex(std::max(0, box->findData(value.toString())));
        connect(box, &QComboBox::currentIndexChanged, this, &SettingsDialog::judge);
        return box;
    }
    auto* line = new QLineEdit(value.toString());
    connect(line, &QLineEdit::textChanged, this, &SettingsDialog::judge);
    return line;
}

QVariant SettingsDialog::valueOf(const Row& row) const {
    if (const auto* flag = qobject_cast<QCheckBox*>(row.editor)) {
        return flag->isChecked();
    }
    if (const auto* choice = qobject_cast<QComboBox*>(row.editor)) {
        return choice->currentData();
    }
    const QString text = qobject_cast<QLineEdit*>(row.editor)->text().trimmed();
    return row.field.kind == SettingField::Kind::number && refusalOf(row.field.key).isEmpty() ? QVariant(text.toInt())
                                                                                              : QVariant(text);
}

QVariant SettingsDialog::valueOf(const QString& key) const {
    const auto row = std::ranges::find(m_rows, key, [](const Row& each) { return each.field.key; });
    return row == m_rows.end() ? m_state.value(key, {}) : valueOf(*row);
}

void SettingsDialog::judge() {
    bool good = true;
    for (const Row& row : m_rows) {
        const QVariant value = qobject_cast<QLineEdit*>(row.editor)
                                   ? QVariant(qobject_cast<QLineEdit*>(row.editor)->text())
                                   : valueOf(row);
        const QString why = whyRefused(row.field, value, [this](const QString& key) { return valueOf(key); });
        row.refusal->setText(why);
        row.refusal->setVisible(!why.isEmpty());
        row.editor->setAccessibleDescription(why.isEmpty() ? row.field.help : why);
        good = good && why.isEmpty();
    }
    m_buttons->button(QDialogButtonBox::Save)->setEnabled(good);
}

void SettingsDialog::save() {
    if (!m_buttons->button(QDialogButtonBox::Save)->isEnabled()) {
        return;
    }
    for (const Row& row : m_rows) {
        m_state.setValue(row.field.key, valueOf(row));
    }
    m_state.sync();
    Q_EMIT saved();
    accept();
}

QWidget* SettingsDialog::editorOf(const QString& key) const {
    const auto row = std::ranges::find(m_rows, key, [](const Row& each) { return each.field.key; });
    return row == m_rows.end() ? nullptr : row->editor;
}

QString SettingsDialog::refusalOf(const QString& key) const {
    const auto row = std::ranges::find(m_rows, key, [](const Row& each) { return each.field.key; });
    return row == m_rows.end() ? QString() : row->refusal->text();
}

void SettingsDialog::search(const QString& text) {
    const QString wanted = text.trimmed();
    QStringList groups;
    for (const Row& row : m_rows) {
        const bool shown = row.field.title.contains(wanted, Qt::CaseInsensitive) ||
                           row.field.help.contains(wanted, Qt::CaseInsensitive) ||
                           row.field.group.contains(wanted, Qt::CaseInsensitive) ||
                           row.field.key.contains(wanted, Qt::CaseInsensitive);
        row.whole->setVisible(shown);
        if (shown) {
            groups << row.field.group;
        }
    }
    for (const auto& [heading, group] : m_headings) {
        heading->setVisible(groups.contains(group));
    }
    m_nothing->setVisible(groups.isEmpty());
    const int found = m_node->search(wanted);
    if (groups.isEmpty() && found > 0) {
        m_tabs->setCurrentWidget(m_node); // it is the node's
    } else if (!groups.isEmpty() && found == 0) {
        m_tabs->setCurrentIndex(0);
    }
}

} // namespace roundsman
