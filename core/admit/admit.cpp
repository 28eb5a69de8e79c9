#include "core/admit/admit.h"

#include <algorithm>
#include <cstdlib>

namespace roundsman {
namespace {

constexpr Judgement quarantined(Reason reason, std::string_view hint) {
    return {Verdict::quarantined, reason, hint, false};
}
constexpr Judgement duplicate(Reason reason) {
    return {Verdict::duplicate, reason, {}, false};
}

constexpr double metresPerE7 = earthRadiusMetres * 3.14159265358979323846 / 180.0 / 1e7;

/// Never less than the distance: along the meridian, then along the parallel, taken as long as the equator's part.
double distanceAtMost(GeoPoint a, GeoPoint b) {
    const std::int64_t latitude = std::abs(std::int64_t{a.latitudeE7()} - b.latitudeE7());
    const std::int64_t longitude = std::abs(std::int64_t{a.longitudeE7()} - b.longitudeE7());
    constexpr std::int64_t fullTurn = 3'600'000'000;
    return static_cast<double>(latitude + std::min(longitude, fullTurn - longitude)) * (metresPerE7 * 1.000001);
}

} // namespace

Judgement Admit::judgePlace(Fix& fix, Coordinates written) const {
    MaybePoint place{fix.position, true, !fix.inDegrees, fix.x, fix.y};
    const Judgement judgement = judgePlace(place, written);
    fix.position = place.point;
    return judgement;
}

Judgement Admit::judgePlace(MaybePoint& place, Coordinates written) const {
    if (!place.given) {
        return {};
    }
    if (written == Coordinates::webMercatorMetres) {
        const double x = place.outside ? place.x : place.point.longitude();
        const double y = place.outside ? place.y : place.point.latitude();
        if (!fromWebMercator(x, y, place.point)) {
            return quarantined(Reason::outOfRange, "outside the square of web-mercator metres");
        }
        place.outside = false;
    } else if (place.outside) {
        GeoPoint metres;
        return fromWebMercator(place.x, place.y, metres)
                   ? quarantined(Reason::projectedMetres,
                                 "no degrees, but a place in web-mercator metres: the market may be configured so "
                                 "(coordinates = \"web-mercator\")")
                   : quarantined(Reason::outOfRange, "latitude is -90 to 90, longitude -180 to 180");
    }
    if (place.point == GeoPoint{}) {
        return quarantined(Reason::nullIsland, "exactly (0, 0): a device without a position says so");
    }
    return {};
}

Judgement Admit::judgeClock(const Clocks& clocks) const {
    if (clocks.device - clocks.receive > m_settings.clockAheadMax) {
        return quarantined(Reason::clockAhead, "the device's clock is ahead of the receiver's");
    }
    return {};
}

Judgement Admit::judgeFix(const Fix& fix, const Clocks& clocks, RiderNo rider, const RiderState& state) {
    if (fix.sequence && m_settings.sequenceWindow > 0) {
        const Judgement judgement = judgeSequence(fix, clocks, rider, state);
        if (judgement.verdict != Verdict::accepted) {
            return judgement;
        }
    }
    if (state.hasFix) {
        if (clocks.device == state.deviceTime && m_settings.sameDeviceTimeIsDuplicate) {
            return duplicate(Reason::sameDeviceTime);
        }
        if (clocks.device < state.deviceTime) {
            return {Verdict::late, Reason::olderThanLast, {}, false};
        }
        if (m_settings.jumpRule && !possible(state.position, state.deviceTime, fix.position, clocks.device)) {
            return doubt(fix, clocks.device, rider);
        }
    }
    if (m_settings.accuracyMaxMetres > 0 && fix.accuracyMetres > static_cast<float>(m_settings.accuracyMaxMetres)) {
        return quarantined(Reason::lowAccuracy, "accuracy is over the limit that was set");
    }
    return {};
}

Judgement Admit::judgeSequence(const Fix& fix, const Clocks& clocks, RiderNo rider, const RiderState& state) const {
    const auto answer = m_windows.ask(rider, state.sequence, SequenceWindows::sessionWord(fix.session), *fix.sequence,
                                      m_settings.sequenceWindow);
    // Below the window, only a newer device time tells a phone that counts anew from a very late repeat.
    const bool again =
        answer == SequenceWindows::Answer::belowWindow && fix.deviceTime && clocks.device <= state.deviceTime;
    return answer == SequenceWindows::Answer::taken || again ? duplicate(Reason::sameSequence) : Judgement{};
}

bool Admit::possible(GeoPoint from, EventTime fromTime, GeoPoint to, EventTime toTime) const {
    // Two fixes of one whole second may be up to a second apart.
    const auto millis = std::max<std::int64_t>((toTime - fromTime).count(), 0);
    const double seconds = millis == 0 ? 1.0 : static_cast<double>(millis) / 1000.0;
    const double reach = seconds * m_settings.impossibleSpeedMps;
    return distanceAtMost(from, to) <= reach || distanceMetres(from, to) <= reach;
}

/// A fix too far away to believe. So many in a row that agree with each other are believed after all: then it was the
/// fix before them that was wrong, or the rider was carried, and the last of them is the new anchor.
Judgement Admit::doubt(const Fix& fix, EventTime deviceTime, RiderNo rider) {
    Doubt& doubt = m_doubts[rider];
    const bool newer = doubt.count == 0 || deviceTime > doubt.deviceTime;
    if (newer) {
        const bool agrees = doubt.count > 0 && possible(doubt.position, doubt.deviceTime, fix.position, deviceTime);
        doubt = {fix.position, deviceTime, agrees ? doubt.count + 1 : 1};
        if (m_settings.reanchorFixes > 0 && doubt.count >= m_settings.reanchorFixes) {
            return {Verdict::accepted, Reason::none, {}, true};
        }
    }
    return quarantined(Reason::impossibleJump, "too far from the last accepted fix for the time between");
}

Judgement Admit::judgeEvent(const Event& event) const {
    if (!event.id.empty() && event.kind != EventKind::tick && m_eventIds.taken(event.source, event.id)) {
        return duplicate(Reason::sameEventId);
    }
    return {};
}

void Admit::remember(const Fix& fix, RiderNo rider, RiderState& state, EventTime laneTime, bool late) {
    if (fix.sequence && m_settings.sequenceWindow > 0) {
        m_windows.take(rider, state.sequence, SequenceWindows::sessionWord(fix.session), *fix.sequence, laneTime);
    }
    if (!late && !m_doubts.empty()) {
        m_doubts.erase(rider);
    }
}

void Admit::remember(const Event& event, EventTime laneTime) {
    if (!event.id.empty() && event.kind != EventKind::tick) {
        m_eventIds.take(event.source, event.id, laneTime);
    }
}

void Admit::save(ByteWriter& out) const {
    m_sources.save(out);
    m_eventIds.save(out);
    m_windows.saveOldSessions(out);
    out.put(static_cast<std::uint64_t>(m_doubts.size()));
    for (const auto& [rider, doubt] : m_doubts) {
        out.put(rider.value());
        out.put(doubt.position.latitudeE7());
        out.put(doubt.position.longitudeE7());
        out.put(millisOf(doubt.deviceTime));
        out.put(doubt.count);
    }
}

void Admit::load(ByteReader& in) {
    m_sources.load(in);
    m_eventIds.load(in);
    m_windows.loadOldSessions(in);
    const std::size_t count = in.getCount(24);
    for (std::size_t i = 0; i < count; ++i) {
        const RiderNo rider{in.get<std::uint32_t>()};
        const auto latitude = in.get<std::int32_t>();
        const auto longitude = in.get<std::int32_t>();
        const EventTime time = eventTimeFromMillis(in.get<std::int64_t>());
        m_doubts[rider] = {GeoPoint::fromE7(latitude, longitude), time, in.get<std::uint32_t>()};
    }
}

} // namespace roundsman
