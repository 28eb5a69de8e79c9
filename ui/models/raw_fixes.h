#pragma once

#include "core/api/console_api.h"

#include <optional>
#include <string_view>
#include <vector>

namespace roundsman {

/// What admission made of a rider's documents, as far as the console can find out: what his trail holds was taken, what
/// the quarantine holds was not, and what the lane still remembers it says itself.
struct FixVerdicts {
    Table trail;                          ///< QueryKind::trail of the rider
    Table quarantine;                     ///< QueryKind::quarantine of that time
    std::vector<FixSeen> recent;          ///< the lane's own memory; wins
    std::optional<Offset> judgedBefore{}; ///< the lane has not read further: nothing is said of what comes after
};

/// A rider's position documents in these records, in the order of the log, each beside what was admitted of it. Read by
/// the lane's own decoder, so that what stands here is what admission saw. Columns: partition, offset, document,
/// log_time; raw_time, raw_latitude, raw_longitude (nothing: the document names none); verdict, reason, hint; time,
/// latitude, longitude (nothing: it was not taken). An empty verdict: not judged yet. A document that is in no book was
/// a duplicate: history does not keep them, and the reason is told only where an earlier row shows it. REQUIRES: the
/// records are of one partition
Table rawBesideAdmitted(const std::vector<SeenRecord>& records, std::string_view rider, const FixVerdicts& verdicts);

} // namespace roundsman
