#include "core/base/number_table.h"
#include "core/base/strong_id.h"

#include <doctest/doctest.h>

#include <map>
#include <random>
#include <string>
#include <vector>

using namespace roundsman;

namespace {

using Number = StrongId<struct NumberTag>;
using Table = NumberTable<Number, std::string>;

std::vector<std::pair<std::uint32_t, std::string>> contents(const Table& table) {
    std::vector<std::pair<std::uint32_t, std::string>> all;
    table.forEach([&](Number number, const std::string& text) { all.emplace_back(number.value(), text); });
    return all;
}

} // namespace

TEST_CASE("what is in it is found under its number, and nothing else is") {
    Table table;
    CHECK(table.find(Number{0}) == nullptr);
    table[Number{100}] = "a";
    table[Number{7}] = "b"; // before the first
    REQUIRE(table.find(Number{7}) != nullptr);
    CHECK(*table.find(Number{100}) == "a");
    CHECK(table.find(Number{101}) == nullptr);
    CHECK(table.find(Number{UINT32_MAX}) == nullptr);
    CHECK(table.size() == 2);
    table.erase(Number{7});
    table.erase(Number{7});
    CHECK(table.find(Number{7}) == nullptr);
    CHECK(table[Number{7}].empty()); // it begins anew
}

TEST_CASE("references stay good while others come and go") {
    Table table;
    std::string& kept = table[Number{5}];
    kept = "kept";
    for (std::uint32_t n = 6; n < 10'000; ++n) {
        table[Number{n}] = "passing";
    }
    table.eraseIf([](Number number, const std::string&) { return number.value() > 5; });
    CHECK(&kept == table.find(Number{5}));
    CHECK(kept == "kept");
    CHECK(table.size() == 1);
}

TEST_CASE("it is like a map: any numbers, any order, thousands of times") {
    std::mt19937 random(7);
    const auto pick = [&](std::uint32_t below) {
        return std::uniform_int_distribution<std::uint32_t>(0, below - 1)(random);
    };
    Table table;
    std::map<std::uint32_t, std::string> map;
    for (int turn = 0; turn < 20'000; ++turn) {
        // Mostly neighbours, sometimes far away.
        const std::uint32_t number =
            pick(20) == 0 ? pick(UINT32_MAX) : static_cast<std::uint32_t>(turn) / 4 + pick(300);
        switch (pick(4)) {
        case 0:
            table.erase(Number{number});
            map.erase(number);
            break;
        case 1: {
            const std::string* found = table.find(Number{number});
            REQUIRE((found != nullptr) == map.contains(number));
            break;
        }
        default:
            map[number] = table[Number{number}] = std::to_string(turn);
        }
        if (turn % 1000 == 999) {
            const auto unwanted = [&](std::uint32_t n) {
                return n + 500 < static_cast<std::uint32_t>(turn) / 4;
            };
            table.eraseIf([&](Number n, const std::string&) { return unwanted(n.value()); });
            std::erase_if(map, [&](const auto& entry) { return unwanted(entry.first); });
        }
        REQUIRE(table.size() == map.size());
    }
    CHECK((contents(table) == std::vector<std::pair<std::uint32_t, std::string>>(map.begin(), map.end())));
}
