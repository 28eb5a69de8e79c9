#pragma once

#include "core/base/time.h"

#include <QString>
#include <QTimeZone>

namespace roundsman {

// The one place that turns moments into words. The zone is one for the whole console, as QLocale's default is one for
// the whole program: two clocks on one desk would be read as one. GUI thread.

/// Until it is called: this computer's own.
void setShownZone(const QTimeZone& zone);
const QTimeZone& shownZone();

/// "+02:00" as it was at that moment; "+00:00" for UTC.
QString offsetText(EventTime time);
/// "14:05": where the offset stands beside it already.
QString bareClockText(EventTime time);
/// "14:05 +02:00"
QString clockText(EventTime time);
/// "14:05:09 +02:00"
QString secondsText(EventTime time);
/// "14:05:09.123 +02:00"
QString millisText(EventTime time);
/// "14:05:09 +02:00", with the day when it is another one than today
QString momentText(EventTime time);
/// "14:05", and "18 Nov 14:05" of another day: for narrow columns, where the whole is a click away
QString briefMomentText(EventTime time);
/// "Sat 21 Nov 2026, 14:05:09 +02:00", in the language's own order
QString fullMomentText(EventTime time);
/// "14:05 – 14:20": where the offset stands beside it already
QString rangeText(EventTime from, EventTime to);
/// The hour of a moment, 0 to 23, and its day, for axes that count by them.
int shownHour(EventTime time);
QDate shownDay(EventTime time);
/// The last midnight at or before.
EventTime startOfShownDay(EventTime time);

} // namespace roundsman
