#pragma once

#include "core/model/fence.h"
#include "core/model/ids.h"

class QObject;

namespace roundsman {

class FrameFeed;
class Navigator;

/// Opens the record that made an area what it is: history keeps where each version of it came from. Where it knows of
/// none, a sentence says so. While `context` lives; GUI thread.
void openFenceRecord(FrameFeed& feed, Navigator& navigator, PartitionNo partition, const Fence& fence,
                     QObject* context);

} // namespace roundsman
