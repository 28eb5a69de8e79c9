#include "core/node/outbox/position_feed.h"

#include "core/base/json_text.h"

#include <cstdio>
#include <functional>
#include <utility>

namespace roundsman {
namespace {

constexpr std::string_view topic = "rider-positions";
constexpr std::size_t messagesAtOnce = 5'000;

void mix(std::uint64_t& hash, std::uint64_t value) {
    hash = (hash ^ value) * 0x9e3779b97f4a7c15ULL;
    hash ^= hash >> 29;
}

/// Of what a message says of the rider; another hash is another message.
std::uint64_t hashOf(const RiderDot& dot) {
    std::uint64_t hash = 0x5bd1e995;
    mix(hash, static_cast<std::uint64_t>(millisOf(dot.fixTime)));
    mix(hash, static_cast<std::uint64_t>(millisOf(dot.logTime)));
    mix(hash, static_cast<std::uint64_t>(static_cast<std::uint32_t>(dot.position.latitudeE7())));
    mix(hash, static_cast<std::uint64_t>(static_cast<std::uint32_t>(dot.position.longitudeE7())));
    mix(hash, (static_cast<std::uint64_t>(dot.market.value()) << 8) | static_cast<std::uint64_t>(dot.status));
    return hash == 0 ? 1 : hash;
}

} // namespace

/// Nothing in it depends on when it is looked at: not the heading, which pictures leave out when it is old.
std::string positionJson(const RiderDot& dot, std::string_view rider, std::string_view market) {
    std::string json = R"({"driverId":)";
    appendJsonString(json, rider);
    json += R"(,"market":)";
    appendJsonString(json, market);
    json += R"(,"latitude":)";
    appendJsonNumber(json, dot.position.latitude());
    json += R"(,"longitude":)";
    appendJsonNumber(json, dot.position.longitude());
    json += R"(,"timestamp":)" + std::to_string(millisOf(dot.fixTime));
    json += R"(,"loggedAt":)" + std::to_string(millisOf(dot.logTime));
    if (dot.status != RiderStatus::unknown) {
        json += R"(,"status":")" + std::string(toText(dot.status)) + "\"";
    }
    return json + "}";
}

PositionFeed::PositionFeed(std::vector<Lane> lanes, std::unique_ptr<KafkaTopics> topics, Millis every,
                           const Surroundings& around)
    : m_topics(std::move(topics)),
      m_every(every),
      m_lines(around.lines),
      m_sent(around.metrics.counter("roundsman_positions_sent_total", "Positions that the topic has.")) {
    for (Lane& lane : lanes) {
        m_watched.emplace_back().lane = std::move(lane);
    }
}

PositionFeed::~PositionFeed() {
    requestStop();
    join();
}

void PositionFeed::start(Worker::Failed failed) {
    m_worker = Worker(
        "positions", [this](const std::stop_token& stop) { run(stop); },
        [failed = std::move(failed)](const std::string& sentence) { failed("positions: " + sentence); });
}

void PositionFeed::requestStop() {
    m_worker.requestStop();
    m_topics->cancel();
}

void PositionFeed::run(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        for (Watched& watched : m_watched) {
            look(watched, stop);
        }
        std::unique_lock lock(m_mutex);
        m_rested.wait_for(lock, stop, m_every, [] { return false; });
    }
}

void PositionFeed::look(Watched& watched, const std::stop_token& stop) {
    if (!watched.waiting) {
        watched.waiting = watched.lane.newest();
    }
    if (!watched.waiting || watched.lane.committed() < watched.waiting->nextOffset) {
        return;
    }
    const FramePtr frame = std::exchange(watched.waiting, nullptr);
    if (frame->sequence == watched.seen) {
        return;
    }
    watched.told.resize(frame->riders.size());
    std::size_t next = 0;
    bool good = true;
    while (good && next < frame->riders.size() && !stop.stop_requested()) {
        good = tell(watched, *frame, next);
    }
    watched.seen = good && !stop.stop_requested() ? frame->sequence : 0;
}

/// Some of the riders from `next` on. False: the topic does not take them now; they, or newer ones, go next time.
bool PositionFeed::tell(Watched& watched, const Frame& frame, std::size_t& next) {
    std::vector<Message> messages;
    for (; next < frame.riders.size() && messages.size() < messagesAtOnce; ++next) {
        const RiderDot& dot = frame.riders[next];
        const std::uint64_t hash = dot.hasFix ? hashOf(dot) : 0;
        if (hash == watched.told[next]) {
            continue;
        }
        const std::string_view rider = (*frame.riderIds)[next];
        const std::string_view market = (*frame.marketNames)[dot.market.value()];
        char id[40];
        std::snprintf(id, sizeof id, "%d/%zu/%016llx", frame.partition.value(), next,
                      static_cast<unsigned long long>(hash));
        messages.push_back(
            {static_cast<std::uint32_t>(next), hash, std::string(rider), id, positionJson(dot, rider, market)});
    }
    if (messages.empty()) {
        return true;
    }
    std::vector<TopicMessage> views;
    for (const Message& message : messages) {
        views.push_back({topic, message.key, message.value, message.id});
    }
    const OutboxDelivery delivery = m_topics->send(views);
    for (std::size_t i = 0; i < delivery.delivered; ++i) {
        watched.told[messages[i].rider] = messages[i].hash;
    }
    m_sent.add(delivery.delivered);
    setTrouble(delivery.trouble);
    return delivery.trouble.empty();
}

void PositionFeed::setTrouble(const std::string& sentence) {
    if (sentence == m_trouble) {
        return;
    }
    m_trouble = sentence;
    if (sentence.empty()) {
        m_lines.info("positions", "positions leave again");
    } else {
        m_lines.warning("positions", sentence);
    }
}

} // namespace roundsman
