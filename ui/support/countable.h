#pragma once

#include <concepts>
#include <limits>
#include <utility>

namespace roundsman {

/// A count as tr() takes it, which chooses the word's form by it.
int countable(std::integral auto count) {
    return std::cmp_less(count, std::numeric_limits<int>::max()) ? static_cast<int>(count)
                                                                 : std::numeric_limits<int>::max();
}

} // namespace roundsman
