#include "core/base/worker.h"

#include <pthread.h>
#include <sys/resource.h>

#include <atomic>
#include <exception>
#include <utility>

namespace roundsman {
namespace {

std::atomic<bool> windowGoesFirst = false;

/// Linux keeps a nice value for each thread, and 0 is the calling one. 5 more is about a third of the window's share.
void stepBehind() {
    constexpr int behind = 5;
    setpriority(PRIO_PROCESS, 0, getpriority(PRIO_PROCESS, 0) + behind);
}

} // namespace

void letTheWindowGoFirst() {
    windowGoesFirst = true;
}

Worker::Worker(const std::string& name, Work work, Failed failed)
    : m_thread([name = name.substr(0, 15), // the kernel keeps no more
                work = std::move(work), failed = std::move(failed)](const std::stop_token& stop) {
          pthread_setname_np(pthread_self(), name.c_str());
          if (windowGoesFirst) {
              stepBehind();
          }
          try {
              work(stop);
          } catch (const std::exception& error) {
              failed(error.what());
          } catch (...) {
              failed("something that is no std::exception was thrown");
          }
      }) {}

void Worker::join() {
    if (m_thread.joinable()) {
        m_thread.join();
    }
}

} // namespace roundsman
