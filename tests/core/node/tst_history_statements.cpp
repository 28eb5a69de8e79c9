#include "core/history/history_writer.h"
#include "core/node/history_statements.h"
#include "tests/support/temp_folder.h"

#include <doctest/doctest.h>

#include <string>

using namespace roundsman;

namespace {

/// How SQLite goes about it, a line a step.
std::string planOf(const Query& query) {
    const tests::TempFolder folder;
    REQUIRE(HistoryWriter::open({.folder = folder.path()}));
    auto history = sqlite::Connection::open(HistoryPaths{folder.path()}.main());
    REQUIRE(history);
    const auto asked = statementFor(query);
    REQUIRE(asked);
    auto steps = history->prepare("EXPLAIN QUERY PLAN " + asked->sql);
    REQUIRE_MESSAGE(steps, (steps ? "" : steps.error().sentence));
    std::string plan;
    while (*steps->step()) {
        if (steps->text(3) != "SCAN state") { // its one row
            plan += std::string(steps->text(3)) + '\n';
        }
    }
    return plan;
}

Query of(QueryKind kind, std::string id, std::string text = {}) {
    Query query;
    query.kind = kind;
    query.id = std::move(id);
    query.text = std::move(text);
    return query;
}

} // namespace

TEST_CASE("an order's page reads its own rows, however many orders there are") {
    for (const QueryKind kind :
         {QueryKind::orders, QueryKind::orderEvents, QueryKind::orderEtas, QueryKind::orderLegs}) {
        const std::string plan = planOf(of(kind, "o-7"));
        CAPTURE(plan);
        CHECK(plan.contains("SEARCH o USING INDEX orders_by_id (id=?)"));
        CHECK_FALSE(plan.contains("SCAN"));
        CHECK_FALSE(plan.contains("orders_by_time"));
    }
}

TEST_CASE("the newest orders are read in the order of their index, and no further than a search may go") {
    const std::string list = planOf(of(QueryKind::orders, {}));
    CHECK(list.contains("SEARCH o USING INDEX orders_by_time (placed_at>? AND placed_at<?)"));
    const std::string search = planOf(of(QueryKind::orders, {}, "12"));
    CAPTURE(search);
    CHECK(search.contains("SEARCH o USING INDEX orders_by_time (placed_at>? AND placed_at<?)"));
    CHECK(search.contains("SEARCH orders USING COVERING INDEX orders_by_time"));
}

TEST_CASE("what is held back for one reason is read without the rest") {
    const std::string plan = planOf(of(QueryKind::quarantine, {}, "no_position"));
    CAPTURE(plan);
    CHECK(plan.contains("USING INDEX quarantine_by_reason (reason=? AND log_time>? AND log_time<?)"));
    CHECK(plan.contains("answers_to_retries (subject=?)"));
    CHECK(plan.contains("SEARCH a USING PRIMARY KEY (partition=? AND offset=? AND doc=?)"));
    CHECK(planOf(of(QueryKind::quarantine, {})).contains("USING INDEX quarantine_by_time"));
}
