#include "ui/map/map_view.h"

#include "core/base/check.h"
#include "ui/bridge/answer_on.h"
#include "ui/bridge/frame_feed.h"
#include "ui/map/measure_item.h"
#include "ui/models/rider_words.h"
#include "ui/theme/tones.h"

#include <QKeyEvent>
#include <QQmlComponent>
#include <QQmlContext>
#include <QQmlEngine>
#include <QQuickView>
#include <QQuickWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace roundsman {

namespace {

constexpr Millis trailLength{10 * 60 * 1000};
constexpr Millis trailRefresh{2000};
constexpr std::size_t listedAtMost = 2000;

QUrl sceneUrl() {
    return QUrl(QStringLiteral("qrc:/ui/MapScene.qml"));
}

/// Once for all maps: Qt takes each call for one more type, and drops what it knows of earlier ones with their engine.
void registerItems() {
    [[maybe_unused]] static const bool done = [] {
        qmlRegisterType<RiderLayer>("Roundsman", 1, 0, "RiderLayer");
        qmlRegisterType<LayerItem>("Roundsman", 1, 0, "MapLayers");
        qmlRegisterType<FenceOverlay>("Roundsman", 1, 0, "FenceOverlay");
        qmlRegisterType<MeasureItem>("Roundsman", 1, 0, "MapMeasure");
        return true;
    }();
}

Trail trailOf(const std::vector<FixSeen>& fixes) {
    Trail trail;
    for (const FixSeen& fix : fixes) {
        if (fix.verdict == Verdict::accepted) {
            trail.push_back({fixedOf(worldOf(fix.position)), fix.reason == Reason::impossibleJump});
        }
    }
    return trail;
}

} // namespace

MapView::MapView(FrameFeed& feed, MapHost where, QWidget* parent)
    : QWidget(parent), m_feed(feed), m_drawer(std::make_unique<RiderDrawer>([this] { m_layer->pictureReady(); })) {
    registerItems();
    setAccessibleName(tr("Map of riders"));
    host(where);
    m_layer->attach(camera(), *m_drawer);
    m_layers->attach(camera());
    m_measure->attach(camera());
    connect(&camera(), &MapCamera::changed, this, &MapView::sendOrder);
    connect(m_layer, &RiderLayer::hovered, this, &MapView::hover);
    connect(m_layer, &RiderLayer::pointerLeft, this, &MapView::endHover);
    connect(m_layer, &RiderLayer::clicked, this, &MapView::click);
    connect(m_layer, &RiderLayer::movedByHand, this, &MapView::stopFollowingByHand);
    connect(m_layer, &RiderLayer::movedByKey, this, [this] { m_scene.setCross(true); });
    connect(m_layer, &RiderLayer::middleChosen, this, &MapView::chooseMiddle);
    connect(m_measure, &MeasureItem::pointed, this, [this] { m_scene.setCross(false); });
    connect(&m_scene, &MapScene::stopFollowingAsked, this, &MapView::stopFollowingByHand);
    connect(&m_scene, &MapScene::fitAsked, this, &MapView::fitFleet);
    connect(this, &MapView::frameShown, this, &MapView::lookForMotion);
    connect(&m_feed, &FrameFeed::pictureChanged, this, &MapView::takeLive);
    takePicture();
    sendOrder();
}

MapView::~MapView() {
    disconnect(m_layer, nullptr, this, nullptr); // a window that closes still tells that the pointer left it
    disconnect(&camera(), nullptr, this, nullptr);
    m_drawer.reset(); // it speaks to the layer
    m_fences->attach(&camera(), nullptr);
    delete m_content; // the scene's QML looks at m_scene
}

