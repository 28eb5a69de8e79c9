#include "core/base/net/crypto.h"
#include "core/base/net/ws_frames.h"

#include <doctest/doctest.h>

using namespace roundsman;

namespace {

std::string text(const Digest256& digest) {
    return toHex({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

} // namespace

TEST_CASE("digests are those of the standards' own examples") {
    CHECK(text(sha256("abc")) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"); // FIPS 180-2
    CHECK(text(hmacSha256("Jefe", "what do ya want for nothing?")) == // RFC 4231, case 2
          "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    CHECK(wsAcceptFor("dGhlIHNhbXBsZSBub25jZQ==") == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="); // RFC 6455, 1.3
}

TEST_CASE("base64url is read as it is written, and refused when it is written in another way") {
    for (std::size_t size = 0; size < 70; ++size) {
        const std::string bytes = randomBytes(size);
        CHECK(fromBase64Url(toBase64Url(bytes)) == bytes);
    }
    for (const auto* wrong : {"QQ==", "Q", "QR", "Q Q", "Q+Q/"}) {
        CAPTURE(wrong);
        CHECK_FALSE(fromBase64Url(wrong).has_value());
    }
}

TEST_CASE("a signature holds for its key and its message alone") {
    const SigningKey key = newSigningKey();
    const std::string signature = sign(key, "move rider r-1");
    CHECK(verify(key.publicKey, "move rider r-1", signature));
    CHECK_FALSE(verify(key.publicKey, "move rider r-2", signature));
    CHECK_FALSE(verify(newSigningKey().publicKey, "move rider r-1", signature));
    std::string bent = signature;
    bent[17] = static_cast<char>(bent[17] ^ 1);
    CHECK_FALSE(verify(key.publicKey, "move rider r-1", bent));
    CHECK_FALSE(verify("short", "move rider r-1", signature));
}
