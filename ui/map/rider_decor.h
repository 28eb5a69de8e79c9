#pragma once

#include "ui/map/rider_picture.h"

class QPainter;

namespace roundsman {

struct Tones;

/// What is drawn around riders, in device pixels of the picture's image: under them the selected rider's trail and his
/// order's stops, over them the clusters, and rings around the hovered and the selected.
void paintTrail(QPainter& painter, const RiderPicture& picture, const RiderPictureOrder& order, FixedWorld head,
                const Tones& tones);
void paintStops(QPainter& painter, const RiderPicture& picture, const RiderPictureOrder& order, FixedWorld rider,
                const Tones& tones);
void paintClusters(QPainter& painter, const RiderPicture& picture, const Tones& tones);
void paintRing(QPainter& painter, const RiderPicture& picture, FixedWorld place, bool selected, const Tones& tones);

} // namespace roundsman
