#pragma once

#include "app/settings.h"

#include <string>

namespace toml {
inline namespace v3 {
class node;
} // namespace v3
} // namespace toml

namespace roundsman {

// Lists of tables in the configuration. Each gives what is wrong, to follow the key's name, or an empty text.

std::string setBridges(AppSettings& settings, const toml::node& node);
std::string setWebhooks(AppSettings& settings, const toml::node& node);

/// librdkafka's own settings, as a table; `where` gets them as texts.
std::string setKafkaOptions(std::map<std::string, std::string>& where, const toml::node& node);

} // namespace roundsman
