#include "core/measure/fence_watch.h"
#include "core/measure/measure_bytes.h"

namespace roundsman {

void FenceWatch::save(ByteWriter& out) const {
    out.put(std::uint64_t{m_areas.size()});
    for (const Area& area : m_areas) {
        out.put(std::string_view(area.id));
    }
    out.put(std::uint64_t{m_slots.size()});
    for (const Slot& slot : m_slots) {
        out.put(slot.hasFix);
        putPoint(out, slot.position);
        putTime(out, slot.time);
        out.put(std::uint64_t{slot.visits.size()});
        for (const Visit& visit : slot.visits) {
            out.put(visit.area);
            out.put(visit.inside);
            out.put(visit.dwelt);
            for (const Side side : visit.last) {
                out.put(side);
            }
            putTime(out, visit.since);
            putPoint(out, visit.before);
            out.put(visit.hasBefore);
        }
    }
}

bool FenceWatch::load(ByteReader& in) {
    for (std::size_t n = in.getCount(4); n > 0; --n) {
        const std::string id(in.getText());
        m_byId.emplace(id, static_cast<std::uint32_t>(m_areas.size()));
        m_areas.emplace_back().id = id;
    }
    m_slots.assign(in.getCount(25), {});
    for (Slot& slot : m_slots) {
        slot.hasFix = in.get<bool>();
        slot.position = getPoint(in);
        slot.time = getTime(in);
        slot.visits.resize(in.getCount(26));
        for (Visit& visit : slot.visits) {
            visit.area = in.get<std::uint32_t>();
            visit.inside = in.get<bool>();
            visit.dwelt = in.get<bool>();
            for (Side& side : visit.last) {
                side = in.get<Side>();
            }
            visit.since = getTime(in);
            visit.before = getPoint(in);
            visit.hasBefore = in.get<bool>();
            if (visit.area >= m_areas.size()) {
                return false;
            }
        }
    }
    return in.ok();
}

} // namespace roundsman
