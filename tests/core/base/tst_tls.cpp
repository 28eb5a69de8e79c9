#include "core/base/net/http_server.h"
#include "core/base/net/self_signed.h"
#include "tests/support/http_client.h"
#include "tests/support/soon.h"
#include "tests/support/temp_folder.h"
#include "tests/support/tls_client.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <algorithm>
#include <atomic>
#include <ctime>
#include <fstream>
#include <functional>

using namespace roundsman;
using namespace roundsman::tests;
using namespace std::chrono_literals;

namespace {

/// Of all threads of this program.
double cpuSeconds() {
    timespec time{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

} // namespace

TEST_CASE("with a certificate the same port speaks TLS, for requests of any size, and nothing else") {
    const TempFolder folder;
    const TlsFiles files = writeSelfSigned(folder.path()).value();
    HttpServer server({.bodyBytesMax = 1 << 20});
    server.route("POST", "/echo",
                 [](const HttpRequest& request, const HttpReply& reply) { reply({.body = request.body}); });
    const std::uint16_t port = server.start({.tls = files}).value();
    const std::string body(300'000, 'b');
    const std::string answer = tlsExchange(
        port, files.certificate,
        "POST /echo HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 300000\r\n\r\n" + body);
    CHECK(answer.starts_with("HTTP/1.1 200"));
    CHECK(answer.ends_with(body));
    HttpClient plain(port);
    plain.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
    CHECK_FALSE(plain.receiveAll().contains("HTTP/1.1 2"));
    struct stat key{};
    ::stat(files.key.c_str(), &key);
    CHECK((key.st_mode & 0777) == 0600);
}

TEST_CASE("a handshake that fails is counted as that and nothing else; to look whether somebody is there is none") {
    const TempFolder folder;
    const TempFolder foreign;
    const TlsFiles files = writeSelfSigned(folder.path()).value();
    const TlsFiles others = writeSelfSigned(foreign.path()).value();
    HttpServer server;
    server.route("GET", "/", [](const HttpRequest&, const HttpReply& reply) { reply({.body = "hello"}); });
    const std::uint16_t port = server.start({.tls = files}).value();
    const auto failed = [&] {
        return server.counts().of(DoorReason::tlsHandshake);
    };
    const std::string request = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    HttpClient plain(port);
    plain.send(request);
    CHECK_FALSE(plain.receiveAll().contains("HTTP/1.1"));
    CHECK(failed() == 1);
    CHECK(tlsExchange(port, others.certificate, request).empty()); // who does not trust us says so
    CHECK(soon([&] { return failed() == 2; }));
    { // looked whether somebody is there, and left
        const HttpClient knock(port);
    }
    CHECK(tlsExchange(port, files.certificate, request).ends_with("hello"));
    CHECK(soon([&] { return server.counts().open == 0; }));
    CHECK(std::ranges::fold_left(server.counts().refused, std::uint64_t{0}, std::plus{}) == failed());
    CHECK(failed() == 2);
}

TEST_CASE("a handshake that does not end in time is counted as one that failed, whatever was said of it") {
    const TempFolder folder;
    HttpServer server({.requestMax = 50ms, .idleMax = 20'000ms});
    const std::uint16_t port = server.start({.tls = writeSelfSigned(folder.path()).value()}).value();
    HttpClient begun(port);
    begun.send("\x16\x03\x01\x02");
    CHECK(begun.receiveAll().empty());
    CHECK(server.counts().of(DoorReason::tlsHandshake) == 1);
    CHECK(HttpClient(port).receiveAll().empty());
    CHECK(server.counts().of(DoorReason::tlsHandshake) == 2);
    CHECK(server.counts().of(DoorReason::silent) == 0);
}

TEST_CASE("who is turned away before he has shaken hands is told so afterwards, and costs nothing while he is silent") {
    const TempFolder folder;
    const TlsFiles files = writeSelfSigned(folder.path()).value();
    HttpServer server({.connectionsMax = 1});
    const std::uint16_t port = server.start({.tls = files}).value();
    const HttpClient taken(port);
    REQUIRE(soon([&] { return server.counts().open == 1; }));
    const std::string told = tlsExchange(port, files.certificate, "");
    CHECK(told.starts_with("HTTP/1.1 503"));
    CHECK(told.contains("Retry-After: "));
    const double before = cpuSeconds();
    CHECK(HttpClient(port).receiveAll().empty()); // says nothing until it is cut, about two seconds
    CHECK(cpuSeconds() - before < 0.5);
}

TEST_CASE("whoever closes his half of a TLS connection still hears his answer, and costs nothing until it comes") {
    const TempFolder folder;
    const TlsFiles files = writeSelfSigned(folder.path()).value();
    HttpServer server({.requestMax = 500ms});
    std::atomic<bool> asked = false;
    HttpReply later;
    server.route("GET", "/later", [&](const HttpRequest&, const HttpReply& reply) {
        later = reply;
        asked = true;
    });
    const std::uint16_t port = server.start({.tls = files}).value();
    double spent = 0;
    const auto whenSent = [&] {
        REQUIRE(soon([&] { return asked.load(); }));
        const double before = cpuSeconds();
        CHECK(HttpClient(port).receiveAll().empty()); // as long as a handshake may take
        spent = cpuSeconds() - before;
        later({.body = "at last"});
    };
    const std::string answer =
        tlsExchange(port, files.certificate, "GET /later HTTP/1.1\r\nHost: localhost\r\n\r\n", whenSent);
    CHECK(answer.ends_with("at last"));
    CHECK(spent < 0.25);
}

TEST_CASE("who has shaken hands has the time of a silent connection, not that of a handshake") {
    const TempFolder folder;
    const TlsFiles files = writeSelfSigned(folder.path()).value();
    HttpServer server({.requestMax = 1'000ms, .idleMax = 50ms});
    const std::uint16_t port = server.start({.tls = files}).value();
    CHECK(tlsExchange(port, files.certificate, "").empty());
    CHECK(server.counts().of(DoorReason::silent) == 1);
    CHECK(server.counts().of(DoorReason::tlsHandshake) == 0);
}

TEST_CASE("a certificate of no use is one sentence") {
    const TempFolder folder;
    const TlsFiles files = writeSelfSigned(folder.path()).value();
    HttpServer none;
    CHECK(none.start({.tls = {.certificate = folder / "nothing.pem", .key = files.key}})
              .error()
              .starts_with("the certificate " + (folder / "nothing.pem").string() + " is of no use: "));
    HttpServer wrong;
    std::ofstream(folder / "wrong.pem") << "no key";
    CHECK(
        wrong.start({.tls = {.certificate = files.certificate, .key = folder / "wrong.pem"}}).error().contains("key"));
}