void MapView::host(MapHost where) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    QQuickItem* root = nullptr;
    const QVariantMap properties{{QStringLiteral("scene"), QVariant::fromValue(&m_scene)}};
    if (where == MapHost::ownThread) {
        auto* view = new QQuickView;
        view->setResizeMode(QQuickView::SizeRootObjectToView);
        view->setInitialProperties(properties);
        view->setSource(sceneUrl());
        root = view->rootObject();
        m_window = view;
        view->installEventFilter(this);
        QWidget* container = createWindowContainer(view, this);
        container->setFocusPolicy(Qt::StrongFocus);
        setFocusProxy(container);
        m_content = container;
    } else {
        auto* view = new QQuickWidget(this);
        view->setResizeMode(QQuickWidget::SizeRootObjectToView);
        auto* component = new QQmlComponent(view->engine(), sceneUrl(), view);
        QObject* made = component->createWithInitialProperties(properties);
        view->setContent(sceneUrl(), component, made);
        root = view->rootObject();
        m_window = view->quickWindow();
        m_content = view;
    }
    layout->addWidget(m_content);
    m_layer = root ? root->findChild<RiderLayer*>(QStringLiteral("riders")) : nullptr;
    m_layers = root ? root->findChild<LayerItem*>(QStringLiteral("layers")) : nullptr;
    m_fences = root ? root->findChild<FenceOverlay*>(QStringLiteral("fenceOverlay")) : nullptr;
    m_measure = root ? root->findChild<MeasureItem*>(QStringLiteral("measure")) : nullptr;
    check(m_layer != nullptr && m_layers != nullptr && m_fences != nullptr && m_measure != nullptr,
          "the map's scene loads");
    connect(m_window, &QQuickWindow::frameSwapped, this, &MapView::frameShown);
}

/// A window inside the window keeps Tab to itself: from the map the keyboard goes on to what stands beside it,
/// but for a fence whose corners are walked.
bool MapView::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_window && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if ((key == Qt::Key_Tab || key == Qt::Key_Backtab) && !(m_fences && m_fences->takesTab())) {
            return focusNextPrevChild(key == Qt::Key_Tab);
        }
    }
    return QWidget::eventFilter(watched, event);
}

const Picture& MapView::fleet() const {
    return m_past ? *m_past : m_feed.picture();
}

void MapView::showPast(std::optional<Picture> past) {
    const bool anew = past.has_value() != m_past.has_value();
    m_past = std::move(past);
    m_drawer->setFleet(fleet(), anew);
    m_trailUntil = never;
    takePicture();
}

void MapView::setLayers(std::uint32_t layers) {
    m_layerOrder.layers = layers;
    m_scene.setSurgeLegend((layers & bitOf(MapLayer::surge)) != 0);
    sendLayers();
}

void MapView::selectOrder(std::optional<OrderRef> order) {
    m_layerOrder.selected = order;
    sendLayers();
}

void MapView::sendLayers() {
    m_layerOrder.view = camera().view();
    m_layerOrder.dark = m_order.dark;
    m_layers->setOrder(m_layerOrder);
}

void MapView::takeLive() {
    if (!m_past) {
        takePicture();
    }
}

void MapView::takePicture() {
    m_drawer->setFleet(fleet());
    m_layers->setFleet(fleet());
    if (m_order.selected) {
        follow();
        askTrail();
    }
}

void MapView::sendOrder() {
    m_order.view = camera().view();
    m_drawer->setOrder(m_order);
    sendLayers();
}

void MapView::setDark(bool dark) {
    m_order.dark = dark;
    m_scene.setTones(dark ? darkTones() : lightTones());
    m_fences->setDark(dark);
    m_measure->setTones(dark ? darkTones() : lightTones());
    sendOrder();
}

void MapView::setClusters(bool on) {
    m_order.clusters = on;
    sendOrder();
}

void MapView::setShown(std::uint32_t statuses, std::uint32_t staleness) {
    m_order.statuses = statuses;
    m_order.staleness = staleness;
    sendOrder();
}

void MapView::select(std::optional<RiderRef> rider) {
    if (m_order.selected == rider) {
        return;
    }
    m_order.selected = rider;
    m_order.trail.reset();
    m_order.stops.clear();
    m_trailUntil = never;
    if (!rider) {
        setFollowing(false);
    } else if (m_following) {
        m_scene.setFollowing(riderId(fleet(), *rider));
        placeOf(*rider);
    }
    takePicture();
    sendOrder();
}

/// Where he is; of whom no position came yet it is said that there is none.
std::optional<World> MapView::placeOf(RiderRef rider) {
    const RiderDot* dot = dotOf(fleet(), rider);
    if (!dot || !dot->hasFix) {
        Q_EMIT nowhereYet(rider);
        return std::nullopt;
    }
    return worldOf(dot->position);
}

