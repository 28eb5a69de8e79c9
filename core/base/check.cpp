#include "core/base/check.h"

#include <cstdio>
#include <cstdlib>

namespace roundsman {

void checkFailed(std::string_view promise, const std::source_location& where) {
    std::fprintf(stderr, "roundsman: broken promise at %s:%u: %.*s\n", where.file_name(), where.line(),
                 static_cast<int>(promise.size()), promise.data());
    std::abort();
}

} // namespace roundsman
