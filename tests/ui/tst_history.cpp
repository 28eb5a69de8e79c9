#include "tests/ui/support/desk.h"
#include "tests/ui/support/past_node.h"
#include "ui/map/map_view.h"
#include "ui/panels/search_dialog.h"
#include "ui/past/export_dialog.h"
#include "ui/past/past_panel.h"
#include "ui/past/past_picture.h"
#include "ui/past/past_reader.h"
#include "ui/support/shown_time.h"
#include "ui/window/workspaces.h"
#include "ui/workspaces/history_workspace.h"

#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QGuiApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QQuickWindow>
#include <QRadioButton>
#include <QTest>
#include <QToolButton>

#include <algorithm>
#include <map>

namespace roundsman {

namespace {

/// A console over a log that has ended, in the History workspace.
struct PastDesk {
    PastNode node;
    Desk desk;

    explicit PastDesk(ThemeChoice theme = ThemeChoice::dark) : desk(optionsOf(node, theme)) {
        QTest::keyClick(&desk.window(), Qt::Key_4, Qt::ControlModifier);
        desk.map().setClusters(false);
        desk.map().fitFleet();
    }

    static Desk::Options optionsOf(PastNode& node, ThemeChoice theme) {
        Desk::Options options;
        options.fleet.riders = 1;
        options.fleet.runs = false;
        options.theme = theme;
        options.api = &node;
        return options;
    }

    HistoryDesk& history() { return *desk.window().workspaces().findChild<HistoryDesk*>(); }
    PastPanel& panel() { return history().panel(); }
    PastPlayer& player() { return history().player(); }
    PastRuler& ruler() { return panel().ruler(); }

