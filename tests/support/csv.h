#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace roundsman::test {

/// A table of recorded data: the first line names the columns. `.gz` files are unpacked on the way. Quotes are not
/// handled: none of the recorded tables has them. A file that cannot be read fails the test with its name.
class Csv {
public:
    /// `file` below the folder of recorded data; `separator` ',' or '\t'.
    explicit Csv(const std::string& file, char separator = ',');

    [[nodiscard]] std::size_t rows() const { return m_rows.size(); }
    /// REQUIRES: the column exists. An absent cell at a line's end is empty.
    [[nodiscard]] const std::string& text(std::size_t row, std::string_view column) const;
    [[nodiscard]] double number(std::size_t row, std::string_view column) const;
    [[nodiscard]] long long integer(std::size_t row, std::string_view column) const;

private:
    std::map<std::string, std::size_t, std::less<>> m_columns;
    std::vector<std::vector<std::string>> m_rows;
};

/// The whole text of a file of recorded data, unpacked when it ends in .gz.
std::string readRecorded(const std::string& file);

} // namespace roundsman::test
