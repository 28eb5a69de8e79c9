#include "core/base/sqlite/connection.h"
#include "core/base/sqlite/fault_vfs.h"
#include "core/log/local_log.h"
#include "tests/support/log_tools.h"
#include "tests/support/temp_folder.h"

#include <sys/fsuid.h>

#include <algorithm>
#include <fstream>

using namespace roundsman;
using namespace roundsman::tests;
using sqlite::FaultVfs;

namespace {

class HandClock final : public Clock {
public:
    explicit HandClock(std::string_view time) { set(time); }
    [[nodiscard]] EventTime now() const override { return eventTimeFromMillis(m_now); }
    void set(std::string_view time) { m_now = millisOf(*parseRfc3339(time)); }

private:
    std::atomic<std::int64_t> m_now{0};
};

std::unique_ptr<LocalLog> openOrFail(const LocalLogSettings& settings, const Clock& clock, LocalLogLimits limits = {}) {
    auto log = openLocalLog(settings, clock, limits);
    REQUIRE_MESSAGE(log, (log ? std::string() : log.error().sentence));
    return std::move(*log);
}

LogError refusal(const LocalLogSettings& settings) {
    const SystemClock clock;
    const auto log = openLocalLog(settings, clock);
    REQUIRE_FALSE(log);
    CHECK(log.error().sentence.find('\n') == std::string::npos);
    return log.error();
}

std::vector<std::filesystem::path> filesOf(const std::filesystem::path& folder, std::string_view part = ".log.db") {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().filename().string().find(part) != std::string::npos && entry.path().extension() == ".db") {
            files.push_back(entry.path());
        }
    }
    std::ranges::sort(files);
    return files;
}

std::vector<OwnedRecord> readAll(EventLog& log, PartitionNo partition) {
    const auto range = log.offsets(partition);
    REQUIRE(range);
    const auto reader = readerFrom(log, {{partition, range->low}});
    std::vector<OwnedRecord> records;
    while (reader->position(partition) < range->high) {
        const auto batch = reader->poll(Millis{0});
        REQUIRE_MESSAGE(batch, (batch ? std::string() : batch.error().sentence));
        for (const RecordView& view : (*batch)->records()) {
            records.push_back(OwnedRecord::of(view));
        }
    }
    return records;
}

void spoil(const std::filesystem::path& file, std::string_view text) {
    std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
    std::string bytes((std::istreambuf_iterator<char>(stream)), {});
    const auto at = bytes.find(text);
    REQUIRE(at != std::string::npos);
    stream.clear();
    stream.seekp(static_cast<std::streamoff>(at));
    stream.put('X');
}

} // namespace

TEST_CASE("a new UTC day begins a new file, and a clock that goes back does not take log time with it") {
    const TempFolder folder;
    HandClock clock("2026-11-20T23:59:59Z");
    const auto log = openOrFail({.folder = folder / "log", .partitions = 1}, clock);
    const auto writer = writerOf(*log);
    appendNumbers(*writer, p0, 0, 3);
    clock.set("2026-11-21T00:00:01Z");
    appendNumbers(*writer, p0, 3, 5);
    clock.set("2026-11-19T12:00:00Z");
    appendNumbers(*writer, p0, 5, 6);
    const auto files = filesOf(folder / "log");
    REQUIRE(files.size() == 2);
    CHECK(files[0].filename().string().find("2026-11-20") != std::string::npos);
    CHECK(files[1].filename().string().find("2026-11-21") != std::string::npos);
    const auto records = readAll(*log, p0);
    REQUIRE(records.size() == 6);
    CHECK(records[2].logTime == *parseRfc3339("2026-11-20T23:59:59Z"));
    CHECK(records[5].logTime == *parseRfc3339("2026-11-21T00:00:01Z"));
    CHECK(log->offsetAt(p0, *parseRfc3339("2026-11-21T00:00:00Z")).value() == Offset{3});
}

