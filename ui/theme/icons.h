#pragma once

#include "core/model/rider.h"

#include <QIcon>

namespace roundsman {

struct Tones;

enum class Glyph {
    search,
    fit,
    follow,
    clusters,
    layers,
    theme,
    list,
    inspector,
    quit,
    close,
    detach,
    command,
    street,
    district
};

/// A line drawing in the palette's text colour, sharp at any scale: painted when asked, no files.
QIcon glyphIcon(Glyph glyph);

/// A rider's mark as the map draws it.
QIcon markIcon(RiderStatus status, Staleness staleness, const Tones& tones);

} // namespace roundsman
