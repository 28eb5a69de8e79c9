#pragma once

#include <map>
#include <string>
#include <vector>

namespace roundsman::tests {

/// The texts of a recorded file (tests/support/recorded.h) of flat JSON objects, one a line: field -> its text,
/// unescaped; other values as written.
std::vector<std::map<std::string, std::string>> readJsonLines(const std::string& file);

/// The strings of a recorded JSON array of strings.
std::vector<std::string> readJsonStrings(const std::string& file);

std::string fromBase64(const std::string& text);

/// `text` as a JSON string in quotes.
std::string quoted(const std::string& text);

} // namespace roundsman::tests
