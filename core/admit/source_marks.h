#pragma once

#include "core/base/bytes.h"
#include "core/model/provenance.h"

#include <compare>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace roundsman {

/// Up to which document each source partition was taken, so that what the bridge delivers twice is taken once, however
/// its records are cut into ours.
class SourceMarks {
public:
    /// The rm-source header of the record whose documents come now; empty: they are nobody's repeat.
    void beginRecord(std::string_view sourceHeader);
    /// To be asked once for each document of the record, in order: true when it was taken before.
    bool nextIsRepeat();
    /// After the record's last document.
    void endRecord();

    void save(ByteWriter& out) const;
    void load(ByteReader& in);

private:
    struct Place { ///< of a document in its source partition
        std::int64_t offset = 0;
        std::uint32_t document = 0;
        auto operator<=>(const Place&) const = default;
    };

    bool nextRun();
    bool nextUnit();
    void passUnit();

    /// Everything before this is taken.
    std::map<std::string, std::map<std::int32_t, Place>, std::less<>> m_marks;
    std::string_view m_header;
    SourceRunView m_run;
    Place* m_mark = nullptr;       ///< of the present run; std::map never moves it
    Place m_at;                    ///< the present document's
    std::uint32_t m_unitsLeft = 0; ///< source records of the run, or documents of a part; the present one not counted
    std::uint32_t m_documentsLeft = 0; ///< of the unit
    bool m_active = false;
};

} // namespace roundsman