TEST_CASE("retention by age removes files, tells readers what is gone, and no offset is given twice") {
    const TempFolder folder;
    HandClock clock("2026-11-01T12:00:00Z");
    const LocalLogSettings settings{.folder = folder / "log", .partitions = 1, .retainFor = std::chrono::days{2}};
    {
        const auto log = openOrFail(settings, clock);
        const auto writer = writerOf(*log);
        appendNumbers(*writer, p0, 0, 10);
        clock.set("2026-11-02T12:00:00Z");
        appendNumbers(*writer, p0, 10, 15);
        const auto reader = readerFrom(*log, {{p0, Offset{4}}});
        clock.set("2026-11-03T13:00:00Z");
        CHECK(log->applyRetention().value() == 1);
        CHECK(log->offsets(p0)->low == Offset{10});
        CHECK(filesOf(folder / "log").size() == 1);
        const LogError gone = troubleOf(*reader);
        CHECK(gone.trouble == LogTrouble::outOfRange);
        CHECK(gone.lostRecords == 6);
        clock.set("2026-12-01T00:00:00Z");
        CHECK(log->applyRetention().value() == 1);
        CHECK(filesOf(folder / "log").empty());
        CHECK(log->offsets(p0)->low == Offset{15});
        CHECK(log->offsets(p0)->high == Offset{15});
    }
    const auto log = openOrFail(settings, clock);
    clock.set("2026-10-01T00:00:00Z");
    const auto writer = writerOf(*log);
    CHECK(appendAndWait(*writer, {p0, "", "next", {}}).value() == Offset{15});
    CHECK(readAll(*log, p0).front().logTime >= *parseRfc3339("2026-11-02T12:00:00Z"));
}

