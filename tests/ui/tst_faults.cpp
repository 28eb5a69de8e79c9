// The console over a whole node whose world fails: disks, folders, brokers and lanes, as they really do. What is said,
// that the window stays usable meanwhile, and that nothing is lost afterwards.
#include "core/base/sqlite/fault_vfs.h"
#include "core/log/kafka_mock.h"
#include "tests/ui/support/desk.h"
#include "tests/ui/support/node_desk.h"
#include "tests/ui/support/rounds.h"
#include "ui/bridge/command_desk.h"
#include "ui/map/map_view.h"
#include "ui/panels/rider_list.h"
#include "ui/support/stall_watch.h"
#include "ui/window/notice_bar.h"
#include "ui/window/status_line.h"

#include <QLabel>
#include <QSignalSpy>
#include <QStatusBar>
#include <QTest>
#include <QToolButton>

#include <filesystem>
#include <stdexcept>

namespace roundsman {

namespace {

using sqlite::FaultVfs;

constexpr int patience = 30'000;
constexpr int riders = 120;
/// The bar of a quiet machine is 100 ms; this holds on one that compiles meanwhile.
constexpr std::chrono::milliseconds longestStall{1000};

QString said(NodeDesk& desk) {
    return desk.window().notices().text();
}

bool says(NodeDesk& desk, const char* words) {
    return said(desk).contains(QString::fromUtf8(words));
}

/// What the status line has to say of the node.
QString nodeInStatusLine(NodeDesk& desk) {
    for (const QLabel* label : desk.window().statusBar()->findChildren<QLabel*>()) {
        if (label->accessibleName() == QStringLiteral("Node")) {
            return label->text();
        }
    }
    return {};
}

bool statusSays(NodeDesk& desk, const char* words) {
    return nodeInStatusLine(desk).contains(QString::fromUtf8(words));
}

/// A lane that ends by an error as soon as it is told to, and again at each try until it is told otherwise.
class FallingLane final : public LaneStage {
public:
    FallingLane(std::unique_ptr<LaneStage> lane, const std::atomic<bool>& falls)
        : m_lane(std::move(lane)), m_falls(falls) {}

