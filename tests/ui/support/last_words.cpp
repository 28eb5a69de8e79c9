#include "tests/ui/support/last_words.h"

#include <execinfo.h>
#include <unistd.h>

#include <csignal>
#include <string_view>

namespace roundsman {

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)

namespace {

constexpr int callsAtMost = 60;

void fall(int signal) {
    constexpr std::string_view title = "\nthe test fell; the calls of the thread it fell on:\n";
    static_cast<void>(!write(STDERR_FILENO, title.data(), title.size()));
    void* calls[callsAtMost];
    backtrace_symbols_fd(calls, backtrace(calls, callsAtMost), STDERR_FILENO);
    std::signal(signal, SIG_DFL);
    static_cast<void>(raise(signal));
}

} // namespace

void sayWhereItFell() {
    void* first[1];
    backtrace(first, 1); // loads what it needs now: on falling it would be too late
    for (const int signal : {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT}) {
        std::signal(signal, fall);
    }
}

#else

void sayWhereItFell() {}

#endif

} // namespace roundsman
