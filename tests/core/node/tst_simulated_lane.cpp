#include "core/lane/lane.h"
#include "core/sim/simulation.h"
#include "tests/support/small_city.h"

#include <doctest/doctest.h>

#include <string>

using namespace roundsman;

namespace {

/// Hands each document to one lane as a record of its own, received when it was sent.
class IntoLane final : public DocumentSink {
public:
    void take(const SimulatedDocument& document) override {
        const std::string received = std::to_string(millisOf(document.time));
        const HeaderView headers[] = {{header::receiveTime, received}};
        const RecordView record{PartitionNo{0}, Offset{m_next++}, document.time, document.key, document.bytes, headers};
        m_lane.apply({&record, 1}, m_out);
        m_out = {};
    }
    [[nodiscard]] const VerdictCounts& verdicts() const { return m_lane.verdicts(); }

private:
    Lane m_lane{PartitionNo{0}, LaneSettings{}};
    LaneOutput m_out;
    std::int64_t m_next = 0;
};

} // namespace

TEST_CASE("a lane finds in the simulator's documents what the simulator put there") {
    SimulationOptions options;
    options.riders = 200;
    options.updatesPerSecond = 100;
    options.phones.farAhead = 0;
    options.phones.skewed = 0;
    options.phones.withoutNetwork = 0;
    Simulation simulation(tests::smallCity(), options);
    IntoLane lane;
    simulation.advanceTo(options.start + Millis{30 * 60'000}, lane);

    const Simulation::Counts& counts = simulation.counts();
    const VerdictCounts& verdicts = lane.verdicts();
    CHECK(verdicts.documents() == counts.documents);
    const auto share = [](std::uint64_t found, std::uint64_t put) {
        return static_cast<double>(found) / static_cast<double>(put);
    };
    CHECK(share(verdicts.of(Reason::sameSequence), counts.duplicated) == doctest::Approx(1).epsilon(0.03));
    CHECK(verdicts.of(Reason::sameEventId) > 0);
    CHECK(share(verdicts.of(Verdict::late), counts.disordered + counts.delayed) == doctest::Approx(1).epsilon(0.15));
    CHECK(share(verdicts.of(Reason::impossibleJump), counts.jumped) == doctest::Approx(1).epsilon(0.2));
    CHECK(verdicts.of(Verdict::quarantined) == verdicts.of(Reason::impossibleJump));
}
