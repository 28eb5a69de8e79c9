#include "ui/tiles/base_map.h"

namespace roundsman {

QString toText(BaseMapKind kind) {
    switch (kind) {
    case BaseMapKind::city:
        return QStringLiteral("city");
    case BaseMapKind::osm:
        return QStringLiteral("osm");
    case BaseMapKind::url:
        return QStringLiteral("url");
    case BaseMapKind::none:
        break;
    }
    return QStringLiteral("none");
}

BaseMapKind baseMapKindFrom(const QString& text) {
    for (const BaseMapKind kind : {BaseMapKind::city, BaseMapKind::osm, BaseMapKind::url}) {
        if (toText(kind) == text) {
            return kind;
        }
    }
    return BaseMapKind::none;
}

} // namespace roundsman
