#include "core/log/local_log.h"
#include "tests/support/log_tools.h"
#include "tests/support/temp_folder.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <set>

using namespace roundsman;
using namespace roundsman::tests;

namespace {

constexpr int kills = 50;
constexpr std::int32_t partitions = 2;

/// What the child says of a record that the log acknowledged.
struct Said {
    std::int64_t id = 0;
    std::int64_t offset = 0;
    std::int32_t partition = 0;
    std::int32_t unused = 0;
};

std::string valueOf(std::int64_t id) {
    return std::to_string(id) + ' ' + std::string(static_cast<std::size_t>(id * 7919 % 900), 'v');
}

/// Appends until it is killed. Everything here happens in the child.
[[noreturn]] void appendForEver(const std::filesystem::path& folder, std::int64_t firstId, int pipe) {
    const SystemClock clock;
    auto log = openLocalLog({.folder = folder, .partitions = partitions}, clock);
    if (!log) {
        ::_exit(3);
    }
    const auto writer = (*log)->write().value();
    for (std::int64_t id = firstId;; ++id) {
        const PartitionNo partition{static_cast<std::int32_t>(id % partitions)};
        const std::string value = valueOf(id);
        static_cast<void>(writer->append({partition, "", value, {}}, [id, partition, pipe](const Appended& appended) {
            if (appended) {
                const Said said{id, appended->value(), partition.value(), 0};
                if (::write(pipe, &said, sizeof said) != sizeof said) {
                    ::_exit(4);
                }
            }
        }));
        if (id % 100 == 0) {
            writer->flush(Millis{1000}); // not so far ahead that one commit would take everything
        }
    }
}

/// One life: how many acknowledgements are waited for before the kill. What the child said.
std::vector<Said> runAndKill(const std::filesystem::path& folder, std::int64_t firstId, std::size_t wanted) {
    std::array<int, 2> ends{};
    REQUIRE(::pipe(ends.data()) == 0);
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        ::close(ends[0]);
        appendForEver(folder, firstId, ends[1]);
    }
    ::close(ends[1]);
    std::vector<Said> said;
    Said one;
    bool killed = false;
    while (::read(ends[0], &one, sizeof one) == sizeof one) { // records are smaller than a pipe's atomic write
        said.push_back(one);
        if (!killed && said.size() >= wanted) {
            ::kill(child, SIGKILL);
            killed = true;
        }
    }
    ::close(ends[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    REQUIRE_MESSAGE(WIFSIGNALED(status), "the child appends until it is killed");
    return said;
}

} // namespace

TEST_CASE("fifty times killed while appending, every acknowledged record is there, none twice") {
    const TempFolder folder;
    const SystemClock clock;
    std::mt19937 random(20261121);
    std::map<std::int64_t, Said> acknowledged;
    std::int64_t nextId = 0;
    for (int kill = 0; kill < kills; ++kill) {
        for (const Said& said : runAndKill(folder / "log", nextId, 1 + random() % 400)) {
            CHECK_MESSAGE(acknowledged.emplace(said.id, said).second, "acknowledged once");
        }
        nextId += 1'000'000; // ids of a life never meet those of another
    }
    auto log = openLocalLog({.folder = folder / "log", .partitions = partitions}, clock);
    REQUIRE(log);
    CHECK((*log)->verify().empty());
    std::set<std::int64_t> seen;
    for (std::int32_t partition = 0; partition < partitions; ++partition) {
        const auto range = (*log)->offsets(PartitionNo{partition});
        const auto reader = readerFrom(**log, {{PartitionNo{partition}, Offset{0}}});
        std::int64_t next = 0;
        for (const OwnedRecord& record : readCount(*reader, static_cast<std::size_t>(range->high.value()))) {
            CHECK(record.offset == Offset{next++});
            const std::int64_t id = std::stoll(record.value);
            CHECK(record.value == valueOf(id));
            CHECK_MESSAGE(seen.insert(id).second, "no record twice");
            if (const auto said = acknowledged.extract(id)) {
                CHECK(said.mapped().offset == record.offset.value());
                CHECK(said.mapped().partition == partition);
            }
        }
        CHECK(next == range->high.value());
    }
    CHECK(acknowledged.empty());
    MESSAGE(seen.size(), " records after ", kills, " kills");
}
