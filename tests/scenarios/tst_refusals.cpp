// What a person meets who asks for what cannot be: one line that says what is wrong and what to do, the right exit
// status, and no half-written file.
#include "tests/support/process.h"
#include "tests/support/running_program.h"
#include "tests/support/temp_folder.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>

using namespace roundsman;
using namespace roundsman::tests;

namespace {

using Words = std::vector<std::string>;

/// A place where nobody can write, not even root.
const std::string nowhere = "/sys/roundsman";

/// What is in a folder, by name. (What SQLite keeps beside a database while it is read may come and go.)
std::set<std::string> contentOf(const std::filesystem::path& folder) {
    std::set<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        names.insert(entry.path().string());
    }
    return names;
}

ProcessResult run(const Words& words) {
    Words all{ROUNDSMAN_NODE_PROGRAM};
    all.insert(all.end(), words.begin(), words.end());
    return runToEnd(all);
}

/// With no file allowed to grow over so many KiB: the same to a program as a full disk or a quota.
ProcessResult runWithFilesOf(int kibibytes, const Words& words) {
    Words all{"bash", "-c", "ulimit -f " + std::to_string(kibibytes) + "; exec \"$@\"", "_", ROUNDSMAN_NODE_PROGRAM};
    all.insert(all.end(), words.begin(), words.end());
    return runToEnd(all);
}

void refused(const ProcessResult& result, int exitStatus, const std::string& what, const std::string& advice) {
    CAPTURE(result.errors);
    CHECK(result.exitStatus == exitStatus);
    CHECK(std::ranges::count(result.errors, '\n') == 1);
    CHECK(result.errors.ends_with('\n'));
    CHECK(result.errors.starts_with("roundsman"));
    CHECK(result.errors.contains(what));
    CHECK(result.errors.contains(advice));
    CHECK(result.output.empty());
}

/// A small recorded log, and the history that comes of it.
struct Recorded {
    TempFolder folder;
    std::string log = folder / "day.jsonl";
    std::string history = folder / "history";

    Recorded() {
        REQUIRE(
            run({"simulate", "--riders", "50", "--duration", "2m", "--format", "records", "--to", log}).exitStatus ==
            0);
        const ProcessResult replayed = run({"replay", log, "--history", history});
        REQUIRE_MESSAGE(replayed.exitStatus == 0, replayed.errors);
    }
};

struct Refusal {
    Words words;
    int exitStatus;
    std::string what;
    std::string advice;
};

} // namespace

TEST_CASE("wrong words end with 2 and a line that names the word and where the help is") {
    const TempFolder folder;
    const std::string file = folder / "f";
    const Refusal table[] = {
        {{"bogus"}, 2, "there is no command bogus", "try roundsman-node --help"},
        {{"node", "--prot", "1"}, 2, "--prot", "try roundsman-node node --help"},
        {{"node", "--port", "abc"}, 2, "--port = abc", "no value that it takes"},
        {{"node", "--port", "99999", "--demo"}, 2, "--port = 99999", "no value that it takes"},
        {{"node", "--config", "/nonexistent.toml"}, 2, "/nonexistent.toml", "--config names an existing TOML file"},
        {{"simulate"}, 2, "--to is required", "try roundsman-node simulate --help"},
        {{"simulate", "--riders", "0", "--to", file}, 2, "--riders", "1 to 2,000,000"},
        {{"simulate", "--riders", "-3", "--to", file}, 2, "--riders = -3", "no value that it takes"},
        {{"simulate", "--to", "ftp://x"}, 2, "ftp://x", "use a file"},
        {{"simulate", "--to", "local:"}, 2, "local:DIR", "needs a folder"},
        {{"replay"}, 2, "FILE is required", "try roundsman-node replay --help"},
        {{"backup"}, 2, "--history is required", "try roundsman-node backup --help"},
        {{"restore", "--from", "x"}, 2, "--history is required", "try roundsman-node restore --help"},
    };
    for (const Refusal& each : table) {
        CAPTURE(each.words);
        refused(run(each.words), each.exitStatus, each.what, each.advice);
    }
    CHECK(contentOf(folder.path()).empty());
}

