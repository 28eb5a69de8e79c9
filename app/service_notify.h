#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace roundsman {

/// Tells the service manager how it goes ("READY=1", "STATUS=…"), over the socket that it named in NOTIFY_SOCKET.
/// Without one, or when nobody listens, nothing happens.
void notifyService(std::string_view state);

/// "RELOADING=1" needs the moment beside it.
void notifyReloading();

/// How often the service manager wants to hear WATCHDOG=1, halved as it advises; nothing: it does not.
std::optional<std::chrono::milliseconds> watchdogEvery();

} // namespace roundsman
