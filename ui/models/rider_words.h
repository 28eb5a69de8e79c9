#pragma once

#include "ui/models/rider_ref.h"

namespace roundsman {

/// "12 s", "4 min", "2 h 10 min": as long as a glance needs.
QString ageText(Millis age);
/// "12 s", "4 min", "2 h", "3 d": where a column has no more room than that.
QString briefAgeText(Millis age);
/// The age of a rider's last fix at lane time. REQUIRES: dot.hasFix
Millis ageOf(const RiderDot& dot, const Frame& lane);
/// The same in words, or a dash of whom no position came yet.
QString fixAgeText(const RiderDot& dot, const Frame& lane);
/// "Stale 2 min: the phone sends nothing", "No position yet"
QString stalenessSentence(const RiderDot& dot, const Frame& lane);
/// "21", in km/h, or a dash
QString speedFigure(const RiderDot& dot);
/// "21 km/h", or a dash
QString speedText(const RiderDot& dot);
/// The few lines of the hover card.
QString cardText(const RiderDot& dot, const Frame& lane);

} // namespace roundsman
