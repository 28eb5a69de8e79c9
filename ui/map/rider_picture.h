#pragma once

#include "core/base/time.h"
#include "ui/map/clusters.h"
#include "ui/map/map_view_state.h"
#include "ui/map/pick_index.h"
#include "ui/map/rider_tracks.h"

#include <QImage>

#include <memory>
#include <optional>
#include <vector>

namespace roundsman {

/// The last minutes of the selected rider: joined by a line, except over a jump.
struct DrawnFix {
    FixedWorld place;
    bool jumped = false;
};
using Trail = std::vector<DrawnFix>;

/// What one picture of the riders shall show: a value that crosses threads.
struct RiderPictureOrder {
    MapViewState view;
    bool dark = true;
    bool clusters = true;
    std::uint32_t statuses = 0xffffffff;  ///< a bit each
    std::uint32_t staleness = 0xffffffff; ///< a bit each
    std::optional<RiderRef> selected;
    std::optional<RiderRef> hovered;
    std::shared_ptr<const Trail> trail;
    std::vector<std::pair<World, bool>> stops; ///< the selected rider's order: pickup (false) and drop-off (true)

    bool operator==(const RiderPictureOrder&) const = default;
};

/// Riders painted for one view, and the means to find them again by place. Immutable once made.
struct RiderPicture {
    QImage image;      ///< the view with a margin on each side
    MapViewState view; ///< without the margin
    int marginPixels = 0;
    PickIndex picks; ///< device pixels of `image`
    std::vector<Cluster> clusters;
    TrackLayout layout;
    double markRadius = 4; ///< device pixels
    float drawMillis = 0;
    bool moving = false; ///< somebody glides: the next picture will differ
};

} // namespace roundsman
