#include "core/base/check.h"
#include "core/base/utf8.h"
#include "core/decode/document_decoder.h"
#include "core/decode/position_query.h"
#include "core/decode/recorded_line.h"
#include "core/decode/settings_json.h"

#include <cstdint>
#include <string_view>

using namespace roundsman;

namespace {

/// What the decoder calls readable is JSON, and what it calls unreadable is none.
void decodeOne(std::string_view document) {
    static DocumentDecoder decoder;
    Fix fix;
    Event event;
    Refusal why;
    const DecodedAs what = decoder.decode(document, fix, event, why);
    const bool broken = why.reason == Reason::unreadable || why.reason == Reason::invalidUtf8;
    check(what != DecodedAs::refused || why.reason != Reason::none, "a refusal has a reason");
    check(broken || why.reason == Reason::tooLarge || isJson(document), "what is readable is JSON");
    check(!broken || !isJson(document), "what is JSON is readable");
    if (what == DecodedAs::fix) {
        check(isUtf8(fix.rider) && isUtf8(fix.market) && isUtf8(fix.session), "texts are UTF-8");
        check(!fix.rider.empty(), "a fix has a rider");
    }
    if (what == DecodedAs::event) {
        check(isUtf8(event.id) && isUtf8(event.name) && isUtf8(event.reason), "texts are UTF-8");
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    decodeOne(bytes);
    static RecordedLineReader reader;
    reader.read(bytes);
    if (const auto settings = settingsFromJson(bytes)) {
        check(settingsFromJson(settingsToJson(*settings)) == *settings, "settings are read as they were written");
    }
    if (const auto document = documentFromQuery(bytes); document && isUtf8(bytes) && document->size() < 60'000) {
        check(isJson(*document), "a query becomes a document");
    }
    return 0;
}
