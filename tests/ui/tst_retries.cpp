#include "tests/ui/support/desk.h"
#include "tests/ui/support/node_desk.h"
#include "ui/bridge/command_desk.h"
#include "ui/panels/quarantine_inbox.h"
#include "ui/window/workspaces.h"

#include <QDockWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

namespace roundsman {

namespace {

constexpr int nodePatience = 20'000; // milliseconds; the panel looks at history every 2.5 s

QuarantineInbox& openQuarantine(NodeDesk& desk) {
    desk.window().workspaces().show(QStringLiteral("support"));
    Workspaces::bringForward(desk.window().findChild<QDockWidget*>(QStringLiteral("quarantine")));
    return *desk.window().findChild<QuarantineInbox*>();
}

QString retriedText(QuarantineInbox& inbox, int row) {
    return inbox.model().index(row, 3).data(Qt::DisplayRole).toString();
}

} // namespace

/// Documents that are sent again, and what a whole node says of them.
class TestRetries : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatBecameOfARetryStandsInItsRow();
    void manyDocumentsAreRetriedTogetherAndToldOnce();
};

void TestRetries::whatBecameOfARetryStandsInItsRow() {
    NodeDesk desk(QStringList{QStringLiteral("ann")});
    QVERIFY(desk.append(R"({"driverId":"a"})")); // in a partition that has heard of no market
    QuarantineInbox& inbox = openQuarantine(desk);
    QTRY_COMPARE_WITH_TIMEOUT(inbox.model().rowCount(), 1, nodePatience);
    inbox.table()->selectRow(0);
    QTest::mouseClick(inbox.retryButton(), Qt::LeftButton);
    QVERIFY(!inbox.retryButton()->isEnabled()); // it is on its way
    QTRY_COMPARE_WITH_TIMEOUT(inbox.model().rowCount(), 2, nodePatience);
    QCOMPARE(retriedText(inbox, 0), QStringLiteral("failed again")); // the retry, a document of its own
    QVERIFY2(retriedText(inbox, 1).endsWith(QStringLiteral("refused: no position")), qPrintable(retriedText(inbox, 1)));
    QTRY_VERIFY(inbox.retryButton()->isEnabled());
    inbox.bytes()->setPlainText(QStringLiteral(R"({"driverId":"a","latitude":12.9,"longitude":77.5,"state":"south"})"));
    QTest::mouseClick(inbox.retryButton(), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(retriedText(inbox, 1).endsWith(QStringLiteral("accepted")), nodePatience);
    desk.picture(QStringLiteral("quarantine-retried"));
    QCOMPARE(desk.frame()->riders.size(), std::size_t{1});
}

void TestRetries::manyDocumentsAreRetriedTogetherAndToldOnce() {
    constexpr int many = 100; // more than go at a time
    NodeDesk desk(QStringList{QStringLiteral("ann")});
    std::string documents;
    for (int n = 0; n < many; ++n) {
        documents += R"({"driverId":"r-)" + std::to_string(n) + "\"}\n";
    }
    QVERIFY(desk.append(documents));
    QuarantineInbox& inbox = openQuarantine(desk);
    QTRY_COMPARE_WITH_TIMEOUT(inbox.model().rowCount(), many, nodePatience);
    QSignalSpy told(desk.window().findChild<CommandDesk*>(), &CommandDesk::answered);
    inbox.table()->selectAll();
    QVERIFY(inbox.bytes()->placeholderText().startsWith(QStringLiteral("100 documents")));
    QTest::mouseClick(inbox.retryButton(), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(told.count(), 1, nodePatience);
    const QString sentence = told.front().at(2).toString();
    QVERIFY2(sentence.startsWith(QStringLiteral("100 of 100 retried documents were refused")), qPrintable(sentence));
    QTRY_COMPARE_WITH_TIMEOUT(inbox.model().rowCount(), 2 * many, nodePatience);
    desk.picture(QStringLiteral("quarantine-many"));
    QCOMPARE(told.count(), 1);
}

} // namespace roundsman

int main(int argc, char** argv) {
    roundsman::TestRetries test;
    return roundsman::runUiTest(test, argc, argv);
}

#include "tst_retries.moc"
