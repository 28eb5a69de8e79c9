#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace roundsman::house {

/// One #include or one line of a source file, and where it stands.
struct Line {
    std::filesystem::path file; ///< from the root: core/log/event_log.h
    int number = 0;
    std::string text;
};

/// What is wrong, as compilers print it: file:line: sentence.
std::string troubleAt(const Line& line, std::string_view sentence);

/// All lines of the C++ files below one folder of the root; none when there is no such folder.
std::vector<Line> sourceLines(const std::filesystem::path& root, const std::string& folder);

/// What a line includes, without its brackets or quotes; empty when it includes nothing.
std::string_view includedBy(std::string_view line);

} // namespace roundsman::house
