#include "core/base/hash.h"
#include "core/lane/lane.h"
#include "core/lane/stages.h"

namespace roundsman {

Lane::Lane(PartitionNo partition, LaneSettings settings)
    : m_stages(std::make_unique<Stages>(partition, std::move(settings))) {}
Lane::Lane(std::unique_ptr<Stages> stages) : m_stages(std::move(stages)) {}
Lane::Lane(Lane&&) noexcept = default;
Lane& Lane::operator=(Lane&&) noexcept = default;
Lane::~Lane() = default;

void Lane::apply(std::span<const RecordView> records, LaneOutput& out) {
    m_stages->apply(records, out);
}

PartitionNo Lane::partition() const {
    return m_stages->m_partition;
}

Offset Lane::nextOffset() const {
    return m_stages->m_next.value() < 0 ? Offset{0} : m_stages->m_next;
}

EventTime Lane::laneTime() const {
    return m_stages->m_fleet.laneTime();
}

const VerdictCounts& Lane::verdicts() const {
    return m_stages->m_verdicts;
}

const LaneSettings& Lane::settings() const {
    return m_stages->m_fleet.settings();
}

FramePtr Lane::frame(StaleCause outside, EventTime now) {
    Stages& s = *m_stages;
    return s.m_frames.make(s.m_partition, nextOffset(), s.m_verdicts, s.m_fleet, s.m_measure, {outside, now});
}

std::vector<FixSeen> Lane::recentFixes(RiderNo rider) const {
    const Fleet& fleet = m_stages->m_fleet;
    return rider.value() < fleet.riderCount() ? m_stages->m_recent.of(rider, fleet.rider(rider))
                                              : std::vector<FixSeen>{};
}

std::string Lane::snapshot() const {
    return m_stages->save();
}

std::expected<Lane, std::string> Lane::fromSnapshot(std::string_view bytes) {
    auto stages = std::make_unique<Stages>(PartitionNo{0}, LaneSettings{});
    if (auto loaded = stages->load(bytes); !loaded) {
        return std::unexpected(std::move(loaded.error()));
    }
    return Lane(std::move(stages));
}

std::uint64_t Lane::digest() const {
    return hash64(m_stages->payload());
}

Lane::Memory Lane::memory() const {
    const Fleet& fleet = m_stages->m_fleet;
    return {.riders = fleet.riderCount(),
            .riderBytes = fleet.riders().bytes() + m_stages->m_admit.riderBytes(),
            .openOrders = fleet.orders().open().size(),
            .openOrderBytes = fleet.orders().openBytes()};
}

void Lane::measureStages(StageClock clock) {
    m_stages->m_clock = clock;
    m_stages->m_costs = {};
    m_stages->m_measure.measureStages(clock);
}

Lane::StageCosts Lane::stageCosts() const {
    StageCosts costs = m_stages->m_costs;
    const Measure::StageCosts& parts = m_stages->m_measure.stageCosts();
    costs.surge = parts.surge;
    costs.eta = parts.eta;
    costs.fences = parts.fences;
    costs.rollups = parts.rollups;
    costs.alerts = parts.alerts;
    return costs;
}

} // namespace roundsman
