#include "core/base/net/tls.h"

#include "core/base/check.h"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <algorithm>
#include <limits>

namespace roundsman {
namespace {

std::string whyNot() {
    const auto code = ERR_peek_last_error();
    const char* const reason = code == 0 ? nullptr : ERR_reason_error_string(code);
    ERR_clear_error();
    return reason == nullptr ? "it cannot be read" : reason;
}

ssl_ctx_st* newContext(bool server) {
    ssl_ctx_st* const context = SSL_CTX_new(server ? TLS_server_method() : TLS_client_method());
    check(context != nullptr, "OpenSSL makes a context");
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    SSL_CTX_set_mode(context,
                     SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    SSL_CTX_set_read_ahead(context, 1); // one read a record instead of two
    SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_IGNORE_UNEXPECTED_EOF);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF); // tickets do for clients that come back
    return context;
}

int asInt(std::size_t bytes) {
    return static_cast<int>(std::min<std::size_t>(bytes, std::numeric_limits<int>::max()));
}

} // namespace

std::expected<std::shared_ptr<TlsContext>, std::string> TlsContext::load(const TlsFiles& files) {
    std::shared_ptr<TlsContext> made(new TlsContext(newContext(true), true));
    if (SSL_CTX_use_certificate_chain_file(made->m_context, files.certificate.c_str()) != 1) {
        return std::unexpected("the certificate " + files.certificate.string() + " is of no use: " + whyNot());
    }
    if (SSL_CTX_use_PrivateKey_file(made->m_context, files.key.c_str(), SSL_FILETYPE_PEM) != 1) {
        return std::unexpected("the certificate's key " + files.key.string() + " is of no use: " + whyNot());
    }
    if (SSL_CTX_check_private_key(made->m_context) != 1) {
        return std::unexpected("the key " + files.key.string() + " does not belong to the certificate " +
                               files.certificate.string());
    }
    return made;
}

std::expected<std::shared_ptr<TlsContext>, std::string> TlsContext::forClient(const std::filesystem::path& trusted) {
    std::shared_ptr<TlsContext> made(new TlsContext(newContext(false), false));
    if (!trusted.empty()) {
        if (SSL_CTX_load_verify_file(made->m_context, trusted.c_str()) != 1) {
            return std::unexpected("the trusted certificates " + trusted.string() + " are of no use: " + whyNot());
        }
        SSL_CTX_set_verify(made->m_context, SSL_VERIFY_PEER, nullptr);
    }
    return made;
}

std::expected<std::shared_ptr<TlsContext>, std::string> TlsContext::forClientOfSystem() {
    std::shared_ptr<TlsContext> made(new TlsContext(newContext(false), false));
    if (SSL_CTX_set_default_verify_paths(made->m_context) != 1) {
        return std::unexpected("the system's trusted certificates are of no use: " + whyNot());
    }
    SSL_CTX_set_verify(made->m_context, SSL_VERIFY_PEER, nullptr);
    return made;
}

TlsContext::~TlsContext() {
    SSL_CTX_free(m_context);
}

TlsStream::TlsStream(const TlsContext& context, int descriptor, const std::string& serverName)
    : m_ssl(SSL_new(context.m_context)) {
    check(m_ssl != nullptr, "OpenSSL makes a connection");
    SSL_set_fd(m_ssl, descriptor);
    if (context.m_server) {
        SSL_set_accept_state(m_ssl);
    } else {
        SSL_set_connect_state(m_ssl);
        if (!serverName.empty()) {
            SSL_set_tlsext_host_name(m_ssl, serverName.c_str());
            SSL_set1_host(m_ssl, serverName.c_str());
        }
    }
}

TlsStream::~TlsStream() {
    SSL_free(m_ssl);
}

TlsStream::Result TlsStream::resultOf(int returned) {
    switch (SSL_get_error(m_ssl, returned)) {
    case SSL_ERROR_WANT_READ:
        return {State::wantRead};
    case SSL_ERROR_WANT_WRITE:
        return {State::wantWrite};
    default:
        ERR_clear_error();
        return {State::ended};
    }
}

TlsStream::Result TlsStream::read(std::span<char> into) {
    ERR_clear_error();
    const int got = SSL_read(m_ssl, into.data(), asInt(into.size()));
    return got > 0 ? Result{State::done, static_cast<std::size_t>(got)} : resultOf(got);
}

TlsStream::Result TlsStream::write(std::string_view bytes) {
    ERR_clear_error();
    const int put = SSL_write(m_ssl, bytes.data(), asInt(bytes.size()));
    return put > 0 ? Result{State::done, static_cast<std::size_t>(put)} : resultOf(put);
}

bool TlsStream::isEstablished() const {
    return SSL_is_init_finished(m_ssl) == 1;
}

bool TlsStream::hasHeard() const {
    return BIO_number_read(SSL_get_rbio(m_ssl)) > 0;
}

bool TlsStream::hasMore() const {
    return SSL_has_pending(m_ssl) == 1;
}

void TlsStream::shutdown() {
    ERR_clear_error();
    SSL_shutdown(m_ssl);
    ERR_clear_error();
}

} // namespace roundsman
