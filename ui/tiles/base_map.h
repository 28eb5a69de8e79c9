#pragma once

#include <QString>

namespace roundsman {

enum class BaseMapKind { city, osm, url, none };

/// What lies under the riders. For `url` a template with {z} {x} {y}, and perhaps {s} and {r}.
struct BaseMap {
    BaseMapKind kind = BaseMapKind::city;
    QString urlTemplate;
    QString attribution;

    bool operator==(const BaseMap&) const = default;
};

QString toText(BaseMapKind kind);
/// `none` for a word that is none of ours.
BaseMapKind baseMapKindFrom(const QString& text);

} // namespace roundsman
