#pragma once

#include "core/api/query.h"
#include "ui/map/map_camera.h"
#include "ui/map/tile_pictures.h"
#include "ui/workspaces/navigator.h"

#include <QTimer>
#include <QWidget>

#include <vector>

namespace roundsman {

class FrameFeed;
struct Tones;

/// Where an order was while it was under way: the ways of the riders who had it, its merchant and its drop-off, and
/// where each step happened. Nearest to the pointer a position says when it was and opens its record. GUI thread.
class OrderMap : public QWidget {
    Q_OBJECT

public:
    /// A stretch of the order's time in which one rider had it.
    struct Turn {
        QString rider;
        EventTime from;
        EventTime to;

        bool operator==(const Turn&) const = default;
    };
    struct Place {
        GeoPoint point;
        EventTime time;
        bool carried = false; ///< the order was picked up by then
        RecordRef record;
    };
    /// A step and where it happened.
    struct Step {
        QString words;
        GeoPoint point;
    };

    OrderMap(FrameFeed& feed, Navigator& navigator, QWidget* parent = nullptr);

    /// An order as history tells it: its row and its timeline. The trails are read when the map is looked at.
    void show(const Table& order, const Table& timeline);
    void setTones(const Tones& tones);
    /// Empty host: no base map.
    void setGround(const QString& tileHost, const QString& attribution);
    void fit();

    [[nodiscard]] const std::vector<Place>& places() const { return m_places; }
    [[nodiscard]] const std::vector<Step>& steps() const { return m_steps; }
    [[nodiscard]] bool isWhole() const { return !m_reading && m_tiles.isWhole(); }
    [[nodiscard]] QPointF screenOf(GeoPoint point) const { return m_camera.view().toScreen(worldOf(point)); }

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void read();
    void readTurn(std::size_t turn);
    void takeTrail(std::size_t turn, const Table& trail);
    void placeSteps();
    [[nodiscard]] const Place* nearestTo(QPointF screen) const;
    [[nodiscard]] const Place* placeAt(EventTime time) const;
    void openNearest(QPointF screen);
    void paintWays(QPainter& painter) const;
    void paintEnds(QPainter& painter) const;
    void paintSteps(QPainter& painter) const;
    void paintWords(QPainter& painter) const;
    [[nodiscard]] QString summary() const;

    FrameFeed& m_feed;
    Navigator& m_navigator;
    const Tones* m_tones = nullptr;
    MapCamera m_camera;
    TilePictures m_tiles;
    QString m_attribution;
    QString m_id;
    Table m_timeline;
    std::optional<GeoPoint> m_pickup;
    std::optional<GeoPoint> m_dropoff;
    QString m_merchant;
    EventTime m_pickedUp{};
    std::vector<Turn> m_turns;
    std::vector<Place> m_places;
    std::vector<Place> m_comingPlaces; ///< with those of the reading under way
    EventTime m_readTo{};              ///< where that reading ends
    bool m_anew = false;               ///< what was read before is of other turns
    std::vector<Step> m_steps;
    std::uint64_t m_reading = 0; ///< number of the reading under way; 0: none
    std::uint64_t m_readings = 0;
    QString m_trouble;
    bool m_byHand = false; ///< somebody moved the map: it stays where it is
    QPointF m_pressed;
    QPointF m_dragged;
    const Place* m_near = nullptr;
};

/// Who had the order when, by its timeline: from the first step that names him until another one has it or it is over.
std::vector<OrderMap::Turn> turnsOf(const Table& timeline, EventTime now);
/// Whether these are those with more after them: what was read of them stays true.
bool goOn(const std::vector<OrderMap::Turn>& before, const std::vector<OrderMap::Turn>& now);

} // namespace roundsman
