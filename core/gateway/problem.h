#pragma once

#include "core/base/net/http.h"
#include "core/gateway/allowance.h"

#include <string_view>

namespace roundsman {

/// Any answer that is a problem (RFC 9457).
HttpResponse problem(unsigned status, std::string_view title, std::string_view detail = {});

/// 429, with the time to wait. `who`: "This sender", "This address".
HttpResponse tooFastProblem(std::string_view who, const TooFast& over);

} // namespace roundsman
