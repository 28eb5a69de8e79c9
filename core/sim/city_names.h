#pragma once

#include "core/sim/city.h"
#include "core/sim/random.h"
#include "core/sim/street_plan.h"

#include <string>
#include <vector>

namespace roundsman {

// Names are put together from plain words: trees, birds, trades, colours. None is meant to be a person or a real place.

std::string cityName(Random& random);
std::vector<std::string> streetNames(const std::vector<NameWish>& wishes, Random random);
/// REQUIRES: count <= 400
std::vector<std::string> districtNames(std::size_t count, Random random);
std::vector<std::string> parkNames(std::size_t count, Random random);

struct Cuisine {
    std::string name;
    std::vector<std::string> places; ///< second words of a restaurant's name
    std::vector<std::string> dishes;
    double preparationMinutes = 15;
    std::int32_t priceMinor = 1'000;
};
const std::vector<Cuisine>& cuisines();
std::string restaurantName(const Cuisine& cuisine, Random& random);

/// A rider's or customer's display name: a word and a letter, never a person's.
std::string personName(std::uint64_t number);

} // namespace roundsman
