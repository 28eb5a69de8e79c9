#include "core/log/kafka_mock.h"
#include "tests/support/log_conformance.h"

namespace {

class MockUnderTest final : public LogUnderTest {
public:
    explicit MockUnderTest(std::int32_t partitions) {
        m_mock.createTopic("fleet-events", partitions);
        reopen();
    }
    EventLog& log() override { return *m_log; }
    void reopen() override {
        m_log.reset();
        auto log = openKafkaLog({.brokers = m_mock.addresses(), .topic = "fleet-events", .wantLogTime = false},
                                {.identityWithin = Millis{100}});
        REQUIRE_MESSAGE(log, (log ? std::string() : log.error().sentence));
        m_log = std::move(*log);
    }
    [[nodiscard]] bool stampsLogTime() const override { return false; }
    [[nodiscard]] bool hasIdentity() const override { return false; }

private:
    KafkaMock m_mock;
    std::unique_ptr<EventLog> m_log;
};

} // namespace

std::unique_ptr<LogUnderTest> roundsman::tests::makeLogUnderTest(std::int32_t partitions) {
    return std::make_unique<MockUnderTest>(partitions);
}
