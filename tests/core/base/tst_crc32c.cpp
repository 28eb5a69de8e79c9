#include "core/base/crc32c.h"

#include <doctest/doctest.h>

#include <span>
#include <string>

using namespace roundsman;

TEST_CASE("the sums that RFC 3720 lists come out") {
    CHECK(crc32c("123456789") == 0xe3069283);
    CHECK(crc32c(std::string(32, '\0')) == 0x8a9136aa);
    CHECK(crc32c(std::string(32, '\xff')) == 0x62a8ab43);
    CHECK(crc32c("") == 0);
}

TEST_CASE("pieces give the sum of the whole, wherever it is cut") {
    const std::string text = "every picture can be followed back to its record";
    for (std::size_t cut = 0; cut <= text.size(); ++cut) {
        CAPTURE(cut);
        CHECK(crc32c(text.substr(cut), crc32c(text.substr(0, cut))) == crc32c(text));
    }
}

TEST_CASE("tables and the processor's instruction give one sum, for pieces of every length and from every address") {
    std::string text;
    for (int i = 0; i < 300; ++i) {
        text += static_cast<char>(i * 37);
    }
    const auto bytes = std::as_bytes(std::span(text));
    for (std::size_t from = 0; from < 9; ++from) {
        for (std::size_t size = 0; from + size <= bytes.size(); ++size) {
            const auto piece = bytes.subspan(from, size);
            REQUIRE(crc32cByTables(piece, 7) == crc32c(piece, 7));
        }
    }
}
