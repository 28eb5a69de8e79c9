#pragma once

#include "ui/map/map_view_state.h"

#include <QObject>

namespace roundsman {

/// Where the map looks. Only people move it: by hand, by Fit, and by following a rider they chose. GUI thread.
class MapCamera : public QObject {
    Q_OBJECT
    Q_PROPERTY(double latitude READ latitude NOTIFY changed)
    Q_PROPERTY(double longitude READ longitude NOTIFY changed)
    Q_PROPERTY(double zoom READ zoom NOTIFY changed)
    Q_PROPERTY(double metresPerPixel READ metresPerPixel NOTIFY changed)

public:
    explicit MapCamera(QObject* parent = nullptr);

    [[nodiscard]] const MapViewState& view() const { return m_view; }
    [[nodiscard]] double latitude() const { return latitudeOf(m_view.centre); }
    [[nodiscard]] double longitude() const { return longitudeOf(m_view.centre); }
    [[nodiscard]] double zoom() const { return m_view.zoom; }
    [[nodiscard]] double metresPerPixel() const;

    void setViewport(QSizeF size, double pixelRatio);
    void lookAt(World centre, double zoom);
    void centreOn(World centre) { lookAt(centre, m_view.zoom); }
    void panBy(QPointF pixels);
    /// Keeps the place under `anchor` where it is.
    void zoomAround(QPointF anchor, double zoom);
    Q_INVOKABLE void zoomBy(double steps);
    /// Shows the whole rectangle with a margin of so many pixels.
    void fit(World northWest, World southEast, double margin = 48);

Q_SIGNALS:
    void changed();

private:
    void apply(MapViewState next);

    MapViewState m_view;
};

} // namespace roundsman
