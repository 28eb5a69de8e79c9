#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace roundsman::test {

/// The data rows of a comma- or tab-separated file (gzip if its name ends in .gz), without the header line. Fields are
/// split at the separator alone: the files of recorded days quote nothing. Empty when the file is not there.
std::vector<std::vector<std::string>> readTable(const std::string& path, char separator = ',');

/// The whole text of such a file.
std::string readWhole(const std::string& path);

} // namespace roundsman::test
