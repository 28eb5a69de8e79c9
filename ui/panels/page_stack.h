#pragma once

class QStackedLayout;

namespace roundsman {

/// Brings one page of a stack to the front and lets it alone say how much room is needed: beside a long page, a line
/// in the middle of a short one would lie below what is seen of the panel.
void showPage(QStackedLayout& pages, int index);

} // namespace roundsman
