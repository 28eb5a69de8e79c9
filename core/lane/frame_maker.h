#pragma once

#include "core/measure/measure.h"
#include "core/model/frame.h"
#include "core/state/fleet.h"

#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

namespace roundsman {

/// Frames that nobody holds any more, to be filled again. Frames come back from whatever thread let them go, hence the
/// lock: 30 times a second, never for an update.
class FramePool {
public:
    /// An empty or a used frame. It returns here when its last holder lets go, or is freed when the pool is gone.
    static std::shared_ptr<Frame> take(const std::shared_ptr<FramePool>& pool);

private:
    static constexpr std::size_t framesKept = 4;
    std::mutex m_mutex;
    std::vector<std::unique_ptr<Frame>> m_free;
};

/// What a lane cannot know of itself: why everybody's age is not the riders' own, and, when time goes on without the
/// lane, what time it is.
struct Outside {
    StaleCause cause = StaleCause::none;
    EventTime now{};
};

/// Draws a lane's state. What changes seldom (names, orders, merchants) is shared between frames until it changes.
class FrameMaker {
public:
    FramePtr make(PartitionNo partition, Offset nextOffset, const VerdictCounts& verdicts, const Fleet& fleet,
                  const Measure& measure, const Outside& outside);
    /// What the next frames say of commands: the last ones' answers.
    void note(std::span<const CommandAnswerRow> answers);

private:
    void shareLists(Frame& frame, const Fleet& fleet, const Measure& measure);

    std::shared_ptr<FramePool> m_pool = std::make_shared<FramePool>();
    std::uint64_t m_sequence = 0;
    std::shared_ptr<const Directory> m_riderIds;
    std::shared_ptr<const Directory> m_marketNames;
    std::shared_ptr<const std::vector<OrderView>> m_orders;
    std::shared_ptr<const std::vector<MerchantView>> m_merchants;
    std::shared_ptr<const std::vector<CommandAnswerRow>> m_answers;
    std::uint64_t m_orderChanges = UINT64_MAX;
    std::uint64_t m_etaChanges = UINT64_MAX;
    std::uint64_t m_merchantChanges = UINT64_MAX;
};

} // namespace roundsman
