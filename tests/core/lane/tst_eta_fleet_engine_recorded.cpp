// Recorded phones with another engine's time of arrival beside each fix: ours and theirs, on the same fixes.
#include "core/lane/lane.h"
#include "tests/support/recorded.h"
#include "tests/support/recorded_orders.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <format>
#include <map>
#include <optional>

using namespace roundsman;
using namespace roundsman::tests;

namespace {

EventTime timeOf(const std::string& text) {
    const auto time = parseRfc3339(text);
    return time ? EventTime{std::chrono::floor<Millis>(time->time_since_epoch())} : EventTime{};
}

struct Trip {
    std::string id;
    EventTime startedToPickup{};
    EventTime atPickup{};
    EventTime startedToDropoff{};
    EventTime atDropoff{};
};

/// What a recording says of trips, as order documents, and when their ends were reached.
struct Drive {
    std::map<std::string, Trip> trips;
    Documents documents;
};

std::string event(std::string_view type, const std::string& order, EventTime time, const std::string& data) {
    static int id = 0;
    return std::format(R"({{"id":"fe{}","type":"order.{}","time":"{}","market":"sf","subject":"{}","data":{}}})", ++id,
                       type, toRfc3339(time), order, data);
}

Drive readDrive(const Csv& events) {
    Drive drive;
    for (std::size_t i = 0; i < events.rows(); ++i) {
        const std::string& id = events.text(i, "trip_or_task_id");
        const EventTime time = timeOf(events.text(i, "log_ts"));
        Trip& trip = drive.trips[id];
        trip.id = id;
        const std::string& status = events.text(i, "status");
        const auto say = [&](std::string_view step, const std::string& data = "{}") {
            drive.documents.push_back({time, event(step, id, time, data)});
        };
        if (events.text(i, "log_type") == "CreateTripLog") {
            say("placed",
                std::format(R"({{"pickup":{{"latitude":{},"longitude":{}}},)"
                            R"("dropoff":{{"latitude":{},"longitude":{}}}}})",
                            events.text(i, "pickup_lat"), events.text(i, "pickup_lon"),
                            events.text(i, "dropoff_or_planned_lat"), events.text(i, "dropoff_or_planned_lon")));
        } else if (status == "TRIP_STATUS_ENROUTE_TO_PICKUP" && trip.startedToPickup == EventTime{}) {
            trip.startedToPickup = time;
            say("assigned", R"({"driverId":"v"})");
        } else if (status == "TRIP_STATUS_ARRIVED_AT_PICKUP" && trip.atPickup == EventTime{}) {
            trip.atPickup = time;
            say("arrived_at_merchant");
        } else if (status == "TRIP_STATUS_ENROUTE_TO_DROPOFF" && trip.startedToDropoff == EventTime{}) {
            trip.startedToDropoff = time;
            say("picked_up");
        } else if (status == "TRIP_STATUS_COMPLETE" && trip.atDropoff == EventTime{}) {
            trip.atDropoff = time;
            say("delivered");
        }
    }
    return drive;
}

/// Theirs at a fix: when the next stop will be reached.
struct Said {
    EventTime at{};
    EventTime arrival{};
};

std::vector<Said> readFixes(const Csv& locations, Documents& documents) {
    std::vector<Said> said;
    for (std::size_t i = 0; i < locations.rows(); ++i) {
        const EventTime time = timeOf(locations.text(i, "log_ts"));
        if (locations.text(i, "lat").empty() || time == EventTime{}) {
            continue;
        }
        documents.push_back({time, std::format(R"({{"driverId":"v","state":"sf","latitude":{},"longitude":{},)"
                                               R"("timestamp":"{}"}})",
                                               locations.text(i, "lat"), locations.text(i, "lon"), toRfc3339(time))});
        said.push_back({time, timeOf(locations.text(i, "eta_to_first_waypoint"))});
    }
    return said;
}

struct Error {
    double absolute = 0;
    int fixes = 0;

    void add(Millis error) {
        absolute += std::abs(std::chrono::duration<double>(error).count());
        ++fixes;
    }
    [[nodiscard]] double mean() const { return fixes == 0 ? 0 : absolute / fixes; }
};

/// Our p50 of each of an order's legs, whenever it was said.
using OurWord = std::map<std::pair<std::string, Leg>, std::map<EventTime, EventTime>>;

class Engine {
public:
    Engine() : m_lane(PartitionNo{0}, settings()) {}

