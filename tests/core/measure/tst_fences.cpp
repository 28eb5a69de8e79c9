#include "core/measure/fence_watch.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <random>

using namespace roundsman;
using namespace std::chrono_literals;

namespace {

const MarketNo city{0};
constexpr EventTime noon = eventTimeFromMillis(1'767'614'400'000);
const GeoPoint centre = GeoPoint::fromDegrees(12.97, 77.59);
constexpr double metresPerDegree = 111'195.08;

GeoPoint shifted(GeoPoint from, double eastMetres, double northMetres) {
    const double latitude = from.latitude() + northMetres / metresPerDegree;
    double longitude =
        from.longitude() + eastMetres / metresPerDegree / std::cos(from.latitude() * 0.017453292519943295);
    longitude += longitude > 180 ? -360 : longitude < -180 ? 360 : 0;
    return GeoPoint::fromDegrees(latitude, longitude);
}

Fence circle(const std::string& id, GeoPoint at, double radius) {
    Fence fence;
    fence.id = id;
    fence.market = city;
    fence.version = 1;
    fence.centre = at;
    fence.radiusMetres = radius;
    return fence;
}

std::vector<GeoPoint> star(GeoPoint at, int corners, double radius, std::mt19937_64& random) {
    std::uniform_real_distribution<double> reach(0.3, 1);
    std::vector<GeoPoint> ring;
    for (int corner = 0; corner < corners; ++corner) {
        const double turn = corner * 6.283185307179586 / corners;
        const double metres = radius * reach(random);
        ring.push_back(shifted(at, metres * std::cos(turn), metres * std::sin(turn)));
    }
    return ring;
}

double turned(double degrees) {
    return degrees > 180 ? degrees - 360 : degrees < -180 ? degrees + 360 : degrees;
}

/// Inside by the even-odd rule, and metres to the border, on a plane about the point and edge by edge.
std::pair<bool, double> plainReach(const std::vector<GeoPoint>& ring, GeoPoint point) {
    const auto east = [&](GeoPoint corner) {
        return turned(corner.longitude() - point.longitude()) * metresPerDegree *
               std::cos(point.latitude() * 0.017453292519943295);
    };
    const auto north = [&](GeoPoint corner) {
        return (corner.latitude() - point.latitude()) * metresPerDegree;
    };
    bool inside = false;
    double nearest = 1e9;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const GeoPoint a = ring[i];
        const GeoPoint b = ring[(i + 1) % ring.size()];
        const double dx = east(b) - east(a);
        const double dy = north(b) - north(a);
        const double along = std::clamp(-(east(a) * dx + north(a) * dy) / (dx * dx + dy * dy), 0.0, 1.0);
        nearest = std::min(nearest, std::hypot(east(a) + along * dx, north(a) + along * dy));
        if ((north(a) > 0) != (north(b) > 0)) {
            inside ^= east(a) - north(a) * dx / dy > 0;
        }
    }
    return {inside, nearest};
}

struct Watch {
    FenceWatch watch;
    std::vector<FenceEventRow> rows;
    EventTime now = noon;
    std::int64_t offset = 0;

    Watch() { watch.configure({}); }

    void fix(GeoPoint at, Millis after = 5s, float accuracy = 8, std::uint32_t rider = 0) {
        now += after;
        FixRow row{};
        row.rider = RiderNo{rider};
        row.market = city;
        row.position = at;
        row.deviceTime = row.logTime = now;
        row.accuracyMetres = accuracy;
        row.document = {Offset{offset++}};
        const RiderState state;
        watch.apply({row, state, noOrder, CellId{}, false, RiderStatus::unknown, CellId{}, GeoPoint{}, EventTime{}},
                    rows);
    }
    [[nodiscard]] std::string changes() const {
        std::string text;
        for (const FenceEventRow& row : rows) {
            text += std::string(text.empty() ? "" : " ") + std::string(toText(row.change));
        }
        return text;
    }
};

} // namespace

TEST_CASE("into a fence and out of it again: two fixes decide each time, and the exit says how long") {
    Watch w;
    w.watch.change(circle("depot", centre, 100));
    for (const double x : {-300.0, -200.0, -50.0, 0.0, 20.0, 110.0, 160.0, 220.0, 300.0}) {
        w.fix(shifted(centre, x, 0));
    }
    CHECK(w.changes() == "enter exit");
    CHECK(w.rows[0].time == noon + 20s); // the second fix inside
    CHECK(w.rows[1].time == noon + 40s); // 110 m is within the margin of 25 m, 160 and 220 are out
    CHECK(w.rows[1].inside == 25s);
    CHECK(w.rows[0].fenceVersion == 1);
}

