#include "ui/workspaces/workbench.h"

namespace roundsman {

/// The map stays in the middle; a slider over the past comes as a dock.
void buildHistory(const Workbench& bench) {
    static_cast<void>(bench);
}

} // namespace roundsman
