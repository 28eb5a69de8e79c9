#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

namespace roundsman {

namespace {

/// Half an hour, or as long as ROUNDSMAN_SOAK_SECONDS says.
int soakSeconds() {
    constexpr int usual = 1800;
    const int wanted = qEnvironmentVariableIntValue("ROUNDSMAN_SOAK_SECONDS");
    return wanted > 0 ? wanted : usual;
}

} // namespace

/// The console as it stands open all day: everything shown, everything moving.
class TestSoak : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void memoryStaysFlatWhileEverythingIsShown();
};

void TestSoak::memoryStaysFlatWhileEverythingIsShown() {
    constexpr double mostMegabytes = 1500;
    constexpr double grownAtMost = 1.05; // from the second quarter to the last: by the first, caches still fill
    constexpr int patienceSeconds = 240; // the city's past, and orders until enough are open
    QProcess bench;
    bench.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    bench.start(QStringLiteral(ROUNDSMAN_PROGRAM),
                {QStringLiteral("bench"), QStringLiteral("map"), QStringLiteral("--riders"), QStringLiteral("100000"),
                 QStringLiteral("--layers"), QStringLiteral("all"), QStringLiteral("--orders"), QStringLiteral("5000"),
                 QStringLiteral("--tables"), QStringLiteral("--seconds"), QString::number(soakSeconds()),
                 QStringLiteral("--json")});
    QVERIFY2(bench.waitForFinished((soakSeconds() + patienceSeconds) * 1000), "it did not end in time");
    QCOMPARE(bench.exitCode(), 0);
    const QByteArray said = bench.readAllStandardOutput();
    qInfo().noquote() << said;
    const QJsonObject result = QJsonDocument::fromJson(said).object();
    const QJsonArray quarters = result.value(QStringLiteral("memory_mb_by_quarter")).toArray();
    QCOMPARE(quarters.size(), 4);
    QVERIFY(result.value(QStringLiteral("open_orders")).toInt() > 0);
    QVERIFY2(result.value(QStringLiteral("memory_mb")).toDouble() < mostMegabytes, said.constData());
    QVERIFY2(quarters[3].toDouble() <= quarters[1].toDouble() * grownAtMost, said.constData());
}

} // namespace roundsman

QTEST_GUILESS_MAIN(roundsman::TestSoak)
#include "tst_soak_long.moc"
