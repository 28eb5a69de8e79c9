#pragma once

#include "ui/map/mark_sprites.h"
#include "ui/map/rider_picture.h"

#include <array>
#include <memory>
#include <vector>

namespace roundsman {

struct Tones;

/// Paints riders into images with our own loops: a mark is a sprite blended at whole device pixels. On a machine
/// without a GPU this is several times faster than drawing points or quads through the scene graph (docs/decisions).
/// One thread.
class RiderPainter {
public:
    std::shared_ptr<const RiderPicture> paint(const RiderTracks& tracks, const RiderPictureOrder& order,
                                              SteadyTime now);

private:
    QImage blankImage(QSize size);
    void collect(const RiderTracks& tracks, const RiderPictureOrder& order, double seconds, RiderPicture& picture);
    void stampMarks(const RiderTracks& tracks, RiderPicture& picture) const;
    const MarkSprites& spritesFor(const RiderPictureOrder& order);
    [[nodiscard]] int diameterFor(const MapViewState& view);

    std::vector<QImage> m_images; ///< given out before; used again when nobody else holds them
    std::vector<std::unique_ptr<MarkSprites>> m_sprites;
    const MarkSprites* m_marks = nullptr;
    int m_diameter = 0; ///< logical pixels, as last drawn, and at which zoom
    double m_diameterZoom = 0;
    bool m_spritesDark = true;
    std::array<std::vector<DrawnMark>, stalenessCount> m_visible; ///< painted oldest first
};

} // namespace roundsman
