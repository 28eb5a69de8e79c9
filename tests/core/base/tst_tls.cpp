#include "core/base/net/http_server.h"
#include "core/base/net/self_signed.h"
#include "tests/support/http_client.h"
#include "tests/support/temp_folder.h"
#include "tests/support/tls_client.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <fstream>

using namespace roundsman;
using namespace roundsman::tests;

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
