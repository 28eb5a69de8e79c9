#pragma once

#include "ui/console.h"

namespace roundsman {

/// What the page of the first start asks: whether a configuration can be read, whether a folder holds a node's data;
/// and it writes the configuration of a Kafka that somebody named.
StartChecks startChecks();

} // namespace roundsman
