#include "core/log/kafka_reader.h"

#include "core/base/check.h"
#include "core/log/kafka_owned.h"

#include <librdkafka/rdkafka.h>

#include <algorithm>
#include <array>

namespace roundsman::kafka {

namespace {

/// A ring can be missed only while librdkafka fills a queue that was not empty; then this bounds the wait.
constexpr Millis lookAtLeastEvery{100};

void onQueued(rd_kafka_t*, void* doorbell) {
    static_cast<Doorbell*>(doorbell)->ring();
}

} // namespace

void Doorbell::ring() {
    {
        const std::scoped_lock lock(m_mutex);
        m_ringing = true;
    }
    m_rung.notify_one();
}

bool Doorbell::waitForRing(std::chrono::steady_clock::time_point until) {
    std::unique_lock lock(m_mutex);
    const bool rung = m_rung.wait_until(lock, until, [this] { return m_ringing; });
    m_ringing = false;
    return rung;
}

Stream::Stream(std::shared_ptr<Handle> handle, const std::shared_ptr<Doorbell>& doorbell, ReadFrom from)
    : m_handle(std::move(handle)), m_doorbell(doorbell), m_from(from), m_queue(rd_kafka_queue_new(m_handle->get())) {
    rd_kafka_queue_cb_event_enable(m_queue, onQueued, m_doorbell.get());
}

Stream::~Stream() {
    rd_kafka_consume_stop(m_handle->topic(), m_from.partition.value());
    rd_kafka_queue_cb_event_enable(m_queue, nullptr, nullptr);
    rd_kafka_queue_destroy(m_queue);
}

int Stream::start() {
    const int done =
        rd_kafka_consume_start_queue(m_handle->topic(), m_from.partition.value(), m_from.offset.value(), m_queue);
    return done == 0 ? RD_KAFKA_RESP_ERR_NO_ERROR : rd_kafka_last_error();
}

std::size_t Stream::take(rd_kafka_message_s** messages, std::size_t most) {
    const ssize_t taken = rd_kafka_consume_batch_queue(m_queue, 0, messages, most);
    return static_cast<std::size_t>(std::max<ssize_t>(taken, 0));
}

/// The messages of a poll, as librdkafka gave them: nothing is copied.
class KafkaReader::Batch final : public RecordBatch {
public:
    Batch(std::shared_ptr<Handle> handle, std::size_t expected) : m_handle(std::move(handle)) {
        m_messages.reserve(expected);
        m_records.reserve(expected);
    }
    ~Batch() override {
        for (rd_kafka_message_t* message : m_messages) {
            rd_kafka_message_destroy(message);
        }
    }
    Batch(const Batch&) = delete;
    Batch& operator=(const Batch&) = delete;

    [[nodiscard]] std::span<const RecordView> records() const override { return m_records; }

    void add(PartitionNo partition, rd_kafka_message_t* message) {
        m_messages.push_back(message);
        m_bytes += static_cast<std::int64_t>(message->len + message->key_len);
        m_records.push_back({partition,
                             Offset{message->offset},
                             eventTimeFromMillis(rd_kafka_message_timestamp(message, nullptr)),
                             {static_cast<const char*>(message->key), message->key_len},
                             {static_cast<const char*>(message->payload), message->len},
                             {}});
        addHeaders(message);
    }
    /// Headers get their place when no more are added.
    void finish() {
        for (const auto& [record, first, count] : m_headerPlaces) {
            m_records[record].headers = std::span(m_headers).subspan(first, count);
        }
    }
    [[nodiscard]] std::int64_t bytes() const { return m_bytes; }

private:
    struct HeaderPlace {
        std::size_t record;
        std::size_t first;
        std::size_t count;
    };

    void addHeaders(rd_kafka_message_t* message) {
        rd_kafka_headers_t* headers = nullptr;
        if (rd_kafka_message_headers(message, &headers) != RD_KAFKA_RESP_ERR_NO_ERROR) {
            return;
        }
        const std::size_t first = m_headers.size();
        const char* name = nullptr;
        const void* value = nullptr;
        std::size_t bytes = 0;
        for (std::size_t at = 0;
             rd_kafka_header_get_all(headers, at, &name, &value, &bytes) == RD_KAFKA_RESP_ERR_NO_ERROR; ++at) {
            m_headers.push_back({name, {static_cast<const char*>(value), bytes}});
        }
        m_headerPlaces.push_back({m_records.size() - 1, first, m_headers.size() - first});
    }

