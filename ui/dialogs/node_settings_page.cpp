#include "ui/dialogs/node_settings_page.h"

#include <QFile>
#include <QHeaderView>
#include <QLabel>
#include <QTextBrowser>
#include <QTextCursor>
#include <QTreeWidget>
#include <QVBoxLayout>

// A static library's resources are linked only when somebody asks for them; the macro wants no namespace around it.
static void linkPages() {
    Q_INIT_RESOURCE(ui_pages);
}

namespace roundsman {

namespace {

QString page() {
    linkPages();
    QFile file(QStringLiteral(":/pages/docs/CONFIGURATION.md"));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace

NodeSettingsPage::NodeSettingsPage(const std::vector<NodeSetting>& settings, QWidget* parent)
    : QWidget(parent), m_keys(new QTreeWidget), m_meaning(new QTextBrowser) {
    auto* column = new QVBoxLayout(this);
    auto* words =
        new QLabel(tr("The node reads these from its configuration file and its command line; they are "
                      "changed there. What changes results is no configuration: it travels through the log."));
    words->setWordWrap(true);
    words->setProperty("role", QStringLiteral("muted"));
    m_keys->setAccessibleName(tr("The node's settings"));
    m_keys->setHeaderLabels({tr("Key"), tr("Value"), tr("Comes from")});
    m_keys->setRootIsDecorated(false);
    m_keys->setUniformRowHeights(true);
    m_keys->setTextElideMode(Qt::ElideMiddle);
    for (const NodeSetting& setting : settings) {
        auto* item =
            new QTreeWidgetItem(m_keys, {QString::fromStdString(setting.key), QString::fromStdString(setting.value),
                                         QString::fromStdString(setting.from)});
        for (int place = 0; place < 3; ++place) {
            item->setToolTip(place, item->text(place));
        }
    }
    m_keys->header()->resizeSection(0, 240);
    m_keys->header()->resizeSection(1, 170);
    m_meaning->setAccessibleName(tr("What the keys mean"));
    m_meaning->setTabChangesFocus(true);
    m_meaning->setMarkdown(page());
    column->addWidget(words);
    column->addWidget(m_keys, 3);
    column->addWidget(m_meaning, 2);
    connect(m_keys, &QTreeWidget::currentItemChanged, this, &NodeSettingsPage::showMeaning);
}

int NodeSettingsPage::search(const QString& text) {
    int found = 0;
    for (int n = 0; n < m_keys->topLevelItemCount(); ++n) {
        QTreeWidgetItem* item = m_keys->topLevelItem(n);
        const bool shown =
            item->text(0).contains(text, Qt::CaseInsensitive) || item->text(1).contains(text, Qt::CaseInsensitive);
        item->setHidden(!shown);
        found += shown ? 1 : 0;
    }
    return found;
}

void NodeSettingsPage::showMeaning() {
    if (const QTreeWidgetItem* item = m_keys->currentItem()) {
        m_meaning->moveCursor(QTextCursor::Start);
        m_meaning->find(item->text(0)); // marks the key in its table and scrolls there
    }
}

} // namespace roundsman
