#include "core/api/query.h"

#include <algorithm>
#include <cmath>

namespace roundsman {

std::size_t Table::column(std::string_view name) const {
    return static_cast<std::size_t>(std::ranges::find(columns, name) - columns.begin());
}

const Cell& Table::at(std::size_t row, std::string_view name) const {
    static const Cell nothing;
    const std::size_t place = column(name);
    return row < rows.size() && place < rows[row].size() ? rows[row][place] : nothing;
}

std::int64_t wholeOf(const Cell& cell, std::int64_t otherwise) {
    if (const auto* whole = std::get_if<std::int64_t>(&cell)) {
        return *whole;
    }
    const auto* number = std::get_if<double>(&cell);
    return number != nullptr && std::isfinite(*number) ? static_cast<std::int64_t>(std::floor(*number)) : otherwise;
}

double numberOf(const Cell& cell, double otherwise) {
    if (const auto* whole = std::get_if<std::int64_t>(&cell)) {
        return static_cast<double>(*whole);
    }
    const auto* number = std::get_if<double>(&cell);
    return number != nullptr ? *number : otherwise;
}

EventTime timeOf(const Cell& cell) {
    const auto* time = std::get_if<EventTime>(&cell);
    return time != nullptr ? *time : EventTime{};
}

std::string textOf(const Cell& cell) {
    const auto* text = std::get_if<std::string>(&cell);
    return text != nullptr ? *text : std::string{};
}

} // namespace roundsman
