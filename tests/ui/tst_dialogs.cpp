#include "tests/ui/support/desk.h"
#include "tests/ui/support/eyes.h"
#include "ui/dialogs/about_dialog.h"
#include "ui/dialogs/node_settings_page.h"
#include "ui/dialogs/settings_dialog.h"
#include "ui/dialogs/shortcut_sheet.h"
#include "ui/dialogs/start_page.h"
#include "ui/panels/alert_inbox.h"
#include "ui/panels/search_dialog.h"
#include "ui/window/action_catalog.h"
#include "ui/window/alert_notices.h"
#include "ui/window/window_dialogs.h"
#include "ui/window/workspaces.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QGuiApplication>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScreen>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBrowser>
#include <QTreeWidget>

namespace roundsman {

namespace {

StartChecks checks() {
    return {.configuration = [](const std::string& file) { return file.empty() ? "a file is needed" : std::string(); },
            .data = [](const std::string& folder) { return folder + " holds neither a log nor a history"; },
            .write = [](const std::string& brokers, const std::string&) -> std::expected<std::string, std::string> {
                return brokers.empty() ? std::unexpected("a broker is needed")
                                       : std::expected<std::string, std::string>("/tmp/kafka.toml");
            }};
}

/// The dialog as it draws itself: without a window manager it may lie behind the window.
void keep(QWidget& widget, const QString& name) {
    const QString scale = widget.devicePixelRatioF() > 1 ? QStringLiteral("@2x") : QString();
    QDir().mkpath(QStringLiteral(ROUNDSMAN_PICTURES));
    widget.grab().save(QStringLiteral(ROUNDSMAN_PICTURES "/") + name + scale + QStringLiteral(".png"));
}

} // namespace

/// What stands around the workspaces: settings, the first page, shortcuts, palette, About, notices.
class TestDialogs : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aSettingIsFoundChangedAndKept();
    void aBadValueIsRefusedAtItsFieldWithTheReason();
    void theNodesSettingsAreShownWithWhereTheyComeFrom();
    void theFirstPageLeadsToTheDemoWithOneKey();
    void theFirstPageSaysWhatIsMissing();
    void theShortcutSheetTellsEveryKeyOfEveryWorkspace();
    void thePaletteFindsCommandsOfPanelsAndOrdersOfOtherDays();
    void aPanelChosenInThePaletteIsInSight();
    void aboutTellsLicencesAndVersionsCanBeCopied();
    void aClickOnANoticeOpensItsAlert();
    void theTraysIconBringsTheWindowForwardAndNothingElse();
};

void TestDialogs::aSettingIsFoundChangedAndKept() {
    Desk desk(standing(20));
    QTest::keyClick(&desk.window(), Qt::Key_Comma, Qt::ControlModifier);
    QTRY_VERIFY(desk.window().dialogs().settings());
    SettingsDialog* dialog = desk.window().dialogs().settings();
    QVERIFY(QTest::qWaitForWindowActive(dialog));
    keep(*dialog, QStringLiteral("settings"));
    QTest::keyClicks(dialog->searchField(), QStringLiteral("theme"));
    QWidget* theme = dialog->editorOf(QStringLiteral("window/theme"));
    QVERIFY(theme->isVisible());
    QVERIFY(!dialog->editorOf(QStringLiteral("map/url"))->isVisible());
    theme->setFocus();
    qobject_cast<QComboBox*>(theme)->setCurrentIndex(2);
    const QSignalSpy saved(dialog, &SettingsDialog::saved);
    QTest::keyClick(dialog, Qt::Key_Return);
    QCOMPARE(saved.count(), 1);
    QVERIFY(!desk.theme().dark());
    QCOMPARE(WindowState(desk.settingsFile()).theme(), ThemeChoice::light);
}

