#include "core/sim/simulation.h"

#include "core/base/check.h"
#include "core/sim/world.h"

namespace roundsman {

Simulation::Simulation(std::shared_ptr<const City> city, const SimulationOptions& options) {
    check(options.riders > 0 && options.riders <= 2'000'000, "a simulation has 1 to 2,000,000 riders");
    check(options.updatesPerSecond > 0, "riders send fixes");
    check(!city->restaurants.empty(), "a simulated city has restaurants");
    m_world = std::make_unique<World>(std::move(city), options);
}

Simulation::~Simulation() = default;
Simulation::Simulation(Simulation&&) noexcept = default;
Simulation& Simulation::operator=(Simulation&&) noexcept = default;

void Simulation::advanceTo(EventTime time, DocumentSink& documents, TruthSink* truth) {
    m_world->advanceTo(m_world->momentOf(time), documents, truth);
}

EventTime Simulation::now() const {
    return m_world->timeOf(m_world->now());
}

const City& Simulation::city() const {
    return m_world->city();
}

const Simulation::Counts& Simulation::counts() const {
    return m_world->counts();
}

} // namespace roundsman
