#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

struct ssl_ctx_st;
struct ssl_st;

namespace roundsman {

struct TlsFiles {
    std::filesystem::path certificate; ///< PEM, the whole chain; empty: no TLS
    std::filesystem::path key;         ///< PEM
    bool operator==(const TlsFiles&) const = default;
};

/// A server's certificate and key. TLS 1.2 and newer.
class TlsContext {
public:
    /// An error is one sentence for people.
    static std::expected<std::shared_ptr<TlsContext>, std::string> load(const TlsFiles& files);
    /// For a client that trusts the certificates in `trusted` (PEM), or nobody in particular when it is empty.
    static std::expected<std::shared_ptr<TlsContext>, std::string> forClient(const std::filesystem::path& trusted);
    /// For a client that trusts whom the system trusts.
    static std::expected<std::shared_ptr<TlsContext>, std::string> forClientOfSystem();
    ~TlsContext();
    TlsContext(const TlsContext&) = delete;
    TlsContext& operator=(const TlsContext&) = delete;

private:
    friend class TlsStream;
    TlsContext(ssl_ctx_st* context, bool server) : m_context(context), m_server(server) {}
    ssl_ctx_st* m_context;
    bool m_server;
};

/// TLS on a descriptor of somebody else's. Buffers go back while nothing is under way: an idle phone is cheap.
class TlsStream {
public:
    TlsStream(const TlsContext& context, int descriptor, const std::string& serverName = {});
    ~TlsStream();
    TlsStream(const TlsStream&) = delete;
    TlsStream& operator=(const TlsStream&) = delete;

    enum class State : std::uint8_t { done, wantRead, wantWrite, ended };
    struct Result {
        State state = State::done;
        std::size_t bytes = 0;
    };
    Result read(std::span<char> into);
    Result write(std::string_view bytes);
    /// Both have agreed on keys.
    [[nodiscard]] bool isEstablished() const;
    /// The other end has said anything at all.
    [[nodiscard]] bool hasHeard() const;
    /// More was received than was read: nobody will say that it is there.
    [[nodiscard]] bool hasMore() const;
    void shutdown();

private:
    Result resultOf(int returned);
    ssl_st* m_ssl;
};

} // namespace roundsman