void TestDialogs::aBadValueIsRefusedAtItsFieldWithTheReason() {
    Desk desk(standing(20));
    desk.window().dialogs().openSettings();
    SettingsDialog* dialog = desk.window().dialogs().settings();
    QVERIFY(QTest::qWaitForWindowActive(dialog));
    const QString key = QStringLiteral("notices/perMinute");
    auto* field = qobject_cast<QLineEdit*>(dialog->editorOf(key));
    field->setText(QStringLiteral("a lot"));
    QVERIFY(dialog->refusalOf(key).contains(QStringLiteral("1 to 60")));
    auto* maps = qobject_cast<QComboBox*>(dialog->editorOf(QStringLiteral("map/base")));
    maps->setCurrentIndex(maps->findData(QStringLiteral("url")));
    auto* url = qobject_cast<QLineEdit*>(dialog->editorOf(QStringLiteral("map/url")));
    url->setText(QStringLiteral("https://tiles.example.org/{z}/{x}.png"));
    QVERIFY(dialog->refusalOf(QStringLiteral("map/url")).contains(QStringLiteral("{y}")));
    keep(*dialog, QStringLiteral("settings-refused"));
    const QSignalSpy saved(dialog, &SettingsDialog::saved);
    dialog->save();
    QCOMPARE(saved.count(), 0);
    field->setText(QStringLiteral("9"));
    url->setText(QStringLiteral("https://tiles.example.org/{z}/{x}/{y}.png"));
    qobject_cast<QLineEdit*>(dialog->editorOf(QStringLiteral("map/attribution")))->setText(QStringLiteral("© us"));
    dialog->save();
    QCOMPARE(saved.count(), 1);
    QCOMPARE(WindowState(desk.settingsFile()).value(key, 0).toInt(), 9);
}

void TestDialogs::theNodesSettingsAreShownWithWhereTheyComeFrom() {
    Desk desk(standing(20));
    desk.window().dialogs().setNodeSettings({{"log.kind", "local", "default"},
                                             {"http.port", "8099", "/etc/roundsman.toml, line 7"},
                                             {"history.keep_trail_days", "30", "/etc/roundsman.toml, line 9"}});
    desk.window().dialogs().openSettings();
    SettingsDialog* dialog = desk.window().dialogs().settings();
    QVERIFY(QTest::qWaitForWindowActive(dialog));
    QTest::keyClicks(dialog->searchField(), QStringLiteral("keep_trail"));
    QCOMPARE(dialog->tabs()->currentWidget(), static_cast<QWidget*>(dialog->nodePage()));
    QTreeWidget* keys = dialog->nodePage()->keys();
    QVERIFY(keys->topLevelItem(0)->isHidden() && !keys->topLevelItem(2)->isHidden());
    keys->setCurrentItem(keys->topLevelItem(2));
    QCOMPARE(dialog->nodePage()->meaning()->textCursor().selectedText(), QStringLiteral("history.keep_trail_days"));
    keep(*dialog, QStringLiteral("settings-node"));
}

void TestDialogs::theFirstPageLeadsToTheDemoWithOneKey() {
    const QTemporaryDir folder;
    WindowState state(folder.filePath(QStringLiteral("window.ini")));
    Theme theme(*qApp);
    for (const ThemeChoice choice : {ThemeChoice::dark, ThemeChoice::light}) {
        theme.choose(choice);
        StartPage page(checks(), state);
        page.show();
        page.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&page));
        keep(page,
             choice == ThemeChoice::dark ? QStringLiteral("first-page-dark") : QStringLiteral("first-page-light"));
        const QStringList faint = faintTexts(page, 4.5);
        QVERIFY2(faint.isEmpty(), qPrintable(faint.join(u'\n')));
        QTest::keyClick(&page, Qt::Key_Return);
        QVERIFY(page.choice() && page.choice()->kind == StartChoice::Kind::demo);
    }
    QVERIFY2(!StartPage::remembered(state), "nobody asked for that");
}

void TestDialogs::theFirstPageSaysWhatIsMissing() {
    const QTemporaryDir folder;
    WindowState state(folder.filePath(QStringLiteral("window.ini")));
    StartPage page(checks(), state);
    page.say(QStringLiteral("the data folder /srv/x is in use by another roundsman"));
    page.show();
    page.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&page));
    page.kafkaButton()->click();
    QCOMPARE(page.missing(page.brokersField()), QStringLiteral("a broker is needed"));
    page.configurationButton()->click();
    QCOMPARE(page.missing(page.configurationField()), QStringLiteral("a file is needed"));
    page.dataField()->setText(folder.path());
    QTest::keyClick(page.dataField(), Qt::Key_Return);
    QVERIFY(page.missing(page.dataField()).contains(QStringLiteral("neither a log nor a history")));
    QVERIFY(page.isVisible() && !page.choice());
    keep(page, QStringLiteral("first-page-missing"));
    page.alwaysBox()->setChecked(true);
    QTest::keyClicks(page.brokersField(), QStringLiteral("kafka-1:9092"));
    QTest::keyClick(page.brokersField(), Qt::Key_Return);
    QVERIFY(page.choice() && page.choice()->kind == StartChoice::Kind::configuration);
    QCOMPARE(state.value(QStringLiteral("start/kind"), {}).toString(), QStringLiteral("config"));
}

