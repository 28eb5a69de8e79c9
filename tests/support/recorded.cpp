#include "tests/support/recorded.h"

#include "core/base/check.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

namespace roundsman::tests {
namespace {

std::vector<std::string> split(std::string_view line, char separator) {
    std::vector<std::string> cells;
    while (true) {
        const auto end = line.find(separator);
        cells.emplace_back(line.substr(0, end));
        if (end == std::string_view::npos) {
            return cells;
        }
        line.remove_prefix(end + 1);
    }
}

std::string lookedFor() {
    const char* given = std::getenv("ROUNDSMAN_DATA_DIR");
    return given != nullptr && *given != '\0' ? given : ROUNDSMAN_DATA_DIR;
}

std::string folderOrSkip() {
    const std::string folder = lookedFor();
    if (std::filesystem::is_directory(folder)) {
        return folder + "/";
    }
    constexpr int skipped = 77; // SKIP_RETURN_CODE in tests/CMakeLists.txt
    std::printf("skipped: no recorded data in %s; ROUNDSMAN_DATA_DIR names its folder\n", folder.c_str());
    std::fflush(nullptr);
    std::_Exit(skipped);
}

} // namespace

const std::string& recordedFolder() {
    static const std::string folder = folderOrSkip();
    return folder;
}

std::string readRecorded(const std::string& file) {
    const std::string path = recordedFolder() + file;
    const std::string command = (file.ends_with(".gz") ? "gzip -dc -- '" : "cat -- '") + path + "'";
    std::FILE* pipe = ::popen(command.c_str(), "r");
    check(pipe != nullptr, "a shell can be started");
    std::string text;
    std::array<char, 65536> block{};
    while (const std::size_t n = std::fread(block.data(), 1, block.size(), pipe)) {
        text.append(block.data(), n);
    }
    check(::pclose(pipe) == 0, path + " can be read");
    return text;
}

Csv::Csv(const std::string& file, char separator) {
    const std::string text = readRecorded(file);
    std::string_view rest = text;
    bool first = true;
    while (!rest.empty()) {
        const auto end = rest.find('\n');
        std::string_view line = rest.substr(0, end);
        rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
        if (line.ends_with('\r')) {
            line.remove_suffix(1);
        }
        auto cells = split(line, separator);
        if (first) {
            for (std::size_t i = 0; i < cells.size(); ++i) {
                m_columns.emplace(cells[i], i);
            }
            first = false;
        } else if (!line.empty()) {
            cells.resize(m_columns.size());
            m_rows.push_back(std::move(cells));
        }
    }
}

const std::string& Csv::text(std::size_t row, std::string_view column) const {
    const auto found = m_columns.find(column);
    check(found != m_columns.end(), "the table has the column that is asked for");
    return m_rows.at(row).at(found->second);
}

double Csv::number(std::size_t row, std::string_view column) const {
    return std::strtod(text(row, column).c_str(), nullptr);
}

long long Csv::integer(std::size_t row, std::string_view column) const {
    return std::strtoll(text(row, column).c_str(), nullptr, 10);
}

} // namespace roundsman::tests
