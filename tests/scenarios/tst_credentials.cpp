#include "tests/support/http_client.h"
#include "tests/support/process.h"
#include "tests/support/running_program.h"
#include "tests/support/temp_folder.h"
#include "tests/support/ws_client.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

using namespace roundsman;
using namespace roundsman::tests;

namespace {

ProcessResult keys(const TempFolder& data, std::vector<std::string> words) {
    words.insert(words.begin(), {ROUNDSMAN_NODE_PROGRAM, "keys"});
    words.insert(words.end(), {"--data", data.path()});
    return runToEnd(words);
}

std::string firstWord(const ProcessResult& result) {
    return result.output.substr(0, result.output.find_first_of(":\n"));
}

std::string handshake(std::uint16_t port, const std::string& token) {
    return WsClient(port, "/v1/riders", "Authorization: Bearer " + token + "\r\n").handshake();
}

std::string post(std::uint16_t port, const std::string& credential, const std::string& body) {
    HttpClient client(port);
    client.send("POST /v1/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + credential +
                "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
    return client.receive();
}

int statusOfCommand(std::uint16_t port, const std::string& credential) {
    const std::string answer =
        post(port, credential, R"({"id":"c-1","type":"command.unassign","market":"south","subject":"o-1"})");
    return answer.starts_with("HTTP/1.1 ") ? std::atoi(answer.c_str() + 9) : 0;
}

std::string textOf(const std::filesystem::path& file) {
    std::ostringstream text;
    text << std::ifstream(file).rdbuf();
    return text.str();
}

} // namespace

TEST_CASE("a node with keys lets in whom they name, learns of new and revoked ones by itself, and says so in no line") {
    const TempFolder data;
    const std::string signing = firstWord(keys(data, {"create"}));
    REQUIRE(signing.starts_with("s"));
    RunningProgram node({ROUNDSMAN_NODE_PROGRAM, "node", "--port", "0", "--data", data.path()});
    const std::uint16_t port = node.port();
    REQUIRE(port != 0);
    while (httpGet(port, "/readyz").status != 200) {
        std::this_thread::yield();
    }
    CHECK(handshake(port, "nonsense").starts_with("HTTP/1.1 401"));
    const std::string token =
        firstWord(keys(data, {"token", "--role", "rider", "--subject", "453", "--market", "south"}));
    CHECK(handshake(port, token).starts_with("HTTP/1.1 101"));
    const std::string apiKey = firstWord(
        keys(data, {"create", "--kind", "api", "--role", "service", "--subject", "shop", "--market", "south"}));
    REQUIRE(apiKey.starts_with("rk_"));
    while (handshake(port, apiKey).starts_with("HTTP/1.1 401")) { // the node looks twice a second
        std::this_thread::yield();
    }
    CHECK(handshake(port, apiKey).starts_with("HTTP/1.1 101"));
    CHECK(statusOfCommand(port, apiKey) == 403);
    CHECK(keys(data, {"revoke", signing}).exitStatus == 0);
    while (handshake(port, token).starts_with("HTTP/1.1 101")) {
        std::this_thread::yield();
    }
    CHECK(keys(data, {"list"}).output.contains("revoked"));
    CHECK_FALSE(keys(data, {"list", "--json"}).output.contains(apiKey.substr(apiKey.rfind('_'))));
    node.signal(SIGTERM);
    CHECK(node.wait() == 0);
    CHECK_FALSE(node.errorsSoFar().contains(token));
    CHECK_FALSE(node.errorsSoFar().contains(apiKey));
    const std::string acts = textOf(data / "keys" / "audit.jsonl"); // whoever acts, by whatever door
    CHECK(acts.contains(R"("door":"keys","role":"owner","who":"uid )"));
    CHECK(acts.contains(R"("act":"revoke","thing":")" + signing + R"(","outcome":"allowed"})"));
    CHECK(acts.contains(R"("door":"events","from":"127.0.0.1","role":"service","who":"shop","credential":"a)"));
    CHECK(acts.contains(R"("act":"command.unassign","thing":"o-1","id":"c-1","outcome":"refused")"));
    CHECK(std::ranges::count(acts, '\n') == 4); // a signing key, an API key, the command, the end of the signing key
    CHECK_FALSE(acts.contains(apiKey.substr(apiKey.rfind('_'))));
}

TEST_CASE("what the quarantine holds is retried as the command line prints it, and nothing else in its name") {
    const TempFolder data;
    keys(data, {"create"});
    const auto tokenOf = [&](const char* role) {
        return firstWord(keys(data, {"token", "--role", role, "--subject", "somebody", "--market", "south"}));
    };
    RunningProgram node({ROUNDSMAN_NODE_PROGRAM, "node", "--port", "0", "--data", data.path()});
    const std::uint16_t port = node.port();
    REQUIRE(port != 0);
    while (httpGet(port, "/readyz").status != 200) {
        std::this_thread::yield();
    }
    const std::string early =
        R"({"driverId":"453","lat":12.97,"lng":77.59,"market":"south","timestamp":4102444800000})";
    CHECK(post(port, tokenOf("service"), early).starts_with("HTTP/1.1 202"));
    std::string retry;
    while (retry.empty()) { // until it is history
        retry = runToEnd({ROUNDSMAN_NODE_PROGRAM, "quarantine", "retry", "--reason", "clock_ahead", "--history",
                          data / "history"})
                    .output;
    }
    CHECK(post(port, tokenOf("support"), retry).starts_with("HTTP/1.1 202"));
    std::string other = retry;
    other.replace(other.find("453"), 3, "454");
    CHECK(post(port, tokenOf("support"), other).contains(R"("reason":"not_in_quarantine")"));
    node.signal(SIGTERM);
    CHECK(node.wait() == 0);
}

TEST_CASE("listening beyond this machine without TLS and keys is refused in one line") {
    const TempFolder data;
    std::ofstream(data / "node.toml") << "[http]\naddress = \"0.0.0.0\"\nport = 0\n[data]\nfolder = \"d\"\n";
    const ProcessResult refused = runToEnd({ROUNDSMAN_NODE_PROGRAM, "node", "--config", data / "node.toml"});
    CHECK(refused.exitStatus == 1);
    CHECK(refused.errors.starts_with("roundsman: listening on 0.0.0.0 needs TLS"));
    CHECK(refused.errors.find('\n') == refused.errors.size() - 1);
}

TEST_CASE("a credential that makes no sense is refused in one line") {
    const TempFolder data;
    CHECK(keys(data, {"token", "--role", "rider"}).errors ==
          "roundsman: a rider's credential needs --subject: whose it is\n");
    CHECK(keys(data, {"token", "--role", "king", "--subject", "x"})
              .errors.starts_with("roundsman: there is no role \"king\""));
    CHECK(keys(data, {"token", "--role", "rider", "--subject", "7"})
              .errors.starts_with("roundsman: there is no signing key"));
    CHECK(keys(data, {"create"}).exitStatus == 0);
    const ProcessResult mistyped = keys(data, {"revoke", "s123"});
    CHECK(mistyped.exitStatus == 1);
    CHECK(mistyped.errors.starts_with("roundsman: there is no key s123"));
    CHECK_FALSE(keys(data, {"list"}).output.contains("revoked"));
    CHECK(keys(data, {"revoke", "t123", "--token"}).exitStatus == 0);
    CHECK(keys(data, {"list"}).output.contains("revoked"));
    const TempFolder empty;
    CHECK(keys(empty, {"rotate"}).errors.starts_with("roundsman: there is no key to rotate"));
}