    EventTime minute(double after) const {
        return std::chrono::round<std::chrono::seconds>(node.begin() + Millis{std::llround(after * 60'000)});
    }
    void clickAt(EventTime time) { QTest::mouseClick(&ruler(), Qt::LeftButton, {}, ruler().placeOf(time)); }
    EventTime shownTime() {
        const Picture& picture = desk.map().fleet();
        return picture.lanes.empty() ? EventTime{} : picture.lanes.front()->laneTime;
    }
    bool waitFor(EventTime time) {
        return QTest::qWaitFor([&] { return shownTime() == time && !player().isReading(); }, 15'000);
    }
};

/// How many riders of the map's picture are not where history has them.
int misplaced(PastDesk& past, EventTime time, int& compared) {
    const auto truth = past.node.history().pictureAt(time);
    compared = 0;
    int wrong = 0;
    for (const RiderDot& dot : truth->lanes.front()->riders) {
        const RiderDot* shown = dotOf(past.desk.map().fleet(), {PartitionNo{0}, dot.rider});
        wrong += !shown || shown->hasFix != dot.hasFix || shown->position != dot.position ? 1 : 0;
        compared += dot.hasFix ? 1 : 0;
    }
    return wrong;
}

/// How many riders are drawn, when each is drawn at the place that the picture has for him; 0 otherwise.
int drawnWhereTheyWere(PastDesk& past) {
    int drawn = 0;
    for (const RiderDot& dot : past.desk.map().fleet().lanes.front()->riders) {
        const auto place = past.desk.map().layer()->placeOf({PartitionNo{0}, dot.rider});
        if (dot.hasFix && place) {
            const QPointF way = *place - past.desk.map().camera().view().toScreen(worldOf(dot.position));
            if (std::hypot(way.x(), way.y()) >= 2) {
                return 0;
            }
            ++drawn;
        }
    }
    return drawn;
}

QStringList linesOf(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    QStringList lines = QString::fromUtf8(file.readAll()).split(QStringLiteral("\r\n"));
    lines.removeAll(QString());
    return lines;
}

} // namespace

/// The past, as people look at it: with mouse and keyboard, over a history that a real lane wrote.
class TestHistory : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ridersGlideOnlyWhereTheyCouldHaveRidden();
    void aPastMinuteShowsRidersWhereTheyWere();
    void thePastLooksLikeNothingElseInBothThemes();
    void playingGoesOnAndPauseStandsStill();
    void playingCatchesUpWithNow();
    void everyMoveHasItsKey();
    void theNewestWishWins();
    void aGapIsShownAsOne();
    void whoeverLeavesTheWorkspaceIsBackInThePresent();
    void aMomentIsWrittenAsCsv();
    void aSpanOfARiderIsWrittenAsGeoJson();
    void aCancelledExportLeavesNoFile();
    void aCopiedLinkLeadsBackToItsMoment();
};

void TestHistory::ridersGlideOnlyWhereTheyCouldHaveRidden() {
    const auto pictureOf = [](GeoPoint near, GeoPoint far, Millis after) {
        auto frame = std::make_shared<Frame>();
        for (const GeoPoint place : {near, far, near}) {
            RiderDot dot;
            dot.position = place;
            dot.hasFix = true;
            dot.jumped = true;
            dot.fixTime = eventTimeFromMillis(1'795'000'000'000) + after;
            frame->riders.push_back(dot);
        }
        return Picture{.lanes = {frame}};
    };
    const GeoPoint home = GeoPoint::fromDegrees(12.97, 77.59);
    Picture from = pictureOf(home, home, Millis{0});
    Picture to = pictureOf(GeoPoint::fromDegrees(12.9705, 77.59), GeoPoint::fromDegrees(13.2, 77.59), Millis{10'000});
    auto silent = std::make_shared<Frame>(*to.lanes.front());
    silent->riders[2] = from.lanes.front()->riders[2]; // nothing was heard of him meanwhile
    to.lanes = {silent};
    const Picture glide = glidingPicture(from, to, Millis{500});
    const auto& riders = glide.lanes.front()->riders;
    QVERIFY(!riders[0].jumped && riders[0].previous == home);
    QCOMPARE(riders[0].fixTime - riders[0].previousFixTime, Millis{500});
    QVERIFY(riders[1].jumped); // 25 km in ten seconds
    QVERIFY(riders[2].jumped && riders[2].position == home);
    QVERIFY(glide.lanes.front()->sequence != standingPicture(to).lanes.front()->sequence);
}

void TestHistory::aPastMinuteShowsRidersWhereTheyWere() {
    PastDesk past;
    QVERIFY(past.player().isLive());
    const EventTime wanted = past.minute(4);
    past.clickAt(wanted);
    QVERIFY(past.player().position().has_value());
    const EventTime time = *past.player().position();
    QVERIFY2(std::abs((time - wanted).count()) < 10'000, "a pixel of the ruler is some seconds");
    QVERIFY(past.waitFor(time));
    int compared = 0;
    QCOMPARE(misplaced(past, time, compared), 0);
    QVERIFY(compared > 100);
    // And they are drawn there.
    QTRY_VERIFY(drawnWhereTheyWere(past) > 100);
    QVERIFY(past.panel().when()->text().contains(offsetText(time)));
    past.desk.window().select(past.desk.rider(7));
    past.desk.picture(QStringLiteral("history"));
}

void TestHistory::thePastLooksLikeNothingElseInBothThemes() {
    for (const ThemeChoice theme : {ThemeChoice::dark, ThemeChoice::light}) {
        PastDesk past(theme);
        past.clickAt(past.minute(5));
        QVERIFY(past.waitFor(*past.player().position()));
        const QString name = theme == ThemeChoice::dark ? QStringLiteral("dark") : QStringLiteral("light");
        const QImage image = past.desk.picture(QStringLiteral("history-frame-") + name);
        const QColor frame = past.desk.theme().tones().warning;
        // The frame: at the left edge of the map, half-way down, in the screenshot's own pixels.
        const double ratio = past.desk.window().devicePixelRatioF();
        const QPoint corner = past.desk.map().mapTo(&past.desk.window(), QPoint(1, past.desk.map().height() / 2));
        const QColor seen = image.pixelColor((QPointF(corner) * ratio).toPoint());
        QVERIFY2(std::abs(seen.red() - frame.red()) < 12 && std::abs(seen.green() - frame.green()) < 12,
                 qPrintable(name + u' ' + seen.name()));
        QTest::keyClick(&past.desk.window(), Qt::Key_F9);
        QVERIFY(past.player().isLive());
        const QImage now = past.desk.picture(QStringLiteral("history-now-") + name);
        QVERIFY(now.pixelColor((QPointF(corner) * ratio).toPoint()) != seen);
    }
}

void TestHistory::playingGoesOnAndPauseStandsStill() {
    PastDesk past;
    past.clickAt(past.minute(2));
    const EventTime begin = *past.player().position();
    QVERIFY(past.waitFor(begin));
    past.panel().speedBox()->setCurrentIndex(past.panel().speedBox()->findData(30));
    QTest::mouseClick(past.panel().playButton(), Qt::LeftButton);
    QVERIFY(past.player().isPlaying());
    QTRY_VERIFY(*past.player().position() > begin + std::chrono::seconds(40));
    QTRY_VERIFY(past.desk.map().layer()->shown()->moving);
    past.desk.picture(QStringLiteral("history-playing"));
    QTest::mouseClick(past.panel().playButton(), Qt::LeftButton);
    QVERIFY(!past.player().isPlaying());
    const EventTime stood = *past.player().position();
    QVERIFY(past.waitFor(stood));
    int compared = 0;
    QCOMPARE(misplaced(past, stood, compared), 0);
    QVERIFY(compared > 100);
}

void TestHistory::playingCatchesUpWithNow() {
    PastDesk past;
    const EventTime almost = past.player().liveEdge() - std::chrono::seconds(50);
    past.player().goTo(almost);
    QVERIFY(past.waitFor(almost));
    past.player().setSpeed(60);
    past.player().setPlaying(true);
    QTRY_VERIFY(past.player().isLive());
    QCOMPARE(past.shownTime(), past.node.end());
    QVERIFY(!past.panel().playButton()->isEnabled());
}

void TestHistory::everyMoveHasItsKey() {
    PastDesk past;
    PastRuler& ruler = past.ruler();
    ruler.setFocus();
    past.player().goTo(past.minute(6));
    const EventTime begin = *past.player().position();
    QTest::keyClick(&ruler, Qt::Key_Left);
    QCOMPARE(*past.player().position(), begin - std::chrono::seconds(10));
    QTest::keyClick(&ruler, Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(*past.player().position(), begin + std::chrono::seconds(50));
    QTest::keyClick(&past.desk.window(), Qt::Key_F6);
    QCOMPARE(*past.player().position(), begin - std::chrono::seconds(10));
    QTest::keyClick(&past.desk.window(), Qt::Key_F8);
    QCOMPARE(*past.player().position(), begin + std::chrono::seconds(50));
    QTest::keyClick(&ruler, Qt::Key_Space);
    QVERIFY(past.player().isPlaying());
    QTest::keyClick(&past.desk.window(), Qt::Key_F7);
    QVERIFY(!past.player().isPlaying());
    QTest::keyClick(&ruler, Qt::Key_BracketLeft);
    QTest::keyClick(&ruler, Qt::Key_PageDown);
    QTest::keyClick(&ruler, Qt::Key_PageUp);
    QTest::keyClick(&ruler, Qt::Key_End);
    QVERIFY(past.player().isLive());
}

void TestHistory::theNewestWishWins() {
    PastDesk past;
    const std::uint64_t before = past.node.picturesAsked();
    past.node.hold(true);
    for (int n = 0; n < 200; ++n) { // somebody drags from end to end while the disk is slow
        past.player().goTo(past.minute(2 + n / 100.0));
    }
    const EventTime last = *past.player().position();
    QVERIFY(past.player().isReading());
    past.node.hold(false);
    QVERIFY(past.waitFor(last));
    QVERIFY2(past.node.picturesAsked() - before <= 2, "the first, and the newest");
}

void TestHistory::aGapIsShownAsOne() {
    PastDesk past;
    QTRY_VERIFY(past.ruler().coverage().most() > 0);
    const auto [from, to] = past.node.gap();
    const auto gaps = past.ruler().coverage().gaps(past.player().liveEdge());
    const bool found = std::ranges::any_of(gaps, [&, from = from, to = to](const auto& gap) {
        return gap.first >= from && gap.second <= to + std::chrono::minutes(1) &&
               gap.second - gap.first >= std::chrono::minutes(1);
    });
    QVERIFY(found);
    past.clickAt(from + (to - from) / 2);
    QVERIFY(past.waitFor(*past.player().position()));
    past.desk.picture(QStringLiteral("history-gap"));
}

void TestHistory::whoeverLeavesTheWorkspaceIsBackInThePresent() {
    PastDesk past;
    past.clickAt(past.minute(3));
    const EventTime time = *past.player().position();
    QVERIFY(past.waitFor(time));
    QTest::keyClick(&past.desk.window(), Qt::Key_1, Qt::ControlModifier);
    QTRY_COMPARE(past.shownTime(), past.node.end());
    QTest::keyClick(&past.desk.window(), Qt::Key_4, Qt::ControlModifier);
    QVERIFY(past.waitFor(time));
}

void TestHistory::aMomentIsWrittenAsCsv() {
    const QTemporaryDir folder;
    PastDesk past;
    past.clickAt(past.minute(4));
    const EventTime time = *past.player().position();
    QVERIFY(past.waitFor(time));
    QTest::keyClick(&past.desk.window(), Qt::Key_E, Qt::ControlModifier);
    auto* dialog = past.desk.window().findChild<ExportDialog*>();
    QVERIFY(dialog && dialog->isVisible());
    const QString path = folder.filePath(QStringLiteral("riders.csv"));
    dialog->path()->selectAll();
    QTest::keyClicks(dialog->path(), path);
    past.desk.picture(QStringLiteral("history-export"));
    QTest::keyClick(dialog->path(), Qt::Key_Return);
    QTRY_VERIFY(!past.panel().exporting());
    QTRY_VERIFY(QFile::exists(path));
    const QStringList lines = linesOf(path);
    QVERIFY(lines.front().startsWith(QStringLiteral("time,partition,rider,status,fix_time")));
    const auto truth = past.node.history().pictureAt(time);
    std::map<QString, GeoPoint> places;
    for (const RiderDot& dot : truth->lanes.front()->riders) {
        if (dot.hasFix) {
            places[riderId(*truth, {PartitionNo{0}, dot.rider})] = dot.position;
        }
    }
    QCOMPARE(static_cast<std::size_t>(lines.size()) - 1, places.size());
    for (qsizetype n = 1; n < lines.size(); ++n) {
        const QStringList fields = lines[n].split(u',');
        QCOMPARE(fields[0].toStdString(), toRfc3339(time));
        QVERIFY(places.contains(fields[2]));
        const GeoPoint place = places[fields[2]];
        QVERIFY(std::abs(fields[fields.size() - 2].toDouble() - place.latitude()) < 1e-6);
        QVERIFY(std::abs(fields.back().toDouble() - place.longitude()) < 1e-6);
    }
}

void TestHistory::aSpanOfARiderIsWrittenAsGeoJson() {
    const QTemporaryDir folder;
    PastDesk past;
    past.desk.window().select(past.desk.rider(5));
    const EventTime from = past.minute(1);
    const EventTime to = past.minute(7);
    const QPoint a = past.ruler().placeOf(from);
    const QPoint b = past.ruler().placeOf(to);
    QTest::mousePress(&past.ruler(), Qt::LeftButton, Qt::ShiftModifier, a);
    QTest::mouseMove(&past.ruler(), (a + b) / 2);
    QTest::mouseMove(&past.ruler(), b);
    QTest::mouseRelease(&past.ruler(), Qt::LeftButton, Qt::ShiftModifier, b);
    QVERIFY(past.ruler().chosen().has_value());
    const auto chosen = *past.ruler().chosen();
    QTest::mouseClick(past.panel().findChild<QPushButton*>(QStringLiteral("exportPast")), Qt::LeftButton);
    auto* dialog = past.desk.window().findChild<ExportDialog*>();
    QVERIFY(dialog);
    QVERIFY2(dialog->choice(ExportWish::What::trail)->isChecked(), "a rider and a span: most likely his fixes");
    dialog->format()->setCurrentIndex(1);
    const QString path = folder.filePath(QStringLiteral("trail.geojson"));
    dialog->path()->setText(path);
    QTest::mouseClick(dialog->startButton(), Qt::LeftButton);
    QTRY_VERIFY(QFile::exists(path));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonObject whole = QJsonDocument::fromJson(file.readAll()).object();
    const QJsonArray features = whole.value(QStringLiteral("features")).toArray();
    Query query;
    query.kind = QueryKind::trail;
    query.id = riderId(past.node.picture(), past.desk.rider(5)).toStdString();
    query.from = chosen.first;
    query.to = chosen.second;
    query.limit = 100'000;
    const auto truth = past.node.history().answer(query);
    QVERIFY(truth && !truth->rows.empty());
    QCOMPARE(static_cast<std::size_t>(features.size()), truth->rows.size());
    const QJsonArray place = features[0].toObject()[u"geometry"].toObject()[u"coordinates"].toArray();
    QVERIFY(std::abs(place[1].toDouble() - numberOf(truth->at(0, "latitude"))) < 1e-6);
    QTRY_VERIFY(past.panel().message()->text().contains(QStringLiteral("trail.geojson")));
    past.desk.picture(QStringLiteral("history-exported"));
}

void TestHistory::aCancelledExportLeavesNoFile() {
    const QTemporaryDir folder;
    PastDesk past;
    past.node.hold(true);
    ExportWish wish{.what = ExportWish::What::riders,
                    .from = past.minute(1),
                    .to = past.minute(8),
                    .every = std::chrono::seconds(10),
                    .path = folder.filePath(QStringLiteral("riders.csv"))};
    past.panel().startExport(wish);
    QVERIFY(past.panel().exporting() && past.panel().cancelButton()->isVisible());
    QTest::mouseClick(past.panel().cancelButton(), Qt::LeftButton);
    QTRY_VERIFY(!past.panel().exporting());
    past.node.hold(false);
    QVERIFY(QDir(folder.path()).isEmpty());
    QVERIFY(past.panel().message()->text().contains(QStringLiteral("cancelled")));
    wish.path = folder.filePath(QStringLiteral("none/riders.csv")); // a folder that is not there
    past.panel().startExport(wish);
    QTRY_VERIFY(!past.panel().exporting());
    QVERIFY(past.panel().message()->text().startsWith(QStringLiteral("No file was written")));
}

void TestHistory::aCopiedLinkLeadsBackToItsMoment() {
    PastDesk past;
    past.clickAt(past.minute(3));
    const EventTime time = *past.player().position();
    QVERIFY(past.waitFor(time));
    for (QPushButton* button : past.panel().findChildren<QPushButton*>()) {
        if (button->text() == QStringLiteral("Copy link")) {
            QTest::mouseClick(button, Qt::LeftButton);
        }
    }
    const QString link = QGuiApplication::clipboard()->text();
    QVERIFY(link.startsWith(QStringLiteral("roundsman:time/")));
    QTest::keyClick(&past.desk.window(), Qt::Key_F9);
    QTest::keyClick(&past.desk.window(), Qt::Key_1, Qt::ControlModifier);
    QTest::keyClick(&past.desk.window(), Qt::Key_K, Qt::ControlModifier);
    QTRY_VERIFY(past.desk.window().search());
    QTest::keyClicks(past.desk.window().search()->field(), link);
    QTest::keyClick(past.desk.window().search()->field(), Qt::Key_Return);
    QCOMPARE(past.desk.window().workspaces().current(), QStringLiteral("history"));
    QVERIFY(past.waitFor(time));
}

} // namespace roundsman

int main(int argc, char** argv) {
    roundsman::TestHistory test;
    return roundsman::runUiTest(test, argc, argv);
}

#include "tst_history.moc"
