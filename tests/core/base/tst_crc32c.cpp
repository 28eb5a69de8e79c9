#include "core/base/crc32c.h"

#include <doctest/doctest.h>

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
