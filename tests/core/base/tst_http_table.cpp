#include "core/base/net/http_server.h"
#include "tests/support/http_client.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace roundsman;
using namespace roundsman::tests;

namespace {

struct Row {
    const char* what;
    std::string bytes;
    std::vector<int> answers; ///< status codes, in order, until the server closes
};

/// Status codes of all answers to what was sent, and nothing else on the wire.
std::vector<int> answersOf(HttpClient& client) {
    std::string all = client.receiveAll();
    std::vector<int> codes;
    while (all.starts_with("HTTP/1.1 ") && all.contains("\r\n\r\n")) {
        codes.push_back(std::atoi(all.c_str() + 9));
        const auto header = all.find("\r\n\r\n");
        const auto length = all.find("Content-Length: ");
        const std::size_t body = codes.back() == 100 ? 0 : std::strtoul(all.c_str() + length + 16, nullptr, 10);
        all.erase(0, header + 4 + body);
    }
    if (!all.empty()) {
        codes.push_back(-1); // something that is no answer
    }
    return codes;
}

std::vector<int> answersTo(std::uint16_t port, const std::string& bytes) {
    HttpClient client(port);
    client.send(bytes);
    return answersOf(client);
}

/// Another connection to the same I/O thread: when it was answered, whatever was sent before has been read.
class Onlooker {
public:
    explicit Onlooker(std::uint16_t port) : m_client(port) {}
    void waitUntilRead() {
        m_client.send("GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n");
        REQUIRE(m_client.receive().starts_with("HTTP/1.1 200"));
    }

private:
    HttpClient m_client;
};

const std::string host = "Host: localhost\r\n";
const std::string last = host + "Connection: close\r\n";

std::string get(const std::string& path, const std::string& headers = last) {
    return "GET " + path + " HTTP/1.1\r\n" + headers + "\r\n";
}
std::string post(const std::string& headers, const std::string& body) {
    return "POST /echo HTTP/1.1\r\n" + last + headers + "\r\n" + body;
}

const std::vector<Row> rows{
    // what is well formed
    {"a plain request", get("/hello"), {200}},
    {"empty lines before a request", "\r\n\r\n" + get("/hello"), {200}},
    {"two requests in one piece", get("/hello", host) + get("/hello"), {200, 200}},
    {"a body by its length", post("Content-Length: 2\r\n", "hi"), {200}},
    {"a body in chunks", post("Transfer-Encoding: chunked\r\n", "2\r\nhi\r\n1;x=y\r\n!\r\n0\r\n\r\n"), {200}},
    {"a body in chunks with a trailer",
     post("Transfer-Encoding: chunked\r\n", "1\r\nx\r\n0\r\nX-End: 1\r\n\r\n"),
     {200}},
    {"HTTP/1.0 is the last of its connection", "GET /hello HTTP/1.0\r\n" + host + "\r\n", {200}},
    // smuggling: two lengths
    {"a length and chunks", post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), {400}},
    {"chunks and a length", post("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", "0\r\n\r\n"), {400}},
    {"two lengths", post("Content-Length: 2\r\nContent-Length: 3\r\n", "hi!"), {400}},
    {"the same length twice", post("Content-Length: 2\r\nContent-Length: 2\r\n", "hi"), {400}},
    {"a list of lengths", post("Content-Length: 2, 2\r\n", "hi"), {400}},
    {"a length with a sign", post("Content-Length: +2\r\n", "hi"), {400}},
    {"a negative length", post("Content-Length: -2\r\n", "hi"), {400}},
    {"a hexadecimal length", post("Content-Length: 0x2\r\n", "hi"), {400}},
    {"a length beyond all numbers", post("Content-Length: 99999999999999999999\r\n", "hi"), {400}},
    {"a length beyond the limit", post("Content-Length: 9999999\r\n", ""), {413}},
    // smuggling: codings
    {"a coding nobody knows", post("Transfer-Encoding: cow\r\n", ""), {501}},
    {"chunked twice", post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), {400}},
    {"chunked in a list", post("Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n"), {501}},
    {"chunked after identity",
     post("Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"),
     {400}},
    {"chunked with a tab", post("Transfer-Encoding:\tchunked\r\n", "0\r\n\r\n"), {200}},
    {"chunked, hidden by a vertical tab",
     post("Transfer-Encoding: \x0b"
          "chunked\r\n",
          "0\r\n\r\n"),
     {400}},
    {"a space before the colon", post("Transfer-Encoding : chunked\r\n", "0\r\n\r\n"), {400}},
    {"chunked in HTTP/1.0", "POST /echo HTTP/1.0\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", {400}},
    {"a header that goes on in the next line", get("/hello", last + "X: a\r\n b\r\n"), {400}},
    {"a first header that begins with a space", "GET /hello HTTP/1.1\r\n " + last + "\r\n", {400}},
    {"lines that end without a return", "GET /hello HTTP/1.1\nHost: localhost\n\n", {400}},
    {"one line that ends without a return", "GET /hello HTTP/1.1\r\nHost: localhost\nX: y\r\n\r\n", {400}},
    {"a return alone inside a header", get("/hello", last + "X: a\rb\r\n"), {400}},
    {"a null byte in a header", get("/hello", last + "X: a" + std::string(1, '\0') + "b\r\n"), {400}},
    {"a request hidden in the body of another", post("Content-Length: 0\r\nX: y\r\n", get("/hello")), {200}},
    // chunks
    {"a chunk that is shorter than it says", post("Transfer-Encoding: chunked\r\n", "5\r\nhi\r\n0\r\n\r\n"), {400}},
    {"a chunk size that is no number", post("Transfer-Encoding: chunked\r\n", "zz\r\nhi\r\n0\r\n\r\n"), {400}},
    {"a chunk size with a sign", post("Transfer-Encoding: chunked\r\n", "-1\r\nhi\r\n0\r\n\r\n"), {400}},
    {"a chunk size with a prefix", post("Transfer-Encoding: chunked\r\n", "0x2\r\nhi\r\n0\r\n\r\n"), {400}},
    {"a chunk size beyond all numbers", post("Transfer-Encoding: chunked\r\n", "fffffffffffffffff\r\nhi\r\n"), {400}},
    {"a chunk that does not end", post("Transfer-Encoding: chunked\r\n", "2\r\nhi!!0\r\n\r\n"), {400}},
    {"chunks beyond the limit",
     post("Transfer-Encoding: chunked\r\n", "ffff\r\n" + std::string(65'535, 'x') + "\r\n"),
     {413}},
    {"a chunk extension without end", post("Transfer-Encoding: chunked\r\n", "2;" + std::string(20'000, 'x')), {400}},
    // headers
    {"no host", "GET /hello HTTP/1.1\r\nConnection: close\r\n\r\n", {400}},
    {"two hosts", get("/hello", last + host), {400}},
    {"another host", get("/hello", "Host: example.org\r\nConnection: close\r\n"), {421}},
    {"a page of another site", get("/hello", last + "Origin: https://example.org\r\n"), {403}},
    {"a page of this machine", get("/hello", last + "Origin: http://127.0.0.1:5173\r\n"), {200}},
    {"two credentials", get("/hello", last + "Authorization: Bearer a\r\nAuthorization: Bearer b\r\n"), {400}},
    {"a header bomb: one long line", get("/hello", last + "X: " + std::string(20'000, 'x') + "\r\n"), {431}},
    {"a header bomb: many lines",
     get(
         "/hello", last +
                       [] {
                           std::string all;
                           for (int i = 0; i < 2'000; ++i) {
                               all += "X" + std::to_string(i) + ": y\r\n";
                           }
                           return all;
                       }()),
     {431}},
    {"a header bomb without an end", "GET /" + std::string(20'000, 'x'), {431}},
    {"a header name with a space", get("/hello", last + "X Y: z\r\n"), {400}},
    {"a header without a name", get("/hello", last + ": z\r\n"), {400}},
    {"a header without a colon", get("/hello", last + "nonsense\r\n"), {400}},
    // targets
    {"a path that is nowhere", get("/nowhere"), {404}},
    {"a path that climbs", get("/hello/../hello"), {400}},
    {"a path that climbs, written in percent", get("/%2e%2e/hello"), {400}},
    {"a slash in percent", get("/hello%2f"), {400}},
    {"percent twice", get("/%252e%252e/hello"), {400}},
    {"two slashes", get("//hello"), {400}},
    {"a backslash", get("/hello\\..\\x"), {400}},
    {"a null in percent", get("/hello%00"), {400}},
    {"a path parameter", get("/hello;x=y"), {400}},
    {"a byte that is no character", get("/hel\xfflo"), {400}},
    {"an absolute target", get("http://localhost/hello"), {200}},
    {"an absolute target without a path", get("HTTPS://LOCALHOST:443?x=y"), {404}},
    {"an absolute target of another host", get("http://example.org/hello"), {421}},
    {"an absolute target, and a Host header of another",
     get("http://localhost/hello", "Host: example.org\r\nConnection: close\r\n"),
     {200}},
    {"an absolute target without a Host header", get("http://localhost/hello", "Connection: close\r\n"), {400}},
    {"an absolute target with a user", get("http://me@localhost/hello"), {400}},
    {"an absolute target of another scheme", get("ftp://localhost/hello"), {400}},
    {"an absolute target of no host", get("http:///hello"), {400}},
    {"an absolute target that climbs", get("http://localhost/../hello"), {400}},
    {"a target of a proxy", "CONNECT localhost:80 HTTP/1.1\r\n" + last + "\r\n", {400}},
    {"a space inside", get("/hel lo"), {400}},
    {"the asterisk", "OPTIONS * HTTP/1.1\r\n" + last + "\r\n", {400}},
    // methods and versions
    {"a method of another path", "DELETE /hello HTTP/1.1\r\n" + last + "\r\n", {405}},
    {"a method in small letters", "get /hello HTTP/1.1\r\n" + last + "\r\n", {400}},
    {"HTTP/2 in so many words", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", {400}},
    {"HTTP/1.2", "GET /hello HTTP/1.2\r\n" + last + "\r\n", {400}},
    {"HTTP/0.9", "GET /hello\r\n\r\n", {400}},
    {"TLS to a port without", std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11), {400}},
    {"nothing that means anything", "\x01\x02\x03\r\n\r\n", {400}},
};

std::uint16_t startAt(HttpServer& server) {
    server.route("GET", "/hello", [](const HttpRequest&, const HttpReply& reply) { reply({.body = "hello\n"}); });
    server.route("POST", "/echo",
                 [](const HttpRequest& request, const HttpReply& reply) { reply({.body = request.body}); });
    return server.start({.threads = 1}).value();
}

} // namespace

TEST_CASE("each way to write a request is answered as its line of the table says, and with nothing else") {
    HttpServer server({.bodyBytesMax = 16'384});
    const std::uint16_t port = startAt(server);
    for (const Row& row : rows) {
        CAPTURE(std::string(row.what));
        CHECK(answersTo(port, row.bytes) == row.answers);
    }
    CHECK(httpGet(port, "/hello").status == 200);
}

TEST_CASE("it is answered the same when it comes byte by byte, or in two pieces, wherever it is cut") {
    HttpServer server({.bodyBytesMax = 16'384});
    const std::uint16_t port = startAt(server);
    Onlooker onlooker(port);
    for (const Row& row : rows) {
        constexpr std::size_t longest = 1'000; // the bombs are large, not intricate
        if (row.bytes.size() > longest) {
            continue;
        }
        CAPTURE(std::string(row.what));
        HttpClient slow(port);
        for (const char c : row.bytes) {
            slow.send(std::string(1, c));
            onlooker.waitUntilRead();
        }
        CHECK(answersOf(slow) == row.answers);
        for (std::size_t cut = row.bytes.find("\r\n\r\n"); cut < row.bytes.size(); ++cut) {
            CAPTURE(cut);
            HttpClient client(port);
            client.send(row.bytes.substr(0, cut));
            onlooker.waitUntilRead();
            client.send(row.bytes.substr(cut));
            CHECK(answersOf(client) == row.answers);
        }
    }
}

TEST_CASE("who asks whether to go on is told so before he sends his body") {
    HttpServer server;
    server.route("POST", "/echo",
                 [](const HttpRequest& request, const HttpReply& reply) { reply({.body = request.body}); });
    const std::uint16_t port = server.start({}).value();
    const std::string rest = last + "Expect: 100-Continue\r\nContent-Length: 2\r\n\r\n";
    HttpClient client(port);
    client.send("POST /echo HTTP/1.1\r\n" + rest);
    CHECK(client.receive(false) == "HTTP/1.1 100 Continue\r\n\r\n");
    client.send("hi");
    CHECK(client.receiveAll().ends_with("hi"));
    HttpClient old(port); // HTTP/1.0 knows no such thing
    old.send("POST /echo HTTP/1.0\r\n" + rest);
    old.send("hi");
    CHECK(old.receiveAll().starts_with("HTTP/1.1 200"));
}
