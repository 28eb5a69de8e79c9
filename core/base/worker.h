#pragma once

#include <functional>
#include <stop_token>
#include <string>
#include <thread>

namespace roundsman {

/// In a program with a window: workers begun from now on leave the processor to the window's own threads when both want
/// it, so that a busy pipeline is a later picture and never a stuck window.
void letTheWindowGoFirst();

/// A named thread that tells how it ended. Nothing that its work throws leaves it: the sentence goes to `failed`, on
/// the thread, as its last act. Starts in the constructor, joins in the destructor: make it the last member.
class Worker {
public:
    using Work = std::function<void(const std::stop_token&)>;
    using Failed = std::function<void(const std::string& sentence)>;

    Worker() = default;
    Worker(const std::string& name, Work work, Failed failed);

    /// Only a source hears this; a later stage ends when its queue is closed and empty.
    void requestStop() { m_thread.request_stop(); }
    void join();

private:
    std::jthread m_thread;
};

} // namespace roundsman
