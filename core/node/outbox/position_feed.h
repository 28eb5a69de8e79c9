#pragma once

#include "core/base/log_lines.h"
#include "core/base/metrics.h"
#include "core/base/worker.h"
#include "core/log/kafka_outbox.h"
#include "core/model/frame.h"

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace roundsman {

/// Each rider's newest position that is committed, to the topic rider-positions: at most one a rider in so much time,
/// whatever he sends. It is made from frames, so that it costs nothing a fix; a frame waits until history has what it
/// shows. After a start everybody's position is sent once more, for nobody knows what the last run still sent. The id
/// of a message is made from what it says: one id, one content.
class PositionFeed {
public:
    struct Lane {
        PartitionNo partition;
        std::function<FramePtr()> newest;  ///< null: none yet
        std::function<Offset()> committed; ///< history has everything before it
    };
    struct Surroundings {
        Metrics& metrics;
        const LogLines& lines;
    };

    PositionFeed(std::vector<Lane> lanes, std::unique_ptr<KafkaTopics> topics, Millis every,
                 const Surroundings& around);
    ~PositionFeed(); ///< stops

    void start(Worker::Failed failed);
    void requestStop(); ///< returns at once
    void join() { m_worker.join(); }

private:
    struct Watched {
        Lane lane;
        FramePtr waiting;                ///< not committed yet
        std::uint64_t seen = 0;          ///< sequence of the last frame that was looked at
        std::vector<std::uint64_t> told; ///< what was last sent of each rider; 0: nothing
    };
    struct Message {
        std::uint32_t rider;
        std::uint64_t hash;
        std::string key;
        std::string id;
        std::string value;
    };

    void run(const std::stop_token& stop);
    void look(Watched& watched, const std::stop_token& stop);
    bool tell(Watched& watched, const Frame& frame, std::size_t& next);
    void setTrouble(const std::string& sentence);

    std::vector<Watched> m_watched; ///< the feed's thread alone
    const std::unique_ptr<KafkaTopics> m_topics;
    const Millis m_every;
    const LogLines& m_lines;
    Counter& m_sent;
    std::string m_trouble;

    std::mutex m_mutex;
    std::condition_variable_any m_rested;
    Worker m_worker; // last
};

/// What a position says of its rider, as one JSON object. REQUIRES: dot.hasFix
std::string positionJson(const RiderDot& dot, std::string_view rider, std::string_view market);

} // namespace roundsman
