#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

namespace roundsman::tests {

/// Looks again and again, leaving the machine to those who are looked at. False: it did not come true in time.
bool soon(const std::function<bool()>& condition, std::chrono::seconds patience = std::chrono::seconds(120));

/// How many rows `roundsman query` finds.
std::int64_t rowsOf(const std::string& what, const std::filesystem::path& history);

} // namespace roundsman::tests
