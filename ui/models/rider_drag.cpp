#include "ui/models/rider_drag.h"

#include <QMimeData>

namespace roundsman {

QString riderMimeType() {
    return QStringLiteral("application/x-roundsman-rider");
}

QMimeData* mimeDataOf(RiderRef rider) {
    auto* data = new QMimeData;
    data->setData(riderMimeType(),
                  QByteArray::number(rider.partition.value()) + '/' + QByteArray::number(rider.rider.value()));
    return data;
}

std::optional<RiderRef> riderFrom(const QMimeData& data) {
    const QByteArrayList parts = data.data(riderMimeType()).split('/');
    bool lane = false;
    bool number = false;
    if (parts.size() != 2) {
        return std::nullopt;
    }
    const RiderRef rider{PartitionNo{parts[0].toInt(&lane)}, RiderNo{parts[1].toUInt(&number)}};
    return lane && number ? std::optional(rider) : std::nullopt;
}

} // namespace roundsman
