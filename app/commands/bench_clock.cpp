#include "app/commands/bench_clock.h"

#include <chrono>
#include <cstdlib>
#include <ctime>

namespace roundsman {

std::int64_t threadCpuNanos() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return time.tv_sec * 1'000'000'000LL + time.tv_nsec;
}

std::uint64_t ticks() {
#if defined(__x86_64__)
    return __builtin_ia32_rdtsc();
#else
    return static_cast<std::uint64_t>(std::chrono::steady_clock::now().time_since_epoch().count());
#endif
}

double machineLoad() {
    double load = -1;
    return getloadavg(&load, 1) == 1 ? load : -1;
}

} // namespace roundsman
