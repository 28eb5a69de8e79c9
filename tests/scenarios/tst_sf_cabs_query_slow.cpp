// The recorded day of San Francisco's cabs: into the embedded log, through the lane into history, and out by the
// program's own `query trail`.
#include "core/history/history_writer.h"
#include "core/lane/lane.h"
#include "core/log/local_log.h"
#include "tests/support/log_tools.h"
#include "tests/support/process.h"
#include "tests/support/recorded.h"
#include "tests/support/temp_folder.h"

#include <atomic>
#include <cmath>
#include <map>
#include <sstream>

using namespace roundsman;
using namespace roundsman::tests;

namespace {

struct CabFix {
    std::int64_t millis = 0;
    double latitude = 0;
    double longitude = 0;
};
using Day = std::map<std::string, std::vector<CabFix>>;

/// The log's clock runs with the recording.
class RecordedClock final : public Clock {
public:
    [[nodiscard]] EventTime now() const override { return eventTimeFromMillis(m_millis); }
    void set(std::int64_t millis) { m_millis = millis; }

private:
    std::atomic<std::int64_t> m_millis{1'200'000'000'000};
};

Day writeDay(LocalLog& log, RecordedClock& clock) {
    Day day;
    auto writer = log.write();
    REQUIRE(writer);
    Answers answers;
    std::string value;
    int documents = 0;
    const auto append = [&] {
        REQUIRE((*writer)->append({PartitionNo{0}, "", value, {}}, answers.next()));
        value.clear();
        documents = 0;
        if (answers.count() % 512 == 0) {
            REQUIRE((*writer)->flush(patience));
        }
    };
    for (const auto& row : Csv("gps/sf_cabs_2008-05-21.csv.gz").cells()) {
        const std::int64_t millis = std::stoll(row[0]) * 1000;
        clock.set(millis);
        day[row[1]].push_back({millis, std::stod(row[2]), std::stod(row[3])});
        value += R"({"driverId":")" + row[1] + R"(","latitude":)" + row[2] + R"(,"longitude":)" + row[3] +
                 R"(,"timestamp":)" + std::to_string(millis) + ",\"market\":\"sf\"}\n";
        if (++documents == 40) {
            append();
        }
    }
    if (documents > 0) {
        append();
    }
    REQUIRE((*writer)->flush(patience));
    return day;
}

void storeDay(LocalLog& log, const std::filesystem::path& folder) {
    auto history = HistoryWriter::open({.folder = folder});
    REQUIRE(history);
    LaneSettings settings;
    settings.admit.jumpRule = false; // the recorded day has teleports: they are to come out again
    Lane lane(PartitionNo{0}, settings);
    const auto range = log.offsets(PartitionNo{0});
    REQUIRE(range);
    auto reader = log.read(std::vector{ReadFrom{PartitionNo{0}, range->low}});
    REQUIRE(reader);
    LaneOutput out;
    while (lane.nextOffset() < range->high) {
        const auto batch = (*reader)->poll(patience);
        REQUIRE(batch);
        lane.apply((*batch)->records(), out);
        (*history)->write(out);
        out.clear();
        REQUIRE((*history)->commit());
    }
    CHECK(lane.verdicts().of(Verdict::quarantined) == 0);
}

} // namespace

TEST_CASE("every fix of the recorded day comes out of query trail as it went into the log") {
    const TempFolder folder;
    RecordedClock clock;
    Day day;
    {
        auto log = openLocalLog({.folder = folder / "log", .partitions = 1}, clock);
        REQUIRE(log);
        day = writeDay(**log, clock);
        storeDay(**log, folder / "history");
    }
    const ProcessResult result = runToEnd(
        {ROUNDSMAN_NODE_PROGRAM, "query", "trail", "--history", (folder / "history").string(), "--format", "csv"});
    REQUIRE_MESSAGE(result.exitStatus == 0, result.errors);
    std::istringstream lines(result.output);
    std::string line;
    REQUIRE(std::getline(lines, line));
    std::map<std::string, std::size_t> seen;
    std::size_t fixes = 0;
    std::size_t wrong = 0;
    while (std::getline(lines, line)) {
        std::istringstream fields(line);
        std::string partition, cab, time, latitude, longitude;
        for (std::string* field : {&partition, &cab, &time, &latitude, &longitude}) {
            std::getline(fields, *field, ',');
        }
        const std::vector<CabFix>& wanted = day[cab];
        const std::size_t at = seen[cab]++;
        const auto when = parseRfc3339(time);
        const bool right = when && at < wanted.size() && millisOf(*when) == wanted[at].millis &&
                           std::abs(std::stod(latitude) - wanted[at].latitude) < 1e-6 &&
                           std::abs(std::stod(longitude) - wanted[at].longitude) < 1e-6;
        wrong += right ? 0 : 1;
        ++fixes;
    }
    CHECK(wrong == 0);
    CHECK(fixes == 456'453);
    for (const auto& [cab, wanted] : day) {
        CHECK(seen[cab] == wanted.size());
    }
}
