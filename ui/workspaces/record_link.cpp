#include "ui/workspaces/record_link.h"

#include <QStringList>

namespace roundsman {

namespace {

constexpr QLatin1StringView beginning("roundsman:record/");

} // namespace

QString toText(RecordRef record) {
    return beginning +
           QStringLiteral("%1/%2/%3").arg(record.partition.value()).arg(record.offset.value()).arg(record.document);
}

std::optional<RecordRef> recordLinkFrom(const QString& text) {
    const QString trimmed = text.trimmed();
    const QStringList parts = trimmed.startsWith(beginning) ? trimmed.mid(beginning.size()).split(u'/') : QStringList();
    if (parts.size() != 2 && parts.size() != 3) { // without a document the whole record is meant
        return std::nullopt;
    }
    bool isPartition = false;
    bool isOffset = false;
    bool isDocument = parts.size() == 2;
    const RecordRef record{.partition = PartitionNo{parts[0].toInt(&isPartition)},
                           .offset = Offset{parts[1].toLongLong(&isOffset)},
                           .document = isDocument ? 0 : parts[2].toUInt(&isDocument)};
    if (!isPartition || !isOffset || !isDocument || record.partition.value() < 0 || record.offset.value() < 0) {
        return std::nullopt;
    }
    return record;
}

} // namespace roundsman
