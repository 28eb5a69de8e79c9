#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace roundsman {

/// Without padding, as tokens have it; decoding refuses padding, white space and bits left over.
std::string toBase64Url(std::string_view bytes);
std::optional<std::string> fromBase64Url(std::string_view text);
/// With padding.
std::string toBase64(std::string_view bytes);

} // namespace roundsman