TEST_CASE("a noisy rider on the border makes one enter and one exit") {
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        std::mt19937_64 random(seed);
        std::normal_distribution<double> noise(0, 7);
        Watch w;
        const bool polygon = seed % 2 == 0;
        Fence fence = circle("depot", centre, 100);
        if (polygon) {
            fence.rings = {{shifted(centre, -100, -100), shifted(centre, 100, -100), shifted(centre, 100, 100),
                            shifted(centre, -100, 100)}};
        }
        w.watch.change(fence);
        w.fix(shifted(centre, 400, 0));
        for (int i = 0; i < 300; ++i) {
            w.fix(shifted(centre, 100 + noise(random), noise(random)), 1s);
        }
        w.fix(shifted(centre, 300, 0));
        w.fix(shifted(centre, 400, 0));
        CAPTURE(seed);
        CHECK(w.changes() == "enter exit");
    }
}

TEST_CASE("a fast rider who crosses between two fixes is seen once; one who passes by is not") {
    Watch w;
    w.watch.change(circle("gate", centre, 30));
    Fence square = circle("square", centre, 0);
    square.rings = {
        {shifted(centre, -20, -20), shifted(centre, 20, -20), shifted(centre, 20, 20), shifted(centre, -20, 20)}};
    w.watch.change(square);
    w.fix(shifted(centre, -400, 0), 20s);
    w.fix(shifted(centre, 400, 0), 20s);
    CHECK(w.changes() == "cross cross");
    w.rows.clear();
    w.fix(shifted(centre, 400, 400), 20s);
    w.fix(shifted(centre, -400, 100), 20s);
    CHECK(w.rows.empty());
}

TEST_CASE("a fast rider with a single fix inside has crossed as well, a single stray fix has not") {
    Watch fast;
    fast.watch.change(circle("gate", centre, 30));
    for (const double x : {-600.0, -300.0, 0.0, 300.0, 600.0}) {
        fast.fix(shifted(centre, x, 0), 10s);
    }
    CHECK(fast.changes() == "cross");
    Watch parked;
    parked.watch.change(circle("gate", centre, 30));
    for (int i = 0; i < 20; ++i) {
        parked.fix(shifted(centre, i == 10 ? 25.0 : 65.0, 0), 10s);
    }
    CHECK(parked.rows.empty());
}

TEST_CASE("a jump in time draws no path, and vague fixes decide nothing") {
    Watch w;
    w.watch.change(circle("gate", centre, 30));
    w.fix(shifted(centre, -400, 0));
    w.fix(shifted(centre, 400, 0), 6min);
    w.fix(centre, 5s, 400);
    w.fix(centre, 5s, 400);
    w.fix(centre, 5s, 400);
    CHECK(w.rows.empty());
}

TEST_CASE("a fence over the antimeridian and riders over it") {
    Watch w;
    const GeoPoint seam = GeoPoint::fromDegrees(-17, 179.9999);
    w.watch.change(circle("ring", seam, 200));
    Fence box = circle("box", seam, 0);
    box.rings = {{GeoPoint::fromDegrees(-17.01, 179.99), GeoPoint::fromDegrees(-17.01, -179.99),
                  GeoPoint::fromDegrees(-16.99, -179.99), GeoPoint::fromDegrees(-16.99, 179.99)}};
    w.watch.change(box);
    CHECK(Shape(box).contains(GeoPoint::fromDegrees(-17, -179.995)));
    CHECK_FALSE(Shape(box).contains(GeoPoint::fromDegrees(-17, 0)));
    CHECK_FALSE(Shape(box).contains(GeoPoint::fromDegrees(-17, -179.98)));
    for (const double x : {-1500.0, -900.0, -100.0, 100.0, 150.0, 900.0, 1500.0, 1600.0}) {
        w.fix(shifted(seam, x, 0), 30s);
    }
    CHECK(w.changes() == "enter enter exit exit");
}

TEST_CASE("a removed fence gives everybody inside a synthetic exit, once, and a rider who leaves the market too") {
    Watch w;
    w.watch.change(circle("depot", centre, 100));
    for (std::uint32_t rider = 0; rider < 3; ++rider) {
        w.fix(centre, 1s, 8, rider);
        w.fix(centre, 1s, 8, rider);
    }
    w.rows.clear();
    w.watch.riderLeft(RiderNo{1}, w.now, {Offset{50}}, w.rows);
    w.watch.remove("depot", w.now + 10s, {Offset{51}}, w.rows);
    w.watch.remove("depot", w.now + 10s, {Offset{52}}, w.rows);
    REQUIRE(w.rows.size() == 3);
    CHECK(w.rows[0].cause == FenceCause::riderLeft);
    CHECK(w.rows[0].rider == RiderNo{1});
    CHECK(w.rows[1].cause == FenceCause::fenceRemoved);
    CHECK(w.rows[1].rider == RiderNo{0});
    CHECK(w.rows[2].rider == RiderNo{2});
    CHECK(w.rows[2].document.offset == Offset{51});
    w.rows.clear();
    w.fix(centre);
    w.fix(centre);
    CHECK(w.rows.empty());
}

