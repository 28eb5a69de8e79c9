#pragma once

#include "core/base/net/http.h"

#include <string_view>

namespace roundsman {

// What an HTTP parser takes in good faith and two parties may read in two ways (request smuggling), refused before it
// is parsed. Each gives a sentence for the sender, or an empty text.

/// Of the beginning of a header that is not whole yet.
std::string_view headerStartTrouble(std::string_view bytes);
/// Of a whole header, with its empty line.
std::string_view headerTrouble(std::string_view bytes);

/// Writes the path and query of a target into a request that has its headers. One in absolute form
/// ("http://localhost/hello") stands above the Host header (RFC 9112, 3.2.2). What is no target stands in `path` as it
/// is.
void takeTarget(HttpRequest& request, std::string_view target);

struct RequestTrouble {
    unsigned status = 0; ///< 0: none
    std::string_view sentence;
};
/// Of the parsed header. `version` is 10 or 11.
RequestTrouble requestTrouble(const HttpRequest& request, unsigned version);
/// Of one that asks for a WebSocket.
std::string_view handshakeTrouble(const HttpRequest& request);

} // namespace roundsman
