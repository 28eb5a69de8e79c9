#pragma once

#include <string_view>

namespace roundsman {

/// A `traceparent` header's value as it may be passed on (W3C Trace Context); empty: it is none.
std::string_view validTraceparent(std::string_view header);

} // namespace roundsman
