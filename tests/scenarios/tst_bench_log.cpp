#include "tests/support/process.h"
#include "tests/support/temp_folder.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace roundsman::tests;

namespace {

ProcessResult bench(std::vector<std::string> words) {
    std::vector<std::string> all{ROUNDSMAN_NODE_PROGRAM, "bench", "log"};
    all.insert(all.end(), words.begin(), words.end());
    return runToEnd(all);
}

bool isOneLine(const std::string& text) {
    return std::ranges::count(text, '\n') == 1 && text.ends_with('\n');
}

} // namespace

TEST_CASE("the log's measurement prints one JSON object and leaves its folder as it was") {
    const TempFolder folder;
    const auto result = bench({"--documents", "20000", "--folder", folder.path().string(), "--json"});
    CHECK(result.exitStatus == 0);
    CHECK(isOneLine(result.output));
    CHECK(result.output.find("\"append_documents_per_s\":") != std::string::npos);
    CHECK(result.output.find("\"kafka\":null") != std::string::npos);
    CHECK(std::filesystem::is_empty(folder.path()));
}

TEST_CASE("without a broker the table says that Kafka was not measured") {
    const TempFolder folder;
    const auto result = bench({"--documents", "20000", "--folder", folder.path().string()});
    CHECK(result.exitStatus == 0);
    CHECK(result.output.find("--brokers") != std::string::npos);
}

TEST_CASE("a folder that is not there and a broker that does not answer are one line each") {
    const auto folder = bench({"--folder", "/no/such/folder"});
    CHECK(folder.exitStatus == 1);
    CHECK(isOneLine(folder.errors));
    CHECK(folder.errors.find("/no/such/folder") != std::string::npos);
    CHECK(folder.output.empty());
    const auto broker = bench({"--documents", "1000", "--brokers", "127.0.0.1:1"});
    CHECK(broker.exitStatus == 1);
    CHECK(isOneLine(broker.errors));
    CHECK(broker.errors.find("127.0.0.1:1") != std::string::npos);
    CHECK(broker.output.empty());
}

TEST_CASE("a number that makes no sense is a usage error") {
    CHECK(bench({"--documents", "-1"}).exitStatus == 2);
    CHECK(bench({"--documents-per-record", "many"}).exitStatus == 2);
}
