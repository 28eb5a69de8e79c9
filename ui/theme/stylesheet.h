#pragma once

#include <QString>

namespace roundsman {

struct Tones;

/// What a palette cannot say: hairlines, corners, paddings. Kept small; everything else is Fusion with our palette.
QString stylesheetOf(const Tones& tones);

} // namespace roundsman
