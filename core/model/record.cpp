#include "core/model/record.h"

#include "core/base/crc32c.h"

namespace roundsman {

RecordMark markOf(const RecordView& record) {
    return {.offset = record.offset, .logTime = record.logTime, .checksum = crc32c(record.value, crc32c(record.key))};
}

} // namespace roundsman
