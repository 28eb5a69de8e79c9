#pragma once

#include "ui/map/fence_overlay.h"
#include "ui/map/layer_item.h"
#include "ui/map/map_scene.h"
#include "ui/map/rider_drawer.h"
#include "ui/map/rider_layer.h"

#include <QWidget>

#include <memory>

class QQuickView;
class QQuickWindow;

namespace roundsman {

class FrameFeed;
class MeasureItem;

/// Where the scene graph runs. On its own thread a slow frame is never a stall of the window (docs/decisions).
enum class MapHost { ownThread, widget };

/// The live map as a widget: base map, riders, hover card, selection, follow. GUI thread.
class MapView : public QWidget {
    Q_OBJECT

public:
    explicit MapView(FrameFeed& feed, MapHost host = MapHost::ownThread, QWidget* parent = nullptr);
    ~MapView() override;

    [[nodiscard]] MapScene& scene() { return m_scene; }
    [[nodiscard]] MapCamera& camera() { return *m_scene.camera(); }
    [[nodiscard]] RiderLayer* layer() const { return m_layer; }
    [[nodiscard]] LayerItem* layers() const { return m_layers; }
    [[nodiscard]] FenceOverlay* fenceOverlay() const { return m_fences; }
    [[nodiscard]] MeasureItem* measure() const { return m_measure; }
    [[nodiscard]] const RiderDrawer& drawer() const { return *m_drawer; }
    [[nodiscard]] QQuickWindow* window() const { return m_window; }

    void setDark(bool dark);
    void setClusters(bool on);
    [[nodiscard]] bool clusters() const { return m_order.clusters; }
    /// Which riders are drawn at all; a bit for each status and staleness.
    void setShown(std::uint32_t statuses, std::uint32_t staleness);
    /// Which layers lie under the riders; a bit for each MapLayer.
    void setLayers(std::uint32_t layers);
    [[nodiscard]] std::uint32_t layersShown() const { return m_layerOrder.layers; }
    /// Marks the order's pick-up and drop-off.
    void selectOrder(std::optional<OrderRef> order);
    /// Shows this instead of what the feed has, until it is called with nothing: a picture of the past.
    void showPast(std::optional<Picture> past);
    [[nodiscard]] const Picture& fleet() const;
    void select(std::optional<RiderRef> rider);
    [[nodiscard]] std::optional<RiderRef> selected() const { return m_order.selected; }
    /// Brings the rider into the middle, close enough to see him alone; says so when he is nowhere yet.
    void goTo(RiderRef rider);
    void setFollowing(bool on);
    [[nodiscard]] bool following() const { return m_following; }
    /// As a click in the middle of the map: whoever or whatever is there, or a point of what is measured.
    void chooseMiddle();
    /// Shows everybody who was heard of lately; of a fleet long lost, where it was.
    void fitFleet();

Q_SIGNALS:
    void riderClicked(roundsman::RiderRef rider);
    /// Several lie under the pointer, or a cluster was clicked: the whole list, nearest first.
    void ridersClicked(const QList<roundsman::RiderRef>& riders, QPoint globalPlace);
    void groundClicked();
    void orderClicked(roundsman::OrderRef order);
    void merchantClicked(roundsman::PartitionNo partition, roundsman::MerchantNo merchant);
    void surgeClicked(roundsman::PartitionNo partition, const roundsman::SurgeRow& row, QPoint globalPlace);
    void followingChanged(bool on);
    /// He whom the map shall show or follow has no position in its picture.
    void nowhereYet(roundsman::RiderRef rider);
    void frameShown();
    /// Once: the fleet is on the screen, near enough to tell its riders or their groups apart.
    void fleetShown();
    /// Once: riders are on the screen and glide.
    void ridersMove();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void host(MapHost host);
    void takeLive();
    void takePicture();
    void sendOrder();
    void sendLayers();
    [[nodiscard]] bool clickLayers(QPointF place);
    std::optional<World> placeOf(RiderRef rider);
    void follow();
    void askTrail();
    void hover(QPointF place);
    void endHover();
    bool fitRiders(bool (*counts)(const RiderDot&));
    void lookForMotion();
    [[nodiscard]] bool tellsApart(const RiderPicture& shown) const;
    void click(QPointF place, Qt::MouseButton button);
    [[nodiscard]] QList<RiderRef> membersOf(const Cluster& cluster) const;
    void stopFollowingByHand();

    FrameFeed& m_feed;
    MapScene m_scene;
    std::unique_ptr<RiderDrawer> m_drawer;
    RiderPictureOrder m_order;
    QWidget* m_content = nullptr; ///< holds the scene
    QQuickWindow* m_window = nullptr;
    RiderLayer* m_layer = nullptr;
    LayerItem* m_layers = nullptr;
    FenceOverlay* m_fences = nullptr;
    MeasureItem* m_measure = nullptr;
    LayerOrder m_layerOrder;
    std::optional<Picture> m_past;
    bool m_following = false;
    bool m_seen = false; ///< fleetShown was told
    bool m_moved = false;
    bool m_trailAsked = false;
    EventTime m_trailUntil = never;
};

} // namespace roundsman
