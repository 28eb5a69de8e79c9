#include "ui/past/time_link.h"

#include <QStringList>

#include <cmath>

namespace roundsman {

namespace {

constexpr QLatin1StringView beginning("roundsman:time/");
constexpr QLatin1StringView placeMark("?at=");

} // namespace

QString toText(const TimeLink& link) {
    QString text = beginning + QString::fromStdString(toRfc3339(link.time));
    if (link.place) {
        text += placeMark + QStringLiteral("%1,%2,%3")
                                .arg(link.place->latitude(), 0, 'f', 7)
                                .arg(link.place->longitude(), 0, 'f', 7)
                                .arg(link.zoom, 0, 'f', 2);
    }
    return text;
}

std::optional<TimeLink> timeLinkFrom(const QString& text) {
    const QString trimmed = text.trimmed();
    if (!trimmed.startsWith(beginning)) {
        return std::nullopt;
    }
    const QString rest = trimmed.mid(beginning.size());
    const qsizetype mark = rest.indexOf(placeMark);
    const auto time = parseRfc3339(rest.left(mark).toStdString());
    if (!time) {
        return std::nullopt;
    }
    TimeLink link{.time = *time};
    const QStringList place = mark < 0 ? QStringList() : rest.mid(mark + placeMark.size()).split(u',');
    if (place.size() == 3) {
        bool isLatitude = false;
        bool isLongitude = false;
        bool isZoom = false;
        const double latitude = place[0].toDouble(&isLatitude);
        const double longitude = place[1].toDouble(&isLongitude);
        const double zoom = place[2].toDouble(&isZoom);
        if (isLatitude && isLongitude && isZoom && std::fabs(latitude) <= 90 && std::fabs(longitude) <= 180) {
            link.place = GeoPoint::fromDegrees(latitude, longitude);
            link.zoom = zoom;
        }
    }
    return link;
}

} // namespace roundsman
