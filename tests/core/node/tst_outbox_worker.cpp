#include "core/history/history_writer.h"
#include "core/node/outbox/outbox_worker.h"
#include "tests/support/soon.h"
#include "tests/support/temp_folder.h"

#include <doctest/doctest.h>

#include <atomic>
#include <memory>

using namespace roundsman;
using tests::soon;
using tests::TempFolder;

namespace {

constexpr EventTime written = eventTimeFromMillis(1'763'715'600'000);

struct StandingClock final : Clock {
    [[nodiscard]] EventTime now() const override { return written + std::chrono::seconds(90); }
};

/// Open or closed; what is brought while it is closed waits, and what is bad is never taken.
class Shop final : public OutboxSender {
public:
    explicit Shop(const std::atomic<bool>& open) : m_open(open) {}
    OutboxDelivery send(std::span<const OutboxItem> items) override {
        if (!m_open) {
            return {.delivered = 0, .trouble = "the shop is closed"};
        }
        for (std::size_t i = 0; i < items.size(); ++i) {
            if (items[i].key == "bad") {
                return {.delivered = i, .trouble = "400: what is this", .refused = true};
            }
        }
        return {.delivered = items.size()};
    }

private:
    const std::atomic<bool>& m_open;
};

void commitThree(const TempFolder& folder) {
    const auto history = *HistoryWriter::open({.folder = folder.path()});
    LaneOutput out;
    out.partition = PartitionNo{0};
    out.nextOffset = Offset{1};
    out.records = 1;
    out.laneTime = written;
    for (std::uint32_t n = 0; n < 3; ++n) {
        out.outbox.push_back({.document = {.offset = Offset{0}, .index = 0},
                              .n = n,
                              .topic = "alerts",
                              .key = n == 1 ? "bad" : "good",
                              .value = "{}"});
    }
    history->write(out);
    REQUIRE(history->commit());
}

} // namespace

TEST_CASE("a destination tells what waits for it and since when, what arrived, what it never took, and its trouble") {
    const TempFolder folder;
    commitThree(folder);
    std::atomic<bool> open{false};
    Metrics metrics;
    const StandingClock clock;
    const LogLines lines(clock, [](std::string_view) {});
    OutboxWorker worker(folder.path(),
                        {.destination = {.name = "shop"},
                         .limits = {.lookEvery = Millis{5}, .retryFirst = Millis{5}, .retryMax = Millis{5}},
                         .makeSender =
                             [&] {
                                 return std::make_unique<Shop>(open);
                             }},
                        {.metrics = metrics, .lines = lines, .clock = clock});
    CHECK(worker.status().name == "shop");
    worker.start([](const std::string& sentence) { FAIL(sentence); });
    REQUIRE(soon([&] { return worker.status().waiting == 3 && !worker.status().trouble.empty(); }));
    CHECK(worker.status().trouble.contains("the shop is closed"));
    CHECK(worker.status().oldest == std::chrono::seconds(90));

    open = true;
    REQUIRE(soon([&] { return worker.status().waiting == 0; }));
    const DestinationStatus after = worker.status();
    CHECK(after.sent == 2);
    CHECK(after.setAside == 1);
    CHECK(after.oldest == Millis{0});
    CHECK(after.trouble.empty());
}