TEST_CASE("files and folders that are not there, or cannot be written, are named with what to do") {
    const Recorded recorded;
    const auto before = contentOf(recorded.folder.path());
    const std::string backup = nowhere + "/backup";
    const Refusal table[] = {
        {{"replay", "/nonexistent"}, 1, "/nonexistent", "No such file"},
        {{"backup", "--history", "/nonexistent", "--to", recorded.folder / "b"}, 1, "/nonexistent", "name the folder"},
        {{"restore", "--from", "/nonexistent", "--history", recorded.folder / "h"},
         1,
         "/nonexistent",
         "name the folder"},
        {{"backup", "--history", recorded.history, "--to", recorded.history}, 1, "exists already", "name a folder"},
        {{"node", "--data", nowhere, "--port", "0"}, 1, nowhere, "--data"},
        {{"simulate", "--riders", "9", "--to", nowhere}, 1, nowhere, "check the path and its rights"},
        {{"simulate", "--riders", "9", "--to", "local:" + nowhere}, 1, nowhere, "check the path and its rights"},
        {{"simulate", "--riders", "9", "--duration", "1m", "--to", recorded.folder / "d", "--truth", nowhere},
         1,
         nowhere,
         "check the path and its rights"},
        {{"replay", recorded.log, "--history", nowhere}, 1, nowhere, "name a folder that can be written"},
        {{"backup", "--history", recorded.history, "--to", backup}, 1, backup, "name a place that can be written"},
        {{"restore", "--from", recorded.history, "--history", backup}, 1, backup, "name a place that can be written"},
    };
    for (const Refusal& each : table) {
        CAPTURE(each.words);
        refused(run(each.words), each.exitStatus, each.what, each.advice);
    }
    CHECK(contentOf(recorded.folder.path()) == before);
}

TEST_CASE("a disk that is full: one line, and nothing half-written stays") {
    const Recorded recorded;
    const std::string old = recorded.folder / "old.jsonl";
    std::ofstream(old) << "what was here before\n";
    const auto before = contentOf(recorded.folder.path());
    const std::string fresh = recorded.folder / "fresh";
    const Words many{"simulate", "--riders", "500", "--duration", "10m", "--to"};
    const auto simulate = [&](const Words& more) {
        Words words = many;
        words.insert(words.end(), more.begin(), more.end());
        return words;
    };
    refused(runWithFilesOf(100, simulate({old})), 1, old, "File too large");
    refused(runWithFilesOf(100, simulate({fresh, "--truth", recorded.folder / "truth"})), 1, fresh, "File too large");
    refused(run(simulate({"/dev/full"})), 1, "/dev/full", "free some space");
    refused(runWithFilesOf(8, {"replay", recorded.log, "--history", fresh}), 1, fresh, "free some space");
    refused(runWithFilesOf(8, {"backup", "--history", recorded.history, "--to", fresh}), 1, fresh, "free some space");
    refused(runWithFilesOf(8, {"restore", "--from", recorded.history, "--history", fresh}), 1, "main.db",
            "free some space");
    refused(runWithFilesOf(8, {"node", "--port", "0", "--data", recorded.folder / "data"}), 1, "data/log",
            "free some space");
    std::filesystem::remove_all(recorded.folder / "data"); // a log's folder that never held a record
    CHECK(contentOf(recorded.folder.path()) == before);
    std::string line;
    std::getline(std::ifstream(old) >> std::ws, line);
    CHECK(line == "what was here before");
}

TEST_CASE("a log that is full is told by whoever appends to it, and what was acknowledged stays") {
    const TempFolder folder;
    const std::string log = "local:" + (folder / "log").string();
    refused(runWithFilesOf(200, {"simulate", "--riders", "500", "--duration", "10m", "--to", log}), 1, folder / "log",
            "free some space");
    const ProcessResult more = run({"simulate", "--riders", "9", "--duration", "1m", "--speed", "max", "--to", log});
    CHECK_MESSAGE(more.exitStatus == 0, more.errors); // with room again it goes on
}

TEST_CASE("a broker that nobody reaches: one line with the address") {
    refused(run({"simulate", "--riders", "9", "--duration", "1m", "--to", "kafka://127.0.0.1:1/fleet-events"}), 1,
            "127.0.0.1:1", "check that the broker runs");
}
