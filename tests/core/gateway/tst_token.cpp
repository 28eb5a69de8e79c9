#include "core/gateway/token.h"

#include <doctest/doctest.h>

using namespace roundsman;

namespace {

const EventTime now = eventTimeFromMillis(1'795'251'600'000);
const SigningKey key = newSigningKey();

PublicKeyOf ring() {
    return [](std::string_view id) {
        return id == "k1" ? key.publicKey : std::string{};
    };
}

Identity rider() {
    Identity who;
    who.role = Role::rider;
    who.subject = "r-7 \"the quick\"";
    who.markets = {"south", "north"};
    who.credential = "t-1";
    who.expiresAt = now + std::chrono::minutes{15};
    return who;
}

TokenTrouble refused(const std::string& token, EventTime at = now) {
    const auto verified = verifyToken(token, ring(), at);
    REQUIRE_FALSE(verified.has_value());
    return verified.error();
}

/// A token whose parts a test chose, signed all the same.
std::string signedToken(std::string_view header, std::string_view claims, const SigningKey& with = key) {
    const std::string body = toBase64Url(header) + "." + toBase64Url(claims);
    return body + "." + toBase64Url(sign(with, body));
}

constexpr std::string_view header = R"({"alg":"EdDSA","kid":"k1"})";

} // namespace

TEST_CASE("a token gives back the identity it was issued for") {
    CHECK(verifyToken(issueToken(rider(), now, "k1", key), ring(), now) == rider());
}

TEST_CASE("a token holds from its beginning to its end, give or take the clocks' skew") {
    const std::string token = issueToken(rider(), now, "k1", key);
    CHECK(verifyToken(token, ring(), now - std::chrono::seconds{29}).has_value());
    CHECK(refused(token, now - std::chrono::seconds{31}) == TokenTrouble::notYetValid);
    CHECK(verifyToken(token, ring(), rider().expiresAt + std::chrono::seconds{29}).has_value());
    CHECK(refused(token, rider().expiresAt + std::chrono::seconds{30}) == TokenTrouble::expired);
}

TEST_CASE("a token of a foreign key, an unknown key id or another algorithm is refused") {
    CHECK(refused(issueToken(rider(), now, "k1", newSigningKey())) == TokenTrouble::wrongSignature);
    CHECK(refused(issueToken(rider(), now, "k2", key)) == TokenTrouble::unknownKey);
    const std::string claims = R"({"sub":"r-7","role":"admin","exp":1795252000})";
    CHECK(refused(signedToken(R"({"alg":"none","kid":"k1"})", claims)) == TokenTrouble::otherAlgorithm);
    CHECK(refused(signedToken(R"({"alg":"HS256","kid":"k1"})", claims)) == TokenTrouble::otherAlgorithm);
    CHECK(refused(signedToken(R"({"alg":"EdDSA","kid":"k1","crit":["b64"]})", claims)) == TokenTrouble::malformed);
}

TEST_CASE("a token with one bit changed anywhere is refused") {
    const std::string token = issueToken(rider(), now, "k1", key);
    for (std::size_t i = 0; i < token.size(); ++i) {
        std::string bent = token;
        bent[i] = bent[i] == 'A' ? 'B' : 'A';
        CAPTURE(i);
        CHECK((bent == token || !verifyToken(bent, ring(), now).has_value()));
    }
}

TEST_CASE("claims that make no sense are refused although the signature is right") {
    for (const std::string_view claims :
         {R"({"sub":"r-7","exp":1795252000})", R"({"role":"rider","exp":1795252000})",
          R"({"sub":"r-7","role":"rider"})", R"({"sub":"r-7","role":"king","exp":1795252000})",
          R"({"sub":7,"role":"rider","exp":1795252000})", R"({"sub":"r-7","role":"rider","exp":"soon"})",
          R"({"sub":"r-7","role":"rider","exp":1795252000,"markets":"*"})",
          R"({"sub":"r-7","role":"rider","exp":1795252000)", R"([])", ""}) {
        CAPTURE(claims);
        CHECK(refused(signedToken(header, claims)) == TokenTrouble::malformed);
    }
    CHECK(refused(signedToken(header, R"({"sub":"r-7","role":"rider","exp":1799999999})")) == TokenTrouble::tooLong);
}

TEST_CASE("what is no token at all is refused") {
    for (const auto* text : {"", ".", "..", "a.b.c", "a.b", "====.====.===="}) {
        CHECK(refused(text) == TokenTrouble::malformed);
    }
    CHECK(refused(std::string(5000, 'A') + ".A.A") == TokenTrouble::malformed);
}
