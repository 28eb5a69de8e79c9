#pragma once

// Inside core/base/net only.

#include "core/base/net/io_loop.h"

#include <cstdint>
#include <expected>
#include <memory>
#include <string>

namespace roundsman::net {

struct HttpShared;

/// The port. Accepts on the server's first loop and deals connections out to all of them in turn.
class Listener final : public IoLoop::Handler {
public:
    /// An error is one sentence that says what to do.
    static std::expected<std::unique_ptr<Listener>, std::string> open(const std::string& address, std::uint16_t port);
    ~Listener() override;

    [[nodiscard]] std::uint16_t port() const { return m_port; }
    [[nodiscard]] bool isLoopback() const { return m_loopback; }

    // On the first loop's thread.
    void accept(HttpShared& shared);
    void close();

private:
    Listener(int descriptor, std::uint16_t port, bool loopback)
        : m_descriptor(descriptor), m_port(port), m_loopback(loopback) {}
    void onReady(IoLoop::Ready ready) override;
    bool acceptOne();
    void restALittle();

    HttpShared* m_shared = nullptr;
    int m_descriptor;
    std::uint16_t m_port;
    bool m_loopback;
    std::size_t m_next = 0;
};

} // namespace roundsman::net
