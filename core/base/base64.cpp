#include "core/base/base64.h"

#include <cstddef>
#include <cstdint>

namespace roundsman {
namespace {

std::string base64(std::string_view bytes, const char* alphabet, bool padded) {
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        std::uint32_t group = 0;
        const std::size_t has = std::min<std::size_t>(3, bytes.size() - i);
        for (std::size_t k = 0; k < 3; ++k) {
            group = group << 8 | (k < has ? static_cast<std::uint8_t>(bytes[i + k]) : 0U);
        }
        for (std::size_t k = 0; k <= has; ++k) {
            text += alphabet[group >> (18 - 6 * k) & 63U];
        }
        if (padded) {
            text.append(3 - has, '=');
        }
    }
    return text;
}

constexpr const char* plainAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr const char* urlAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

} // namespace

std::string toBase64Url(std::string_view bytes) {
    return base64(bytes, urlAlphabet, false);
}
std::string toBase64(std::string_view bytes) {
    return base64(bytes, plainAlphabet, true);
}

std::optional<std::string> fromBase64Url(std::string_view text) {
    const std::string_view alphabet = urlAlphabet;
    std::string bytes;
    std::uint32_t group = 0;
    unsigned bits = 0;
    for (const char c : text) {
        const auto digit = alphabet.find(c);
        if (digit == std::string_view::npos) {
            return {};
        }
        group = group << 6 | static_cast<std::uint32_t>(digit);
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            bytes += static_cast<char>(group >> bits & 0xFF);
        }
    }
    const bool leftOver = bits >= 6 || (group & ((1U << bits) - 1)) != 0;
    return leftOver ? std::nullopt : std::optional{bytes};
}

} // namespace roundsman