void MapView::goTo(RiderRef rider) {
    if (const auto place = placeOf(rider)) {
        camera().lookAt(*place, std::max(camera().zoom(), 15.0));
    }
}

void MapView::setFollowing(bool on) {
    on = on && m_order.selected.has_value();
    if (m_following == on) {
        return;
    }
    m_following = on;
    m_scene.setFollowing(on ? riderId(fleet(), *m_order.selected) : QString());
    if (on) {
        goTo(*m_order.selected);
    }
    Q_EMIT followingChanged(on);
}

void MapView::stopFollowingByHand() {
    setFollowing(false);
}

void MapView::follow() {
    const RiderDot* dot = dotOf(fleet(), *m_order.selected);
    if (!dot) {
        return;
    }
    if (m_following && dot->hasFix) {
        // A twelfth of the way each picture: the map glides after him and ends still.
        const World now = camera().view().centre;
        const World there = worldOf(dot->position);
        camera().centreOn({now.x + (there.x - now.x) / 12, now.y + (there.y - now.y) / 12});
    }
    const Frame* lane = laneOf(fleet(), m_order.selected->partition);
    std::vector<std::pair<World, bool>> stops;
    if (const OrderView* order = orderOf(*lane, dot->order)) {
        if (!order->times.has(OrderStep::pickedUp)) {
            stops.emplace_back(worldOf(order->pickup), false);
        }
        if (order->hasDropoff) {
            stops.emplace_back(worldOf(order->dropoff), true);
        }
    }
    if (stops != m_order.stops) {
        m_order.stops = std::move(stops);
        sendOrder();
    }
}

void MapView::askTrail() {
    const Frame* lane = laneOf(fleet(), m_order.selected->partition);
    if (!lane || m_trailAsked || lane->laneTime < m_trailUntil + trailRefresh) {
        return;
    }
    m_trailAsked = true;
    m_trailUntil = lane->laneTime;
    const RiderRef asked = *m_order.selected;
    m_feed.api().trail(asked.partition, asked.rider, lane->laneTime - trailLength, lane->laneTime,
                       answerOn<std::vector<FixSeen>>(this, [this, asked](const auto& answer) {
                           m_trailAsked = false;
                           if (m_trailUntil == never && m_order.selected) {
                               askTrail(); // another time is shown by now
                           }
                           if (answer && m_order.selected == asked) {
                               m_order.trail = std::make_shared<const Trail>(trailOf(*answer));
                               sendOrder();
                           }
                       }));
}

void MapView::fitFleet() {
    setFollowing(false);
    if (!fitRiders([](const RiderDot& dot) { return dot.staleness != Staleness::lost; })) {
        fitRiders([](const RiderDot&) { return true; });
    }
}

bool MapView::fitRiders(bool (*counts)(const RiderDot&)) {
    World least{1, 1};
    World most{0, 0};
    for (const FramePtr& lane : fleet().lanes) {
        for (const RiderDot& dot : lane->riders) {
            if (dot.position == GeoPoint{} || !counts(dot)) {
                continue;
            }
            const World place = worldOf(dot.position);
            least = {std::min(least.x, place.x), std::min(least.y, place.y)};
            most = {std::max(most.x, place.x), std::max(most.y, place.y)};
        }
    }
    const bool found = least.x <= most.x;
    if (found) {
        camera().fit(least, most);
    }
    return found;
}

void MapView::hover(QPointF place) {
    m_scene.setCross(false);
    const std::vector<RiderRef> riders = m_layer->ridersNear(place, 1);
    m_order.hovered = riders.empty() ? std::nullopt : std::optional(riders.front());
    sendOrder();
    m_window->setCursor(riders.empty() && !m_layer->clusterAt(place) ? Qt::ArrowCursor : Qt::PointingHandCursor);
    const Picture& now = fleet();
    if (riders.empty() || !dotOf(now, riders.front())) {
        m_scene.hideCard();
        return;
    }
    const Frame* lane = laneOf(now, riders.front().partition);
    m_scene.showCard(place, riderId(now, riders.front()), cardText(*dotOf(now, riders.front()), *lane));
}

