#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// Recorded data is no part of the source tree: it is looked for in ROUNDSMAN_DATA_DIR of the environment, else beside
// the checkout. Without it a program that asks for it ends as "skipped", which ctest tells in its summary. So a test
// file that includes this holds cases with recorded data alone (and gets the label "recorded").

namespace roundsman::tests {

/// The folder, as `folder/`. Ends the program when there is none.
const std::string& recordedFolder();

/// The whole text of a file below it, unpacked when its name ends in .gz. A missing file fails the test by name.
std::string readRecorded(const std::string& file);

/// A recorded table: the first line names the columns. Quotes are not handled: none of the tables has them.
class Csv {
public:
    using Row = std::vector<std::string>;

    /// `file` below the folder of recorded data; `separator` ',' or '\t'.
    explicit Csv(const std::string& file, char separator = ',');

    [[nodiscard]] std::size_t rows() const { return m_rows.size(); }
    /// REQUIRES: the column exists. An absent cell at a line's end is empty.
    [[nodiscard]] const std::string& text(std::size_t row, std::string_view column) const;
    [[nodiscard]] double number(std::size_t row, std::string_view column) const;
    [[nodiscard]] long long integer(std::size_t row, std::string_view column) const;

    /// The cells of each row by position, without the line of names.
    [[nodiscard]] const std::vector<Row>& cells() const& { return m_rows; }
    [[nodiscard]] std::vector<Row> cells() && { return std::move(m_rows); }

private:
    std::map<std::string, std::size_t, std::less<>> m_columns;
    std::vector<Row> m_rows;
};

} // namespace roundsman::tests
