#include "core/base/worker.h"

#include <pthread.h>

#include <exception>
#include <utility>

namespace roundsman {

Worker::Worker(const std::string& name, Work work, Failed failed)
    : m_thread([name = name.substr(0, 15), // the kernel keeps no more
                work = std::move(work), failed = std::move(failed)](const std::stop_token& stop) {
          pthread_setname_np(pthread_self(), name.c_str());
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
