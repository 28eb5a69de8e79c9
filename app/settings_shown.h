#pragma once

#include "app/settings.h"

#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace roundsman {

/// A key of the configuration as it is in force, for people.
struct ShownSetting {
    std::string key;
    std::string value;
    std::string from; ///< "default", "FILE, line 7", "command line"
};

/// Every key that there is. `file`: the configuration that was read; empty: none. `onCommandLine`: keys that were set
/// there instead.
std::vector<ShownSetting> shownSettings(const AppSettings& settings, const std::filesystem::path& file,
                                        const std::set<std::string>& onCommandLine);

} // namespace roundsman
