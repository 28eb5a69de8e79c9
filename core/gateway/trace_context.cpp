#include "core/gateway/trace_context.h"

#include <cstddef>

namespace roundsman {
namespace {

bool isHex(std::string_view text) {
    return text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

/// An id of nothing but zeros is no id.
bool isId(std::string_view text) {
    return isHex(text) && text.find_first_not_of('0') != std::string_view::npos;
}

} // namespace

/// version-trace-parent-flags: 2, 32, 16 and 2 digits. A later version may have more behind a dash; what it means is
/// not known here, and a header that is passed on is passed on whole, so that is left alone.
std::string_view validTraceparent(std::string_view header) {
    constexpr std::size_t size = 55;
    if (header.size() != size || header[2] != '-' || header[35] != '-' || header[52] != '-') {
        return {};
    }
    const std::string_view version = header.substr(0, 2);
    const bool valid = isHex(version) && version != "ff" && isId(header.substr(3, 32)) && isId(header.substr(36, 16)) &&
                       isHex(header.substr(53, 2));
    return valid ? header : std::string_view{};
}

} // namespace roundsman
