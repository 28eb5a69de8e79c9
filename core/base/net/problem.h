#pragma once

#include "core/base/net/http.h"

#include <string_view>

namespace roundsman {

/// Any answer that is a problem (RFC 9457).
HttpResponse problem(unsigned status, std::string_view title, std::string_view detail = {});

/// The same, with the time after which to ask again (Retry-After).
HttpResponse passingProblem(unsigned status, std::string_view title, std::string_view detail, long seconds);

} // namespace roundsman
