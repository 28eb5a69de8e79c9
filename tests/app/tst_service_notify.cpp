#include "app/service_notify.h"
#include "tests/support/temp_folder.h"

#include <doctest/doctest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <cstring>
#include <string>

using namespace roundsman;

TEST_CASE("the service manager hears what it is told") {
    const tests::TempFolder temp;
    const std::string path = temp / "notify";
    sockaddr_un at{};
    at.sun_family = AF_UNIX;
    REQUIRE(path.size() < sizeof at.sun_path);
    std::memcpy(at.sun_path, path.c_str(), path.size());
    const int listener = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    REQUIRE(::bind(listener, reinterpret_cast<const sockaddr*>(&at), sizeof at) == 0);
    ::setenv("NOTIFY_SOCKET", path.c_str(), 1);
    notifyService("READY=1\nSTATUS=ready");
    notifyReloading();
    std::array<char, 256> heard{};
    const ssize_t first = ::recv(listener, heard.data(), heard.size(), MSG_DONTWAIT);
    REQUIRE(first > 0);
    CHECK(std::string(heard.data(), static_cast<std::size_t>(first)) == "READY=1\nSTATUS=ready");
    const ssize_t second = ::recv(listener, heard.data(), heard.size(), MSG_DONTWAIT);
    REQUIRE(second > 0);
    CHECK(std::string(heard.data(), static_cast<std::size_t>(second)).starts_with("RELOADING=1\nMONOTONIC_USEC="));
    ::close(listener);
}

TEST_CASE("without a service manager nothing happens") {
    ::unsetenv("NOTIFY_SOCKET");
    notifyService("READY=1");
    ::setenv("NOTIFY_SOCKET", "/nonexistent/socket", 1);
    notifyService("READY=1");
    ::unsetenv("NOTIFY_SOCKET");
}

TEST_CASE("the watchdog is fed at half its time") {
    ::setenv("WATCHDOG_USEC", "3000000", 1);
    CHECK(watchdogEvery() == std::chrono::milliseconds(1500));
    ::setenv("WATCHDOG_USEC", "soon", 1);
    CHECK_FALSE(watchdogEvery());
    ::unsetenv("WATCHDOG_USEC");
    CHECK_FALSE(watchdogEvery());
}
