#include "ui/window/workspaces.h"
#include "ui/workspaces/empty_page.h"
#include "ui/workspaces/workbench.h"

#include <QCoreApplication>

namespace roundsman {

void buildMerchant(const Workbench& bench) {
    bench.workspaces.setPage(
        QStringLiteral("merchant"),
        emptyPage(QCoreApplication::translate("roundsman", "Merchant"),
                  QCoreApplication::translate("roundsman", "Figures of one restaurant, by hour, day and week.")));
}

} // namespace roundsman
