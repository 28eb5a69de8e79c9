#include "core/sim/city_names.h"

#include <array>
#include <numeric>
#include <string_view>

namespace roundsman {
namespace {

constexpr std::array<std::string_view, 128> words{
    "Alder",   "Amber",    "Anchor",   "Apple",   "Arch",     "Ash",     "Aspen",   "Badger",   "Baker",    "Barley",
    "Beacon",  "Beech",    "Bell",     "Birch",   "Bluebell", "Bramble", "Brick",   "Bridge",   "Brook",    "Cedar",
    "Chalk",   "Cherry",   "Chestnut", "Cider",   "Clover",   "Cobble",  "Compass", "Cooper",   "Copper",   "Coral",
    "Crane",   "Crescent", "Dairy",    "Dolphin", "Dove",     "Drift",   "Elder",   "Elm",      "Falcon",   "Fern",
    "Ferry",   "Field",    "Finch",    "Flax",    "Flint",    "Forge",   "Foundry", "Fountain", "Fox",      "Garden",
    "Gate",    "Glass",    "Gorse",    "Granary", "Granite",  "Grove",   "Gull",    "Harbour",  "Harvest",  "Hawthorn",
    "Hazel",   "Heath",    "Heron",    "Hill",    "Holly",    "Honey",   "Iris",    "Iron",     "Ivy",      "Jasmine",
    "Juniper", "Kestrel",  "Kiln",     "Lantern", "Larch",    "Lark",    "Laurel",  "Lavender", "Lily",     "Lime",
    "Linden",  "Loom",     "Maple",    "Market",  "Marsh",    "Meadow",  "Mill",    "Mint",     "Moss",     "Myrtle",
    "Nettle",  "Oak",      "Olive",    "Orchard", "Osprey",   "Otter",   "Owl",     "Pebble",   "Pine",     "Plover",
    "Plum",    "Poplar",   "Potter",   "Quarry",  "Quince",   "Raven",   "Reed",    "Rope",     "Rosemary", "Rowan",
    "Rush",    "Saddle",   "Saffron",  "Sail",    "Salt",     "Sand",    "Silver",  "Slate",    "Sparrow",  "Spring",
    "Stone",   "Swan",     "Tanner",   "Thistle", "Tide",     "Tower",   "Willow",  "Wren"};
constexpr std::array<std::string_view, 14> before{"",       "",       "",        "",      "",       "Old ",   "New ",
                                                  "Upper ", "Lower ", "Little ", "Long ", "North ", "South ", "Great "};
constexpr std::array<std::string_view, 5> avenues{" Avenue", " Road", " Road", " Boulevard", " Way"};
constexpr std::array<std::string_view, 6> streets{" Street", " Street", " Street", " Road", " Avenue", " Walk"};
constexpr std::array<std::string_view, 7> lanes{" Lane", " Close", " Row", " Court", " Lane", " Place", " Yard"};
constexpr std::array<std::string_view, 9> rings{"Old Wall",    "Inner Circle", "Middle Ring",
                                                "Ring Road",   "Outer Ring",   "Town Bounds",
                                                "Parish Road", "Far Road",     "Shore Round"};
constexpr std::array<std::string_view, 24> districtEnds{
    "field",  "ford",   "gate", "ham",   "wick",  "ton",   "bury",  "mere",   "dale",  "holm", "stead",  " Hill",
    " Cross", " Green", " End", "haven", "leigh", "combe", " Park", " Heath", "worth", "side", "bridge", "well"};
constexpr std::array<std::string_view, 6> parkEnds{" Park", " Gardens", " Common", " Green", " Fields", " Park"};
constexpr std::array<std::string_view, 24> adjectives{"Blue",      "Golden", "Hungry", "Lucky", "Red",    "Quiet",
                                                      "Sunny",     "Merry",  "Little", "Grand", "Smoky",  "Happy",
                                                      "Royal",     "Green",  "Crispy", "Warm",  "Salted", "Spiced",
                                                      "Wandering", "Open",   "Twin",   "Fresh", "Jolly",  "Rustic"};

template <std::size_t N>
std::string_view pick(const std::array<std::string_view, N>& from, Random& random) {
    return from[random.below(static_cast<std::uint32_t>(N))];
}

std::string joined(std::string_view a, std::string_view b, std::string_view c = {}) {
    std::string text(a);
    text += b;
    text += c;
    return text;
}

/// Words in shuffled order, so that neighbouring names differ.
class WordDeck {
public:
    explicit WordDeck(Random random) : m_random(random) { std::iota(m_order.begin(), m_order.end(), std::size_t{0}); }

