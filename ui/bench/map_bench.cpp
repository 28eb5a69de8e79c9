#include "ui/bench/map_bench.h"

#include "core/base/time.h"
#include "ui/bench/bench_stage.h"
#include "ui/bench/compared_drawing.h"
#include "ui/bridge/frame_feed.h"
#include "ui/map/map_view.h"
#include "ui/support/stall_watch.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QQuickWindow>
#include <QScreen>
#include <QTimer>

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <ctime>
#include <fstream>
#include <memory>
#include <numbers>

namespace roundsman {

namespace {

double processCpuMillis() {
    timespec used{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    return static_cast<double>(used.tv_sec) * 1e3 + static_cast<double>(used.tv_nsec) / 1e6;
}

void runFor(std::chrono::milliseconds time) {
    QEventLoop loop;
    QTimer::singleShot(time, &loop, &QEventLoop::quit);
    loop.exec();
}

std::uint64_t documentsOf(const Picture& picture) {
    std::uint64_t documents = 0;
    for (const FramePtr& lane : picture.lanes) {
        documents += lane->verdicts.documents();
    }
    return documents;
}

/// A pipeline that has just started needs a moment until everybody was heard once.
void waitForRiders(const FrameFeed& feed, std::uint32_t wanted) {
    constexpr auto patience = std::chrono::seconds(60);
    const auto until = std::chrono::steady_clock::now() + patience;
    const auto heard = [&feed] {
        std::size_t riders = 0;
        for (const FramePtr& lane : feed.picture().lanes) {
            riders += lane->riders.size();
        }
        return riders;
    };
    while (heard() < wanted * 9 / 10 && std::chrono::steady_clock::now() < until) {
        runFor(std::chrono::milliseconds(100));
    }
}

std::size_t openOrders(const FrameFeed& feed) {
    std::size_t open = 0;
    for (const FramePtr& lane : feed.picture().lanes) {
        open += lane->openOrders ? lane->openOrders->size() : 0;
    }
    return open;
}

/// Its past is told quickly, and many orders are of that: what is measured is the present.
bool isInThePresent(const FrameFeed& feed) {
    const EventTime recently = SystemClock().now() - std::chrono::seconds(3);
    return std::ranges::all_of(feed.picture().lanes, [recently](const FramePtr& lane) {
        return lane->riders.empty() || lane->laneTime > recently;
    });
}

void waitForOrders(const FrameFeed& feed, std::uint32_t wanted) {
    constexpr auto patience = std::chrono::seconds(120);
    const auto until = std::chrono::steady_clock::now() + patience;
    while ((openOrders(feed) < wanted || !isInThePresent(feed)) && std::chrono::steady_clock::now() < until) {
        runFor(std::chrono::milliseconds(100));
    }
}

double mostResident() {
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    return static_cast<double>(used.ru_maxrss) / 1024;
}

/// Now, and how much of it is no file's: what is read through a map of a file counts as ours as long as nobody needs
/// the room.
MemoryUse memoryUse() {
    constexpr double bytesAMegabyte = 1024 * 1024;
    const double pageMegabytes = static_cast<double>(sysconf(_SC_PAGESIZE)) / bytesAMegabyte;
    std::size_t mapped = 0;
    std::size_t resident = 0;
    std::size_t ofFiles = 0;
    std::ifstream("/proc/self/statm") >> mapped >> resident >> ofFiles;
    return {.resident = static_cast<double>(resident) * pageMegabytes,
            .own = static_cast<double>(resident - ofFiles) * pageMegabytes};
}

/// Of so long a time, looked at once a second. A moment says little: open trails fill and are folded, and what they
/// take comes and goes.
MemoryUse meanMemoryFor(std::chrono::milliseconds time) {
    constexpr std::chrono::milliseconds second{1000};
    const auto looks = std::max<std::int64_t>(1, time / second);
    MemoryUse mean;
    for (std::int64_t look = 0; look < looks; ++look) {
        runFor(time / looks);
        const MemoryUse now = memoryUse();
        mean.resident += now.resident / static_cast<double>(looks);
        mean.own += now.own / static_cast<double>(looks);
    }
    return mean;
}

/// A hand on the mouse: round and round, in and out, sixty times a second.
class Traveller : public QObject {
public:
    explicit Traveller(MapCamera& camera) : m_camera(camera), m_home(camera.view()) {
        m_clock.start();
        m_timer.setTimerType(Qt::PreciseTimer);
        connect(&m_timer, &QTimer::timeout, this, &Traveller::step);
        m_timer.start(std::chrono::milliseconds(16));
    }

private:
    void step() {
        const double turn = static_cast<double>(m_clock.elapsed()) / 1000 * 2 * std::numbers::pi / 4;
        const double reach = 120 / worldPixels(m_home.zoom);
        const World centre{m_home.centre.x + reach * std::cos(turn), m_home.centre.y + reach * std::sin(turn)};
        m_camera.lookAt(centre, m_home.zoom + 0.5 * std::sin(turn / 2));
    }

    MapCamera& m_camera;
    MapViewState m_home;
    QElapsedTimer m_clock;
    QTimer m_timer;
};

} // namespace

namespace {

/// The riders drawn the other way instead of ours; null: ours.
std::unique_ptr<ComparedDrawing> compareTo(const MapBenchSettings& settings, MapView& map, FrameFeed& feed) {
    if (settings.drawing == "picture") {
        return nullptr;
    }
    const auto kind = settings.drawing == "points" ? ComparedDrawing::Kind::points : ComparedDrawing::Kind::quads;
    auto drawing = std::make_unique<ComparedDrawing>(map.camera(), kind, map.layer()->parentItem());
    map.layer()->setVisible(false);
    map.setShown(0, 0); // nobody is painted into the picture meanwhile
    drawing->setFleet(feed.picture());
    QObject::connect(&feed, &FrameFeed::pictureChanged, drawing.get(),
                     [&feed, to = drawing.get()] { to->setFleet(feed.picture()); });
    return drawing;
}

} // namespace

MapBenchResult benchMap(ConsoleApi& fleet, const MapBenchSettings& settings) {
    FrameFeed feed(fleet);
    const BenchStage stage(feed, settings);
    MapView& map = stage.map();
    waitForRiders(feed, settings.riders);
    if (settings.orders > 0) {
        waitForOrders(feed, settings.orders);
    }
    map.fitFleet();
    const std::unique_ptr<ComparedDrawing> compared = compareTo(settings, map, feed);
    const Traveller traveller(map.camera());
    runFor(settings.warmUp);

    const auto frames = std::make_shared<std::atomic<std::uint64_t>>(0); // the render thread may outlive this function
    QObject::connect(map.window(), &QQuickWindow::afterRendering, &map, [frames] { ++*frames; }, Qt::DirectConnection);
    StallWatch stalls;
    const std::uint64_t drawn = map.drawer().drawn();
    const std::uint64_t documents = documentsOf(fleet.picture());
    const double cpu = processCpuMillis();
    QElapsedTimer clock;
    clock.start();
    MapBenchResult result;
    for (MemoryUse& quarter : result.memoryByQuarter) {
        quarter = meanMemoryFor(settings.measured / 4);
    }
    const double seconds = static_cast<double>(clock.nsecsElapsed()) / 1e9;

    const double shown = static_cast<double>(frames->load());
    result.framesPerSecond = shown / seconds;
    result.riderPicturesPerSecond = static_cast<double>(map.drawer().drawn() - drawn) / seconds;
    result.cpuMillisPerFrame = (processCpuMillis() - cpu) / std::max(shown, 1.0);
    result.longestStallMillis = static_cast<double>(stalls.longest().count()) / 1000;
    result.longestStallAt = static_cast<double>(stalls.longestBegan().count()) / 1000;
    result.stallsOver50 = stalls.longOnes();
    result.riderDrawMillis = map.drawer().latest() ? static_cast<double>(map.drawer().latest()->drawMillis) : 0;
    result.updatesPerSecond = static_cast<double>(documentsOf(fleet.picture()) - documents) / seconds;
    result.openOrders = openOrders(feed);
    result.memoryMegabytes = mostResident();
    if (!settings.picturePath.empty()) {
        QGuiApplication::primaryScreen()
            ->grabWindow(stage.widget().winId())
            .save(QString::fromStdString(settings.picturePath));
    }
    return result;
}

} // namespace roundsman
