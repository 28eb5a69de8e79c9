#include "ui/dialogs/about_dialog.h"

#include "ui/dialogs/libraries.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScreen>
#include <QStyleHints>
#include <QSysInfo>
#include <QTabWidget>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace roundsman {

namespace {

QString screens() {
    QStringList parts;
    for (const QScreen* screen : QGuiApplication::screens()) {
        parts << QStringLiteral("%1x%2 at %3 %")
                     .arg(screen->size().width())
                     .arg(screen->size().height())
                     .arg(qRound(screen->devicePixelRatio() * 100));
    }
    return parts.join(QStringLiteral(", "));
}

} // namespace

QString supportFacts(const NodeStatus& status, const QString& settingsFile) {
    const QStringList lines{
        QStringLiteral("Roundsman %1").arg(QString::fromStdString(status.version)),
        QStringLiteral("Qt %1 (built with %2)").arg(QString::fromLatin1(qVersion()), QStringLiteral(QT_VERSION_STR)),
        QStringLiteral("%1, %2").arg(QSysInfo::prettyProductName(), QSysInfo::currentCpuArchitecture()),
        QStringLiteral("Kernel %1 %2").arg(QSysInfo::kernelType(), QSysInfo::kernelVersion()),
        QStringLiteral("Display %1: %2").arg(QGuiApplication::platformName(), screens()),
        QStringLiteral("Language %1").arg(QLocale().name()),
        QStringLiteral("Settings %1").arg(settingsFile),
        QStringLiteral("Node: log %1, %2 lanes, %3, started %4")
            .arg(QString::fromStdString(status.logKind))
            .arg(status.lanes.size())
            .arg(status.ready ? QStringLiteral("ready") : QStringLiteral("not ready"))
            .arg(QString::fromStdString(toRfc3339(status.startedAt))),
    };
    const QString trouble = QString::fromStdString(status.trouble + status.logTrouble + status.history.trouble);
    return lines.join(u'\n') + (trouble.isEmpty() ? QString() : QStringLiteral("\nTrouble: ") + trouble) + u'\n';
}

AboutDialog::AboutDialog(const NodeStatus& status, const QString& settingsFile, QWidget* parent)
    : QDialog(parent), m_tabs(new QTabWidget), m_versions(new QPlainTextEdit) {
    setObjectName(QStringLiteral("about"));
    setWindowTitle(tr("About Roundsman"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(640, 520);
    auto* column = new QVBoxLayout(this);
    m_tabs->addTab(ownPage(status), tr("Roundsman"));
    m_tabs->addTab(libraryPage(), tr("Libraries"));
    m_tabs->addTab(versionPage(status, settingsFile), tr("Versions"));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    column->addWidget(m_tabs);
    column->addWidget(buttons);
}

QWidget* AboutDialog::ownPage(const NodeStatus& status) {
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    auto* title = new QLabel(tr("Roundsman %1").arg(QString::fromStdString(status.version)));
    title->setProperty("role", QStringLiteral("title"));
    auto* words = new QLabel(tr("The operations console for delivery and ride fleets. Free software under the GNU "
                                "General Public License, version 3 or any later one; without any warranty."));
    words->setWordWrap(true);
    auto* licence = new QPlainTextEdit(ownLicence());
    licence->setReadOnly(true);
    licence->setTabChangesFocus(true);
    licence->setAccessibleName(tr("Licence"));
    licence->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    column->addWidget(title);
    column->addWidget(words);
    column->addWidget(licence, 1);
    return page;
}

QWidget* AboutDialog::libraryPage() {
    auto* text = new QTextBrowser;
    text->setOpenExternalLinks(true);
    text->setTabChangesFocus(true);
    text->setAccessibleName(tr("Libraries and their licences"));
    QString html = QStringLiteral("<p>%1</p>").arg(tr("Roundsman is made with the work of others:"));
    for (const Library& library : libraries()) {
        html += QStringLiteral("<p><b>%1</b> · %2<br>© %3 · <a href=\"%4\">%5</a> · <a href=\"%6\">%6</a></p>")
                    .arg(library.name, library.what, library.holder, licenceLink(library.licence), library.licence,
                         library.home);
    }
    text->setHtml(html);
    return text;
}

QWidget* AboutDialog::versionPage(const NodeStatus& status, const QString& settingsFile) {
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    m_versions->setPlainText(supportFacts(status, settingsFile));
    m_versions->setReadOnly(true);
    m_versions->setTabChangesFocus(true);
    m_versions->setAccessibleName(tr("Versions"));
    m_versions->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    auto* copy = new QPushButton(tr("Copy for support"));
    connect(copy, &QPushButton::clicked, this, &AboutDialog::copyVersions);
    column->addWidget(m_versions, 1);
    column->addWidget(copy, 0, Qt::AlignLeft);
    return page;
}

void AboutDialog::copyVersions() {
    QGuiApplication::clipboard()->setText(m_versions->toPlainText());
}

} // namespace roundsman
