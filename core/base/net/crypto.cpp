#include "core/base/net/crypto.h"

#include "core/base/check.h"
#include "core/base/net/ws_frames.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <memory>

namespace roundsman {
namespace {

const unsigned char* raw(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

struct FreeKey {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
struct FreeContext {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Key = std::unique_ptr<EVP_PKEY, FreeKey>;
using Context = std::unique_ptr<EVP_MD_CTX, FreeContext>;

constexpr std::size_t keyBytes = 32;
constexpr std::size_t signatureBytes = 64;

} // namespace

Digest256 sha256(std::string_view bytes) {
    Digest256 digest{};
    check(EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr, EVP_sha256(), nullptr) == 1,
          "SHA-256 is there");
    return digest;
}

Digest256 hmacSha256(std::string_view key, std::string_view bytes) {
    Digest256 digest{};
    check(HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), raw(bytes), bytes.size(), digest.data(),
               nullptr) != nullptr,
          "HMAC is there");
    return digest;
}

std::string randomBytes(std::size_t count) {
    std::string bytes(count, '\0');
    check(RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(count)) == 1,
          "the system has a random generator");
    return bytes;
}

bool equalInConstantTime(std::string_view a, std::string_view b) {
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string toHex(std::string_view bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (const char c : bytes) {
        text += digits[static_cast<std::uint8_t>(c) >> 4];
        text += digits[static_cast<std::uint8_t>(c) & 15];
    }
    return text;
}

SigningKey newSigningKey() {
    const Key key(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
    check(key != nullptr, "OpenSSL makes Ed25519 keys");
    SigningKey made{std::string(keyBytes, '\0'), std::string(keyBytes, '\0')};
    std::size_t length = keyBytes;
    const bool ok =
        EVP_PKEY_get_raw_private_key(key.get(), reinterpret_cast<unsigned char*>(made.secret.data()), &length) == 1 &&
        EVP_PKEY_get_raw_public_key(key.get(), reinterpret_cast<unsigned char*>(made.publicKey.data()), &length) == 1;
    check(ok, "an Ed25519 key has raw bytes");
    return made;
}

std::string sign(const SigningKey& pair, std::string_view message) {
    const Key key(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, raw(pair.secret), pair.secret.size()));
    check(key != nullptr, "a signing key has 32 bytes");
    const Context context(EVP_MD_CTX_new());
    std::string signature(signatureBytes, '\0');
    std::size_t length = signature.size();
    const bool ok = EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
                    EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &length,
                                   raw(message), message.size()) == 1;
    check(ok, "an Ed25519 key signs");
    return signature;
}

bool verify(std::string_view publicKey, std::string_view message, std::string_view signature) {
    if (publicKey.size() != keyBytes || signature.size() != signatureBytes) {
        return false;
    }
    const Key key(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, raw(publicKey), publicKey.size()));
    const Context context(EVP_MD_CTX_new());
    return key != nullptr && EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
           EVP_DigestVerify(context.get(), raw(signature), signature.size(), raw(message), message.size()) == 1;
}

std::string wsAcceptFor(std::string_view key) {
    std::string text(key);
    text += "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"; // RFC 6455, section 1.3
    std::array<char, 20> digest{};
    check(EVP_Digest(text.data(), text.size(), reinterpret_cast<unsigned char*>(digest.data()), nullptr, EVP_sha1(),
                     nullptr) == 1,
          "SHA-1 is there");
    return toBase64({digest.data(), digest.size()});
}

} // namespace roundsman
