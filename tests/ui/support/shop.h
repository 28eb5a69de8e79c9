#pragma once

#include "tests/ui/support/desk.h"
#include "ui/merchant/kpi_tile.h"
#include "ui/merchant/merchant_page.h"

#include <QTest>

namespace roundsman {

/// A fleet that stands still, for a test of restaurants.
Desk::Options kitchens(std::uint32_t riders);

/// As history answers for a restaurant: by buckets of its own clock, from some days ago on, busy at noon and in the
/// evening and more so from week to week.
Table figuresOf(const Query& query, EventTime now);
void addFigures(Table& table, EventTime start, double orders);
/// Six pick-ups that kept riders waiting, the last of which does not count.
Table waitsOf(EventTime now);

/// A restaurant's page in a console of a test's own.
struct Shop {
    Desk desk;
    MerchantPage& page;

    explicit Shop(const Desk::Options& options);

    [[nodiscard]] EventTime now() { return desk.fleet().picture().lanes.front()->laneTime; }
    [[nodiscard]] KpiTile& tile(const char* id) {
        return *page.findChild<KpiTile*>(QStringLiteral("tile-") + QLatin1StringView(id));
    }
    [[nodiscard]] bool answered();
    template <typename Panel>
    Panel& panel() {
        return *desk.window().findChild<Panel*>();
    }
};

} // namespace roundsman
