#include "tests/support/temp_folder.h"

#include "core/base/check.h"

#include <cstdlib>

namespace roundsman::tests {

TempFolder::TempFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "roundsman-test-XXXXXX").string();
    check(::mkdtemp(pattern.data()) != nullptr, "a test can make its folder");
    m_path = pattern;
}

TempFolder::~TempFolder() {
    std::error_code ignored;
    std::filesystem::permissions(m_path, std::filesystem::perms::owner_all, ignored); // a test may have taken them away
    std::filesystem::remove_all(m_path, ignored);
}

} // namespace roundsman::tests