void TestDialogs::theShortcutSheetTellsEveryKeyOfEveryWorkspace() {
    Desk desk(standing(20));
    QTest::keyClick(&desk.window(), Qt::Key_F1);
    QTRY_VERIFY(desk.window().dialogs().shortcuts());
    ShortcutSheet* sheet = desk.window().dialogs().shortcuts();
    QVERIFY(QTest::qWaitForWindowActive(sheet));
    keep(*sheet, QStringLiteral("shortcuts"));
    QStringList told;
    for (QTreeWidgetItemIterator each(sheet->keys()); *each; ++each) {
        told << (*each)->text(1);
    }
    for (const ListedAction& listed : listActions(desk.window().actions(), desk.window().workspaces())) {
        const QString key = listed.action->shortcut().toString(QKeySequence::NativeText);
        QVERIFY2(key.isEmpty() || !told.filter(key).isEmpty(), qPrintable(listed.action->text()));
    }
    QVERIFY(sheet->keys()->topLevelItemCount() > 1); // panels have keys of their own
    QTest::keyClicks(sheet->field(), QStringLiteral("fleet"));
    QTest::keyClick(sheet, Qt::Key_Escape);
    QTRY_VERIFY(!desk.window().dialogs().shortcuts());
    QTest::keyClick(&desk.window(), Qt::Key_Slash, Qt::ControlModifier);
    QTRY_VERIFY(desk.window().dialogs().shortcuts());
}

void TestDialogs::thePaletteFindsCommandsOfPanelsAndOrdersOfOtherDays() {
    Desk desk(standing(60));
    Table old;
    old.columns = {"partition", "order", "placed"};
    old.rows = {{Cell(std::int64_t{0}), Cell(std::string("o-998877")), Cell(desk.fleet().status().now)}};
    desk.fleet().setAnswer(QueryKind::orders, old);
    QTest::keyClick(&desk.window(), Qt::Key_K, Qt::ControlModifier);
    QTRY_VERIFY(desk.window().search());
    SearchDialog* search = desk.window().search();
    const auto titles = [search] {
        QStringList all;
        for (int row = 0; row < search->results()->count(); ++row) {
            all << search->results()->item(row)->text();
        }
        return all;
    };
    QTest::keyClicks(search->field(), QStringLiteral("o-9988"));
    QTRY_VERIFY(titles().contains(QStringLiteral("o-998877")));
    desk.picture(QStringLiteral("palette-orders"));
    search->field()->clear();
    QTest::keyClicks(search->field(), QStringLiteral("acknowledge"));
    QVERIFY2(titles().contains(QStringLiteral("Acknowledge")), qPrintable(titles().join(u',')));
    search->field()->clear();
    QTest::keyClicks(search->field(), QStringLiteral("pipeline"));
    desk.picture(QStringLiteral("palette-workspaces"));
    QTest::keyClick(search->field(), Qt::Key_Return);
    QTRY_COMPARE(desk.window().workspaces().current(), QStringLiteral("pipeline"));
}

void TestDialogs::aPanelChosenInThePaletteIsInSight() {
    Desk desk(standing(20));
    const auto* alerts = desk.window().findChild<AlertInbox*>();
    for (int time = 0; time < 2; ++time) { // also when it was there already
        QTest::keyClick(&desk.window(), Qt::Key_K, Qt::ControlModifier);
        QTRY_VERIFY(desk.window().search());
        SearchDialog* search = desk.window().search();
        QTest::keyClicks(search->field(), QStringLiteral("alerts"));
        const auto hits = search->results()->findItems(QStringLiteral("Alerts"), Qt::MatchExactly);
        QCOMPARE(hits.size(), qsizetype{1});
        search->results()->setCurrentItem(hits.front());
        QTest::keyClick(search->field(), Qt::Key_Return);
        QTRY_VERIFY(!desk.window().search());
        QTRY_VERIFY(alerts->isVisible() && !alerts->visibleRegion().isEmpty());
    }
}

