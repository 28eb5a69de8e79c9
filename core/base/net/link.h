#pragma once

// Inside core/base/net only.

#include "core/base/net/io_loop.h"
#include "core/base/net/tls.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace roundsman::net {

struct ServerLoop;
enum class Entry : std::uint8_t;

/// Who understands the bytes of a connection. Called on the loop's thread.
class Protocol {
public:
    virtual ~Protocol() = default;
    virtual void onBytes(std::span<char> bytes) = 0;
    virtual void onSent() {}   ///< everything that was to be written is with the system
    virtual void onSecond() {} ///< about once a second
    /// The other end says no more. False: nor is there anything to say to him.
    virtual bool onHeardAll() { return false; }
    virtual void onGone() = 0; ///< once, last
    /// Bytes come soon: asks the cache for what onBytes will touch.
    virtual void warm() const {}
};

/// One accepted connection: its descriptor, with TLS or without, and what waits to be written. It lives in its loop's
/// list and is used on its loop's thread.
class Link final : public IoLoop::Handler, public std::enable_shared_from_this<Link> {
public:
    Link(int descriptor, std::string peer, ServerLoop& loop, std::unique_ptr<TlsStream> tls);
    ~Link() override;

    void open(std::shared_ptr<Protocol> protocol);
    void become(std::shared_ptr<Protocol> protocol); ///< another protocol from here on

    /// Goes out at the end of the loop's turn, together with what else is said in it.
    void write(std::string_view bytes);
    /// The same in place: where to append what is to go out; null when nothing goes out any more.
    std::string* out();
    /// Of the loop, at its turn's end.
    void flush();
    /// Writes what waits, says that nothing more comes, and waits for the other end to hear it.
    void finish();
    void end(); ///< now

    void pauseReading(bool paused);
    [[nodiscard]] std::size_t waitingBytes() const { return m_out.size() - m_outAt; }
    [[nodiscard]] const std::string& peer() const { return m_peer; }
    [[nodiscard]] ServerLoop& loop() const { return m_loop; }
    [[nodiscard]] bool inHandshake() const { return m_tls && !m_tls->isEstablished(); } ///< of TLS
    [[nodiscard]] bool gone() const { return m_descriptor < 0; }
    [[nodiscard]] Protocol* protocol() const { return m_protocol.get(); }
    void onSecond();

    std::size_t place = 0; ///< in the loop's list
    Entry entry{};         ///< how the server counted it

private:
    void onReady(IoLoop::Ready ready) override;
    void warm(int step) const override;
    void readPlain(bool ended);
    void readTls();
    void tellAgain();
    void heardAll();
    bool sendSome();
    void setInterest();
    void startLinger();

    ServerLoop& m_loop;
    std::shared_ptr<Protocol> m_protocol;
    std::unique_ptr<TlsStream> m_tls;
    std::string m_peer;
    std::string m_out;
    std::size_t m_outAt = 0;
    int m_descriptor;
    bool m_flushWaits = false;
    bool m_paused = false;
    bool m_finishing = false;
    bool m_lingering = false;
    bool m_heardAll = false;      ///< the other end says no more
    bool m_wantsWritable = false; ///< as epoll knows it
    bool m_wantsReadable = true;  ///< as epoll knows it
    bool m_tlsReadWantsWrite = false;
    bool m_tlsWriteWantsRead = false;
};

} // namespace roundsman::net
