#include "ui/map/fence_draft.h"

#include "core/model/polyline.h"
#include "ui/support/words.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace roundsman {

namespace {

constexpr std::size_t plainBytesMax = 40'000; // then the dense form; the envelope stands beside it
constexpr std::size_t documentBytesMax = 62'000;
constexpr double metresPerDegree = 111'195;

/// Twice the area of a triangle, with its turn as the sign: exact in whole numbers.
std::int64_t turn(GeoPoint a, GeoPoint b, GeoPoint c) {
    const auto x = [](GeoPoint p) {
        return std::int64_t{p.longitudeE7()};
    };
    const auto y = [](GeoPoint p) {
        return std::int64_t{p.latitudeE7()};
    };
    return (x(b) - x(a)) * (y(c) - y(a)) - (y(b) - y(a)) * (x(c) - x(a));
}

int sign(std::int64_t value) {
    return value > 0 ? 1 : value < 0 ? -1 : 0;
}

bool cross(GeoPoint a, GeoPoint b, GeoPoint c, GeoPoint d) {
    return sign(turn(a, b, c)) * sign(turn(a, b, d)) < 0 && sign(turn(c, d, a)) * sign(turn(c, d, b)) < 0;
}

GeoPoint crossing(GeoPoint a, GeoPoint b, GeoPoint c, GeoPoint d) {
    const auto left = static_cast<double>(turn(c, d, a));
    const auto right = static_cast<double>(turn(c, d, b));
    const double share = left / (left - right);
    return GeoPoint::fromDegrees(a.latitude() + share * (b.latitude() - a.latitude()),
                                 a.longitude() + share * (b.longitude() - a.longitude()));
}

} // namespace

bool isCircle(const Fence& fence) {
    return fence.rings.empty();
}

std::size_t cornersOf(const Fence& fence) {
    std::size_t corners = 0;
    for (const auto& ring : fence.rings) {
        corners += ring.size();
    }
    return corners;
}

GeoPoint eastOf(GeoPoint place, double metres) {
    const double wide = std::max(std::cos(place.latitude() * std::numbers::pi / 180), 0.01) * metresPerDegree;
    return GeoPoint::fromDegrees(place.latitude(), std::clamp(place.longitude() + metres / wide, -180.0, 180.0));
}

GeoPoint cornerAt(const Fence& fence, CornerRef at) {
    if (isCircle(fence)) {
        return at.corner == 0 ? fence.centre : eastOf(fence.centre, fence.radiusMetres);
    }
    return fence.rings[at.ring][at.corner];
}

void moveCorner(Fence& fence, CornerRef at, GeoPoint to) {
    if (!isCircle(fence)) {
        fence.rings[at.ring][at.corner] = to;
    } else if (at.corner == 0) {
        fence.centre = to;
    } else {
        fence.radiusMetres = std::max(std::round(distanceMetres(fence.centre, to)), circleMetresMin);
    }
}

CornerRef insertCorner(Fence& fence, CornerRef at, GeoPoint place) {
    auto& ring = fence.rings[at.ring];
    ring.insert(ring.begin() + static_cast<std::ptrdiff_t>(at.corner) + 1, place);
    return {at.ring, at.corner + 1};
}

bool removeCorner(Fence& fence, CornerRef at) {
    if (isCircle(fence) || fence.rings[at.ring].size() <= 3) {
        return false;
    }
    auto& ring = fence.rings[at.ring];
    ring.erase(ring.begin() + static_cast<std::ptrdiff_t>(at.corner));
    return true;
}

CornerRef nextCorner(const Fence& fence, CornerRef at, int step) {
    const std::size_t corners = isCircle(fence) ? 2 : fence.rings[at.ring].size();
    if (step > 0 && at.corner + 1 == corners && fence.rings.size() > 1) {
        return {(at.ring + 1) % fence.rings.size(), 0};
    }
    return {at.ring, (at.corner + corners + static_cast<std::size_t>(step > 0 ? 1 : corners - 1)) % corners};
}

GeoPoint middleAfter(const Fence& fence, CornerRef at) {
    const auto& ring = fence.rings[at.ring];
    const GeoPoint a = ring[at.corner];
    const GeoPoint b = ring[(at.corner + 1) % ring.size()];
    return GeoPoint::fromDegrees((a.latitude() + b.latitude()) / 2, (a.longitude() + b.longitude()) / 2);
}

std::optional<GeoPoint> crossingIn(const std::vector<GeoPoint>& ring) {
    const std::size_t n = ring.size();
    for (std::size_t i = 0; i + 2 < n; ++i) {
        for (std::size_t k = i + 2; k < n; ++k) {
            if (i == 0 && k + 1 == n) {
                continue; // neighbours, across the end
            }
            const GeoPoint a = ring[i];
            const GeoPoint b = ring[i + 1];
            const GeoPoint c = ring[k];
            const GeoPoint d = ring[(k + 1) % n];
            if (cross(a, b, c, d)) {
                return crossing(a, b, c, d);
            }
        }
    }
    return std::nullopt;
}

