#include "core/lane/frame_maker.h"

#include <utility>

namespace roundsman {
namespace {

constexpr std::ptrdiff_t answersKept = 256;
constexpr std::int32_t networkDelayMillis = 30'000; ///< so much above the usual delay is the network's

Staleness stalenessOf(Millis age, const StalenessSettings& limits) {
    if (age <= limits.ageingAfter) {
        return Staleness::fresh;
    }
    return age <= limits.staleAfter ? Staleness::ageing : age <= limits.lostAfter ? Staleness::stale : Staleness::lost;
}

/// As far as the lane knows: its owner's word first; then fixes that came long after they were taken; then the phone.
StaleCause causeOf(const RiderState& state, Staleness staleness, StaleCause outside) {
    if (outside != StaleCause::none) {
        return outside;
    }
    if (staleness == Staleness::fresh) {
        return StaleCause::none;
    }
    const bool slowNetwork = state.delayMillis - std::int64_t{state.skewMillis} > networkDelayMillis;
    return slowNetwork ? StaleCause::network : StaleCause::device;
}

RiderStatus statusOf(const RiderState& state) {
    return state.givesStatus ? state.status : state.impliedStatus;
}

void fillDot(RiderDot& dot, RiderNo rider, const RiderState& state, EventTime now, const StalenessSettings& limits,
             StaleCause outside) {
    const Staleness staleness = state.hasFix ? stalenessOf(now - state.logTime, limits) : Staleness::lost;
    const bool old = staleness == Staleness::stale || staleness == Staleness::lost;
    dot.rider = rider;
    dot.order = state.order;
    dot.position = state.position;
    dot.previous = state.previous;
    dot.fixTime = state.deviceTime;
    dot.previousFixTime = state.deviceTime - Millis{state.previousAgeMillis};
    dot.logTime = state.logTime;
    dot.speedMps = state.speedMps;
    dot.headingDegrees = old ? -1 : state.headingDegrees;
    dot.skewMillis = state.skewMillis;
    dot.market = state.market;
    dot.status = statusOf(state);
    dot.staleness = staleness;
    dot.cause = causeOf(state, staleness, outside);
    dot.jumped = state.jumped;
    dot.hasFix = state.hasFix;
}

OrderView viewOf(const OrderRow& order, const OrderEta& eta) {
    return {.order = order.order,
            .id = order.id,
            .market = order.market,
            .merchant = order.merchant,
            .rider = order.rider,
            .pickup = order.pickup,
            .dropoff = order.dropoff,
            .hasDropoff = order.hasDropoff,
            .items = order.items,
            .firstPromisedAt = order.firstPromisedAt,
            .promisedAt = order.promisedAt,
            .promisedReadyAt = order.promisedReadyAt,
            .times = order.times,
            .last = order.last,
            .eta = eta,
            .version = order.version,
            .claimedBy = order.claimedBy,
            .claimedAt = order.claimedAt,
            .notes = order.notes,
            .lastNote = order.lastNote};
}

MerchantView viewOf(const MerchantRow& merchant) {
    return {.merchant = merchant.merchant,
            .id = merchant.id,
            .name = merchant.name,
            .position = merchant.position,
            .market = merchant.market,
            .intake = merchant.intake,
            .openOrders = merchant.openOrders,
            .version = merchant.version};
}

} // namespace

std::shared_ptr<Frame> FramePool::take(const std::shared_ptr<FramePool>& pool) {
    std::unique_ptr<Frame> frame;
    {
        const std::scoped_lock lock(pool->m_mutex);
        if (!pool->m_free.empty()) {
            frame = std::move(pool->m_free.back());
            pool->m_free.pop_back();
        }
    }
    if (!frame) {
        frame = std::make_unique<Frame>();
    }
    const auto giveBack = [pool](Frame* used) {
        std::unique_ptr<Frame> owned(used);
        const std::scoped_lock lock(pool->m_mutex);
        if (pool->m_free.size() < framesKept) {
            pool->m_free.push_back(std::move(owned));
        }
    };
    return {frame.release(), giveBack};
}

FramePtr FrameMaker::make(PartitionNo partition, Offset nextOffset, const VerdictCounts& verdicts, const Fleet& fleet,
                          const Measure& measure, const Outside& outside) {
    const std::shared_ptr<Frame> frame = FramePool::take(m_pool);
    frame->partition = partition;
    frame->nextOffset = nextOffset;
    frame->sequence = ++m_sequence;
    frame->laneTime = fleet.laneTime();
    frame->ownersTime = outside.now;
    frame->verdicts = verdicts;
    frame->ridersByStatus = {};
    frame->ridersByStaleness = {};
    frame->riders.resize(fleet.riderCount());
    for (std::uint32_t n = 0; n < frame->riders.size(); ++n) {
        RiderDot& dot = frame->riders[n];
        fillDot(dot, RiderNo{n}, fleet.rider(RiderNo{n}), frame->now(), fleet.settings().staleness, outside.cause);
        ++frame->ridersByStatus[static_cast<std::size_t>(dot.status)];
        // Who has never sent a fix is not lost: he has not been found yet.
        frame->ridersByStaleness[static_cast<std::size_t>(dot.staleness)] += dot.hasFix ? 1U : 0U;
    }
    shareLists(*frame, fleet, measure);
    measure.fill(*frame);
    return frame;
}

void FrameMaker::shareLists(Frame& frame, const Fleet& fleet, const Measure& measure) {
    if (!m_riderIds || m_riderIds->size() != fleet.riderCount()) {
        m_riderIds = std::make_shared<const Directory>(fleet.riders().ids());
    }
    if (!m_marketNames || m_marketNames->size() != fleet.marketCount()) {
        m_marketNames = std::make_shared<const Directory>(fleet.marketNames());
    }
    if (m_orderChanges != fleet.orderChanges() || m_etaChanges != measure.etaChanges()) {
        m_orderChanges = fleet.orderChanges();
        m_etaChanges = measure.etaChanges();
        auto orders = std::make_shared<std::vector<OrderView>>();
        for (const auto& [number, order] : fleet.orders().open()) {
            orders->push_back(viewOf(order, measure.eta(number)));
        }
        m_orders = std::move(orders);
    }
    if (m_merchantChanges != fleet.merchantChanges()) {
        m_merchantChanges = fleet.merchantChanges();
        auto merchants = std::make_shared<std::vector<MerchantView>>();
        for (const MerchantRow& merchant : fleet.merchants()) {
            merchants->push_back(viewOf(merchant));
        }
        m_merchants = std::move(merchants);
    }
    frame.riderIds = m_riderIds;
    frame.marketNames = m_marketNames;
    frame.openOrders = m_orders;
    frame.merchants = m_merchants;
    frame.answers = m_answers;
}

void FrameMaker::note(std::span<const CommandAnswerRow> answers) {
    if (answers.empty()) {
        return;
    }
    auto kept = std::make_shared<std::vector<CommandAnswerRow>>();
    if (m_answers) {
        *kept = *m_answers;
    }
    kept->insert(kept->end(), answers.begin(), answers.end());
    if (kept->size() > answersKept) {
        kept->erase(kept->begin(), kept->end() - answersKept);
    }
    m_answers = std::move(kept);
}

} // namespace roundsman
