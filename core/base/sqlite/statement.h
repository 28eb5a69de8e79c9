#pragma once

#include "core/base/sqlite/error.h"

#include <concepts>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

struct sqlite3_stmt;

namespace roundsman::sqlite {

using Bytes = std::span<const std::byte>;

inline Bytes bytesOf(std::string_view text) {
    return std::as_bytes(std::span(text.data(), text.size()));
}
inline std::string_view textOf(Bytes bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// A prepared statement. Must be gone before its connection; used by the connection's thread.
///
/// Text and blobs are bound by reference, never copied: what they point at must live until the statement is reset
/// (run() and a step() that ends reset it). A bind that fails is told by the next step(). Columns count from 0, and
/// their views hold until the next step() or reset().
class Statement {
public:
    Statement() = default;
    ~Statement() { finalize(); }
    Statement(Statement&& other) noexcept
        : m_statement(std::exchange(other.m_statement, nullptr)), m_bindCode(std::exchange(other.m_bindCode, 0)) {}
    Statement& operator=(Statement&& other) noexcept {
        if (this != &other) {
            finalize();
            m_statement = std::exchange(other.m_statement, nullptr);
            m_bindCode = std::exchange(other.m_bindCode, 0);
        }
        return *this;
    }

    /// Binds the first values in order, from parameter 1 on.
    template <typename... Values>
    Statement& bind(const Values&... values) {
        int at = 0;
        (bindAt(++at, values), ...);
        return *this;
    }

    template <std::integral Integer>
    void bindAt(int parameter, Integer value) {
        static_assert(sizeof(Integer) < 8 || std::signed_integral<Integer>, "SQLite's integers are signed");
        bindInteger(parameter, static_cast<std::int64_t>(value));
    }
    template <typename Value>
    void bindAt(int parameter, const std::optional<Value>& value) {
        value ? bindAt(parameter, *value) : bindNull(parameter);
    }
    void bindAt(int parameter, double value);
    void bindAt(int parameter, std::string_view text);
    void bindAt(int parameter, const std::string& text) { bindAt(parameter, std::string_view(text)); }
    void bindAt(int parameter, const char* text) { bindAt(parameter, std::string_view(text)); }
    void bindAt(int parameter, Bytes blob);
    void bindAt(int parameter, std::nullopt_t) { bindNull(parameter); }
    void bindNull(int parameter);
    void bindInteger(int parameter, std::int64_t value);
    /// The number of a named parameter (":rider"), 0 when there is none.
    [[nodiscard]] int parameter(const char* name) const;

    /// True: there is a row. False: there are no more, and the statement is reset for its next run.
    Result<bool> step();
    /// Runs a statement whose rows nobody wants, to its end.
    Done run();
    /// Ends a run before its last row; bindings stay.
    void reset();
    void clearBindings();

    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] double real(int column) const;
    [[nodiscard]] std::string_view text(int column) const;
    [[nodiscard]] Bytes blob(int column) const;
    [[nodiscard]] bool isNull(int column) const;
    [[nodiscard]] int columns() const;
    [[nodiscard]] std::string_view columnName(int column) const;

    explicit operator bool() const { return m_statement != nullptr; }

private:
    friend class Connection;
    explicit Statement(sqlite3_stmt* statement) : m_statement(statement) {}
    void finalize();
    void remember(int code);

    sqlite3_stmt* m_statement = nullptr;
    int m_bindCode = 0; // the first bind that failed since the last step
};

} // namespace roundsman::sqlite