std::optional<FenceTrouble> troubleIn(const Fence& fence) {
    for (const auto& ring : fence.rings) {
        if (ring.size() < 3) {
            return FenceTrouble{ring.empty() ? fence.centre : ring.back(),
                                say(QT_TRANSLATE_NOOP("roundsman", "An area needs three corners or more."))};
        }
        if (const auto place = crossingIn(ring)) {
            return FenceTrouble{*place, say(QT_TRANSLATE_NOOP("roundsman", "The border crosses itself here."))};
        }
    }
    const GeoPoint place = isCircle(fence) ? fence.centre : fence.rings.front().front();
    if (isCircle(fence) && fence.radiusMetres < circleMetresMin) {
        return FenceTrouble{place, say(QT_TRANSLATE_NOOP("roundsman", "The circle is too small."))};
    }
    if (QString::fromStdString(fence.name).trimmed().isEmpty()) {
        return FenceTrouble{place, say(QT_TRANSLATE_NOOP("roundsman", "It needs a name."))};
    }
    if (QJsonDocument(fenceData(fence)).toJson(QJsonDocument::Compact).size() >
        static_cast<qsizetype>(documentBytesMax)) {
        return FenceTrouble{place,
                            say(QT_TRANSLATE_NOOP("roundsman", "It has more corners than the log takes at once: %1."))
                                .arg(QLocale().toString(static_cast<qulonglong>(cornersOf(fence))))};
    }
    return std::nullopt;
}

namespace {

QJsonObject geometryOf(const Fence& fence) {
    QJsonArray rings;
    for (const auto& ring : fence.rings) {
        QJsonArray corners;
        for (const GeoPoint corner : ring) {
            corners.append(QJsonArray{corner.longitude(), corner.latitude()});
        }
        corners.append(corners.first()); // as GeoJSON has it
        rings.append(corners);
    }
    return {{QStringLiteral("type"), QStringLiteral("Polygon")}, {QStringLiteral("coordinates"), rings}};
}

QJsonArray polylinesOf(const Fence& fence) {
    QJsonArray rings;
    for (const auto& ring : fence.rings) {
        rings.append(QString::fromStdString(toPolyline7(ring)));
    }
    return rings;
}

} // namespace

QJsonObject fenceData(const Fence& fence) {
    QJsonObject data{{QStringLiteral("name"), QString::fromStdString(fence.name)},
                     {QStringLiteral("use"), QString::fromUtf8(toText(fence.use))},
                     {QStringLiteral("exitMarginMetres"), fence.exitMarginMetres},
                     {QStringLiteral("dwellSeconds"), static_cast<double>(fence.dwellAfter.count()) / 1000},
                     {QStringLiteral("alerts"), fence.alerts},
                     {QStringLiteral("expectedVersion"), static_cast<qint64>(fence.version)}};
    if (isCircle(fence)) {
        data.insert(QStringLiteral("latitude"), fence.centre.latitude());
        data.insert(QStringLiteral("longitude"), fence.centre.longitude());
        data.insert(QStringLiteral("radiusMetres"), fence.radiusMetres);
        return data;
    }
    constexpr std::size_t bytesACorner = 28;
    if (cornersOf(fence) * bytesACorner < plainBytesMax) {
        data.insert(QStringLiteral("geometry"), geometryOf(fence));
    } else {
        data.insert(QStringLiteral("polyline7"), polylinesOf(fence));
    }
    return data;
}

QString fenceUseName(FenceUse use) {
    switch (use) {
    case FenceUse::fence:
        return say(QT_TRANSLATE_NOOP("roundsman", "Fence: tells who comes and goes"));
    case FenceUse::zone:
        return say(QT_TRANSLATE_NOOP("roundsman", "Zone: figures are counted in it"));
    case FenceUse::border:
        break;
    }
    return say(QT_TRANSLATE_NOOP("roundsman", "Border: where the market ends"));
}

QString metresText(double metres) {
    const QLocale locale;
    return metres < 1000 ? say(QT_TRANSLATE_NOOP("roundsman", "%1 m")).arg(locale.toString(metres, 'f', 0))
                         : say(QT_TRANSLATE_NOOP("roundsman", "%1 km")).arg(locale.toString(metres / 1000, 'f', 2));
}

QString fenceSize(const Fence& fence) {
    return isCircle(fence) ? metresText(fence.radiusMetres)
                           : say(QT_TRANSLATE_NOOP("roundsman", "%1 corners"))
                                 .arg(QLocale().toString(static_cast<qulonglong>(cornersOf(fence))));
}

} // namespace roundsman
