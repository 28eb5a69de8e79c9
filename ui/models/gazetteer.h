#pragma once

#include "core/model/geo.h"

#include <QString>

#include <vector>

namespace roundsman {

/// A named place to go to.
struct NamedPlace {
    enum class Kind { district, street, merchant };
    Kind kind = Kind::district;
    QString name;
    GeoPoint position;
    double zoom = 14; ///< close enough to see it whole
};

/// The names on the map, as values.
using Gazetteer = std::vector<NamedPlace>;

} // namespace roundsman
