#pragma once

#include "tests/house/source_tree.h"

#include <string>
#include <vector>

namespace roundsman::house {

// Each rule looks at one line and says what is wrong with it; an empty text means nothing is.

/// Who may include whom: base <- model <- { log decode admit state measure history api sim } <- { lane bridge gateway }
/// <- node <- ui, app. Parts between the braces never include each other; includes are written from the root.
std::string includeTrouble(const Line& line);

/// An outside library is included in one folder, heavy ones only in .cpp files; core/ knows no Qt.
std::string libraryTrouble(const Line& line);

/// Tests wait for conditions, never for the clock.
std::string fixedWaitTrouble(const Line& line);

/// Marks of unfinished work, and paths of one person's machine.
std::string leftoverTrouble(const Line& line);

/// Files that a page names in backquotes and the tree does not have. A name without a folder stands beside the one
/// before it.
std::vector<std::string> missingOf(const std::filesystem::path& root, const std::string& page);

} // namespace roundsman::house
