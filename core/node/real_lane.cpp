#include "core/lane/lane.h"
#include "core/node/stages.h"

#include <utility>

namespace roundsman {
namespace {

class RealLane final : public LaneStage {
public:
    explicit RealLane(Lane lane) : m_lane(std::move(lane)) {}

    void apply(std::span<const RecordView> records, LaneOutput& out) override { m_lane.apply(records, out); }
    [[nodiscard]] Offset nextOffset() const override { return m_lane.nextOffset(); }
    [[nodiscard]] EventTime laneTime() const override { return m_lane.laneTime(); }
    [[nodiscard]] const VerdictCounts& verdicts() const override { return m_lane.verdicts(); }
    [[nodiscard]] FramePtr frame(StaleCause outside, EventTime now) override { return m_lane.frame(outside, now); }
    [[nodiscard]] std::vector<FixSeen> recentFixes(RiderNo rider) const override { return m_lane.recentFixes(rider); }
    [[nodiscard]] std::string snapshot() const override { return m_lane.snapshot(); }

private:
    Lane m_lane;
};

} // namespace

std::unique_ptr<LaneStage> makeRealLane(PartitionNo partition, const LaneSettings& settings,
                                        const std::string& snapshot) {
    if (!snapshot.empty()) {
        if (auto lane = Lane::fromSnapshot(snapshot)) {
            return std::make_unique<RealLane>(std::move(*lane));
        }
        // Another code version, or damaged: the log has everything, so the lane is rebuilt from there.
    }
    return std::make_unique<RealLane>(Lane(partition, settings));
}

} // namespace roundsman
