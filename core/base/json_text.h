#pragma once

#include <string>
#include <string_view>

namespace roundsman {

/// Appends `text` as a JSON string, with its quotes. What is not UTF-8 becomes U+FFFD, so that the result always is.
void appendJsonString(std::string& out, std::string_view text);

/// Appends a number as JSON has it; what JSON cannot say (NaN, infinity) becomes null.
void appendJsonNumber(std::string& out, double number);

} // namespace roundsman