    void apply(std::span<const RecordView> records, LaneOutput& out) override {
        if (m_falls) {
            throw std::runtime_error("a rule met what it was not made for");
        }
        m_lane->apply(records, out);
    }
    [[nodiscard]] Offset nextOffset() const override { return m_lane->nextOffset(); }
    [[nodiscard]] EventTime laneTime() const override { return m_lane->laneTime(); }
    [[nodiscard]] const VerdictCounts& verdicts() const override { return m_lane->verdicts(); }
    [[nodiscard]] FramePtr frame(StaleCause outside, EventTime now) override { return m_lane->frame(outside, now); }
    [[nodiscard]] std::vector<FixSeen> recentFixes(RiderNo rider) const override { return m_lane->recentFixes(rider); }
    [[nodiscard]] std::string snapshot() const override { return m_lane->snapshot(); }

private:
    std::unique_ptr<LaneStage> m_lane;
    const std::atomic<bool>& m_falls;
};

/// A desk at work: riders on the map, an order on the board, nothing in trouble.
void work(NodeDesk& desk, Rounds& rounds) {
    QVERIFY(rounds.ride());
    QVERIFY(rounds.ride());
    QVERIFY(placeOrder(desk, "o-1", std::chrono::minutes(25)));
    QTRY_VERIFY_WITH_TIMEOUT(rounds.areShown() && desk.order("o-1"), patience);
    QTRY_COMPARE_WITH_TIMEOUT(desk.window().list().model().rowCount(), rounds.riders(), patience);
    QTRY_COMPARE_WITH_TIMEOUT(said(desk), QString(), patience);
    desk.map().fitFleet();
    desk.map().setClusters(false);
}

/// With the trouble on the screen everything is still where it was, and answers.
void lookAround(NodeDesk& desk, const QString& name) {
    const StallWatch stalls;
    QCOMPARE(desk.window().list().model().rowCount(), riders);
    QCOMPARE(whatDoesNotWork(desk), QString());
    const auto longest = stalls.longest();
    qInfo("%s: longest stall %.1f ms; said: %s", qPrintable(name), static_cast<double>(longest.count()) / 1000,
          qPrintable(said(desk)));
    QVERIFY(longest < longestStall);
    desk.picture(QStringLiteral("fault-") + name);
}

/// A command given meanwhile is refused with the reason, and soon.
void orderInVain(NodeDesk& desk, const char* why) {
    const QSignalSpy answered(&desk.window().commands(), &CommandDesk::answered);
    desk.window().commands().assign({PartitionNo{0}, desk.order("o-1")->order}, {PartitionNo{0}, RiderNo{4}});
    QTRY_COMPARE_WITH_TIMEOUT(answered.count(), 1, patience);
    QCOMPARE(answered.front().at(1).toBool(), false);
    QVERIFY2(answered.front().at(2).toString().contains(QString::fromUtf8(why)),
             qPrintable(answered.front().at(2).toString()));
}

/// What the node said meanwhile, for whoever reads why a test fell.
void tellLines(NodeDesk& desk) {
    for (const std::string& line : desk.api().logLines()) {
        qInfo("%s", line.c_str());
    }
}

/// The trouble goes by itself; a command that it refused is told until somebody has closed that.
bool nothingButRefusals(NodeDesk& desk) {
    return said(desk).isEmpty() || says(desk, "was refused");
}

/// The trouble goes by itself; what comes now is taken and shown, commands too; nothing that was taken is missing.
void isWellAgain(NodeDesk& desk, Rounds& rounds) {
    QTRY_VERIFY_WITH_TIMEOUT(rounds.ride(), patience);
    if (!QTest::qWaitFor([&] { return nothingButRefusals(desk) && rounds.areShown(); }, patience)) {
        tellLines(desk);
    }
    if (says(desk, "was refused")) {
        QTest::mouseClick(desk.window().notices().findChild<QToolButton*>(), Qt::LeftButton);
    }
    QTRY_COMPARE(said(desk), QString());
    QTRY_VERIFY(rounds.areShown());
    const QSignalSpy answered(&desk.window().commands(), &CommandDesk::answered);
    desk.window().commands().assign({PartitionNo{0}, desk.order("o-1")->order}, {PartitionNo{0}, RiderNo{7}});
    QTRY_COMPARE_WITH_TIMEOUT(answered.count(), 1, patience);
    QVERIFY2(answered.front().at(1).toBool(), qPrintable(answered.front().at(2).toString()));
    QTRY_COMPARE_WITH_TIMEOUT(desk.order("o-1")->rider, RiderNo{7}, patience);
    QTRY_VERIFY_WITH_TIMEOUT(statusSays(desk, "Embedded log"), patience);
    QCOMPARE(rounds.inLog(), rounds.taken());
    QCOMPARE(differenceToOnePass(desk), QString());
}

void moveAway(const std::filesystem::path& folder) {
    std::filesystem::rename(folder, folder.string() + "-elsewhere");
}

void putBack(const std::filesystem::path& folder) {
    QVERIFY2(!std::filesystem::exists(folder), "nothing was made anew where a folder is gone");
    std::filesystem::rename(folder.string() + "-elsewhere", folder);
}

} // namespace

class TestFaults : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aLogWhoseDeviceFailsStandsStillAndGoesOn();
    void aLogWhoseFolderIsTakenAwayAcknowledgesNothing();
    void aHistoryWhoseFolderIsTakenAwayIsWrittenLater();
    void aDiskThatIsFullForBothStopsTheLogAndLosesNothing();
    void aDiskThatIsFullForHistoryAloneStopsNothingThatIsSeen();
    void aLaneThatFallsIsStartedAgainWhileItsPictureStands();
    void aBrokerThatDiesIsWaitedFor();
    void aCommandThatNobodyAnswersIsNotWaitedForForEver();
    void aFleetThatIsLongLostIsShownWhereItWas();
};

void TestFaults::aLogWhoseDeviceFailsStandsStillAndGoesOn() {
    FaultVfs disk("ui-device");
    NodeDesk desk({.logDisk = disk.name()});
    Rounds rounds(desk, riders);
    work(desk, rounds);
    if (QTest::currentTestFailed()) {
        return;
    }
    for (const FaultVfs::Call call : {FaultVfs::Call::open, FaultVfs::Call::read, FaultVfs::Call::write,
                                      FaultVfs::Call::sync, FaultVfs::Call::truncate}) {
        disk.failAt(call, 1, call == FaultVfs::Call::open ? FaultVfs::Fault::cannotOpen : FaultVfs::Fault::ioError, -1);
    }
    QVERIFY(!rounds.ride());
    QTRY_VERIFY_WITH_TIMEOUT(says(desk, "The event log stands still"), patience);
    QVERIFY(says(desk, "The picture is from"));
    QTRY_VERIFY_WITH_TIMEOUT(statusSays(desk, "Log stands still"), patience);
    lookAround(desk, QStringLiteral("log-device"));
    orderInVain(desk, "check");
    disk.heal();
    isWellAgain(desk, rounds);
}