    std::string_view next() {
        if (m_at == 0) {
            for (std::size_t i = m_order.size() - 1; i > 0; --i) {
                std::swap(m_order[i], m_order[m_random.below(static_cast<std::uint32_t>(i + 1))]);
            }
        }
        const std::string_view word = words[m_order[m_at]];
        m_at = (m_at + 1) % m_order.size();
        return word;
    }

private:
    Random m_random;
    std::array<std::size_t, words.size()> m_order{};
    std::size_t m_at = 0;
};

std::string districtName(std::string_view word, std::string_view end) {
    // Two equal letters where the parts meet read badly.
    if (end.front() != ' ' && word.back() == end.front()) {
        word.remove_suffix(1);
    }
    return joined(word, end);
}

} // namespace

std::string cityName(Random& random) {
    constexpr std::array<std::string_view, 6> ends{"haven", "mouth", "holm", "port", "bay", "ness"};
    return districtName(pick(words, random), pick(ends, random));
}

std::vector<std::string> streetNames(const std::vector<NameWish>& wishes, Random random) {
    WordDeck deck(random);
    std::vector<std::string> names;
    names.reserve(wishes.size());
    std::size_t ring = 0;
    std::size_t quay = 0;
    for (const NameWish wish : wishes) {
        switch (wish) {
        case NameWish::avenue:
            names.push_back(joined(deck.next(), pick(avenues, random)));
            break;
        case NameWish::motorway:
        case NameWish::ring:
            names.emplace_back(rings[ring++ % rings.size()]);
            break;
        case NameWish::street:
            names.push_back(joined(pick(before, random), deck.next(), pick(streets, random)));
            break;
        case NameWish::lane:
            names.push_back(joined(pick(before, random), deck.next(), pick(lanes, random)));
            break;
        case NameWish::quay:
            names.emplace_back(quay++ % 2 == 0 ? "Left Quay" : "Right Quay");
            break;
        case NameWish::coast:
            names.emplace_back("Coast Road");
            break;
        case NameWish::path:
            names.push_back(joined(deck.next(), " Walk"));
            break;
        case NameWish::country:
            names.push_back(joined(deck.next(), " Road"));
            break;
        }
    }
    return names;
}

std::vector<std::string> districtNames(std::size_t count, Random random) {
    WordDeck deck(random);
    std::vector<std::string> names;
    for (std::size_t i = 0; i < count; ++i) {
        names.push_back(districtName(deck.next(), pick(districtEnds, random)));
    }
    return names;
}

std::vector<std::string> parkNames(std::size_t count, Random random) {
    WordDeck deck(random);
    std::vector<std::string> names;
    for (std::size_t i = 0; i < count; ++i) {
        names.push_back(joined(deck.next(), pick(parkEnds, random)));
    }
    return names;
}

const std::vector<Cuisine>& cuisines() {
    static const std::vector<Cuisine> all{
        {"Noodles",
         {"Noodle Bar", "Bowl", "Ramen House"},
         {"Miso noodles", "Beef noodle soup", "Tofu bowl", "Pan-fried dumplings", "Sesame greens", "Spicy udon"},
         11,
         1'150},
        {"Pizza",
         {"Pizza", "Oven", "Pizza Kitchen"},
         {"Tomato and basil pizza", "Four cheese pizza", "Mushroom pizza", "Garlic bread", "Rocket salad", "Tiramisu"},
         14,
         1'090},
        {"Curry",
         {"Curry House", "Tandoor", "Spice Room"},
         {"Chickpea curry", "Butter chicken", "Lentil dal", "Vegetable biryani", "Garlic naan", "Mango lassi"},
         18,
         1'250},
        {"Burgers",
         {"Burger", "Grill", "Burger Bar"},
         {"Cheeseburger", "Double burger", "Bean burger", "Chips", "Onion rings", "Milkshake"},
         10,
         990},
        {"Sushi",
         {"Sushi", "Sushi Counter", "Fish Room"},
         {"Salmon nigiri", "Tuna roll", "Avocado roll", "Edamame", "Miso soup", "Mixed plate"},
         16,
         1'590},
        {"Bakery",
         {"Bakery", "Oven House", "Bread and Coffee"},
         {"Sourdough loaf", "Cheese pastry", "Apple turnover", "Cinnamon bun", "Coffee", "Lentil soup"},
         6,
         640},
        {"Tacos",
         {"Taqueria", "Taco Stand", "Cantina"},
         {"Pulled pork taco", "Fish taco", "Black bean burrito", "Nachos", "Guacamole", "Corn salad"},
         9,
         870},
        {"Mezze",
         {"Mezze", "Falafel", "Kebab House"},
         {"Falafel plate", "Lamb kebab", "Hummus", "Halloumi wrap", "Tabbouleh", "Baklava"},
         12,
         940},
        {"Fish and chips",
         {"Chippy", "Fish Bar", "Fryer"},
         {"Cod and chips", "Haddock and chips", "Fish cakes", "Mushy peas", "Pickled onion", "Tartare sauce"},
         13,
         1'080},
        {"Salads",
         {"Salad Bar", "Greens", "Garden Kitchen"},
         {"Grain bowl", "Caesar salad", "Roast vegetable bowl", "Green juice", "Soup of the day", "Fruit pot"},
         7,
         920},
        {"Roast",
         {"Rotisserie", "Carvery", "Chicken Shop"},
         {"Half roast chicken", "Whole roast chicken", "Roast potatoes", "Gravy", "Slaw", "Nut roast"},
         20,
         1'340},
        {"Thai",
         {"Thai Kitchen", "Wok", "Basil Wok"},
         {"Green curry", "Basil stir-fry", "Rice noodles", "Papaya salad", "Coconut soup", "Sticky rice"},
         13,
         1'170}};
    return all;
}

std::string restaurantName(const Cuisine& cuisine, Random& random) {
    const std::string_view place = cuisine.places[random.below(static_cast<std::uint32_t>(cuisine.places.size()))];
    if (random.chance(0.4)) {
        return joined(joined("The ", pick(adjectives, random), " "), pick(words, random));
    }
    return joined(pick(words, random), " ", place);
}

std::string personName(std::uint64_t number) {
    const std::uint64_t bits = mixBits(number + 77);
    std::string name(words[bits % words.size()]);
    name += ' ';
    name += static_cast<char>('A' + (bits >> 32) % 26);
    name += '.';
    return name;
}

} // namespace roundsman
