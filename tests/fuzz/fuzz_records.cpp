#include "core/base/check.h"
#include "core/decode/record_splitter.h"
#include "core/lane/lane.h"

#include <array>
#include <cstdint>
#include <string_view>

using namespace roundsman;

namespace {

bool isBlank(std::string_view bytes) {
    return bytes.find_first_not_of(" \t\r\n,[]") == std::string_view::npos;
}

/// Documents lie in the record, one after the other, and between them is nothing but blanks and an array's marks.
std::uint64_t splitOne(std::string_view record) {
    RecordSplitter splitter(record);
    std::string_view document;
    const char* at = record.data();
    std::uint64_t count = 0;
    while (splitter.next(document)) {
        ++count;
        if (document.empty()) {
            continue; // an empty record
        }
        check(document.data() >= at && document.data() + document.size() <= record.data() + record.size(),
              "documents stand in the record, in order");
        check(isBlank({at, static_cast<std::size_t>(document.data() - at)}), "no byte is dropped in silence");
        at = document.data() + document.size();
    }
    check(isBlank({at, static_cast<std::size_t>(record.data() + record.size() - at)}), "nor at the end");
    check(count > 0, "a record has a document");
    return count;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const std::uint64_t documents = splitOne(bytes);

    // The same bytes as a record, and once more as a header: every document has one verdict.
    const std::array<HeaderView, 2> headers{{{header::source, bytes.substr(0, 64)}, {header::receiveTime, "1"}}};
    const RecordView record{.partition = PartitionNo{0},
                            .offset = Offset{0},
                            .logTime = eventTimeFromMillis(1'795'000'000'000),
                            .key = {},
                            .value = bytes,
                            .headers = headers};
    Lane lane(PartitionNo{0}, {});
    LaneOutput out;
    lane.apply({&record, 1}, out);
    check(out.verdicts.documents() == documents, "every document has one verdict");
    check(out.quarantine.size() == out.verdicts.of(Verdict::quarantined), "what is quarantined is kept");
    return 0;
}
