#include "core/log/local_log.h"
#include "tests/support/log_conformance.h"
#include "tests/support/temp_folder.h"

namespace {

class LocalUnderTest final : public LogUnderTest {
public:
    explicit LocalUnderTest(std::int32_t partitions) : m_partitions(partitions) { reopen(); }
    EventLog& log() override { return *m_log; }
    void reopen() override {
        m_log.reset();
        auto log = openLocalLog({.folder = m_folder / "log", .partitions = m_partitions}, m_clock);
        REQUIRE_MESSAGE(log, (log ? std::string() : log.error().sentence));
        m_log = std::move(*log);
    }

private:
    const std::int32_t m_partitions;
    const TempFolder m_folder;
    const SystemClock m_clock;
    std::unique_ptr<LocalLog> m_log;
};

} // namespace

std::unique_ptr<LogUnderTest> roundsman::tests::makeLogUnderTest(std::int32_t partitions) {
    return std::make_unique<LocalUnderTest>(partitions);
}
