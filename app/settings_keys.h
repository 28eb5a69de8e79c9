#pragma once

#include "app/settings.h"

#include <functional>
#include <string>
#include <vector>

namespace toml {
inline namespace v3 {
class node; // the library itself is known to .cpp files alone
} // namespace v3
} // namespace toml

namespace roundsman {

struct SettingVerbs {
    /// Sets it; gives what is wrong, to follow the key's name, or an empty text.
    std::function<std::string(AppSettings&, const toml::node&)> set;
    /// As people read it; empty: nothing is set. Credentials stay unsaid.
    std::function<std::string(AppSettings&)> show;
};

/// One key of the configuration: how it is checked, where it goes, and how it is shown.
struct SettingsKey {
    std::string path;
    std::string help; ///< one line for people
    SettingVerbs verbs;
};

/// Every key there is, in the order that people read them.
const std::vector<SettingsKey>& settingsKeys();

} // namespace roundsman
