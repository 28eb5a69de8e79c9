#include "ui/support/words.h"

#include <QCoreApplication>

#include <algorithm>
#include <cctype>

namespace roundsman {

QString say(const char* text) {
    return QCoreApplication::translate("roundsman", text);
}

bool containsWord(const std::string& text, const std::string& lowerPart) {
    const auto lower = [](unsigned char c) {
        return static_cast<char>(std::tolower(c));
    };
    return !std::ranges::search(text, lowerPart, {}, lower).empty();
}

} // namespace roundsman
