#include "tests/ui/support/rounds.h"

#include "core/history/history_digest.h"
#include "core/history/history_writer.h"
#include "core/lane/lane.h"
#include "tests/ui/support/desk.h"
#include "ui/map/map_view.h"
#include "ui/panels/rider_list.h"
#include "ui/panels/search_dialog.h"
#include "ui/window/workspaces.h"

#include <QLineEdit>
#include <QQuickWindow>
#include <QTableView>
#include <QTest>

#include <cmath>
#include <format>
#include <numbers>

namespace roundsman {

namespace {

constexpr int patience = 15'000;

std::string marker(int round) {
    return std::format(R"("session":"round-{}")", round);
}

QString choiceInListFails(NodeDesk& desk) {
    RiderList& list = desk.window().list();
    if (list.model().rowCount() < 1) {
        return QStringLiteral("the list is empty");
    }
    const int row = std::min(3, list.model().rowCount() - 1);
    const RiderRef wanted = list.model().refAt(row);
    QTableView* table = list.table();
    table->scrollTo(list.model().index(row, 0));
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(list.model().index(row, 0)).center());
    return desk.map().selected() == wanted ? QString() : QStringLiteral("a click in the list chooses nobody");
}

QString choiceOnMapFails(NodeDesk& desk) {
    MapView& map = desk.map();
    const RiderRef wanted = *map.selected();
    map.goTo(wanted);
    const bool drawn = QTest::qWaitFor(
        [&] {
            const auto shown = map.layer()->shown();
            return shown && shown->view == map.camera().view() && map.layer()->placeOf(wanted).has_value();
        },
        patience);
    if (!drawn) {
        return QStringLiteral("the map does not follow");
    }
    map.select(std::nullopt);
    QTest::mouseClick(map.window(), Qt::LeftButton, {}, map.layer()->placeOf(wanted)->toPoint());
    const bool chosen = QTest::qWaitFor([&] { return map.selected().has_value(); }, patience);
    return chosen ? QString() : QStringLiteral("a click on the map chooses nobody");
}

QString searchFails(NodeDesk& desk) {
    QTest::keyClick(&desk.window(), Qt::Key_K, Qt::ControlModifier);
    if (!QTest::qWaitFor([&] { return desk.window().search() != nullptr; }, patience)) {
        return QStringLiteral("search does not open");
    }
    QTest::keyClicks(desk.window().search()->field(), QStringLiteral("r-1"));
    const bool typed = desk.window().search()->field()->text() == QStringLiteral("r-1");
    QTest::keyClick(desk.window().search()->field(), Qt::Key_Escape);
    const bool closed = QTest::qWaitFor([&] { return desk.window().search() == nullptr; }, patience);
    desk.window().activateWindow();
    static_cast<void>(QTest::qWaitForWindowActive(&desk.window()));
    return typed && closed ? QString() : QStringLiteral("search does not hear the keyboard");
}

/// One lane over the whole log up to an offset, committed as it likes.
QString pass(EventLog& log, const HistoryProgress& upTo, HistoryWriter& history) {
    const auto kept = log.offsets(upTo.partition);
    auto reader = kept ? log.read(std::vector{ReadFrom{upTo.partition, kept->low}}) : std::unexpected(kept.error());
    if (!reader) {
        return QString::fromStdString(reader.error().sentence);
    }
    Lane lane(upTo.partition, LaneSettings{});
    LaneOutput out;
    while (lane.nextOffset() < upTo.nextOffset) {
        const auto batch = (*reader)->poll(Millis{1'000});
        if (!batch) {
            return QString::fromStdString(batch.error().sentence);
        }
        std::vector<RecordView> records((*batch)->records().begin(), (*batch)->records().end());
        std::erase_if(records, [&](const RecordView& record) { return record.offset >= upTo.nextOffset; });
        if (!records.empty()) {
            lane.apply(records, out);
            history.write(out);
            out.clear();
            if (const auto done = history.commit(); !done) {
                return QString::fromStdString(done.error().sentence);
            }
        }
    }
    return {};
}

QString onePass(EventLog& log, const std::filesystem::path& from, const std::filesystem::path& to) {
    std::vector<HistoryProgress> lanes;
    {
        const auto kept = HistoryWriter::open({.folder = from});
        if (!kept) {
            return QString::fromStdString(kept.error().sentence);
        }
        lanes = (*kept)->progress();
    }
    const auto calm = HistoryWriter::open({.folder = to});
    if (!calm || lanes.empty()) {
        return QStringLiteral("there is nothing to compare");
    }
    for (const HistoryProgress& lane : lanes) {
        const auto kept = log.offsets(lane.partition);
        if (!kept || kept->high != lane.nextOffset) {
            return QStringLiteral("history ends at %1 before the log").arg(lane.nextOffset.value());
        }
        if (const QString wrong = pass(log, lane, **calm); !wrong.isEmpty()) {
            return wrong;
        }
    }
    return {};
}

} // namespace

GeoPoint Rounds::placeOf(int rider, int round) const {
    const GeoPoint centre = Desk::city()->centre;
    const double turn = 2 * std::numbers::pi * rider / m_riders + round * 0.002;
    const double reach = 0.004 + 0.00008 * (rider % 100);
    return GeoPoint::fromDegrees(centre.latitude() + reach * std::sin(turn),
                                 centre.longitude() + reach * std::cos(turn));
}

bool Rounds::ride() {
    m_desk.advance(m_every);
    if (m_every > Millis{0}) {
        m_phones = m_desk.now();
    } else { // a second a round, well behind the real time
        m_phones = m_round == 0 ? m_desk.now() - std::chrono::seconds(50) : m_phones + std::chrono::seconds(1);
    }
    const int round = m_round++;
    std::string documents;
    for (int rider = 0; rider < m_riders; ++rider) {
        const GeoPoint place = placeOf(rider, round);
        documents += std::format(R"({{"driverId":"r-{}","latitude":{:.6f},"longitude":{:.6f},"market":"south",)"
                                 R"("status":"idle",{},"seq":1,"timestamp":"{}"}})"
                                 "\n",
                                 rider + 1, place.latitude(), place.longitude(), marker(round), toRfc3339(m_phones));
    }
    if (!m_desk.append(documents)) {
        return false;
    }
    ++m_taken;
    m_lastTaken = round;
    return true;
}

bool Rounds::rideUntilRefused(int atMost) {
    for (int n = 0; n < atMost; ++n) {
        if (!ride()) {
            return true;
        }
    }
    return false;
}

bool Rounds::areShown() {
    const FramePtr frame = m_desk.frame();
    if (!frame || std::ssize(frame->riders) != m_riders) {
        return false;
    }
    for (const RiderDot& dot : frame->riders) {
        const int rider = static_cast<int>(dot.rider.value());
        const GeoPoint wanted = placeOf(rider, m_lastTaken);
        const bool near = std::abs(dot.position.latitude() - wanted.latitude()) < 2e-6 &&
                          std::abs(dot.position.longitude() - wanted.longitude()) < 2e-6;
        if (!near) {
            return false;
        }
    }
    return true;
}

QString Rounds::state() {
    const FramePtr frame = m_desk.frame();
    const auto kept = m_desk.log().offsets(PartitionNo{0});
    if (!frame || frame->riders.empty()) {
        return QStringLiteral("nobody is shown");
    }
    int shown = 0;
    while (shown < m_round &&
           std::abs(frame->riders.front().position.latitude() - placeOf(0, shown).latitude()) > 2e-6) {
        ++shown;
    }
    return QStringLiteral("round %1 of %2 is shown, %3 was taken last; next offset %4 of %5; %6 riders")
        .arg(shown)
        .arg(m_round)
        .arg(m_lastTaken)
        .arg(frame->nextOffset.value())
        .arg(kept ? kept->high.value() : -1)
        .arg(frame->riders.size());
}

int Rounds::inLog() {
    const auto kept = m_desk.log().offsets(PartitionNo{0});
    auto reader =
        kept ? m_desk.log().read(std::vector{ReadFrom{PartitionNo{0}, kept->low}}) : std::unexpected(kept.error());
    int found = 0;
    while (reader && (*reader)->position(PartitionNo{0}) < kept->high) {
        const auto batch = (*reader)->poll(Millis{1'000});
        if (!batch) {
            return -1;
        }
        for (const RecordView& record : (*batch)->records()) {
            found += record.value.contains(R"("session":"round-)") ? 1 : 0;
        }
    }
    return reader ? found : -1;
}

bool placeOrder(NodeDesk& desk, const std::string& id, Millis promisedIn) {
    const GeoPoint centre = Desk::city()->centre;
    const std::string place =
        std::format(R"({{"latitude":{:.6f},"longitude":{:.6f}}})", centre.latitude(), centre.longitude());
    return desk.append(std::format(R"({{"type":"order.placed","id":"p-{0}","market":"south","subject":"{0}",)"
                                   R"("data":{{"merchantId":"m-1","pickup":{1},"dropoff":{1},"promisedAt":"{2}"}}}})",
                                   id, place, toRfc3339(desk.now() + promisedIn)));
}

QString whatDoesNotWork(NodeDesk& desk) {
    Workspaces& workspaces = desk.window().workspaces();
    const QStringList ids = workspaces.ids();
    workspaces.show(ids.front());
    QString wrong = choiceInListFails(desk);
    wrong = wrong.isEmpty() ? choiceOnMapFails(desk) : wrong;
    for (const QString& id : ids) {
        workspaces.show(id);
        QCoreApplication::processEvents();
    }
    workspaces.show(ids.front());
    return wrong.isEmpty() ? searchFails(desk) : wrong;
}

QString differenceToOnePass(NodeDesk& desk) {
    desk.stopNode();
    const QTemporaryDir folder;
    const std::filesystem::path calm = folder.filePath(QStringLiteral("calm")).toStdString();
    if (const QString wrong = onePass(desk.log(), desk.historyFolder(), calm); !wrong.isEmpty()) {
        return wrong;
    }
    const auto got = digestHistory(desk.historyFolder());
    const auto wanted = digestHistory(calm);
    if (!got || !wanted || got->size() != wanted->size()) {
        return QStringLiteral("history gives no digest");
    }
    for (std::size_t n = 0; n < got->size(); ++n) {
        if ((*got)[n] != (*wanted)[n]) {
            return QStringLiteral("table %1: %2 rows, of one pass %3")
                .arg(QString::fromStdString((*got)[n].table))
                .arg((*got)[n].rows)
                .arg((*wanted)[n].rows);
        }
    }
    return {};
}

} // namespace roundsman
