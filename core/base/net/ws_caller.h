#pragma once

#include "core/base/net/http_post.h"
#include "core/base/net/tls.h"
#include "core/base/net/ws_frames.h"

#include <array>
#include <chrono>
#include <expected>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace roundsman {

/// "ws://host:port/path" or wss; an error is a sentence that follows the URL's name.
std::expected<HttpUrl, std::string> parseWsUrl(const std::string& url);

/// The near end of a connection to somebody's WebSocket server. No thread: it sends and hears when it is told to, and
/// is used by one.
class WsCaller final : private WsListener {
public:
    struct Settings {
        HttpUrl url;
        std::vector<std::pair<std::string, std::string>> headers{};
        std::string authority{}; ///< with TLS: a file of who is trusted; empty: the system's
        std::chrono::milliseconds openWithin{10'000};
    };
    struct Refusal {
        unsigned status = 0; ///< of HTTP; 0: nobody answered
        std::string sentence;
    };
    static std::expected<std::unique_ptr<WsCaller>, Refusal> open(const Settings& settings);
    ~WsCaller() override;
    WsCaller(const WsCaller&) = delete;
    WsCaller& operator=(const WsCaller&) = delete;

    /// Queues a text message. It leaves with hear().
    void send(std::string_view text);
    [[nodiscard]] std::size_t queuedBytes() const { return m_out.size(); }
    /// Sends what is queued and gives the messages that came, waiting at most so long for the first.
    std::vector<std::string> hear(std::chrono::milliseconds wait);
    [[nodiscard]] bool ended() const { return m_ended; }
    /// Why the other end closed; ws_close::none: it just went.
    [[nodiscard]] std::uint16_t closeCode() const { return m_closeCode; }

private:
    explicit WsCaller(int descriptor);

    std::expected<void, Refusal> shakeHands(const Settings& settings);
    [[nodiscard]] bool wait(bool writable, std::chrono::milliseconds wait) const;
    bool writeSome();
    bool readSome(std::string& into);
    void take(std::string bytes);
    std::array<char, 4> mask();
    // of WsListener
    void onMessage(std::string_view payload, bool binary) override;
    void onPing(std::string_view payload) override;
    void onPong(std::string_view) override {}
    void onClose(std::uint16_t code, std::string_view reason) override;

    int m_descriptor;
    std::shared_ptr<TlsContext> m_context;
    std::unique_ptr<TlsStream> m_tls;
    WsFrameReader m_reader{WsRole::client, 1 << 20};
    std::string m_out;
    std::vector<std::string> m_heard;
    std::uint16_t m_closeCode = ws_close::none;
    std::uint32_t m_masks; ///< what they are made from
    bool m_ended = false;
};

} // namespace roundsman
