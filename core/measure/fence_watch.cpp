#include "core/measure/fence_watch.h"

#include <algorithm>
#include <cmath>

namespace roundsman {
namespace {

/// At least so far apart. Most fixes are a few metres from the one before: for those no distance is computed.
bool hasCome(GeoPoint from, GeoPoint to, double metres) {
    constexpr double metresPerE7 = 0.011132;
    const double byLatitude = std::abs(static_cast<double>(to.latitudeE7()) - from.latitudeE7());
    const double byLongitude = std::abs(static_cast<double>(to.longitudeE7()) - from.longitudeE7());
    return (byLatitude + byLongitude) * metresPerE7 >= metres && distanceMetres(from, to) >= metres;
}

} // namespace

std::uint32_t FenceWatch::Visit::count(Side side) const {
    return static_cast<std::uint32_t>(std::ranges::count(last, side));
}

FenceWatch::Slot& FenceWatch::slotOf(RiderNo rider) {
    if (rider.value() >= m_slots.size()) {
        m_slots.resize(rider.value() + std::size_t{1});
    }
    return m_slots[rider.value()];
}

void FenceWatch::change(const Fence& fence) {
    const auto [at, fresh] = m_byId.try_emplace(fence.id, static_cast<std::uint32_t>(m_areas.size()));
    if (fresh) {
        m_areas.emplace_back();
    }
    Area& area = m_areas[at->second];
    if (area.live) {
        m_grid.remove(at->second, area.shape.bounds());
    }
    m_live += area.live ? 0 : 1;
    area = {fence.market, true, fence.exitMarginMetres, fence.dwellAfter, Shape(fence), fence.id, fence.version};
    m_grid.add(at->second, area.shape.bounds());
}

void FenceWatch::remove(std::string_view id, EventTime logTime, DocumentRef document, std::vector<FenceEventRow>& out) {
    const auto at = m_byId.find(id);
    if (at == m_byId.end() || !m_areas[at->second].live) {
        return;
    }
    for (std::uint32_t rider = 0; rider < m_slots.size(); ++rider) {
        auto& visits = m_slots[rider].visits;
        const auto visit = std::ranges::find(visits, at->second, &Visit::area);
        if (visit == visits.end()) {
            continue;
        }
        if (visit->inside) {
            emitForced(*visit, RiderNo{rider}, FenceCause::fenceRemoved, logTime, document, out);
        }
        visits.erase(visit);
    }
    m_grid.remove(at->second, m_areas[at->second].shape.bounds());
    m_areas[at->second].live = false;
    --m_live;
}

void FenceWatch::riderLeft(RiderNo rider, EventTime logTime, DocumentRef document, std::vector<FenceEventRow>& out) {
    Slot& slot = slotOf(rider);
    for (const Visit& visit : slot.visits) {
        if (visit.inside) {
            emitForced(visit, rider, FenceCause::riderLeft, logTime, document, out);
        }
    }
    slot.visits.clear();
    slot.hasFix = false;
}

void FenceWatch::apply(const AcceptedFix& fix, std::vector<FenceEventRow>& out) {
    const FixRow& row = fix.row;
    if (row.late || row.accuracyMetres > m_settings.accuracyMaxMetres) { // not measured compares false: taken
        return;
    }
    Slot& slot = slotOf(row.rider);
    if (m_live > 0) {
        const FenceGrid::Place place = m_grid.placeOf(row.position, slot.place);
        const bool samePlace = place.square == slot.place.square;
        slot.place = place;
        const bool nothingNear = slot.visits.empty() && samePlace && m_grid.emptyAt(place);
        if (!nothingNear) {
            const bool path = slot.hasFix && !row.jumped && row.deviceTime - slot.time <= m_settings.segmentGapMax &&
                              hasCome(slot.position, row.position, m_settings.crossMetresMin);
            if (!path || !m_grid.collectPath(slot.position, row.position, m_candidates)) {
                m_grid.collect(place, row.position, m_candidates);
            }
            look(slot, fix, path, out);
        }
    }
    slot.position = row.position;
    slot.time = row.deviceTime;
    slot.hasFix = true;
}

FenceWatch::Side FenceWatch::sideOf(const Area& area, const FixRow& row) const {
    if (area.market != row.market) {
        return Side::out;
    }
    switch (area.shape.reachOf(row.position, area.exitMarginMetres)) {
    case Shape::Reach::inside:
        return Side::in;
    case Shape::Reach::near:
        return Side::between;
    case Shape::Reach::far:
        break;
    }
    return Side::out;
}

/// The fences that the rider is in or may be, and those about him: both ascend, and so does what comes of it.
void FenceWatch::look(Slot& slot, const AcceptedFix& fix, bool path, std::vector<FenceEventRow>& out) {
    auto visit = slot.visits.begin();
    const auto followNext = [&] {
        const Side side = sideOf(m_areas[visit->area], fix.row);
        visit = follow(*visit, side, fix, out) ? visit + 1 : slot.visits.erase(visit);
    };
    for (const std::uint32_t number : m_candidates) {
        while (visit != slot.visits.end() && visit->area < number) {
            followNext();
        }
        if (visit != slot.visits.end() && visit->area == number) {
            followNext();
        } else if (const auto met = meet(number, slot, fix, path, out)) {
            visit = slot.visits.insert(visit, *met) + 1;
        }
    }
    while (visit != slot.visits.end()) {
        followNext();
    }
}

/// A fence that nothing is remembered of.
std::optional<FenceWatch::Visit> FenceWatch::meet(std::uint32_t number, const Slot& slot, const AcceptedFix& fix,
                                                  bool path, std::vector<FenceEventRow>& out) {
    const Area& area = m_areas[number];
    if (area.market != fix.row.market) {
        return {};
    }
    if (!area.shape.contains(fix.row.position)) {
        if (path && area.shape.crossedBy(slot.position, fix.row.position)) {
            emit(area, FenceChange::cross, fix.row, Millis{0}, out);
        }
        return {};
    }
    Visit visit;
    visit.area = number;
    visit.before = slot.position;
    visit.hasBefore = slot.hasFix && path;
    visit.since = fix.row.deviceTime;
    follow(visit, Side::in, fix, out);
    return visit;
}

/// One more fix of a rider who is in a fence or may be; false: there is nothing more to remember.
bool FenceWatch::follow(Visit& visit, Side side, const AcceptedFix& fix, std::vector<FenceEventRow>& out) {
    visit.last = {side, visit.last[0], visit.last[1]};
    if (!visit.inside) {
        return expect(visit, fix, out);
    }
    const Area& area = m_areas[visit.area];
    const Millis inside = fix.row.deviceTime - visit.since;
    if (visit.count(Side::out) >= m_settings.confirmations) {
        emit(area, FenceChange::exit, fix.row, inside, out);
        return false;
    }
    if (area.dwellAfter > Millis{0} && !visit.dwelt && side != Side::out && inside >= area.dwellAfter) {
        visit.dwelt = true;
        emit(area, FenceChange::dwell, fix.row, inside, out);
    }
    return true;
}

/// Not yet inside: enough fixes confirm it, or they stop coming. One fix inside on a straight way through is a
/// crossing.
bool FenceWatch::expect(Visit& visit, const AcceptedFix& fix, std::vector<FenceEventRow>& out) {
    const Area& area = m_areas[visit.area];
    if (visit.count(Side::in) >= m_settings.confirmations) {
        visit.inside = true;
        visit.last = {Side::in, Side::none, Side::none};
        emit(area, FenceChange::enter, fix.row, Millis{0}, out);
        return true;
    }
    const bool lost = visit.last[0] != Side::in && visit.last[1] != Side::in;
    if (!lost) {
        return true;
    }
    const bool passed = visit.hasBefore && visit.last[0] == Side::out && visit.last[1] == Side::out &&
                        area.shape.reachOf(visit.before, area.exitMarginMetres) == Shape::Reach::far &&
                        distanceMetres(visit.before, fix.row.position) >= m_settings.crossMetresMin;
    if (passed) {
        emit(area, FenceChange::cross, fix.row, Millis{0}, out);
    }
    return false;
}

void FenceWatch::emit(const Area& area, FenceChange change, const FixRow& row, Millis inside,
                      std::vector<FenceEventRow>& out) const {
    out.push_back({area.id, area.version, area.market, row.rider, change, FenceCause::seen, row.deviceTime, row.logTime,
                   row.position, row.document, inside});
}

void FenceWatch::emitForced(const Visit& visit, RiderNo rider, FenceCause cause, EventTime logTime,
                            DocumentRef document, std::vector<FenceEventRow>& out) const {
    const Area& area = m_areas[visit.area];
    const Slot& slot = m_slots[rider.value()];
    out.push_back({area.id, area.version, area.market, rider, FenceChange::exit, cause, logTime, logTime, slot.position,
                   document, std::max(Millis{0}, slot.time - visit.since)});
}

} // namespace roundsman
