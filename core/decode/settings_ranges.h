#pragma once

#include "core/model/settings.h"

#include <string>

namespace roundsman {

/// What no market could be run with, as a sentence that names the setting and its range; empty: all is well.
std::string wrongIn(const LaneSettings& settings);

} // namespace roundsman
