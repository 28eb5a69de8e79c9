#include "ui/panels/page_stack.h"

#include <QStackedLayout>
#include <QWidget>

namespace roundsman {

void showPage(QStackedLayout& pages, int index) {
    for (int n = 0; n < pages.count(); ++n) {
        const auto policy = n == index ? QSizePolicy::Preferred : QSizePolicy::Ignored;
        pages.widget(n)->setSizePolicy(policy, policy); // does nothing where it is so already
    }
    pages.setCurrentIndex(index);
}

} // namespace roundsman
