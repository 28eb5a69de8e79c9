#pragma once

#include "ui/models/rider_ref.h"

#include <QString>

#include <optional>

class QMimeData;

namespace roundsman {

// A rider, dragged from one place of the window to another.
QString riderMimeType();
QMimeData* mimeDataOf(RiderRef rider);
std::optional<RiderRef> riderFrom(const QMimeData& data);

} // namespace roundsman
