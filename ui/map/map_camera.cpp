#include "ui/map/map_camera.h"

#include <algorithm>

namespace roundsman {

MapCamera::MapCamera(QObject* parent) : QObject(parent) {
    m_view.size = {800, 600};
}

double MapCamera::metresPerPixel() const {
    constexpr double equator = 40'075'016.686;
    return equator * std::cos(latitude() * std::numbers::pi / 180) / worldPixels(m_view.zoom);
}

void MapCamera::setViewport(QSizeF size, double pixelRatio) {
    MapViewState next = m_view;
    next.size = size;
    next.pixelRatio = pixelRatio;
    apply(next);
}

void MapCamera::lookAt(World centre, double zoom) {
    MapViewState next = m_view;
    next.centre = centre;
    next.zoom = zoom;
    apply(next);
}

void MapCamera::panBy(QPointF pixels) {
    const double scale = worldPixels(m_view.zoom);
    lookAt({m_view.centre.x - pixels.x() / scale, m_view.centre.y - pixels.y() / scale}, m_view.zoom);
}

void MapCamera::zoomAround(QPointF anchor, double zoom) {
    const World held = m_view.toWorld(anchor);
    MapViewState next = m_view;
    next.zoom = std::clamp(zoom, zoomMin, zoomMax);
    const World moved = next.toWorld(anchor);
    next.centre = {next.centre.x + held.x - moved.x, next.centre.y + held.y - moved.y};
    apply(next);
}

void MapCamera::zoomBy(double steps) {
    lookAt(m_view.centre, m_view.zoom + steps);
}

void MapCamera::fit(World northWest, World southEast, double margin) {
    const double width = std::max(m_view.size.width() - 2 * margin, 64.0);
    const double height = std::max(m_view.size.height() - 2 * margin, 64.0);
    const double spanX = std::max(southEast.x - northWest.x, 1e-9);
    const double spanY = std::max(southEast.y - northWest.y, 1e-9);
    const double zoom = std::log2(std::min(width / spanX, height / spanY) / tileSide);
    lookAt({(northWest.x + southEast.x) / 2, (northWest.y + southEast.y) / 2}, std::min(zoom, 17.0));
}

void MapCamera::apply(MapViewState next) {
    // The base map refuses to look past the poles; so do we, or riders and streets would part.
    const double least = std::log2(std::max(next.size.height(), 1.0) / tileSide);
    next.zoom = std::clamp(next.zoom, std::max(zoomMin, least), zoomMax);
    const double half = std::min(next.size.height() / 2 / worldPixels(next.zoom), 0.5);
    next.centre.y = std::clamp(next.centre.y, half, 1 - half);
    next.centre.x -= std::floor(next.centre.x);
    if (next == m_view) {
        return;
    }
    m_view = next;
    Q_EMIT changed();
}

} // namespace roundsman
