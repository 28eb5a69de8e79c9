#include "core/base/utf8.h"

#include <doctest/doctest.h>

#include <string>

using namespace roundsman;

namespace {

std::string encoded(std::uint32_t c) {
    if (c < 0x80) {
        return {static_cast<char>(c)};
    }
    if (c < 0x800) {
        return {static_cast<char>(0xC0 | c >> 6), static_cast<char>(0x80 | (c & 63))};
    }
    if (c < 0x10000) {
        return {static_cast<char>(0xE0 | c >> 12), static_cast<char>(0x80 | (c >> 6 & 63)),
                static_cast<char>(0x80 | (c & 63))};
    }
    return {static_cast<char>(0xF0 | c >> 18), static_cast<char>(0x80 | (c >> 12 & 63)),
            static_cast<char>(0x80 | (c >> 6 & 63)), static_cast<char>(0x80 | (c & 63))};
}

} // namespace

TEST_CASE("every character is UTF-8, whole or cut anywhere; surrogates and what lies beyond the last are not") {
    for (std::uint32_t c = 0; c < 0x110800; ++c) {
        const std::string text = encoded(c);
        const bool real = c < 0x110000 && (c < 0xD800 || c > 0xDFFF);
        REQUIRE_MESSAGE(isUtf8(text) == real, c);
        for (std::size_t cut = 1; cut < text.size(); ++cut) {
            Utf8Checker checker;
            const bool fed = checker.feed(text.substr(0, cut)) && checker.feed(text.substr(cut));
            REQUIRE_MESSAGE((fed && checker.complete()) == real, c);
        }
    }
}

TEST_CASE("overlong forms, lone continuations and cut characters are refused") {
    for (const std::string_view text :
         {"\xC0\xAF", "\xE0\x80\xAF", "\xF0\x80\x80\xAF", "\x80", "abc\xBF", "\xC3", "\xE2\x82", "\xF8\x88\x80\x80\x80",
          "\xFF", "aaaaaaaaaaaaaaaa\xC3(", "\xC3\xA9\xC3"}) {
        CHECK_FALSE(isUtf8(text));
    }
}
