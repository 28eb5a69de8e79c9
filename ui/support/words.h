#pragma once

#include <QString>

#include <chrono>
#include <string>

namespace roundsman {

/// A text of free functions, marked by QT_TRANSLATE_NOOP("roundsman", …), in the window's language.
QString say(const char* text);

/// What the engine calls things is UTF-8.
inline QString words(const std::string& text) {
    return QString::fromStdString(text);
}

/// A name in the midst of our words. Whoever chose it chose its direction, and perhaps a mark that is never closed: it
/// must not turn the words around it.
QString isolated(const QString& name);
inline QString named(const std::string& name) {
    return isolated(words(name));
}

/// A record as it is written: marks of direction, which nobody sees and which turn what follows, as JSON escapes them.
QString withMarksShown(const QString& text);

/// Whether the part is in the text, whichever case that is written in.
bool containsWord(const std::string& text, const std::string& lowerPart);

// How often what is in sight looks anew.
inline constexpr std::chrono::milliseconds listRhythm{500};   ///< at the picture
inline constexpr std::chrono::milliseconds storeRhythm{2500}; ///< at the history or the log

} // namespace roundsman
