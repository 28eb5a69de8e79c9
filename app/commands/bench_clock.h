#pragma once

#include <cstdint>

namespace roundsman {

/// Time that this thread had a core: what others do on the machine does not count, but for the caches they share.
std::int64_t threadCpuNanos();
/// A cheap counter that only its differences' shares are used of.
std::uint64_t ticks();
/// Runnable threads on the machine, averaged over a minute; negative: unknown.
double machineLoad();

} // namespace roundsman
