#include "ui/past/row_file.h"

#include "core/base/time.h"

#include <charconv>
#include <cmath>

namespace roundsman {

namespace {

constexpr std::size_t flushBytes = 256 * 1024;

std::string numberText(double number, int decimals) {
    char text[340]; // the largest double there is
    const auto end = std::to_chars(text, text + sizeof text, number, std::chars_format::fixed, decimals).ptr;
    return {text, end};
}

std::string degreesText(double degrees) {
    return numberText(degrees, 7);
}

std::string plainText(const Cell& cell) {
    if (const auto* whole = std::get_if<std::int64_t>(&cell)) {
        return std::to_string(*whole);
    }
    if (const auto* number = std::get_if<double>(&cell)) {
        return std::isfinite(*number) ? numberText(*number, 3) : std::string();
    }
    if (const auto* time = std::get_if<EventTime>(&cell)) {
        return *time == EventTime{} ? std::string() : toRfc3339(*time);
    }
    const auto* text = std::get_if<std::string>(&cell);
    return text ? *text : std::string();
}

std::string csvText(const Cell& cell) {
    std::string text = plainText(cell);
    if (text.find_first_of(",\"\r\n") == std::string::npos) {
        return text;
    }
    std::string quoted = "\"";
    for (const char letter : text) {
        quoted += letter;
        if (letter == '"') {
            quoted += '"';
        }
    }
    return quoted + '"';
}

std::string jsonString(const std::string& text) {
    static constexpr char hex[] = "0123456789abcdef";
    std::string quoted = "\"";
    for (const char letter : text) {
        const auto code = static_cast<unsigned char>(letter);
        if (letter == '"' || letter == '\\') {
            quoted += '\\';
            quoted += letter;
        } else if (code < 0x20) {
            quoted += "\\u00";
            quoted += hex[code >> 4U];
            quoted += hex[code & 15U];
        } else {
            quoted += letter;
        }
    }
    return quoted + '"';
}

std::string jsonText(const Cell& cell) {
    const std::string text = plainText(cell);
    const bool isNumber = std::holds_alternative<std::int64_t>(cell) || std::holds_alternative<double>(cell);
    const bool isText = std::holds_alternative<std::string>(cell);
    return text.empty() && !isText ? "null" : isNumber ? text : jsonString(text);
}

std::string pairText(GeoPoint point) {
    return "[" + degreesText(point.longitude()) + "," + degreesText(point.latitude()) + "]";
}

std::string geometryText(const std::vector<GeoPoint>& place) {
    if (place.empty()) {
        return "null";
    }
    if (place.size() == 1) {
        return R"({"type":"Point","coordinates":)" + pairText(place.front()) + "}";
    }
    std::string ring;
    for (const GeoPoint corner : place) {
        ring += pairText(corner) + ",";
    }
    return R"({"type":"Polygon","coordinates":[[)" + ring + pairText(place.front()) +
           "]]}"; // a ring ends where it began
}

} // namespace

RowFile::RowFile(const QString& path, RowFormat format, std::vector<std::string> columns)
    : m_file(path), m_format(format), m_columns(std::move(columns)) {}

bool RowFile::open() {
    if (!m_file.open(QIODevice::WriteOnly)) {
        return false;
    }
    if (m_format == RowFormat::geoJson) {
        m_text = "{\"type\":\"FeatureCollection\",\"features\":[";
        return true;
    }
    for (const std::string& column : m_columns) {
        m_text += csvText(Cell(column)) + ",";
    }
    m_text += "latitude,longitude\r\n";
    return true;
}

bool RowFile::add(const std::vector<Cell>& row, const std::vector<GeoPoint>& place) {
    if (m_format == RowFormat::csv) {
        addCsv(row, place);
    } else {
        addFeature(row, place);
    }
    ++m_rows;
    return flush(false);
}

void RowFile::addCsv(const std::vector<Cell>& row, const std::vector<GeoPoint>& place) {
    for (const Cell& cell : row) {
        m_text += csvText(cell) + ",";
    }
    double latitude = 0; // of an area: its middle
    double longitude = 0;
    for (const GeoPoint corner : place) {
        latitude += corner.latitude() / static_cast<double>(place.size());
        longitude += corner.longitude() / static_cast<double>(place.size());
    }
    m_text += place.empty() ? std::string(",\r\n") : degreesText(latitude) + "," + degreesText(longitude) + "\r\n";
}

void RowFile::addFeature(const std::vector<Cell>& row, const std::vector<GeoPoint>& place) {
    m_text += m_rows == 0 ? "\n" : ",\n";
    m_text += R"({"type":"Feature","geometry":)" + geometryText(place) + R"(,"properties":{)";
    for (std::size_t n = 0; n < row.size() && n < m_columns.size(); ++n) {
        m_text += (n == 0 ? "" : ",") + jsonString(m_columns[n]) + ":" + jsonText(row[n]);
    }
    m_text += "}}";
}

bool RowFile::flush(bool all) {
    if (!all && m_text.size() < flushBytes) {
        return true;
    }
    const auto size = static_cast<qint64>(m_text.size());
    const bool written = m_file.write(m_text.data(), size) == size;
    m_text.clear();
    return written;
}

bool RowFile::finish() {
    if (m_format == RowFormat::geoJson) {
        m_text += "\n]}\n";
    }
    return flush(true) && m_file.commit();
}

} // namespace roundsman
