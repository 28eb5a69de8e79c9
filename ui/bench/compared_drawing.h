#pragma once

#include "core/api/console_api.h"
#include "ui/map/map_camera.h"

#include <QQuickItem>

namespace roundsman {

/// The riders as the scene graph's own geometry, to compare: a point or a square of two triangles for each, placed on
/// the CPU every frame. Only `bench map --drawing` uses it (docs/decisions/riders_as_a_picture.md).
class ComparedDrawing : public QQuickItem {
    Q_OBJECT

public:
    enum class Kind { points, quads };

    ComparedDrawing(MapCamera& camera, Kind kind, QQuickItem* parent);

    void setFleet(const Picture& fleet);

protected:
    QSGNode* updatePaintNode(QSGNode* node, UpdatePaintNodeData* data) override;

private:
    MapCamera& m_camera;
    Kind m_kind;
    Picture m_fleet;
};

} // namespace roundsman
