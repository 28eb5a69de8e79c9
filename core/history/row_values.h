#pragma once

#include "core/base/sqlite/statement.h"
#include "core/base/time.h"
#include "core/history/trail_bytes.h"
#include "core/model/ids.h"

#include <cstdint>

namespace roundsman {

// How what the engine knows stands in a column of SQLite's, whose integers are signed: of 64 bits each is kept.
inline std::int64_t number(auto strongId) {
    return static_cast<std::int64_t>(strongId.value());
}
inline std::int64_t code(auto enumerator) {
    return static_cast<std::int64_t>(enumerator);
}
inline std::int64_t bitsOf(std::uint64_t value) {
    return static_cast<std::int64_t>(value);
}

template <typename Id>
Id idAt(const sqlite::Statement& row, int column) {
    return Id{static_cast<typename Id::rep>(row.integer(column))};
}
inline EventTime timeAt(const sqlite::Statement& row, int column) {
    return eventTimeFromMillis(row.integer(column));
}
inline DocumentRef documentAt(const sqlite::Statement& row, int column) {
    return {Offset{row.integer(column)}, static_cast<std::uint32_t>(row.integer(column + 1))};
}
inline ByteSpan spanOf(sqlite::Bytes bytes) {
    return {reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()};
}

} // namespace roundsman
