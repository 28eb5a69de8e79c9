// Prints recorded trips or orders as documents, a line each, ready for `roundsman replay`.
#include "tests/support/recorded_orders.h"

#include <cstdio>

using namespace roundsman;
using namespace roundsman::tests;

namespace {

int usage() {
    std::fputs("usage: recorded_orders cabs|taxis TRIPS MARKET TIMEZONE\n"
               "       recorded_orders groceries ORDERS BRANCHES MARKET TIMEZONE\n"
               "Files are named below the folder of recorded data (ROUNDSMAN_DATA_DIR); .gz is unpacked.\n"
               "Example: recorded_orders cabs gps/sf_cab_trips_2008-05-21.csv.gz sf America/Los_Angeles > sf.jsonl\n",
               stderr);
    return 2;
}

int print(const Documents& documents, const std::string& market, const std::string& zone) {
    if (documents.empty()) {
        std::fputs("recorded_orders: no usable rows\n", stderr);
        return 1;
    }
    std::printf("%s\n", zoneOf(market, zone, documents.front().time).text.c_str());
    for (const TimedDocument& document : documents) {
        std::printf("%s\n", document.text.c_str());
    }
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    const std::vector<std::string> words(argv + 1, argv + argc);
    if (words.size() == 4 && words[0] == "cabs") {
        return print(cabTrips(Csv(words[1]), words[2]), words[2], words[3]);
    }
    if (words.size() == 4 && words[0] == "taxis") {
        return print(taxiTrips(Csv(words[1]), words[2]), words[2], words[3]);
    }
    if (words.size() == 5 && words[0] == "groceries") {
        return print(groceryOrders(Csv(words[1]), Csv(words[2]), words[3]), words[3], words[4]);
    }
    return usage();
}
