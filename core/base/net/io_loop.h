#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <span>
#include <vector>

struct epoll_event;

namespace roundsman {

/// One I/O thread: descriptors that become ready, work that other threads hand over, and timers. Everything that
/// belongs to a connection happens on the thread of its loop, so that a connection needs no lock. A reader is told
/// once a turn and reads into the loop's own buffer: idle connections hold none.
/// A message of one of 10,000 connections finds nothing of its own in the processor's cache: what the next events will
/// touch is asked for while the present one is served.
class IoLoop {
public:
    using Steady = std::chrono::steady_clock;

    struct Ready {
        bool readable = false;
        bool writable = false;
        bool ended = false; ///< nothing more will come behind what is there
    };
    /// Something with a descriptor. Told on the loop's thread, never after remove().
    class Handler {
    public:
        virtual ~Handler() = default;
        virtual void onReady(Ready ready) = 0;
        /// A few events before onReady: asks the cache for what it will touch, one pointer further at each step.
        virtual void warm(int step) const { static_cast<void>(step); }
    };
    static constexpr int warmSteps = 2;

    /// While something is there to be read, or once when something new comes: that spares the system a second look at
    /// each descriptor, and asks the handler to call change() when it leaves something unread.
    enum class Told : std::uint8_t { whileReady, onceWhenNew };

    explicit IoLoop(std::size_t index = 0);
    ~IoLoop();
    IoLoop(const IoLoop&) = delete;
    IoLoop& operator=(const IoLoop&) = delete;

    /// Which of its server's loops it is, from 0 on.
    [[nodiscard]] std::size_t index() const { return m_index; }

    /// Any thread: runs `work` on the loop's thread, soon. False: the loop has ended and never will.
    bool post(std::function<void()> work);
    /// Any thread: run() returns, after the work that was posted before. Twice, or before run, is legal.
    void stop();
    void run();

    // On the loop's thread alone from here on.

    [[nodiscard]] bool isHere() const; ///< any thread may ask
    /// The time when this turn began: cheap to ask for each message.
    [[nodiscard]] Steady::time_point now() const { return m_now; }
    void after(std::chrono::milliseconds wait, std::function<void()> work);
    /// Runs `work` when everything of this turn has been read: what is to be written then goes out in one piece.
    void atTurnsEnd(std::function<void()> work) { m_turnsEnd.push_back(std::move(work)); }
    void add(int descriptor, Handler& handler, bool wantReadable, bool wantWritable, Told told = Told::whileReady);
    /// Tells again what is there now.
    void change(int descriptor, Handler& handler, bool wantReadable, bool wantWritable, Told told = Told::whileReady);
    void remove(int descriptor, Handler& handler);
    /// For reading into: what is in it is gone with the next call of any handler.
    [[nodiscard]] std::span<char> buffer() { return m_buffer; }

private:
    void wait();
    void serveReady(int count);
    void warmUp() const;
    void servePosted();
    void serveTimers();
    void serveTurnsEnd();
    void control(int operation, int descriptor, Handler& handler, std::uint32_t events) const;

    static constexpr std::size_t eventsAtOnce = 512;

    const std::size_t m_index;
    int m_epoll = -1;
    int m_wake = -1;
    Steady::time_point m_now = Steady::now();
    std::vector<epoll_event> m_events;
    std::size_t m_served = 0; ///< of m_events, in this turn
    std::size_t m_ready = 0;
    std::multimap<Steady::time_point, std::function<void()>> m_timers;
    std::vector<std::function<void()>> m_turnsEnd;
    std::vector<char> m_buffer;

    std::mutex m_mutex;
    std::vector<std::function<void()>> m_posted; ///< guarded by m_mutex
    bool m_stopping = false;                     ///< guarded by m_mutex
    bool m_ended = false;                        ///< guarded by m_mutex
};

} // namespace roundsman
