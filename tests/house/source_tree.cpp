#include "tests/house/source_tree.h"

#include <algorithm>
#include <fstream>

namespace roundsman::house {

namespace fs = std::filesystem;

std::string troubleAt(const Line& line, std::string_view sentence) {
    return line.file.string() + ":" + std::to_string(line.number) + ": " + std::string(sentence);
}

std::vector<Line> sourceLines(const fs::path& root, const std::string& folder) {
    std::vector<Line> lines;
    if (!fs::exists(root / folder)) {
        return lines;
    }
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
        const std::string extension = entry.path().extension().string();
        if (!entry.is_regular_file() || (extension != ".h" && extension != ".cpp")) {
            continue;
        }
        std::ifstream in(entry.path());
        Line line{.file = fs::relative(entry.path(), root), .number = 0, .text = {}};
        while (std::getline(in, line.text)) {
            ++line.number;
            lines.push_back(line);
        }
    }
    return lines;
}

std::string_view includedBy(std::string_view line) {
    const auto skipBlanks = [&] {
        line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    };
    skipBlanks();
    if (!line.starts_with('#')) {
        return {};
    }
    line.remove_prefix(1);
    skipBlanks();
    if (!line.starts_with("include")) {
        return {};
    }
    line.remove_prefix(7);
    skipBlanks();
    if (line.size() < 2 || (line[0] != '"' && line[0] != '<')) {
        return {};
    }
    const auto end = line.find(line[0] == '<' ? '>' : '"', 1);
    return end == std::string_view::npos ? std::string_view{} : line.substr(1, end - 1);
}

} // namespace roundsman::house
