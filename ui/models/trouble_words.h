#pragma once

#include <QString>

#include <string>

namespace roundsman {

/// What the node says of its own trouble, or why a question has no answer, in the window's language: what is wrong and
/// what to do. Files, addresses and the words of systems stay as they are, and so does a sentence that is not known.
/// It begins as the engine wrote it: most of them stand behind a colon.
QString troubleText(const std::string& sentence);

} // namespace roundsman
