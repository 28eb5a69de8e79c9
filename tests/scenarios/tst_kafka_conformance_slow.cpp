#include "core/log/kafka_log.h"
#include "tests/support/kafka_broker.h"
#include "tests/support/log_conformance.h"

namespace {

/// One broker for all cases, a topic for each.
KafkaBroker& broker() {
    static KafkaBroker one;
    return one;
}

class BrokerUnderTest final : public LogUnderTest {
public:
    explicit BrokerUnderTest(std::int32_t partitions) {
        static int count = 0;
        m_settings.brokers = broker().address();
        m_settings.topic = "conformance-" + std::to_string(++count);
        const auto made = createKafkaTopic(m_settings, {.partitions = partitions});
        REQUIRE_MESSAGE(made, (made ? std::string() : made.error().sentence));
        reopen();
    }
    EventLog& log() override { return *m_log; }
    void reopen() override {
        m_log.reset();
        auto log = openKafkaLog(m_settings);
        REQUIRE_MESSAGE(log, (log ? std::string() : log.error().sentence));
        m_log = std::move(*log);
        CHECK(m_log->notices().empty());
    }

private:
    KafkaSettings m_settings;
    std::unique_ptr<EventLog> m_log;
};

} // namespace

std::unique_ptr<LogUnderTest> roundsman::tests::makeLogUnderTest(std::int32_t partitions) {
    return std::make_unique<BrokerUnderTest>(partitions);
}
