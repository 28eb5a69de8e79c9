#pragma once

#include "core/base/time.h"
#include "core/model/geo.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
}

namespace roundsman {

enum class RowFormat : std::uint8_t { table, json, csv, geojson };

/// One value of a row: text is quoted where the format quotes it, numbers are not; nothing is an empty field or null.
struct RowField {
    enum class Kind : std::uint8_t { nothing, number, text };
    Kind kind = Kind::nothing;
    std::string text;

    static RowField of(std::int64_t value) { return {Kind::number, std::to_string(value)}; }
    static RowField of(std::string_view value) { return {Kind::text, std::string(value)}; }
    static RowField of(double value, int decimals);
    /// RFC 3339; nothing where there is none.
    static RowField of(EventTime value);
    static RowField none() { return {}; }
};

/// Prints rows as they come, in one of the formats that every query has. A table's columns are as wide as their names
/// and the first rows need. GeoJSON: a FeatureCollection, a row a Feature; rows without a place have a null geometry.
class RowPrinter {
public:
    RowPrinter(RowFormat format, std::vector<std::string> columns);
    ~RowPrinter();
    RowPrinter(const RowPrinter&) = delete;
    RowPrinter& operator=(const RowPrinter&) = delete;

    void row(std::vector<RowField> fields, std::optional<GeoPoint> place = {});
    /// Prints the end; rows so far.
    std::size_t finish();

private:
    void printTable(const std::vector<RowField>& fields);
    void printCsv(const std::vector<RowField>& fields);
    void printJson(const std::vector<RowField>& fields, const std::optional<GeoPoint>& place);
    void flushHeld();

    static constexpr std::size_t heldMax = 200;
    RowFormat m_format;
    std::vector<std::string> m_columns;
    std::vector<std::vector<RowField>> m_held; ///< the first rows of a table, until its widths are known
    std::vector<std::size_t> m_widths;
    std::size_t m_rows = 0;
    bool m_finished = false;
};

/// --format table|json|csv|geojson
void addFormatOption(CLI::App& command, RowFormat& format);
/// RFC 3339, or milliseconds since the epoch.
std::optional<EventTime> timeFromText(const std::string& text);

} // namespace roundsman
