#pragma once

#include "core/api/console_api.h"

namespace roundsman {

// Pictures of the past as the map can show them. Any one thread.

/// A moment as it was: nobody moves.
Picture standingPicture(const Picture& moment);

/// From one moment to a later one, within so much time of the one who watches: riders glide from where they were to
/// where they were then. Whoever went further than anybody can is shown at his new place.
Picture glidingPicture(const Picture& from, const Picture& to, Millis watched);

} // namespace roundsman
