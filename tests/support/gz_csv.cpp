#include "tests/support/gz_csv.h"

#include <array>
#include <cstdio>
#include <fstream>
#include <sstream>

namespace roundsman::test {
namespace {

std::string unzipped(const std::string& path) {
    std::string text;
    FILE* const pipe = popen(("gzip -dc '" + path + "'").c_str(), "r");
    if (pipe == nullptr) {
        return text;
    }
    std::array<char, 65'536> part{};
    for (std::size_t n = 0; (n = fread(part.data(), 1, part.size(), pipe)) > 0;) {
        text.append(part.data(), n);
    }
    pclose(pipe);
    return text;
}

} // namespace

std::string readWhole(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        return {};
    }
    if (path.ends_with(".gz")) {
        return unzipped(path);
    }
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

std::vector<std::vector<std::string>> readTable(const std::string& path, char separator) {
    std::vector<std::vector<std::string>> rows;
    std::istringstream lines(readWhole(path));
    std::string line;
    std::getline(lines, line); // header
    while (std::getline(lines, line)) {
        if (line.ends_with('\r')) {
            line.pop_back();
        }
        std::vector<std::string>& row = rows.emplace_back();
        std::istringstream fields(line);
        for (std::string field; std::getline(fields, field, separator);) {
            row.push_back(field);
        }
    }
    return rows;
}

} // namespace roundsman::test
