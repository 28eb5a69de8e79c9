#pragma once

#include "core/model/lane_output.h"

namespace roundsman {

/// What the topic dead-letters is told of a document in quarantine: where it stands, why, and its bytes. `n` follows
/// the rows that the document has caused already.
OutboxRow deadLetterOf(const QuarantineRow& row, PartitionNo partition, std::uint32_t n);

} // namespace roundsman
