#pragma once

#include <chrono>
#include <cstdint>

namespace roundsman {

/// Time that this thread had a core: what others do on the machine does not count, but for the caches they share.
std::int64_t threadCpuNanos();
/// The same of all threads of this process, in seconds.
double processCpuSeconds();
double secondsSince(std::chrono::steady_clock::time_point begun);
/// A cheap counter that only its differences' shares are used of.
std::uint64_t ticks();
/// Runnable threads on the machine, averaged over a minute; negative: unknown.
double machineLoad();

} // namespace roundsman
