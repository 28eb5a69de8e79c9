#pragma once

#include <chrono>

namespace roundsman::tests {

/// A node of its own process takes 100,000 updates a second of 100,000 simulated riders through a real broker, for so
/// long; its own /metrics must say that it lags less than two seconds all the time. doctest's checks inside.
void nodeKeepsUpFor(std::chrono::seconds time);

} // namespace roundsman::tests
