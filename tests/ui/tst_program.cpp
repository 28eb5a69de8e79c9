// The program itself, as somebody starts and ends it.
#include "tests/ui/support/desk.h"

#include <QDir>
#include <QProcess>
#include <QProcessEnvironment>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

namespace roundsman {

namespace {

constexpr int patience = 60'000;

} // namespace

class TestProgram : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void itClosesInOrderWhenItIsToldToEnd_data();
    void itClosesInOrderWhenItIsToldToEnd();
};

void TestProgram::itClosesInOrderWhenItIsToldToEnd_data() {
    QTest::addColumn<int>("signal");
    QTest::newRow("a log-off") << SIGTERM;
    QTest::newRow("Ctrl+C") << SIGINT;
}

void TestProgram::itClosesInOrderWhenItIsToldToEnd() {
    QFETCH(const int, signal);
    const QTemporaryDir home;
    QDir place(home.path());
    QVERIFY(place.mkdir(QStringLiteral("tmp")));
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("TMPDIR"), home.filePath(QStringLiteral("tmp")));
    environment.insert(QStringLiteral("XDG_CONFIG_HOME"), home.filePath(QStringLiteral("config")));
    environment.insert(QStringLiteral("XDG_CACHE_HOME"), home.filePath(QStringLiteral("cache")));
    QProcess program;
    program.setProcessEnvironment(environment);
    program.start(QStringLiteral(ROUNDSMAN_PROGRAM), {QStringLiteral("--demo")});
    QVERIFY(program.waitForStarted());
    QByteArray lines;
    const auto hears = [&](const char* what) {
        lines += program.readAllStandardError();
        return lines.contains(what);
    };
    QTRY_VERIFY2_WITH_TIMEOUT(hears("the fleet is on the map"), lines.constData(), patience);
    const QDir temporary(home.filePath(QStringLiteral("tmp")));
    QVERIFY(!temporary.entryList({QStringLiteral("roundsman-demo-*")}, QDir::Dirs).isEmpty());

    ::kill(static_cast<pid_t>(program.processId()), signal);
    QTRY_COMPARE_WITH_TIMEOUT(program.state(), QProcess::NotRunning, patience);
    QCOMPARE(program.exitStatus(), QProcess::NormalExit);
    QCOMPARE(program.exitCode(), 0);
    QVERIFY2(temporary.entryList({QStringLiteral("roundsman-*")}, QDir::AllEntries).isEmpty(),
             "the demo's city goes with it");
    QVERIFY(QFile::exists(home.filePath(QStringLiteral("config/Roundsman/Roundsman/window.ini"))));
}

} // namespace roundsman

int main(int argc, char** argv) {
    roundsman::TestProgram test;
    return roundsman::runUiTest(test, argc, argv);
}

#include "tst_program.moc"
