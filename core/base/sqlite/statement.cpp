#include "core/base/sqlite/statement.h"

#include "core/base/sqlite/handle.h"

#include <sqlite3.h>

namespace roundsman::sqlite {

void Statement::finalize() {
    sqlite3_finalize(m_statement);
    m_statement = nullptr;
}

void Statement::remember(int code) {
    if (code != SQLITE_OK && m_bindCode == SQLITE_OK) [[unlikely]] {
        m_bindCode = code;
    }
}

void Statement::bindInteger(int parameter, std::int64_t value) {
    remember(sqlite3_bind_int64(m_statement, parameter, value));
}

void Statement::bindAt(int parameter, double value) {
    remember(sqlite3_bind_double(m_statement, parameter, value));
}

void Statement::bindAt(int parameter, std::string_view text) {
    // a null pointer would bind NULL
    const char* data = text.data() != nullptr ? text.data() : "";
    remember(sqlite3_bind_text64(m_statement, parameter, data, text.size(), SQLITE_STATIC, SQLITE_UTF8));
}

void Statement::bindAt(int parameter, Bytes blob) {
    const void* data = blob.data() != nullptr ? static_cast<const void*>(blob.data()) : "";
    remember(sqlite3_bind_blob64(m_statement, parameter, data, blob.size(), SQLITE_STATIC));
}

void Statement::bindNull(int parameter) {
    remember(sqlite3_bind_null(m_statement, parameter));
}

int Statement::parameter(const char* name) const {
    return sqlite3_bind_parameter_index(m_statement, name);
}

Result<bool> Statement::step() {
    const int bindCode = std::exchange(m_bindCode, SQLITE_OK);
    const int code = bindCode != SQLITE_OK ? bindCode : sqlite3_step(m_statement);
    if (code == SQLITE_ROW) {
        return true;
    }
    if (code == SQLITE_DONE) {
        sqlite3_reset(m_statement);
        return false;
    }
    sqlite3* handle = sqlite3_db_handle(m_statement);
    const char* file = handle != nullptr ? sqlite3_db_filename(handle, "main") : nullptr;
    Error error = errorOf(handle, code, file != nullptr ? file : "");
    sqlite3_reset(m_statement);
    return std::unexpected(std::move(error));
}

Done Statement::run() {
    for (;;) {
        const auto row = step();
        if (!row) {
            return std::unexpected(row.error());
        }
        if (!*row) {
            return {};
        }
    }
}

void Statement::reset() {
    sqlite3_reset(m_statement);
    m_bindCode = SQLITE_OK;
}

void Statement::clearBindings() {
    sqlite3_clear_bindings(m_statement);
}

std::int64_t Statement::integer(int column) const {
    return sqlite3_column_int64(m_statement, column);
}

double Statement::real(int column) const {
    return sqlite3_column_double(m_statement, column);
}

std::string_view Statement::text(int column) const {
    const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(m_statement, column));
    return {data, static_cast<std::size_t>(sqlite3_column_bytes(m_statement, column))};
}

Bytes Statement::blob(int column) const {
    const auto* data = static_cast<const std::byte*>(sqlite3_column_blob(m_statement, column));
    return {data, static_cast<std::size_t>(sqlite3_column_bytes(m_statement, column))};
}

bool Statement::isNull(int column) const {
    return sqlite3_column_type(m_statement, column) == SQLITE_NULL;
}

int Statement::columns() const {
    return sqlite3_column_count(m_statement);
}

std::string_view Statement::columnName(int column) const {
    return sqlite3_column_name(m_statement, column);
}

} // namespace roundsman::sqlite
