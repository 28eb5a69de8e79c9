#pragma once

#include "ui/models/gazetteer.h"

namespace roundsman {

struct City;

/// The city's districts, streets and restaurants, each name once.
Gazetteer placesOf(const City& city);

} // namespace roundsman
