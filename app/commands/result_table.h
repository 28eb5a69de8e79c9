#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace roundsman {

enum class ResultFormat : std::uint8_t { table, json, csv };

/// A field of a result: text, a number, or nothing.
struct ResultCell {
    std::string text;
    bool isNumber = false; ///< JSON writes it without quotes, tables to the right
    bool isNothing = false;

    static ResultCell of(std::string_view text) { return {std::string(text)}; }
    static ResultCell of(std::int64_t number) { return {std::to_string(number), true}; }
    static ResultCell of(std::uint64_t number) { return {std::to_string(number), true}; }
    static ResultCell of(double number, int decimals);
    static ResultCell nothing() { return {{}, false, true}; }
};

/// The rows of an answer, printed on stdout as a table for people, one JSON array of objects, or CSV (RFC 4180).
class ResultTable {
public:
    explicit ResultTable(std::vector<std::string> columns) : m_columns(std::move(columns)) {}

    void add(std::vector<ResultCell> row) { m_rows.push_back(std::move(row)); }
    void print(ResultFormat format) const;
    [[nodiscard]] std::string toText(ResultFormat format) const;

private:
    [[nodiscard]] std::string asTable() const;
    [[nodiscard]] std::string asJson() const;
    [[nodiscard]] std::string asCsv() const;

    std::vector<std::string> m_columns;
    std::vector<std::vector<ResultCell>> m_rows;
};

} // namespace roundsman
