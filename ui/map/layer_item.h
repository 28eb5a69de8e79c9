#pragma once

#include "ui/map/layer_painter.h"
#include "ui/map/map_camera.h"

#include <QQuickItem>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

namespace roundsman {

/// The layers under the riders: one textured rectangle, painted by a thread of its own when the view, the switches or
/// the fleet change, a few times a second. While one pans, the last picture moves along.
class LayerItem : public QQuickItem {
    Q_OBJECT

public:
    explicit LayerItem(QQuickItem* parent = nullptr);
    ~LayerItem() override;

    /// The camera outlives the item.
    void attach(MapCamera& camera);
    void setFleet(const Picture& fleet);
    void setOrder(const LayerOrder& order);
    [[nodiscard]] const LayerOrder& order() const { return m_order; }
    /// The picture on the screen now; null before the first.
    [[nodiscard]] std::shared_ptr<const LayerPicture> shown() const { return m_shown; }
    [[nodiscard]] std::uint64_t drawn() const { return m_drawn.load(); }

protected:
    QSGNode* updatePaintNode(QSGNode* node, UpdatePaintNodeData* data) override;

private:
    void run(const std::stop_token& stop);
    void take();

    MapCamera* m_camera = nullptr;
    LayerOrder m_order;
    std::shared_ptr<const LayerPicture> m_shown;
    std::shared_ptr<const LayerPicture> m_uploaded;

    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    // guarded by m_mutex
    Picture m_fleet;
    LayerOrder m_wanted;
    bool m_fleetIsNew = false;
    bool m_orderIsNew = false;
    std::shared_ptr<const LayerPicture> m_latest;

    std::atomic<std::uint64_t> m_drawn = 0;
    std::jthread m_thread; // last: it joins first
};

} // namespace roundsman
