#include "core/model/cell.h"
#include "tests/support/recorded.h"

#include <doctest/doctest.h>

#include <cmath>
#include <string>

using namespace roundsman;

TEST_CASE("cells and their centres agree with H3's own recorded ones") {
    const tests::Csv rows("conformance/h3_centers_open.csv.gz");
    REQUIRE(rows.rows() == 31'908);
    std::size_t different = 0;
    for (std::size_t i = 0; i < rows.rows(); ++i) {
        const CellId cell{std::stoull(rows.text(i, "cell"), nullptr, 16)};
        double longitude = rows.number(i, "lon");
        longitude -= longitude > 180 ? 360 : 0;
        const int resolution = static_cast<int>(rows.integer(i, "res"));
        // "rand…" are any points of their cells; some centres are written with six decimals.
        const GeoPoint centre = cellCentre(cell);
        const bool near = std::abs(centre.latitude() - rows.number(i, "lat")) < 6e-7 &&
                          std::abs(std::remainder(centre.longitude() - longitude, 360.0)) < 6e-7;
        const bool same = cellOfDegrees(rows.number(i, "lat"), longitude, resolution) == cell &&
                          (near || rows.text(i, "source").starts_with("rand"));
        different += same ? 0 : 1;
    }
    CHECK(different == 0);
}

TEST_CASE("borders of cells agree with H3's own recorded ones") {
    const tests::Csv rows("conformance/h3_boundaries_open.csv.gz");
    REQUIRE(rows.rows() == 5'978);
    std::size_t different = 0;
    for (std::size_t i = 0; i < rows.rows(); ++i) {
        const CellId cell{std::stoull(rows.text(i, "cell"), nullptr, 16)};
        const std::string& recorded = rows.text(i, "boundary_lat_lon");
        std::size_t at = 0;
        bool same = true;
        for (const GeoPoint corner : cellBoundary(cell)) {
            std::size_t used = 0;
            const double latitude = std::stod(recorded.substr(at), &used);
            at += used;
            const double longitude = std::stod(recorded.substr(at), &used);
            at += used + 1;
            same = same && std::abs(corner.latitude() - latitude) < 2e-7 &&
                   std::abs(std::remainder(corner.longitude() - longitude, 360.0)) < 2e-7;
        }
        different += same && at >= recorded.size() ? 0 : 1;
    }
    CHECK(different == 0);
}
