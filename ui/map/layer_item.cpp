#include "ui/map/layer_item.h"

#include "ui/map/zoom_jump.h"

#include <QQuickWindow>
#include <QSGSimpleTextureNode>

#include <cmath>

namespace roundsman {

namespace {

using Steady = std::chrono::steady_clock;

constexpr std::chrono::milliseconds fleetInterval{400}; // orders and surge change slowly
constexpr std::chrono::milliseconds orderInterval{40};

} // namespace

LayerItem::LayerItem(QQuickItem* parent)
    : QQuickItem(parent), m_thread([this](const std::stop_token& stop) { run(stop); }) {
    setFlag(ItemHasContents);
}

LayerItem::~LayerItem() {
    m_thread.request_stop();
    m_thread.join();
}

void LayerItem::attach(MapCamera& camera) {
    m_camera = &camera;
    connect(m_camera, &MapCamera::changed, this, &QQuickItem::update);
}

void LayerItem::setFleet(const Picture& fleet) {
    const std::scoped_lock lock(m_mutex);
    m_fleet = fleet;
    m_fleetIsNew = true;
    m_wake.notify_one();
}

void LayerItem::setOrder(const LayerOrder& order) {
    if (order == m_order) {
        return;
    }
    m_order = order;
    const std::scoped_lock lock(m_mutex);
    m_wanted = order;
    m_orderIsNew = true;
    m_wake.notify_one();
}

void LayerItem::run(const std::stop_token& stop) {
    Steady::time_point painted{};
    std::unique_lock lock(m_mutex);
    while (m_wake.wait(lock, stop, [this] { return m_orderIsNew || m_fleetIsNew; })) {
        // A changed order is wanted soon, a changed fleet in its time.
        const auto due = painted + (m_orderIsNew ? orderInterval : fleetInterval);
        if (m_wake.wait_until(lock, stop, due,
                              [&] { return m_orderIsNew && Steady::now() >= painted + orderInterval; });
            stop.stop_requested()) {
            return;
        }
        m_orderIsNew = m_fleetIsNew = false;
        const Picture fleet = m_fleet;
        const LayerOrder order = m_wanted;
        lock.unlock();
        std::shared_ptr<const LayerPicture> picture;
        if (!order.view.size.isEmpty() && (order.layers != 0 || order.selected)) {
            picture = paintLayers(fleet, order);
        }
        painted = Steady::now();
        ++m_drawn;
        lock.lock();
        m_latest = std::move(picture);
        QMetaObject::invokeMethod(this, &LayerItem::take, Qt::QueuedConnection);
    }
}

void LayerItem::take() {
    {
        const std::scoped_lock lock(m_mutex);
        m_shown = m_latest;
    }
    update();
}

QSGNode* LayerItem::updatePaintNode(QSGNode* node, UpdatePaintNodeData* data) {
    Q_UNUSED(data);
    auto* picture = static_cast<QSGSimpleTextureNode*>(node);
    if (!m_shown || !m_camera || isFarFrom(m_shown->view.zoom, m_camera->view().zoom)) {
        delete picture;
        m_uploaded.reset();
        return nullptr;
    }
    if (!picture) {
        picture = new QSGSimpleTextureNode;
        picture->setOwnsTexture(true);
        m_uploaded.reset();
    }
    if (m_uploaded != m_shown) {
        picture->setTexture(window()->createTextureFromImage(m_shown->image, QQuickWindow::TextureHasAlphaChannel));
        m_uploaded = m_shown;
    }
    const MapViewState& then = m_shown->view;
    const MapViewState& now = m_camera->view();
    const double margin = m_shown->marginPixels / then.pixelRatio;
    QPointF topLeft = now.toScreen(then.toWorld({-margin, -margin}));
    if (now.zoom == then.zoom) {
        topLeft = (topLeft * now.pixelRatio).toPoint().toPointF() / now.pixelRatio;
    }
    picture->setFiltering(QSGTexture::Nearest);
    picture->setRect({topLeft, (then.size + QSizeF(2 * margin, 2 * margin)) * std::exp2(now.zoom - then.zoom)});
    return picture;
}

} // namespace roundsman
