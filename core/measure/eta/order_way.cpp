#include "core/measure/eta/order_way.h"

#include "core/measure/eta/remaining.h"
#include "core/measure/measure_bytes.h"

#include <algorithm>

namespace roundsman {

LegEstimate Stretch::left(EventTime now) const {
    switch (phase) {
    case Phase::ahead:
        return expected;
    case Phase::over:
        return {0, 0, EtaLevel::passed};
    case Phase::running:
        return remainingOf(expected, std::chrono::duration<double>(now - saidAt).count());
    }
    return expected;
}

float Stretch::late(EventTime now) const {
    const EventTime until = phase == Phase::running ? now : endedAt;
    if (phase == Phase::ahead || until <= startedAt || startedAt == EventTime{}) {
        return 0;
    }
    return std::max(0.0F, std::chrono::duration<float>(until - startedAt).count() - predicted.p50Seconds);
}

/// While nothing of the rider is known, what was learned of whole ways knows more than a sum of guesses; not any more
/// when the search for a rider takes too long, or begins again.
bool OrderWay::wholeAnswers(EventTime now) const {
    const Stretch& search = of(Leg::assignment);
    const Stretch& whole = of(Leg::whole);
    if (search.phase != Stretch::Phase::running || whole.phase != Stretch::Phase::running ||
        whole.expected.level == EtaLevel::fallback || search.startedAt != whole.startedAt) {
        return false;
    }
    return std::chrono::duration<float>(now - search.startedAt).count() <= search.expected.p90Seconds;
}

LegEstimate OrderWay::left(EventTime now) const {
    const auto rest = [&](Leg leg) {
        return of(leg).left(now);
    };
    const LegEstimate atCustomer = oneAfterTheOther(rest(Leg::toCustomer), rest(Leg::handOver));
    if (over(Leg::wait)) {
        return atCustomer;
    }
    if (wholeAnswers(now)) {
        return rest(Leg::whole);
    }
    const LegEstimate rider = oneAfterTheOther(rest(Leg::assignment), rest(Leg::toMerchant));
    const LegEstimate bothThere = bothOf(rider, rest(Leg::preparation));
    return oneAfterTheOther(oneAfterTheOther(bothThere, rest(Leg::wait)), atCustomer);
}

namespace {

void put(ByteWriter& out, const LegEstimate& estimate) {
    out.put(estimate.p50Seconds);
    out.put(estimate.p90Seconds);
    out.put(estimate.level);
}

EtaLevel getLevel(ByteReader& in) {
    const auto level = in.get<EtaLevel>();
    if (level > EtaLevel::passed) {
        in.fail();
    }
    return level;
}

LegEstimate getEstimate(ByteReader& in) {
    LegEstimate estimate;
    estimate.p50Seconds = in.get<float>();
    estimate.p90Seconds = in.get<float>();
    estimate.level = getLevel(in);
    return estimate;
}

} // namespace

void OrderWay::save(ByteWriter& out) const {
    out.put(order.value());
    out.put(market);
    out.put(merchant);
    out.put(channel);
    out.put(riderWasAt.latitudeE7());
    out.put(riderWasAt.longitudeE7());
    out.put(riderWasSeen);
    out.put(revision);
    out.put(millisOf(p50At));
    out.put(millisOf(p90At));
    out.put(millisOf(firstP90At));
    out.put(millisOf(madeAt));
    out.put(level);
    for (const Stretch& stretch : stretches) {
        out.put(stretch.phase);
        out.put(millisOf(stretch.startedAt));
        out.put(millisOf(stretch.saidAt));
        out.put(millisOf(stretch.endedAt));
        put(out, stretch.expected);
        put(out, stretch.predicted);
        out.put(stretch.startedBy.offset.value());
        out.put(stretch.startedBy.index);
    }
}

void OrderWay::load(ByteReader& in) {
    order = OrderNo{in.get<std::uint32_t>()};
    market = in.get<std::uint64_t>();
    merchant = in.get<std::uint64_t>();
    channel = in.get<std::uint64_t>();
    const auto latitude = in.get<std::int32_t>();
    riderWasAt = GeoPoint::fromE7(latitude, in.get<std::int32_t>());
    riderWasSeen = in.get<bool>();
    revision = in.get<std::uint32_t>();
    p50At = getTime(in);
    p90At = getTime(in);
    firstP90At = getTime(in);
    madeAt = getTime(in);
    level = getLevel(in);
    for (Stretch& stretch : stretches) {
        stretch.phase = in.get<Stretch::Phase>();
        if (stretch.phase > Stretch::Phase::over) {
            in.fail();
        }
        stretch.startedAt = getTime(in);
        stretch.saidAt = getTime(in);
        stretch.endedAt = getTime(in);
        stretch.expected = getEstimate(in);
        stretch.predicted = getEstimate(in);
        stretch.startedBy.offset = Offset{in.get<std::int64_t>()};
        stretch.startedBy.index = in.get<std::uint32_t>();
    }
}

} // namespace roundsman