TEST_CASE("retention by size removes the oldest files and keeps the one being written") {
    const TempFolder folder;
    const SystemClock clock;
    const auto log = openOrFail({.folder = folder / "log", .partitions = 1, .retainBytes = 1'000'000}, clock,
                                {.fileBytes = 300'000});
    const auto writer = writerOf(*log);
    const std::string value(100'000, 'v');
    for (int number = 0; number < 40; ++number) {
        REQUIRE(appendAndWait(*writer, {p0, "", value, {}}));
    }
    CHECK(log->applyRetention().value() > 0);
    std::int64_t bytes = 0;
    for (const auto& file : filesOf(folder / "log")) {
        bytes += static_cast<std::int64_t>(std::filesystem::file_size(file));
    }
    CHECK(bytes <= 1'100'000);
    const auto range = log->offsets(p0);
    CHECK(range->low > Offset{0});
    CHECK(range->high == Offset{40});
    CHECK(std::ssize(readAll(*log, p0)) == 40 - range->low.value());
}

TEST_CASE("files that a killed retention left behind are cleared away at the next start") {
    const TempFolder folder;
    HandClock clock("2026-11-01T12:00:00Z");
    const LocalLogSettings settings{.folder = folder / "log", .partitions = 1, .retainFor = std::chrono::days{1}};
    std::filesystem::path old;
    {
        const auto log = openOrFail(settings, clock);
        appendNumbers(*writerOf(*log), p0, 0, 3);
        old = filesOf(folder / "log").front();
    }
    std::filesystem::copy_file(old, folder / "kept.db");
    {
        clock.set("2026-11-05T12:00:00Z");
        const auto log = openOrFail(settings, clock);
        CHECK(log->applyRetention().value() == 1);
    }
    std::filesystem::copy_file(folder / "kept.db", old); // as if the machine had stopped before the file was gone
    const auto log = openOrFail(settings, clock);
    CHECK_FALSE(std::filesystem::exists(old));
    CHECK(appendAndWait(*writerOf(*log), {p0, "", "", {}}).value() == Offset{3});
}

TEST_CASE("a second writer is refused with a line that says why, until the first is gone") {
    const TempFolder folder;
    const SystemClock clock;
    const LocalLogSettings settings{.folder = folder / "log", .partitions = 1};
    {
        const auto first = openOrFail(settings, clock);
        const LogError error = refusal(settings);
        CHECK(error.trouble == LogTrouble::inUse);
        CHECK(error.sentence.find("another program") != std::string::npos);
    }
    openOrFail(settings, clock);
}

TEST_CASE("a reader beside the writer follows it, and cannot write") {
    const TempFolder folder;
    const SystemClock clock;
    const auto writing = openOrFail({.folder = folder / "log", .partitions = 2}, clock);
    const auto writer = writerOf(*writing);
    appendNumbers(*writer, p0, 0, 5);
    const auto beside = openOrFail({.folder = folder / "log", .readOnly = true}, clock);
    CHECK(beside->partitions() == 2);
    CHECK(beside->identity() == writing->identity());
    CHECK(beside->offsets(p0)->high == Offset{5});
    CHECK(beside->write().error().trouble == LogTrouble::readOnly);
    const auto reader = readerFrom(*beside, {{p0, Offset{0}}, {p1, Offset{0}}});
    CHECK(readCount(*reader, 5).size() == 5);
    appendNumbers(*writer, p1, 0, 1);
    CHECK(readCount(*reader, 1).front().partition == p1);
    appendNumbers(*writer, p0, 5, 6);
    CHECK(readCount(*reader, 1).front().offset == Offset{5});
}

TEST_CASE("what does not fit the log's description is refused in one line") {
    const TempFolder folder;
    const SystemClock clock;
    openOrFail({.folder = folder / "log", .partitions = 2}, clock);
    CHECK(refusal({.folder = folder / "log", .partitions = 3}).sentence.find("2 partitions, not 3") !=
          std::string::npos);
    CHECK(refusal({.folder = folder / "none", .readOnly = true}).trouble == LogTrouble::unknownTopic);
    CHECK_FALSE(refusal({.folder = folder / "new"}).sentence.empty());
    std::ofstream(folder / "file") << "x";
    CHECK(refusal({.folder = folder / "file" / "log", .partitions = 1}).trouble == LogTrouble::readOnly);
    {
        auto catalog = sqlite::Connection::open(folder / "log" / "log.db");
        REQUIRE(catalog->setUserVersion(99));
    }
    CHECK(refusal({.folder = folder / "log"}).sentence.find("newer") != std::string::npos);
}

TEST_CASE("a folder without rights is refused in one line, and stays as it was") {
    const TempFolder folder;
    std::filesystem::create_directory(folder / "log");
    std::filesystem::permissions(folder / "log",
                                 std::filesystem::perms::owner_read | std::filesystem::perms::owner_exec);
    const int before = ::setfsuid(65534); // rights do not bind root; the thread that opens is nobody
    const SystemClock clock;
    const auto log = openLocalLog({.folder = folder / "log", .partitions = 1}, clock);
    ::setfsuid(static_cast<uid_t>(before));
    REQUIRE_FALSE(log);
    CHECK(log.error().trouble == LogTrouble::readOnly);
    CHECK(log.error().sentence.find("rights") != std::string::npos);
    CHECK(std::filesystem::is_empty(folder / "log"));
}

TEST_CASE("a full disk is told to every append, loses nothing acknowledged, and is over when there is space") {
    const TempFolder folder;
    const SystemClock clock;
    FaultVfs disk("log-full");
    const auto log = openOrFail({.folder = folder / "log", .partitions = 1, .vfs = disk.name()}, clock);
    const auto writer = writerOf(*log);
    appendNumbers(*writer, p0, 0, 100);
    disk.setQuota(disk.bytesHeld() + 200'000);
    const std::string value(50'000, 'v');
    std::int64_t acknowledged = 100;
    for (;;) {
        const auto appended = appendAndWait(*writer, {p0, "", value, {}});
        if (!appended) {
            CHECK(appended.error().trouble == LogTrouble::full);
            CHECK(appended.error().sentence.find("space") != std::string::npos);
            break;
        }
        CHECK(*appended == Offset{acknowledged++});
        REQUIRE(acknowledged < 200);
    }
    CHECK_FALSE(appendAndWait(*writer, {p0, "", value, {}}));
    CHECK_FALSE(log->statistics().lastError.empty());
    CHECK(std::ssize(readAll(*log, p0)) == acknowledged);
    disk.heal();
    CHECK(appendAndWait(*writer, {p0, "", value, {}}).value() == Offset{acknowledged});
    CHECK(log->verify().empty());
}

TEST_CASE("a disk too full for a new file leaves no half of one") {
    const TempFolder folder;
    const SystemClock clock;
    FaultVfs disk("log-full-new");
    const auto log = openOrFail({.folder = folder / "log", .partitions = 1, .vfs = disk.name()}, clock);
    const auto writer = writerOf(*log);
    disk.setQuota(disk.bytesHeld() + 1000);
    CHECK(appendAndWait(*writer, {p0, "", "x", {}}).error().trouble == LogTrouble::full);
    CHECK(filesOf(folder / "log").empty());
    disk.heal();
    CHECK(appendAndWait(*writer, {p0, "", "x", {}}).value() == Offset{0});
}

TEST_CASE("a failed sync acknowledges nothing, and offsets go on without a hole in what is acknowledged") {
    const TempFolder folder;
    const SystemClock clock;
    FaultVfs disk("log-sync");
    const auto log = openOrFail({.folder = folder / "log", .partitions = 1, .vfs = disk.name()}, clock);
    const auto writer = writerOf(*log);
    appendNumbers(*writer, p0, 0, 10);
    std::vector<std::pair<Offset, std::string>> acknowledged;
    for (int number = 10; number < 60; ++number) {
        if (number % 7 == 0) {
            disk.failAt(FaultVfs::Call::sync, 1, FaultVfs::Fault::ioError);
        }
        if (number % 11 == 0) {
            disk.failAt(FaultVfs::Call::write, 1 + number % 3, FaultVfs::Fault::ioError);
        }
        const std::string value = std::to_string(number);
        if (const auto appended = appendAndWait(*writer, {p0, "", value, {}})) {
            acknowledged.emplace_back(*appended, value);
        }
    }
    disk.heal();
    CHECK(acknowledged.size() < 50);
    const auto records = readAll(*log, p0);
    for (const auto& [offset, value] : acknowledged) {
        REQUIRE(static_cast<std::size_t>(offset.value()) < records.size());
        CHECK(records[static_cast<std::size_t>(offset.value())].value == value);
    }
    CHECK(log->verify().empty());
}

TEST_CASE("after a power cut with torn sectors every acknowledged record is there once") {
    const TempFolder folder;
    const SystemClock clock;
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        FaultVfs disk("log-cut");
        const LocalLogSettings settings{.folder = folder / std::to_string(seed), .partitions = 2, .vfs = disk.name()};
        std::mutex mutex;
        std::map<std::pair<PartitionNo, Offset>, std::string> acknowledged;
        {
            const auto log = openOrFail(settings, clock);
            const auto writer = writerOf(*log);
            std::mt19937_64 random(seed);
            const std::uint64_t cutAt = 20 + random() % 400;
            for (std::uint64_t number = 0; number < 500; ++number) {
                if (number == cutAt) {
                    disk.powerCut(seed % 3 == 0 ? FaultVfs::Unsynced::dropped : FaultVfs::Unsynced::torn, seed);
                }
                const PartitionNo partition{static_cast<std::int32_t>(random() % 2)};
                const std::string value = std::to_string(number) + std::string(random() % 3000, 'v');
                const auto taken = writer->append({partition, "", value, {}}, [&, partition, value](Appended appended) {
                    if (appended) {
                        const std::scoped_lock lock(mutex);
                        acknowledged[{partition, *appended}] = value;
                    }
                });
                REQUIRE(taken);
                if (random() % 10 == 0) {
                    REQUIRE(writer->flush(patience));
                }
            }
            REQUIRE(writer->flush(patience));
        }
        disk.powerOn();
        const auto log = openOrFail(settings, clock);
        CHECK(log->verify().empty());
        for (const PartitionNo partition : {p0, p1}) {
            std::int64_t next = 0;
            for (const OwnedRecord& record : readAll(*log, partition)) {
                REQUIRE(record.offset == Offset{next++});
                const auto sent = acknowledged.extract({partition, record.offset});
                CHECK((sent.empty() || sent.mapped() == record.value));
            }
        }
        CHECK_MESSAGE(acknowledged.empty(), "seed ", seed);
        const auto next = log->offsets(p0)->high;
        CHECK(appendAndWait(*writerOf(*log), {p0, "", "on", {}}).value() == next);
    }
}

TEST_CASE("a damaged row is told with its offsets, and what comes after it can be read") {
    const TempFolder folder;
    const SystemClock clock;
    const LocalLogSettings settings{.folder = folder / "log", .partitions = 1};
    {
        const auto log = openOrFail(settings, clock);
        const auto writer = writerOf(*log);
        CHECK(appendAndWait(*writer, {p0, "", "first record", {}}));
        CHECK(appendAndWait(*writer, {p0, "", "second record", {}}));
        CHECK(appendAndWait(*writer, {p0, "", "third record", {}}));
    }
    spoil(filesOf(folder / "log").front(), "second record");
    const auto log = openOrFail(settings, clock);
    CHECK(log->verify().size() == 1);
    const auto reader = readerFrom(*log, {{p0, Offset{0}}});
    CHECK(readCount(*reader, 1).front().value == "first record");
    const LogError error = troubleOf(*reader);
    CHECK(error.trouble == LogTrouble::damaged);
    CHECK(error.lostRecords == 1);
    CHECK(readCount(*readerFrom(*log, {{p0, Offset{2}}}), 1).front().value == "third record");
}

TEST_CASE("a log whose last row is damaged is not written on") {
    const TempFolder folder;
    const SystemClock clock;
    const LocalLogSettings settings{.folder = folder / "log", .partitions = 1};
    {
        const auto log = openOrFail(settings, clock);
        CHECK(appendAndWait(*writerOf(*log), {p0, "", "the only record", {}}));
    }
    spoil(filesOf(folder / "log").front(), "the only record");
    CHECK(refusal(settings).trouble == LogTrouble::damaged);
}

TEST_CASE("a file whose writer ended at its birth is no hindrance") {
    const TempFolder folder;
    const SystemClock clock;
    const LocalLogSettings settings{.folder = folder / "log", .partitions = 1};
    {
        const auto log = openOrFail(settings, clock);
        appendNumbers(*writerOf(*log), p0, 0, 4);
    }
    std::ofstream(folder / "log" / "p00000-2099-01-01-00000000000000000004.log.db");
    const auto log = openOrFail(settings, clock);
    CHECK(appendAndWait(*writerOf(*log), {p0, "", "", {}}).value() == Offset{4});
}

TEST_CASE("what waits for the disk is bounded") {
    const TempFolder folder;
    const SystemClock clock;
    const auto log = openOrFail({.folder = folder / "log", .partitions = 1}, clock, {.waitingBytesMax = 10'000});
    const auto writer = writerOf(*log);
    const std::string value(4000, 'v');
    std::expected<void, LogError> taken;
    for (int number = 0; taken && number < 100'000; ++number) {
        taken = writer->append({p0, "", value, {}}, {});
    }
    REQUIRE_FALSE(taken);
    CHECK(taken.error().trouble == LogTrouble::queueFull);
    CHECK(writer->flush(patience));
    CHECK(writer->append({p0, "", value, {}}, {}));
}

TEST_CASE("records that wait together are committed together") {
    const TempFolder folder;
    const SystemClock clock;
    FaultVfs disk("log-group");
    const auto log = openOrFail({.folder = folder / "log", .partitions = 1, .vfs = disk.name()}, clock);
    const auto writer = writerOf(*log);
    appendNumbers(*writer, p0, 0, 1);
    const auto before = disk.calls(FaultVfs::Call::sync);
    appendNumbers(*writer, p0, 1, 5001);
    CHECK(disk.calls(FaultVfs::Call::sync) - before < 2500);
    CHECK(log->statistics().recordsAppended == 5001);
    CHECK(log->statistics().appendsWaiting == 0);
}
