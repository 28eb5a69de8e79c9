#pragma once

#include "core/base/time.h"

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace roundsman {

/// Everything in a running node that could grow or wait has its limit here.
struct NodeLimits {
    std::size_t queuedBatchesMax = 8; ///< of each lane; a full queue pauses its partition
    std::size_t queuedOutputsMax = 8; ///< of all lanes together, before history
    std::uint64_t outputDocumentsMax =
        65'536;                            ///< while history is busy an output grows up to here, then the lane waits
    std::uint64_t commitDocuments = 1'000; ///< history commits after so many documents …
    Millis commitEvery{1'000};             ///< … or so much time
    Millis snapshotEvery{30'000};          ///< of each lane's state
    double framesPerSecond = 10;           ///< of each lane, while somebody watches
    Millis unwatchedFrameEvery{1'000};     ///< while nobody does
    Millis pollWait{100};                  ///< the longest a quiet log is waited for
    Millis retryFirst{250};                ///< back-off after trouble, doubled each time …
    Millis retryMax{10'000};               ///< … up to here
    Millis drainMax{1'200};                ///< stopping: after it queues are abandoned (nothing is lost: not committed)
    Millis tickAfter{1'000};               ///< silence of a partition before a clock.tick
    Millis watchEvery{250};                ///< how often lags and rates are taken
    Millis laneLateAfter{15'000};          ///< a lag that makes riders' age the lane's fault
    std::size_t questionsMax = 64;         ///< of people, waiting for one lane

    bool operator==(const NodeLimits&) const = default;
};

} // namespace roundsman
