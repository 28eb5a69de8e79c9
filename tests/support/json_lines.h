#pragma once

#include <map>
#include <string>
#include <vector>

namespace roundsman::test {

/// The texts of a recorded file of flat JSON objects, one a line: field -> its text, unescaped; other values as
/// written.
std::vector<std::map<std::string, std::string>> readJsonLines(const std::string& path);

/// The strings of a JSON array of strings.
std::vector<std::string> readJsonStrings(const std::string& path);

std::string fromBase64(const std::string& text);

/// `text` as a JSON string in quotes.
std::string quoted(const std::string& text);

} // namespace roundsman::test
