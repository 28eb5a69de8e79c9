#pragma once

#include "ui/workspaces/navigator.h"

#include <QString>

#include <optional>

namespace roundsman {

/// "roundsman:record/0/1234/2": partition, offset, and the document in the record.
QString toText(RecordRef record);
/// Nothing when the text is not such a link.
std::optional<RecordRef> recordLinkFrom(const QString& text);

} // namespace roundsman
