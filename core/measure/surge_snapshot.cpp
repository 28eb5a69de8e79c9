#include "core/measure/surge_meter.h"

namespace roundsman {

void SurgeMeter::save(ByteWriter& out) const {
    // Cells at rest have nothing to remember; the others in key order, so that the same state gives the same bytes.
    std::map<std::pair<MarketNo, CellId>, const Spot*> kept;
    for (const Spot& spot : m_spots) {
        if (!spot.atRest()) {
            kept.emplace(std::pair(spot.market, spot.cell), &spot);
        }
    }
    out.put(std::int32_t{m_settings.cellResolution});
    out.put(std::uint64_t{kept.size()});
    for (const auto& [key, spot] : kept) {
        out.put(spot->market.value());
        out.put(spot->cell.value());
        out.put(spot->ema);
        out.put(spot->value);
        out.put(spot->active);
        out.put(spot->minutesBelow);
    }
    out.put(std::uint64_t{m_demand.size()});
    for (const Demand& demand : m_demand) {
        out.put(millisOf(demand.logTime));
        out.put(demand.market.value());
        out.put(demand.cell.value());
        out.put(demand.customer);
    }
    out.put(std::uint64_t{m_marks.size()});
    for (const Mark& mark : m_marks) {
        out.put(millisOf(mark.minute));
        out.put(mark.document.offset.value());
        out.put(mark.document.index);
    }
    out.put(std::uint64_t{m_lastInput.size()});
    for (const EventTime time : m_lastInput) {
        out.put(millisOf(time));
    }
}

bool SurgeMeter::load(ByteReader& in) {
    m_settings.cellResolution = in.get<std::int32_t>(); // or the settings that come next would drop all these cells
    m_spots.clear();
    m_spotOf.clear();
    for (std::size_t n = in.getCount(28); n > 0; --n) {
        const MarketNo market{in.get<std::uint16_t>()};
        Spot& spot = m_spots[spotOf(market, CellId{in.get<std::uint64_t>()})];
        spot.ema = in.get<double>();
        spot.value = in.get<double>();
        spot.active = in.get<bool>();
        spot.minutesBelow = in.get<std::uint8_t>();
    }
    m_demand.clear();
    for (std::size_t n = in.getCount(22); n > 0; --n) {
        const EventTime logTime = eventTimeFromMillis(in.get<std::int64_t>());
        const MarketNo market{in.get<std::uint16_t>()};
        const CellId cell{in.get<std::uint64_t>()};
        m_demand.push_back({logTime, market, cell, in.get<std::uint32_t>()});
    }
    m_marks.clear();
    for (std::size_t n = in.getCount(20); n > 0; --n) {
        const EventTime minute = eventTimeFromMillis(in.get<std::int64_t>());
        const Offset offset{in.get<std::int64_t>()};
        m_marks.push_back({minute, {offset, in.get<std::uint32_t>()}});
    }
    m_lastInput.clear();
    for (std::size_t n = in.getCount(8); n > 0; --n) {
        m_lastInput.push_back(eventTimeFromMillis(in.get<std::int64_t>()));
    }
    return in.ok();
}

} // namespace roundsman