void TestFaults::aLogWhoseFolderIsTakenAwayAcknowledgesNothing() {
    NodeDesk desk(NodeDesk::Options{});
    Rounds rounds(desk, riders);
    work(desk, rounds);
    if (QTest::currentTestFailed()) {
        return;
    }
    moveAway(desk.logFolder());
    QVERIFY(!rounds.ride());
    QTRY_VERIFY_WITH_TIMEOUT(says(desk, "The event log stands still"), patience);
    lookAround(desk, QStringLiteral("log-folder"));
    orderInVain(desk, "check that the folder exists");
    putBack(desk.logFolder());
    isWellAgain(desk, rounds);
}

void TestFaults::aHistoryWhoseFolderIsTakenAwayIsWrittenLater() {
    NodeDesk desk(NodeDesk::Options{});
    Rounds rounds(desk, riders);
    work(desk, rounds);
    if (QTest::currentTestFailed()) {
        return;
    }
    moveAway(desk.historyFolder());
    QVERIFY(rounds.ride());
    QTRY_VERIFY_WITH_TIMEOUT(says(desk, "put it back"), patience);
    QVERIFY(rounds.ride());
    QTRY_VERIFY_WITH_TIMEOUT(rounds.areShown(), patience);
    lookAround(desk, QStringLiteral("history-folder"));
    putBack(desk.historyFolder());
    isWellAgain(desk, rounds);
}

