#include "core/decode/position_query.h"

#include "core/base/json_text.h"
#include "core/decode/json_number.h"

#include <array>
#include <utility>

namespace roundsman {
namespace {

int hexOf(char c) {
    return c >= '0' && c <= '9' ? c - '0' : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10 : -1;
}

std::string unescaped(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool escape = text[i] == '%' && i + 2 < text.size() && hexOf(text[i + 1]) >= 0 && hexOf(text[i + 2]) >= 0;
        if (escape) {
            out += static_cast<char>(hexOf(text[i + 1]) * 16 + hexOf(text[i + 2]));
            i += 2;
        } else {
            out += text[i] == '+' ? ' ' : text[i];
        }
    }
    return out;
}

/// The words of queries and the fields they become; numbers are written as they came when they are numbers.
constexpr std::array<std::pair<std::string_view, std::string_view>, 14> words{{
    {"id", "driverId"},
    {"deviceid", "driverId"},
    {"driverId", "driverId"},
    {"lat", "latitude"},
    {"lon", "longitude"},
    {"latitude", "latitude"},
    {"longitude", "longitude"},
    {"timestamp", "timestamp"},
    {"speed", "speed"},
    {"bearing", "heading"},
    {"heading", "heading"},
    {"accuracy", "accuracy"},
    {"hacc", "accuracy"},
    {"market", "market"},
}};

void addMember(std::string& document, std::string_view name, std::string_view value) {
    document += document.size() == 1 ? "" : ",";
    appendJsonString(document, name);
    document += ':';
    JsonNumber number;
    const char* const end = value.data() + value.size();
    if (name != "driverId" && !value.empty() && readJsonNumber(value.data(), end, number) == end) {
        document += value;
    } else {
        appendJsonString(document, value);
    }
}

} // namespace

std::optional<std::string> documentFromQuery(std::string_view query) {
    query = query.substr(std::min(query.size(), query.find('?') + 1)); // all of it, when there is no '?'
    std::string document = "{";
    bool named = false;
    while (!query.empty()) {
        const std::size_t end = query.find('&');
        const std::string_view pair = query.substr(0, end);
        query = end == std::string_view::npos ? std::string_view{} : query.substr(end + 1);
        const std::size_t equals = pair.find('=');
        if (equals == std::string_view::npos) {
            continue;
        }
        const std::string_view word = pair.substr(0, equals);
        const std::string value = unescaped(pair.substr(equals + 1));
        if (word == "location") {
            const std::size_t comma = value.find(',');
            if (comma != std::string::npos) {
                addMember(document, "latitude", std::string_view(value).substr(0, comma));
                addMember(document, "longitude", std::string_view(value).substr(comma + 1));
            }
            continue;
        }
        for (const auto& [from, to] : words) {
            if (from == word) {
                named = named || (to == "driverId" && !value.empty());
                addMember(document, to, value);
            }
        }
    }
    return named ? std::optional(document + '}') : std::nullopt;
}

} // namespace roundsman
