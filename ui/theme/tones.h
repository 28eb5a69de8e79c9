#pragma once

#include "core/model/rider.h"

#include <QColor>
#include <QString>

namespace roundsman {

/// The colours of one theme. Names say what a colour is for, so that a widget never decides by "dark or light".
struct Tones {
    bool dark = false;
    QColor window;     ///< behind everything
    QColor surface;    ///< docks, lists, cards
    QColor raised;     ///< headers, hovered rows, fields
    QColor line;       ///< hairlines between things
    QColor text;       ///< what is read
    QColor textMuted;  ///< labels, units
    QColor accent;     ///< selection, focus, the one thing to press
    QColor accentText; ///< on accent
    QColor good;
    QColor warning;
    QColor bad;
    QColor mapGround; ///< where there is no base map
    QColor mapGrid;
};

const Tones& darkTones();
const Tones& lightTones();

/// A state's colour; shape and words say the same, so colour is never alone.
QColor statusColour(RiderStatus status, const Tones& tones);
QColor stalenessColour(Staleness staleness, const Tones& tones);

QString statusName(RiderStatus status);
QString stalenessName(Staleness staleness);
QString causeName(StaleCause cause);

} // namespace roundsman
