#include "app/commands/result_table.h"

#include "core/base/json_text.h"

#include <algorithm>
#include <cstdio>
#include <format>

namespace roundsman {
namespace {

std::string quoted(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) {
        return text;
    }
    std::string out = "\"";
    for (const char c : text) {
        out += c;
        out += c == '"' ? "\"" : "";
    }
    return out + '"';
}

} // namespace

ResultCell ResultCell::of(double number, int decimals) {
    return {std::format("{:.{}f}", number, decimals), true};
}

std::string ResultTable::asTable() const {
    std::vector<std::size_t> widths;
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        widths.push_back(m_columns[i].size());
        for (const auto& row : m_rows) {
            widths[i] = std::max(widths[i], row[i].text.size());
        }
    }
    std::string out;
    const auto line = [&](const auto& textOf, const auto& rightOf) {
        for (std::size_t i = 0; i < m_columns.size(); ++i) {
            const std::string text = textOf(i);
            const std::string blanks(widths[i] - text.size(), ' ');
            out += (i > 0 ? "  " : "") + (rightOf(i) ? blanks + text : text + blanks);
        }
        out.erase(out.find_last_not_of(' ') + 1);
        out += '\n';
    };
    line([&](std::size_t i) { return m_columns[i]; },
         [&](std::size_t i) { return !m_rows.empty() && m_rows.front()[i].isNumber; });
    for (const auto& row : m_rows) {
        line([&](std::size_t i) { return row[i].text; }, [&](std::size_t i) { return row[i].isNumber; });
    }
    return out;
}

std::string ResultTable::asJson() const {
    std::string out = "[";
    for (const auto& row : m_rows) {
        out += out.size() > 1 ? ",\n{" : "{";
        for (std::size_t i = 0; i < m_columns.size(); ++i) {
            out += i > 0 ? "," : "";
            appendJsonString(out, m_columns[i]);
            out += ':';
            if (row[i].isNothing) {
                out += "null";
            } else if (row[i].isNumber) {
                out += row[i].text;
            } else {
                appendJsonString(out, row[i].text);
            }
        }
        out += '}';
    }
    return out + "]\n";
}

std::string ResultTable::asCsv() const {
    std::string out;
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        out += (i > 0 ? "," : "") + quoted(m_columns[i]);
    }
    out += '\n';
    for (const auto& row : m_rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            out += (i > 0 ? "," : "") + quoted(row[i].text);
        }
        out += '\n';
    }
    return out;
}

std::string ResultTable::toText(ResultFormat format) const {
    return format == ResultFormat::table ? asTable() : format == ResultFormat::json ? asJson() : asCsv();
}

void ResultTable::print(ResultFormat format) const {
    const std::string text = toText(format);
    std::fwrite(text.data(), 1, text.size(), stdout);
}

} // namespace roundsman