bool MapView::tellsApart(const RiderPicture& shown) const {
    constexpr std::size_t many = 4; // of a whole fleet seen from afar there is one group, or two
    std::size_t riders = 0;
    for (const FramePtr& lane : fleet().lanes) {
        riders += lane->riders.size();
    }
    return riders > 0 && shown.picks.size() + shown.clusters.size() >= std::min(riders, many);
}

void MapView::lookForMotion() {
    const auto shown = m_layer->shown();
    if (!m_seen && shown && tellsApart(*shown)) {
        m_seen = true;
        Q_EMIT fleetShown();
    }
    if (!m_moved && shown && shown->moving) {
        m_moved = true;
        Q_EMIT ridersMove();
    }
}

void MapView::endHover() {
    m_order.hovered.reset();
    m_scene.hideCard();
    sendOrder();
}

/// What lies under the pointer, uppermost first: a drop-off, a merchant, a surge cell.
bool MapView::clickLayers(QPointF place) {
    constexpr double reach = 9;
    const MapViewState& view = camera().view();
    const auto isNear = [&](GeoPoint at) {
        const QPointF way = view.toScreen(worldOf(at)) - place;
        return std::hypot(way.x(), way.y()) <= reach;
    };
    const auto on = [&](MapLayer layer) {
        return (m_layerOrder.layers & bitOf(layer)) != 0;
    };
    for (const FramePtr& lane : fleet().lanes) {
        for (const OrderView& order : listOf(lane->openOrders)) {
            if (on(MapLayer::dropOffs) && order.hasDropoff && isNear(order.dropoff)) {
                Q_EMIT orderClicked({lane->partition, order.order});
                return true;
            }
        }
        for (const MerchantView& merchant : listOf(lane->merchants)) {
            if (on(MapLayer::merchants) && isNear(merchant.position)) {
                Q_EMIT merchantClicked(lane->partition, merchant.merchant);
                return true;
            }
        }
    }
    for (const FramePtr& lane : fleet().lanes) {
        if (!on(MapLayer::surge) || !lane->surge || lane->surge->empty()) {
            continue;
        }
        const CellId cell = cellOf(geoOf(view.toWorld(place)), cellResolution(lane->surge->front().cell));
        const auto row = std::ranges::find(*lane->surge, cell, &SurgeRow::cell);
        if (row != lane->surge->end() && isDrawn(*row)) {
            Q_EMIT surgeClicked(lane->partition, *row, m_window->mapToGlobal(place).toPoint());
            return true;
        }
    }
    return false;
}

QList<RiderRef> MapView::membersOf(const Cluster& cluster) const {
    QList<RiderRef> members;
    const ClusterGrid grid(m_layer->shown()->view);
    for (const FramePtr& lane : fleet().lanes) {
        for (const RiderDot& dot : lane->riders) {
            if (dot.hasFix && std::size_t(members.size()) < listedAtMost &&
                grid.holds(cluster, fixedOf(worldOf(dot.position)))) {
                members << RiderRef{lane->partition, dot.rider};
            }
        }
    }
    return members;
}

void MapView::chooseMiddle() {
    m_scene.setCross(true);
    if (m_measure->isOn()) {
        m_measure->addMiddle();
    } else {
        const QSizeF size = camera().view().size;
        click({size.width() / 2, size.height() / 2}, Qt::LeftButton);
    }
}

void MapView::click(QPointF place, Qt::MouseButton button) {
    const QPoint global = m_window->mapToGlobal(place).toPoint();
    if (const Cluster* cluster = m_layer->clusterAt(place)) {
        Q_EMIT ridersClicked(membersOf(*cluster), global);
        return;
    }
    const std::vector<RiderRef> riders = m_layer->ridersNear(place, listedAtMost);
    if (riders.empty()) {
        if (!clickLayers(place)) {
            Q_EMIT groundClicked();
        }
    } else if (riders.size() == 1 || button == Qt::LeftButton) {
        Q_EMIT riderClicked(riders.front());
    } else {
        Q_EMIT ridersClicked({riders.begin(), riders.end()}, global);
    }
}

} // namespace roundsman
