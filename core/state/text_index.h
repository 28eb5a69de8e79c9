#pragma once

#include "core/base/hash.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

namespace roundsman {

/// Text -> dense number, looked up by view. Never iterated: numbers give the order.
struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return hash64(text); }
};
using TextIndex = std::unordered_map<std::string, std::uint32_t, TextHash, std::equal_to<>>;

} // namespace roundsman
