#include "core/base/check.h"
#include "core/base/time.h"

#include <cstdint>
#include <string_view>

/// Whatever is accepted as a time is written in a way that means the same time.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto time = roundsman::parseRfc3339(text)) {
        const auto again = roundsman::parseRfc3339(roundsman::toRfc3339(*time));
        roundsman::check(again && *again == *time, "a time that was read can be written and read again");
    }
    return 0;
}
