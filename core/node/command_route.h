#pragma once

#include "core/model/ids.h"
#include "core/model/market_map.h"

#include <expected>
#include <string>
#include <string_view>

namespace roundsman {

/// A document of a console as it goes into the log.
struct RoutedCommand {
    PartitionNo partition;
    std::string key; ///< its subject
    std::string document;
};

/// Checks that `json` is a document that a console may submit (a command, a change of settings, fences or models, a
/// retry), stamps `actor` into it whatever it says itself, and finds its market's partition, or the one
/// that a retried document lies in. An error is a sentence.
std::expected<RoutedCommand, std::string> routeCommand(std::string_view json, std::string_view actor,
                                                       const MarketMap& markets);

} // namespace roundsman
