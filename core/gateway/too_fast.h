#pragma once

#include "core/base/net/http.h"
#include "core/gateway/allowance.h"

#include <string_view>

namespace roundsman {

/// 429, with the time to wait. `who`: "This sender", "This address".
HttpResponse tooFastProblem(std::string_view who, const TooFast& over);

} // namespace roundsman