    void play(Documents documents) {
        std::ranges::stable_sort(documents, {}, &TimedDocument::time);
        send(documents.front().time, R"({"id":"often","type":"settings.changed","subject":"eta",)"
                                     R"("data":{"eta":{"everyMs":1000,"revisionMinMs":1}}})");
        for (const TimedDocument& document : documents) {
            send(document.time, document.text);
            // The look at all riders is of the second after, with this fix.
            send(document.time + std::chrono::seconds{1},
                 std::format(R"({{"id":"t{}","type":"clock.tick"}})", m_offset));
        }
    }
    void learn(const Documents& documents) {
        for (const TimedDocument& document : documents) {
            send(document.time, document.text);
        }
        m_words.clear();
    }
    [[nodiscard]] const OurWord& words() const { return m_words; }

private:
    static LaneSettings settings() {
        LaneSettings settings;
        settings.markets["sf"].timeZone = "America/Los_Angeles";
        settings.admit.jumpRule = false;
        return settings;
    }
    void send(EventTime time, const std::string& text) {
        m_out.clear();
        const RecordView record{PartitionNo{0}, Offset{m_offset++}, std::max(time, m_lane.laneTime()), {}, text, {}};
        m_lane.apply({&record, 1}, m_out);
        for (const OrderRow& order : m_out.orders) {
            m_ids[order.order] = order.id;
        }
        for (const EtaRow& row : m_out.etas) {
            for (const Leg leg : {Leg::toMerchant, Leg::toCustomer}) {
                const Millis left{static_cast<std::int64_t>(row.legs[static_cast<std::size_t>(leg)].p50Seconds * 1000)};
                m_words[{m_ids[row.order], leg}][row.madeAt] = row.madeAt + left;
            }
        }
    }

    Lane m_lane;
    LaneOutput m_out;
    OurWord m_words;
    std::map<OrderNo, std::string> m_ids;
    std::int64_t m_offset = 0;
};

/// What we said of a leg with that fix: our next word within two seconds, for the fix moved it.
std::optional<EventTime> ours(const OurWord& words, const std::string& trip, Leg leg, EventTime fixAt) {
    const auto of = words.find({trip, leg});
    if (of == words.end()) {
        return {};
    }
    auto word = of->second.upper_bound(fixAt + std::chrono::seconds{2});
    return word == of->second.begin() ? std::nullopt : std::optional{std::prev(word)->second};
}

void compare(const std::string& recording, const Drive& drive, const std::vector<Said>& said, const OurWord& untaught,
             const OurWord& taught) {
    for (const auto& [id, trip] : drive.trips) {
        for (const Leg leg : {Leg::toMerchant, Leg::toCustomer}) {
            const EventTime from = leg == Leg::toMerchant ? trip.startedToPickup : trip.startedToDropoff;
            const EventTime to = leg == Leg::toMerchant ? trip.atPickup : trip.atDropoff;
            if (from == EventTime{} || to <= from) {
                continue;
            }
            Error google;
            Error plain;
            Error learned;
            for (const Said& fix : said) {
                const auto a = ours(untaught, id, leg, fix.at);
                const auto b = ours(taught, id, leg, fix.at);
                if (fix.at < from || fix.at >= to || fix.arrival == EventTime{} || !a || !b) {
                    continue;
                }
                google.add(fix.arrival - to);
                plain.add(*a - to);
                learned.add(*b - to);
            }
            if (google.fixes == 0) {
                continue;
            }
            const double seconds = std::chrono::duration<double>(to - from).count();
            std::printf("%-24s %-8.8s %-12s %6.0f %6d %12.1f %14.1f %14.1f\n", recording.c_str(), id.c_str(),
                        std::string(toText(leg)).c_str(), seconds, google.fixes, google.mean(), plain.mean(),
                        learned.mean());
            CHECK(learned.mean() < seconds); // ours is an answer at all: better than "now"
        }
    }
}

} // namespace

TEST_CASE("our error stands beside another engine's, fix by fix, with nothing learned and with a day of cabs") {
    std::printf("%-24s %-8s %-12s %6s %6s %12s %14s %14s\n", "recording", "trip", "leg", "s", "fixes", "google MAE s",
                "untaught MAE s", "taught MAE s");
    for (const auto& entry : std::filesystem::directory_iterator(recordedFolder() + "fleet")) {
        const std::string name = entry.path().filename();
        constexpr std::string_view end = "_events.csv";
        if (!name.ends_with(end)) {
            continue;
        }
        const std::string stem = "fleet/" + name.substr(0, name.size() - end.size());
        Drive drive = readDrive(Csv(stem + "_events.csv"));
        const std::vector<Said> said = readFixes(Csv(stem + "_locations.csv"), drive.documents);
        Engine untaught;
        untaught.play(drive.documents);
        Engine taught;
        taught.learn(cabTrips(Csv("gps/sf_cab_trips_2008-05-21.csv.gz"), "sf"));
        taught.play(drive.documents);
        compare(name.substr(0, name.size() - end.size()), drive, said, untaught.words(), taught.words());
    }
}
