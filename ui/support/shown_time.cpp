#include "ui/support/shown_time.h"

#include "core/model/order.h"

#include <QDateTime>
#include <QLocale>

#include <cstdlib>

namespace roundsman {

namespace {

QTimeZone& zoneInUse() {
    static QTimeZone zone(QTimeZone::LocalTime);
    return zone;
}

QDateTime shown(EventTime time) {
    return QDateTime::fromMSecsSinceEpoch(millisOf(time), zoneInUse());
}

bool isNone(EventTime time) {
    return time == EventTime{} || time == never;
}

QString none() {
    return QStringLiteral("–");
}

bool isToday(EventTime time) {
    return shown(time).date() == QDateTime::currentDateTimeUtc().toTimeZone(zoneInUse()).date();
}

QString withOffset(EventTime time, const QString& format) {
    return isNone(time) ? none() : shown(time).toString(format) + u' ' + offsetText(time);
}

} // namespace

void setShownZone(const QTimeZone& zone) {
    zoneInUse() = zone.isValid() ? zone : QTimeZone(QTimeZone::LocalTime);
}

const QTimeZone& shownZone() {
    return zoneInUse();
}

QString offsetText(EventTime time) {
    const int minutes = shown(time).offsetFromUtc() / 60;
    return QStringLiteral("%1%2:%3")
        .arg(QChar(minutes < 0 ? u'-' : u'+'))
        .arg(std::abs(minutes) / 60, 2, 10, QLatin1Char('0'))
        .arg(std::abs(minutes) % 60, 2, 10, QLatin1Char('0'));
}

QString bareClockText(EventTime time) {
    return isNone(time) ? none() : shown(time).toString(QStringLiteral("HH:mm"));
}

QString clockText(EventTime time) {
    return withOffset(time, QStringLiteral("HH:mm"));
}

QString secondsText(EventTime time) {
    return withOffset(time, QStringLiteral("HH:mm:ss"));
}

QString millisText(EventTime time) {
    return withOffset(time, QStringLiteral("HH:mm:ss.zzz"));
}

QString momentText(EventTime time) {
    if (isNone(time) || isToday(time)) {
        return secondsText(time);
    }
    return QLocale().toString(shownDay(time), QLocale::ShortFormat) + u' ' + secondsText(time);
}

QString briefMomentText(EventTime time) {
    if (isNone(time) || isToday(time)) {
        return bareClockText(time);
    }
    return QLocale().toString(shownDay(time), QStringLiteral("d MMM")) + u' ' + bareClockText(time);
}

QString fullMomentText(EventTime time) {
    return isNone(time) ? none()
                        : QLocale().toString(shown(time).date(), QStringLiteral("ddd d MMM yyyy")) +
                              QStringLiteral(", ") + secondsText(time);
}

QString rangeText(EventTime from, EventTime to) {
    return bareClockText(from) + QStringLiteral(" – ") + bareClockText(to);
}

int shownHour(EventTime time) {
    return shown(time).time().hour();
}

QDate shownDay(EventTime time) {
    return shown(time).date();
}

EventTime startOfShownDay(EventTime time) {
    return eventTimeFromMillis(shownDay(time).startOfDay(zoneInUse()).toMSecsSinceEpoch());
}

} // namespace roundsman
