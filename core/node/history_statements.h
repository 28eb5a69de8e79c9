#pragma once

#include "core/api/console_api.h"

#include <cstdint>
#include <expected>
#include <string>
#include <vector>

namespace roundsman {

/// A question as SQL: a statement that ends in LIMIT ? OFFSET ?, and what is bound before these two. The columns of the
/// answer are what its SELECT names; a suffix after "__" says what a number means (history_questions.cpp).
struct Asked {
    std::string sql;
    std::vector<std::int64_t> numbers{}; ///< bound first, in order
    std::vector<std::string> texts{};    ///< bound after them
};

/// What to ask history's main file for. What a console asks again every few seconds is found by an index: an order's
/// page, the newest orders, what is held back for a reason.
std::expected<Asked, Trouble> statementFor(const Query& query);

} // namespace roundsman
