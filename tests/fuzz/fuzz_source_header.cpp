#include "core/base/check.h"
#include "core/model/provenance.h"

#include <cstdint>

/// Whatever is accepted is written back as it was read.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto runs = roundsman::parseSourceHeader(text)) {
        const auto again = roundsman::parseSourceHeader(roundsman::toHeader(*runs));
        roundsman::check(again && *again == *runs, "a header that was read can be written and read again");
    }
    return 0;
}