    const std::shared_ptr<Handle> m_handle; // outlives its messages, though the reader may be gone
    std::vector<rd_kafka_message_t*> m_messages;
    std::vector<RecordView> m_records;
    std::vector<HeaderView> m_headers;
    std::vector<HeaderPlace> m_headerPlaces;
    std::int64_t m_bytes = 0;
};

std::expected<std::unique_ptr<KafkaReader>, LogError> KafkaReader::open(Topic& topic, std::span<const ReadFrom> from,
                                                                        LogCounters& counters) {
    std::unique_ptr<KafkaReader> reader(new KafkaReader(topic, counters));
    for (const ReadFrom& each : from) {
        reader->m_places.emplace_back().at = each;
    }
    if (auto started = reader->startConsumer(); !started) {
        return std::unexpected(started.error());
    }
    return reader;
}

std::expected<void, LogError> KafkaReader::startConsumer() {
    for (Place& each : m_places) {
        each.stream.reset();
    }
    auto handle = Handle::make(Role::consumer, m_topic.settings(), m_topic.limits(), m_topic.health());
    if (!handle) {
        return std::unexpected(handle.error());
    }
    m_handle = std::move(*handle);
    for (Place& each : m_places) {
        each.stream = std::make_unique<Stream>(m_handle, m_doorbell, each.at);
        if (const int code = each.stream->start(); code != RD_KAFKA_RESP_ERR_NO_ERROR) {
            return std::unexpected(
                m_topic.explain(code, "partition " + std::to_string(each.at.partition.value()) + " cannot be read"));
        }
    }
    m_progressAt = Clock::now();
    return {};
}

KafkaReader::Place& KafkaReader::place(PartitionNo partition) {
    const auto found =
        std::ranges::find_if(m_places, [partition](const Place& each) { return each.at.partition == partition; });
    check(found != m_places.end(), "this reader reads the partition");
    return *found;
}

void KafkaReader::pause(PartitionNo partition) {
    place(partition).paused = true;
}

void KafkaReader::resume(PartitionNo partition) {
    place(partition).paused = false;
    m_progressAt = Clock::now();
}

Offset KafkaReader::position(PartitionNo partition) const {
    return const_cast<KafkaReader*>(this)->place(partition).at.offset;
}

void KafkaReader::wake() {
    m_woken = true;
    m_doorbell->ring();
}

LogError KafkaReader::outOfRange(const Place& place) {
    m_topic.checkIdentity();
    if (auto wrong = m_topic.whatWentWrong()) {
        return *wrong;
    }
    const std::string where = "topic " + m_topic.settings().topic + ", partition " +
                              std::to_string(place.at.partition.value()) + ": offset " +
                              std::to_string(place.at.offset.value());
    const auto range = m_topic.offsets(place.at.partition);
    if (range && place.at.offset < range->low) {
        return {LogTrouble::outOfRange,
                where + " is gone, the oldest record kept is " + std::to_string(range->low.value()) +
                    "; read from there",
                range->low.value() - place.at.offset.value()};
    }
    const std::string end = range ? ", the log ends at " + std::to_string(range->high.value()) : std::string();
    return {LogTrouble::outOfRange, where + " is not there yet" + end + "; is this the right log?"};
}

void KafkaReader::noteEvent(Place& place, const rd_kafka_message_t& message) {
    if (message.err == RD_KAFKA_RESP_ERR__PARTITION_EOF) {
        place.at.offset = std::max(place.at.offset, Offset{message.offset}); // past markers, too
        m_topic.health().recovered();
        return;
    }
    switch (troubleOf(message.err)) {
    case LogTrouble::outOfRange:
        place.trouble = outOfRange(place);
        break;
    case LogTrouble::unknownTopic:
    case LogTrouble::recreated:
        m_topic.checkIdentity();
        place.trouble = m_topic.whatWentWrong();
        if (!place.trouble) {
            place.trouble = m_topic.explain(message.err, "it cannot be read");
        }
        break;
    case LogTrouble::notAuthorised:
        place.trouble = m_topic.explain(message.err, "it may not be read");
        break;
    default:
        m_topic.health().failed(message.err, rd_kafka_message_errstr(&message)); // it tries again by itself
    }
}

void KafkaReader::takeFrom(Place& place, Batch& batch) {
    std::array<rd_kafka_message_t*, 1024> taken{};
    while (batch.records().size() < m_topic.limits().recordsAPoll) {
        const std::size_t count = place.stream->take(taken.data(), taken.size());
        for (rd_kafka_message_t* message : std::span(taken).first(count)) {
            if (message->err != RD_KAFKA_RESP_ERR_NO_ERROR) {
                noteEvent(place, *message);
                rd_kafka_message_destroy(message);
                continue;
            }
            place.at.offset = Offset{message->offset + 1};
            batch.add(place.at.partition, message);
        }
        if (count == 0) {
            return;
        }
    }
}

std::unique_ptr<KafkaReader::Batch> KafkaReader::takeAvailable() {
    auto batch = std::make_unique<Batch>(m_handle, m_lastCount);
    for (std::size_t turn = 0; turn < m_places.size(); ++turn) {
        Place& each = m_places[(m_first + turn) % m_places.size()];
        if (!each.paused && !each.trouble) {
            takeFrom(each, *batch);
        }
    }
    m_first = m_places.empty() ? 0 : (m_first + 1) % m_places.size();
    batch->finish();
    m_lastCount = batch->records().size();
    return batch;
}

std::optional<LogError> KafkaReader::trouble() {
    if (auto wrong = m_topic.whatWentWrong()) {
        return wrong;
    }
    for (const Place& each : m_places) {
        if (each.trouble && !each.paused) {
            return each.trouble;
        }
    }
    return std::nullopt;
}

bool KafkaReader::isBehind() {
    return std::ranges::any_of(m_places, [this](const Place& each) {
        if (each.paused || each.trouble) {
            return false;
        }
        const auto range = m_topic.offsets(each.at.partition);
        return range && each.at.offset < range->high;
    });
}

/// librdkafka has come to a stand without a word before (its issue tracker has several): what has no progress though
/// there is more to read is made anew at its positions.
std::expected<void, LogError> KafkaReader::watchProgress() {
    const auto now = Clock::now();
    if (now - m_progressAt < m_topic.limits().stalledAfter) {
        return {};
    }
    m_progressAt = now;
    if (m_handle->down() || !isBehind()) {
        return {};
    }
    ++m_counters.readersRecreated;
    return startConsumer();
}

std::expected<RecordBatchPtr, LogError> KafkaReader::poll(Millis wait) {
    const auto until = Clock::now() + wait;
    for (;;) {
        m_handle->serve(Millis{0});
        auto batch = takeAvailable();
        if (!batch->records().empty()) {
            m_progressAt = Clock::now();
            m_topic.health().recovered();
            m_counters.recordsRead += std::ssize(batch->records());
            m_counters.bytesRead += batch->bytes();
            return batch;
        }
        if (auto wrong = trouble()) {
            return std::unexpected(*wrong);
        }
        if (auto watched = watchProgress(); !watched) {
            return std::unexpected(watched.error());
        }
        const auto now = Clock::now();
        if (m_woken.exchange(false)) {
            return batch;
        }
        if (now >= until) {
            const bool nobodyAnswers = m_handle->down() || m_topic.health().refused();
            return nobodyAnswers ? std::expected<RecordBatchPtr, LogError>(std::unexpected(
                                       m_topic.explain(RD_KAFKA_RESP_ERR__TRANSPORT, "it cannot be read")))
                                 : std::move(batch);
        }
        m_doorbell->waitForRing(std::min(until, now + lookAtLeastEvery));
    }
}

} // namespace roundsman::kafka
