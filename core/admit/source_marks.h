#pragma once

#include "core/base/bytes.h"
#include "core/model/provenance.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace roundsman {

/// The highest offset taken per source partition, so that what the bridge delivers twice is taken once. Documents of
/// one source record share its offset; the mark rises after the last of them.
class SourceMarks {
public:
    /// The rm-source header of the record whose documents come now; empty: they are nobody's repeat.
    void beginRecord(std::string_view sourceHeader);
    /// To be asked once for each document of the record, in order: true when its source record was taken before.
    bool nextIsRepeat();
    /// After the record's last document.
    void endRecord();

    void save(ByteWriter& out) const;
    void load(ByteReader& in);

private:
    bool nextRun();
    void raise();

    std::map<std::string, std::map<std::int32_t, std::int64_t>, std::less<>> m_marks;
    std::string_view m_header;
    SourceRunView m_run;
    std::int64_t* m_mark = nullptr;  ///< of the present run; std::map never moves it
    std::int64_t m_offset = 0;       ///< of the present document's source record
    std::uint32_t m_recordsLeft = 0; ///< of the run, the present one not counted
    std::uint32_t m_documentsLeft = 0;
    bool m_active = false;
};

} // namespace roundsman
