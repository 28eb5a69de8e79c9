#pragma once

#include "core/base/bytes.h"
#include "core/base/time.h"
#include "core/model/ids.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string_view>
#include <utility>

namespace roundsman {

/// Which connections each rider has, by what their documents call them. He uses one, the newest; but documents of two
/// gateways may come in any order, and a gateway that falls never says that a connection of its ended. So the end of a
/// connection ends that one alone, and a new one ends those that are older both by their own time and by the log's
/// order: when clocks and log disagree, both are kept until one of them is said to have ended.
class Connections {
public:
    static constexpr std::size_t keptMax = 4; ///< of one rider: of more, the oldest is forgotten

    /// A connection without a name is one, too.
    void begin(RiderNo rider, std::string_view name, EventTime since);
    /// The one of this name, and one without; who names none means all.
    void end(RiderNo rider, std::string_view name);
    [[nodiscard]] bool any(RiderNo rider) const;

    void save(ByteWriter& out) const;
    void load(ByteReader& in, std::size_t riders); ///< `riders`: so many are known

private:
    using Key = std::pair<RiderNo, std::uint64_t>; ///< the second: a hash of the name

    std::map<Key, EventTime> m_since;
};

} // namespace roundsman
