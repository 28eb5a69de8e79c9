#pragma once

#include <filesystem>

namespace roundsman {

/// Asks the system to bring what opening a history reads from the disk, and returns at once: it comes while the program
/// loads the rest of itself. Does nothing where there is no history.
void wakeHistory(const std::filesystem::path& folder);

} // namespace roundsman