void TestDialogs::aboutTellsLicencesAndVersionsCanBeCopied() {
    Desk desk(standing(20));
    desk.window().dialogs().openAbout();
    AboutDialog* about = desk.window().dialogs().about();
    QVERIFY(QTest::qWaitForWindowActive(about));
    const auto* licence = about->tabs()->widget(0)->findChild<QPlainTextEdit*>();
    QVERIFY(licence && licence->toPlainText().contains(QStringLiteral("GNU GENERAL PUBLIC LICENSE")));
    keep(*about, QStringLiteral("about"));
    about->tabs()->setCurrentIndex(1);
    keep(*about, QStringLiteral("about-libraries"));
    about->tabs()->setCurrentIndex(2);
    about->copyVersions();
    QVERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("Roundsman 0.1.0")));
    QVERIFY(QGuiApplication::clipboard()->text().contains(QString::fromLatin1(qVersion())));
}

void TestDialogs::aClickOnANoticeOpensItsAlert() {
    Desk desk(standing(60));
    QVERIFY(desk.waitForPicture());
    desk.fleet().setAlerts({});
    desk.fleet().step(Millis{100});
    QSignalSpy told(&desk.window().alertNotices(), &AlertNotices::told);
    const auto* inbox = desk.window().findChild<AlertInbox*>();
    QTRY_COMPARE(inbox->table()->model()->rowCount(), 0);
    AlertRow row;
    row.kind = AlertKind::lateOrder;
    row.severity = Severity::critical;
    row.subject = "o-1";
    row.id = "late_order:o-1:9";
    row.message = "order o-1 is 12 min past its promise";
    row.raisedAt = desk.fleet().status().now;
    desk.window().workspaces().show(QStringLiteral("pipeline"));
    QTRY_VERIFY_WITH_TIMEOUT((desk.fleet().setAlerts({row}), desk.fleet().step(Millis{100}), told.count() == 1), 5000);
    QVERIFY(told.front().at(1).toString().contains(QStringLiteral("o-1")));
    desk.window().alertNotices().open();
    QCOMPARE(desk.window().workspaces().current(), QStringLiteral("dispatch"));
    QTRY_VERIFY(inbox->table()->selectionModel()->hasSelection());

    // Of two that stand on the screen nobody says which was clicked: the window shows both, and guesses neither.
    const QSignalSpy opened(&desk.window().alertNotices(), &AlertNotices::opened);
    AlertRow another = row;
    another.subject = "o-2";
    another.id = "late_order:o-2:9";
    desk.window().workspaces().show(QStringLiteral("pipeline"));
    QTRY_VERIFY_WITH_TIMEOUT(
        (desk.fleet().setAlerts({row, another}), desk.fleet().step(Millis{100}), told.count() == 2), 5000);
    desk.window().alertNotices().open();
    QCOMPARE(opened.back().front().toString(), QString());
    QCOMPARE(desk.window().workspaces().current(), QStringLiteral("dispatch"));
    QVERIFY(inbox->isVisible());
}

void TestDialogs::theTraysIconBringsTheWindowForwardAndNothingElse() {
    Desk desk(standing(10));
    desk.window().workspaces().show(QStringLiteral("pipeline"));
    const QSignalSpy forward(&desk.window().alertNotices(), &AlertNotices::forwardAsked);
    const QSignalSpy opened(&desk.window().alertNotices(), &AlertNotices::opened);
    desk.window().showMinimized();
    for (const auto reason : {QSystemTrayIcon::Context, QSystemTrayIcon::MiddleClick, QSystemTrayIcon::DoubleClick}) {
        desk.window().alertNotices().activate(reason);
    }
    QVERIFY(forward.isEmpty() && desk.window().isMinimized());
    desk.window().alertNotices().activate(QSystemTrayIcon::Trigger);
    QVERIFY(!desk.window().isMinimized());
    QVERIFY(opened.isEmpty());
    QCOMPARE(desk.window().workspaces().current(), QStringLiteral("pipeline"));
}

} // namespace roundsman

int main(int argc, char** argv) {
    roundsman::TestDialogs test;
    return roundsman::runUiTest(test, argc, argv);
}

#include "tst_dialogs.moc"
