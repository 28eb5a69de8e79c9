#include "tests/support/node_kills.h"

#include <doctest/doctest.h>

TEST_CASE("a node killed a hundred times over the embedded log has the history of an undisturbed one") {
    roundsman::tests::killsOnTheEmbeddedLog(roundsman::tests::killsWanted(100));
}