TEST_CASE("dwelling is told once, and a moved fence lets its riders go by their next fixes") {
    Watch w;
    Fence fence = circle("depot", centre, 100);
    fence.dwellAfter = 60s;
    w.watch.change(fence);
    for (int i = 0; i < 30; ++i) {
        w.fix(centre, 10s);
    }
    CHECK(w.changes() == "enter dwell");
    fence.centre = shifted(centre, 2000, 0);
    fence.version = 2;
    w.watch.change(fence);
    w.fix(centre, 10s);
    w.fix(centre, 10s);
    CHECK(w.changes() == "enter dwell exit");
    CHECK(w.rows.back().fenceVersion == 2);
}

TEST_CASE("among thousands of fences the grid finds exactly those a search through all finds") {
    std::mt19937_64 random(17);
    std::uniform_real_distribution<double> spread(-8000, 8000);
    Watch w;
    std::vector<std::pair<Fence, Shape>> all;
    for (int i = 0; i < 2000; ++i) {
        Fence fence = circle("f" + std::to_string(i), shifted(centre, spread(random), spread(random)),
                             20 + static_cast<double>(random() % 300));
        if (i % 50 == 0) {
            fence.radiusMetres = 60'000; // too wide for the grid
        }
        w.watch.change(fence);
        all.emplace_back(fence, Shape(fence));
    }
    for (std::uint32_t rider = 0; rider < 300; ++rider) {
        const GeoPoint at = shifted(centre, spread(random), spread(random));
        w.rows.clear();
        w.fix(at, 5s, 8, rider);
        w.fix(at, 5s, 8, rider);
        std::vector<std::string> expected;
        for (const auto& [fence, shape] : all) {
            if (shape.contains(at)) {
                expected.push_back(fence.id);
            }
        }
        std::vector<std::string> entered;
        for (const FenceEventRow& row : w.rows) {
            entered.push_back(row.fence);
        }
        CHECK(entered == expected);
    }
}

TEST_CASE("inside, near and far of a polygon are what a look at each of its edges says, at the antimeridian as well") {
    std::mt19937_64 random(31);
    std::uniform_real_distribution<double> spread(-500, 500);
    std::array<int, 3> seen{};
    for (int round = 0; round < 200; ++round) {
        const GeoPoint at = round % 2 == 0 ? centre : GeoPoint::fromDegrees(-41.5, 179.9995);
        Fence fence = circle("star", at, 0);
        fence.rings = {star(at, 3 + round % 40, 400, random)};
        const Shape shape(fence);
        for (int n = 0; n < 100; ++n) {
            const GeoPoint point = shifted(at, spread(random), spread(random));
            const auto [inside, metres] = plainReach(fence.rings[0], point);
            if (metres < 0.05 || std::abs(metres - 25) < 0.05) {
                continue; // doubles do not decide here
            }
            const Shape::Reach reach = shape.reachOf(point, 25);
            CHECK(reach == (inside ? Shape::Reach::inside : metres < 25 ? Shape::Reach::near : Shape::Reach::far));
            CHECK(shape.contains(point) == inside);
            ++seen[static_cast<std::size_t>(reach)];
        }
    }
    CHECK(std::ranges::min(seen) > 500);
}

TEST_CASE("a watch that went through bytes goes on as if nothing had happened") {
    std::mt19937_64 random(23);
    std::uniform_real_distribution<double> spread(-400, 400);
    Watch whole;
    Watch second;
    for (int i = 0; i < 500; ++i) {
        const GeoPoint at = shifted(centre, spread(random), spread(random));
        const auto rider = static_cast<std::uint32_t>(random() % 4);
        for (Watch* w : {&whole, &second}) {
            if (i == 0) {
                w->watch.change(circle("gone", centre, 50));
                w->watch.remove("gone", w->now, {}, w->rows);
                w->watch.change(circle("a", centre, 150));
                w->watch.change(circle("b", shifted(centre, 200, 0), 150));
            }
            w->fix(at, 3s, 8, rider);
        }
        if (i == 251) {
            ByteWriter bytes;
            second.watch.save(bytes);
            FenceWatch restored;
            restored.configure({});
            ByteReader reader(bytes.bytes());
            REQUIRE(restored.load(reader));
            CHECK(reader.atEnd());
            restored.change(circle("a", centre, 150));
            restored.change(circle("b", shifted(centre, 200, 0), 150));
            ByteWriter again;
            restored.save(again);
            CHECK(again.bytes() == bytes.bytes());
            second.watch = std::move(restored);
        }
    }
    CHECK(whole.rows.size() > 20);
    CHECK(whole.rows == second.rows);
}
