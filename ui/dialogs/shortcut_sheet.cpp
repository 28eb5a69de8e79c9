#include "ui/dialogs/shortcut_sheet.h"

#include "ui/theme/icons.h"
#include "ui/window/workspaces.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace roundsman {

namespace {

QString keysOf(const QAction& action) {
    QStringList keys;
    for (const QKeySequence& key : action.shortcuts()) {
        keys << key.toString(QKeySequence::NativeText);
    }
    return keys.join(QStringLiteral(", "));
}

QTreeWidgetItem* addGroup(QTreeWidget& tree, const QString& title) {
    auto* group = new QTreeWidgetItem(&tree, {title});
    QFont font = tree.font();
    font.setBold(true);
    group->setFont(0, font);
    group->setFirstColumnSpanned(true);
    group->setFlags(Qt::ItemIsEnabled);
    return group;
}

} // namespace

ShortcutSheet::ShortcutSheet(const QList<ListedAction>& actions, const Workspaces& workspaces, QWidget* parent)
    : QDialog(parent), m_field(new QLineEdit), m_keys(new QTreeWidget) {
    setObjectName(QStringLiteral("shortcuts"));
    setWindowTitle(tr("Keyboard shortcuts"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(560, 640);
    auto* column = new QVBoxLayout(this);
    m_field->setPlaceholderText(tr("Filter"));
    m_field->setAccessibleName(tr("Filter shortcuts"));
    m_field->setClearButtonEnabled(true);
    m_field->addAction(glyphIcon(Glyph::search), QLineEdit::LeadingPosition);
    m_keys->setAccessibleName(tr("Shortcuts"));
    m_keys->setColumnCount(2);
    m_keys->setHeaderLabels({tr("What it does"), tr("Keys")});
    m_keys->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_keys->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    m_keys->setRootIsDecorated(false);
    m_keys->setIndentation(12);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    column->addWidget(m_field);
    column->addWidget(m_keys, 1);
    column->addWidget(buttons);
    fill(actions, workspaces);
    connect(m_field, &QLineEdit::textChanged, this, &ShortcutSheet::filter);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_keys, &QTreeWidget::itemActivated, this, [this](const QTreeWidgetItem* item) {
        auto* action = item->data(0, Qt::UserRole).value<QAction*>();
        if (action && action->isEnabled()) {
            accept();
            action->trigger();
        }
    });
    m_field->setFocus();
}

void ShortcutSheet::fill(const QList<ListedAction>& actions, const Workspaces& workspaces) {
    const auto addAll = [&](const QString& workspace, const QString& title) {
        QTreeWidgetItem* group = nullptr;
        for (const ListedAction& listed : actions) {
            if (listed.workspace != workspace || listed.action->shortcut().isEmpty()) {
                continue;
            }
            group = group ? group : addGroup(*m_keys, title);
            auto* item = new QTreeWidgetItem(group, {plainWords(*listed.action), keysOf(*listed.action)});
            item->setData(0, Qt::UserRole, QVariant::fromValue(listed.action));
            item->setToolTip(0, listed.action->toolTip());
        }
    };
    addAll({}, tr("Everywhere"));
    for (const QString& id : workspaces.ids()) {
        addAll(id, workspaces.titleOf(id));
    }
    m_keys->expandAll();
}

void ShortcutSheet::filter(const QString& text) {
    for (int g = 0; g < m_keys->topLevelItemCount(); ++g) {
        QTreeWidgetItem* group = m_keys->topLevelItem(g);
        bool any = false;
        for (int n = 0; n < group->childCount(); ++n) {
            QTreeWidgetItem* item = group->child(n);
            const bool shown =
                item->text(0).contains(text, Qt::CaseInsensitive) || item->text(1).contains(text, Qt::CaseInsensitive);
            item->setHidden(!shown);
            any = any || shown;
        }
        group->setHidden(!any);
    }
}

} // namespace roundsman
