#pragma once

#include <cstdint>

namespace roundsman {

/// How often this thread asked for memory by `new`, since it began: what benchmarks watch.
std::uint64_t allocationsOfThisThread();

} // namespace roundsman
