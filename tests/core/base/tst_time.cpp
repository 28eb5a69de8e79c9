#include "core/base/time.h"

#include <doctest/doctest.h>

using namespace roundsman;

TEST_CASE("a time with an offset is the same instant in UTC") {
    CHECK(parseRfc3339("2026-11-21T14:30:00+05:30") == parseRfc3339("2026-11-21T09:00:00Z"));
}

TEST_CASE("decimals beyond milliseconds are cut") {
    CHECK(millisOf(*parseRfc3339("1970-01-01T00:00:01.2349Z")) == 1234);
}

TEST_CASE("a time is written as it is read") {
    CHECK(toRfc3339(*parseRfc3339("2024-02-29T23:59:59.007Z")) == "2024-02-29T23:59:59.007Z");
}

TEST_CASE("what is not a date, a time or an offset is refused") {
    for (const auto* text : {"", "2026-11-21", "2026-02-29T00:00:00Z", "2026-11-21T24:00:00Z", "2026-11-21T09:00:00",
                             "2026-11-21T09:00:00.Z", "2026-11-21T09:00:00+24:00", "2026-11-21T09:00:60Z",
                             "9999-12-31T23:59:60Z", "9999-12-31T23:30:00-01:00", "0000-01-01T00:00:00+01:00"}) {
        CAPTURE(text);
        CHECK_FALSE(parseRfc3339(text).has_value());
    }
}
