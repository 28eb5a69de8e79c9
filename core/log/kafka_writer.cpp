#include "core/log/kafka_writer.h"

#include "core/base/check.h"
#include "core/log/kafka_client.h"
#include "core/log/kafka_owned.h"

#include <librdkafka/rdkafka.h>

namespace roundsman::kafka {

namespace {

constexpr Millis serveEvery{100};

std::size_t bytesIn(const NewRecord& record) {
    std::size_t bytes = record.key.size() + record.value.size();
    for (const HeaderView& header : record.headers) {
        bytes += header.name.size() + header.value.size();
    }
    return bytes;
}

} // namespace

struct KafkaWriter::Pending {
    KafkaWriter* writer = nullptr;
    std::function<void(Appended)> acknowledged;
    std::int64_t bytes = 0;
};

std::expected<std::unique_ptr<KafkaWriter>, LogError> KafkaWriter::open(Topic& topic, LogCounters& counters) {
    std::unique_ptr<KafkaWriter> writer(new KafkaWriter(topic, counters));
    auto handle = Handle::make(Role::producer, topic.settings(), topic.limits(), topic.health(), onDelivered);
    if (!handle) {
        return std::unexpected(handle.error());
    }
    writer->m_handle = std::move(*handle);
    writer->m_thread = Worker(
        "log-acks", [self = writer.get()](const std::stop_token& stop) { self->serve(stop); },
        [](const std::string& sentence) { check(false, "an acknowledgement does not throw: " + sentence); });
    return writer;
}

KafkaWriter::~KafkaWriter() {
    if (!m_handle) {
        return;
    }
    if (!flush(m_topic.limits().deliverWithin + Millis{2000})) {
        {
            const std::scoped_lock lock(m_handleMutex);
            rd_kafka_purge(m_handle->get(), RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT);
        }
        flush(Millis{5000});
    }
    m_thread.requestStop();
    m_thread.join();
}

std::expected<void, LogError> KafkaWriter::refuse(const NewRecord& record) const {
    if (auto wrong = m_topic.whatWentWrong()) {
        return std::unexpected(*wrong);
    }
    const auto partition = record.partition.value();
    if (partition < 0 || partition >= m_topic.partitions()) {
        return std::unexpected(m_topic.explain(RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION,
                                               "there is no partition " + std::to_string(partition)));
    }
    if (bytesIn(record) > static_cast<std::size_t>(m_topic.limits().recordBytesMax)) {
        return std::unexpected(m_topic.explain(RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE,
                                               "a record of " + std::to_string(bytesIn(record)) + " bytes"));
    }
    return {};
}

int KafkaWriter::produce(const NewRecord& record, Pending* pending) {
    rd_kafka_headers_t* headers = nullptr;
    if (!record.headers.empty()) {
        headers = rd_kafka_headers_new(record.headers.size());
        for (const HeaderView& header : record.headers) {
            rd_kafka_header_add(headers, header.name.data(), static_cast<ssize_t>(header.name.size()),
                                bytesOf(header.value), static_cast<ssize_t>(header.value.size()));
        }
    }
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-vararg): the C API's way
    const auto code = rd_kafka_producev(
        m_handle->get(), RD_KAFKA_V_RKT(m_handle->topic()), RD_KAFKA_V_PARTITION(record.partition.value()),
        RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY), RD_KAFKA_V_KEY(bytesOf(record.key), record.key.size()),
        RD_KAFKA_V_VALUE(bytesOf(record.value), record.value.size()), RD_KAFKA_V_HEADERS(headers),
        RD_KAFKA_V_OPAQUE(pending), RD_KAFKA_V_END);
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR && headers != nullptr) {
        rd_kafka_headers_destroy(headers);
    }
    return code;
}

std::expected<void, LogError> KafkaWriter::append(const NewRecord& record, std::function<void(Appended)> acknowledged) {
    if (auto refused = refuse(record); !refused) {
        return refused;
    }
    auto pending = std::make_unique<Pending>(this, std::move(acknowledged), static_cast<std::int64_t>(bytesIn(record)));
    {
        const std::scoped_lock lock(m_mutex);
        ++m_outstanding;
        ++m_counters.appendsWaiting;
    }
    int code = RD_KAFKA_RESP_ERR_NO_ERROR;
    {
        const std::scoped_lock lock(m_handleMutex);
        code = produce(record, pending.get());
    }
    if (code == RD_KAFKA_RESP_ERR_NO_ERROR) {
        static_cast<void>(pending.release()); // the delivery report's
        return {};
    }
    {
        const std::scoped_lock lock(m_mutex);
        --m_outstanding;
        --m_counters.appendsWaiting;
    }
    m_answered.notify_all();
    if (code == RD_KAFKA_RESP_ERR__FATAL) {
        m_broken = true;
    }
    return std::unexpected(m_topic.explain(code, "a record cannot be appended"));
}

void KafkaWriter::onDelivered(void* appended, const rd_kafka_message_t& message) {
    std::unique_ptr<Pending> pending(static_cast<Pending*>(appended));
    KafkaWriter& writer = *pending->writer;
    if (message.err == RD_KAFKA_RESP_ERR_NO_ERROR) {
        writer.answer(std::move(pending), Offset{message.offset});
        return;
    }
    if (message.err == RD_KAFKA_RESP_ERR__FATAL) {
        writer.m_broken = true;
    }
    if (troubleOf(message.err) == LogTrouble::unknownTopic) {
        writer.m_topic.checkIdentity();
    }
    const auto wrong = writer.m_topic.whatWentWrong();
    writer.answer(std::move(pending),
                  std::unexpected(wrong ? *wrong : writer.m_topic.explain(message.err, "a record was not appended")));
}

void KafkaWriter::answer(std::unique_ptr<Pending> pending, Appended appended) {
    if (appended) {
        m_topic.health().recovered();
        ++m_counters.recordsAppended;
        m_counters.bytesAppended += pending->bytes;
    } else {
        ++m_counters.appendsFailed;
    }
    if (pending->acknowledged) {
        pending->acknowledged(std::move(appended));
    }
    {
        const std::scoped_lock lock(m_mutex);
        --m_outstanding;
        --m_counters.appendsWaiting;
    }
    m_answered.notify_all();
}

bool KafkaWriter::flush(Millis wait) {
    std::unique_lock lock(m_mutex);
    return m_answered.wait_for(lock, wait, [this] { return m_outstanding == 0; });
}

void KafkaWriter::serve(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        m_handle->serve(serveEvery);
        if (m_broken) {
            replaceBroken();
        }
    }
}

/// An idempotent producer that lost its sequence at the broker never sends again. What it still holds is answered as
/// failed, and the next append goes through a new one.
void KafkaWriter::replaceBroken() {
    auto fresh = Handle::make(Role::producer, m_topic.settings(), m_topic.limits(), m_topic.health(), onDelivered);
    if (!fresh) {
        return; // the next turn tries again
    }
    std::shared_ptr<Handle> broken = std::move(*fresh);
    {
        const std::scoped_lock lock(m_handleMutex);
        m_handle.swap(broken);
        m_broken = false;
    }
    // outside the lock: who is told of a failure may append again at once
    rd_kafka_purge(broken->get(), RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT);
    while (rd_kafka_outq_len(broken->get()) > 0) {
        broken->serve(Millis{10});
    }
}

} // namespace roundsman::kafka