void TestFaults::aDiskThatIsFullForBothStopsTheLogAndLosesNothing() {
    FaultVfs disk("ui-full");
    NodeDesk desk({.logDisk = disk.name(), .historyDisk = disk.name()});
    Rounds rounds(desk, riders);
    work(desk, rounds);
    if (QTest::currentTestFailed()) {
        return;
    }
    disk.setQuota(disk.bytesHeld() + 300'000);
    QVERIFY(rounds.rideUntilRefused(100));
    QTRY_VERIFY_WITH_TIMEOUT(says(desk, "The event log stands still") && says(desk, "disk is full"), patience);
    QVERIFY2(says(desk, "free some space"), qPrintable(said(desk)));
    lookAround(desk, QStringLiteral("disk-full"));
    orderInVain(desk, "disk is full");
    disk.heal();
    isWellAgain(desk, rounds);
}

void TestFaults::aDiskThatIsFullForHistoryAloneStopsNothingThatIsSeen() {
    FaultVfs disk("ui-full-history");
    NodeDesk desk({.historyDisk = disk.name()});
    Rounds rounds(desk, riders);
    work(desk, rounds);
    if (QTest::currentTestFailed()) {
        return;
    }
    disk.setQuota(disk.bytesHeld() + 20'000);
    for (int n = 0; n < 40; ++n) {
        QVERIFY(rounds.ride());
    }
    QTRY_VERIFY_WITH_TIMEOUT(says(desk, "History takes no rows") && says(desk, "disk is full"), patience);
    QVERIFY(says(desk, "free some space"));
    QVERIFY(rounds.ride());
    QTRY_VERIFY_WITH_TIMEOUT(rounds.areShown(), patience); // riders move on
    QTRY_VERIFY_WITH_TIMEOUT(statusSays(desk, "History takes no rows"), patience);
    lookAround(desk, QStringLiteral("history-full"));
    disk.heal();
    isWellAgain(desk, rounds);
}

void TestFaults::aLaneThatFallsIsStartedAgainWhileItsPictureStands() {
    std::atomic<bool> falls = false;
    NodeDesk desk({.partitions = 3, .dress = [&falls](NodeParts& parts) {
                       parts.makeLane = [&falls, make = parts.makeLane](PartitionNo partition,
                                                                        const std::string& snapshot) {
                           return std::make_unique<FallingLane>(make(partition, snapshot), falls);
                       };
                   }});
    Rounds rounds(desk, riders);
    for (const std::int32_t other : {1, 2}) { // lanes that stop in order, each with a last picture
        QVERIFY(desk.append(R"({"type":"clock.tick","id":"t"})", PartitionNo{other}));
    }
    work(desk, rounds);
    if (QTest::currentTestFailed()) {
        return;
    }
    const RiderRef chosen{PartitionNo{0}, RiderNo{3}};
    desk.window().select(chosen);
    bool wentBlank = false;
    connect(&desk.feed(), &FrameFeed::pictureChanged, this,
            [&desk, &wentBlank] { wentBlank = wentBlank || desk.feed().picture().lanes.size() != 3; });
    falls = true;
    QVERIFY(rounds.ride()); // the log has it; the lane comes to it later
    QTRY_VERIFY_WITH_TIMEOUT(says(desk, "The node does not run: lane 0: a rule met"), patience);
    QCOMPARE(desk.map().selected(), std::optional(chosen));
    QTRY_VERIFY_WITH_TIMEOUT(statusSays(desk, "Node does not run"), patience);
    lookAround(desk, QStringLiteral("lane"));
    desk.window().select(chosen);
    falls = false;
    QTRY_VERIFY_WITH_TIMEOUT(rounds.areShown(), patience);
    QCOMPARE(desk.map().selected(), std::optional(chosen));
    isWellAgain(desk, rounds);
    QVERIFY2(!wentBlank, "each lane's last picture stands until its next");
}

void TestFaults::aBrokerThatDiesIsWaitedFor() {
    KafkaMock broker;
    broker.createTopic("fleet-events", 1);
    NodeDesk desk({.openLog = [&broker]() -> std::shared_ptr<EventLog> {
                       auto log = openKafkaLog({.brokers = broker.addresses(), .wantLogTime = false},
                                               {.connectWithin = Millis{2'000}, .deliverWithin = Millis{3'000}});
                       return log ? std::move(*log) : nullptr;
                   },
                   .dress =
                       [](NodeParts& parts) {
                           parts.logKind = "kafka";
                       }});
    Rounds rounds(desk, riders, Millis{0}); // a broker goes by its own clock
    work(desk, rounds);
    if (QTest::currentTestFailed()) {
        return;
    }
    broker.setDown(1);
    QVERIFY(!rounds.ride());
    QTRY_VERIFY_WITH_TIMEOUT(says(desk, "The event log stands still"), patience);
    lookAround(desk, QStringLiteral("broker"));
    broker.setUp(1);
    QTRY_VERIFY_WITH_TIMEOUT(rounds.ride(), patience);
    if (!QTest::qWaitFor([&] { return said(desk).isEmpty() && rounds.areShown(); }, patience)) {
        tellLines(desk);
        qInfo("%s", qPrintable(rounds.state()));
    }
    QTRY_COMPARE(said(desk), QString());
    QTRY_VERIFY(rounds.areShown());
}

/// The log has it, and then the lane falls for good.
void TestFaults::aCommandThatNobodyAnswersIsNotWaitedForForEver() {
    std::atomic<bool> falls = false;
    NodeDesk desk({.dress = [&falls](NodeParts& parts) {
        parts.makeLane = [&falls, make = parts.makeLane](PartitionNo partition, const std::string& snapshot) {
            return std::make_unique<FallingLane>(make(partition, snapshot), falls);
        };
    }});
    Rounds rounds(desk, riders);
    work(desk, rounds);
    if (QTest::currentTestFailed()) {
        return;
    }
    CommandDesk& commands = desk.window().commands();
    const QSignalSpy answered(&commands, &CommandDesk::answered);
    const QSignalSpy unanswered(&commands, &CommandDesk::unanswered);
    falls = true;
    commands.assign({PartitionNo{0}, desk.order("o-1")->order}, {PartitionNo{0}, RiderNo{4}});
    QTRY_COMPARE_WITH_TIMEOUT(unanswered.count(), 1, patience);
    QVERIFY2(unanswered.front().at(1).toString().contains(QStringLiteral("look again before you repeat it")),
             qPrintable(unanswered.front().at(1).toString()));
    QVERIFY2(answered.isEmpty(), "nobody refused it");
    QVERIFY(commands.isPending(QStringLiteral("o-1")));
    falls = false; // the lane takes it from the log
    QTRY_COMPARE_WITH_TIMEOUT(answered.count(), 1, patience);
    QVERIFY(answered.front().at(1).toBool());
    QCOMPARE(commands.pending(), 0);
    QTRY_VERIFY_WITH_TIMEOUT(says(desk, "answered late"), patience);
}

void TestFaults::aFleetThatIsLongLostIsShownWhereItWas() {
    NodeDesk desk(NodeDesk::Options{});
    Rounds rounds(desk, riders);
    QVERIFY(rounds.ride());
    QTRY_VERIFY_WITH_TIMEOUT(rounds.areShown(), patience);
    desk.advance(std::chrono::hours(1));
    QVERIFY(desk.append(R"({"type":"clock.tick","id":"an-hour-later"})"));
    const auto allLost = [&desk] {
        return std::ranges::all_of(desk.frame()->riders,
                                   [](const RiderDot& dot) { return dot.staleness == Staleness::lost; });
    };
    QTRY_VERIFY_WITH_TIMEOUT(allLost(), patience);
    MapCamera& camera = desk.map().camera();
    camera.lookAt({0.1, 0.9}, zoomMin);
    desk.map().fitFleet();
    QVERIFY(camera.zoom() > 10);
    for (const RiderDot& dot : desk.frame()->riders) {
        const QPointF place = camera.view().toScreen(worldOf(dot.position));
        QVERIFY(QRectF(QPointF(), camera.view().size).contains(place));
    }
}

} // namespace roundsman

int main(int argc, char** argv) {
    roundsman::TestFaults test;
    return roundsman::runUiTest(test, argc, argv);
}

#include "tst_faults.moc"
