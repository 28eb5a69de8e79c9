#include "app/commands/row_printer.h"

#include "core/base/json_text.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <map>

namespace roundsman {
namespace {

void print(std::string_view text) {
    std::fwrite(text.data(), 1, text.size(), stdout);
}

std::string jsonText(std::string_view text) {
    std::string out;
    appendJsonString(out, text);
    return out;
}

std::string csvOf(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) {
        return text;
    }
    std::string quoted = "\"";
    for (const char c : text) {
        quoted += c;
        if (c == '"') {
            quoted += '"';
        }
    }
    return quoted + '"';
}

} // namespace

RowField RowField::of(double value, int decimals) {
    char text[64];
    std::snprintf(text, sizeof text, "%.*f", decimals, value);
    return value == value ? RowField{Kind::number, text} : none(); // NaN: not measured
}

RowField RowField::of(EventTime value) {
    return millisOf(value) == 0 ? none() : RowField{Kind::text, toRfc3339(value)};
}

RowPrinter::RowPrinter(RowFormat format, std::vector<std::string> columns)
    : m_format(format), m_columns(std::move(columns)) {
    for (const std::string& column : m_columns) {
        m_widths.push_back(column.size());
    }
    if (m_format == RowFormat::csv) {
        for (std::size_t i = 0; i < m_columns.size(); ++i) {
            print((i > 0 ? "," : "") + m_columns[i]);
        }
        print("\n");
    } else if (m_format == RowFormat::json) {
        print("[");
    } else if (m_format == RowFormat::geojson) {
        print(R"({"type":"FeatureCollection","features":[)");
    }
}

RowPrinter::~RowPrinter() {
    finish();
}

void RowPrinter::row(std::vector<RowField> fields, std::optional<GeoPoint> place) {
    fields.resize(m_columns.size());
    if (m_format == RowFormat::table) {
        if (m_rows < heldMax) {
            for (std::size_t i = 0; i < fields.size(); ++i) {
                m_widths[i] = std::max(m_widths[i], fields[i].text.size());
            }
            m_held.push_back(std::move(fields));
        } else {
            flushHeld();
            printTable(fields);
        }
    } else if (m_format == RowFormat::csv) {
        printCsv(fields);
    } else {
        printJson(fields, place);
    }
    ++m_rows;
}

void RowPrinter::printTable(const std::vector<RowField>& fields) {
    std::string line;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        std::string cell = fields[i].text;
        std::ranges::replace_if(cell, [](char c) { return static_cast<unsigned char>(c) < ' '; }, ' ');
        const std::string padding(m_widths[i] > cell.size() ? m_widths[i] - cell.size() : 0, ' ');
        line += i > 0 ? "  " : "";
        line += fields[i].kind == RowField::Kind::number ? padding + cell : cell + padding;
    }
    line.erase(line.find_last_not_of(' ') + 1);
    print(line + "\n");
}

void RowPrinter::flushHeld() {
    if (m_held.empty()) {
        return;
    }
    std::vector<RowField> names;
    for (const std::string& column : m_columns) {
        names.push_back(RowField::of(std::string_view(column)));
    }
    printTable(names);
    for (const auto& held : m_held) {
        printTable(held);
    }
    m_held.clear();
}

void RowPrinter::printCsv(const std::vector<RowField>& fields) {
    for (std::size_t i = 0; i < fields.size(); ++i) {
        print((i > 0 ? "," : "") + csvOf(fields[i].text));
    }
    print("\n");
}

void RowPrinter::printJson(const std::vector<RowField>& fields, const std::optional<GeoPoint>& place) {
    std::string members;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        members += i > 0 ? "," : "";
        members += jsonText(m_columns[i]) + ":";
        members += fields[i].kind == RowField::Kind::nothing  ? "null"
                   : fields[i].kind == RowField::Kind::number ? fields[i].text
                                                              : jsonText(fields[i].text);
    }
    print(m_rows > 0 ? ",\n" : "\n");
    if (m_format == RowFormat::json) {
        print("{" + members + "}");
        return;
    }
    std::string geometry = "null";
    if (place) {
        char text[96];
        std::snprintf(text, sizeof text, R"({"type":"Point","coordinates":[%.7f,%.7f]})", place->longitude(),
                      place->latitude());
        geometry = text;
    }
    print(R"({"type":"Feature","geometry":)" + geometry + R"(,"properties":{)" + members + "}}");
}

std::size_t RowPrinter::finish() {
    if (!std::exchange(m_finished, true)) {
        flushHeld();
        print(m_format == RowFormat::json ? "\n]\n" : m_format == RowFormat::geojson ? "\n]}\n" : "");
        std::fflush(stdout);
    }
    return m_rows;
}

void addFormatOption(CLI::App& command, RowFormat& format) {
    static const std::map<std::string, RowFormat> names{{"table", RowFormat::table},
                                                        {"json", RowFormat::json},
                                                        {"csv", RowFormat::csv},
                                                        {"geojson", RowFormat::geojson}};
    command.add_option("--format", format, "table, json, csv or geojson")->transform(CLI::CheckedTransformer(names));
}

std::optional<EventTime> timeFromText(const std::string& text) {
    std::int64_t millis = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), millis);
    if (error == std::errc{} && end == text.data() + text.size()) {
        return eventTimeFromMillis(millis);
    }
    const auto time = parseRfc3339(text);
    return time ? std::optional(*time) : std::nullopt;
}

} // namespace roundsman
