#include "core/log/kafka_log.h"
#include "tests/support/kafka_broker.h"
#include "tests/support/process.h"
#include "tests/support/temp_folder.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

using namespace roundsman;
using namespace roundsman::tests;

namespace {

ProcessResult simulate(std::vector<std::string> words) {
    std::vector<std::string> all{ROUNDSMAN_NODE_PROGRAM, "simulate"};
    all.insert(all.end(), words.begin(), words.end());
    return runToEnd(all);
}

std::string bytesOf(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

bool isOneLine(const std::string& text) {
    return std::ranges::count(text, '\n') == 1 && text.ends_with('\n');
}

std::uint64_t numberIn(const std::string& json, const std::string& name) {
    const std::size_t at = json.find("\"" + name + "\":");
    REQUIRE(at != std::string::npos);
    return std::stoull(json.substr(at + name.size() + 3));
}

} // namespace

TEST_CASE("two runs of one seed write the same file and the same truth, a third seed another") {
    const TempFolder folder;
    const auto run = [&](const std::string& seed, const std::string& name) {
        const auto result =
            simulate({"--riders", "400", "--rate", "200", "--seed", seed, "--duration", "5m", "--truth-every", "10s",
                      "--to", (folder / name).string(), "--truth", (folder / (name + ".truth")).string(), "--json"});
        CHECK_MESSAGE(result.exitStatus == 0, result.errors);
        const std::string bytes = bytesOf(folder / name);
        CHECK(static_cast<std::uint64_t>(std::ranges::count(bytes, '\n')) == numberIn(result.output, "documents"));
        return bytes;
    };
    const std::string first = run("1", "a");
    CHECK(first.size() > 5'000'000);
    CHECK((first == run("1", "b")));
    CHECK((first != run("2", "c")));
    const std::string truth = bytesOf(folder / "a.truth");
    CHECK(truth.find(R"({"truth":"fix")") != std::string::npos);
    CHECK((truth == bytesOf(folder / "b.truth")));
}

TEST_CASE("records number themselves within their partition") {
    const auto result =
        simulate({"--riders", "20", "--duration", "20s", "--to", "-", "--format", "records", "--partitions", "1"});
    REQUIRE_MESSAGE(result.exitStatus == 0, result.errors);
    std::istringstream lines(result.output);
    std::string line;
    std::uint64_t offset = 0;
    while (std::getline(lines, line)) {
        const std::string head =
            R"({"topic":"fleet-events","partition":0,"offset":)" + std::to_string(offset++) + R"(,"logTime":)";
        REQUIRE(line.starts_with(head));
        REQUIRE(line.ends_with("}}"));
    }
    CHECK(offset > 100);
}

TEST_CASE("what cannot be done is said in one line") {
    for (const std::vector<std::string>& words :
         std::vector<std::vector<std::string>>{{"--to", "ws://"},
                                               {"--to", "kafka://127.0.0.1"},
                                               {"--to", "-", "--speed", "fast"},
                                               {"--to", "-", "--duration", "soon"},
                                               {"--to", "-", "--start", "yesterday"},
                                               {"--to", "-", "--riders", "0"},
                                               {"--to", "-", "--lost", "2"},
                                               {}}) {
        const auto result = simulate(words);
        CHECK(result.exitStatus == 2);
        CHECK(result.output.empty());
        CHECK_MESSAGE(isOneLine(result.errors), result.errors);
    }
    const auto nobody = simulate({"--to", "ws://127.0.0.1:1", "--duration", "1s"});
    CHECK(nobody.exitStatus == 1);
    CHECK(nobody.errors.contains("nobody answers there"));
    CHECK(isOneLine(nobody.errors));
    const auto nowhere = simulate({"--to", "/no/such/folder/file", "--duration", "1s"});
    CHECK(nowhere.exitStatus == 1);
    CHECK(isOneLine(nowhere.errors));
}

TEST_CASE("a simulated city reaches a real broker whole") {
    KafkaBroker broker;
    const auto result =
        simulate({"--riders", "200", "--rate", "200", "--duration", "30s", "--speed", "max", "--to",
                  "kafka://" + broker.address() + "/fleet-events", "--create-topic", "--partitions", "3", "--json"});
    REQUIRE_MESSAGE(result.exitStatus == 0, result.errors);
    KafkaSettings settings;
    settings.brokers = broker.address();
    auto log = openKafkaLog(settings);
    REQUIRE(log.has_value());
    CHECK((*log)->partitions() == 3);
    std::uint64_t documents = 0;
    for (std::int32_t partition = 0; partition < 3; ++partition) {
        const ReadFrom from{PartitionNo{partition}, Offset{0}};
        auto reader = (*log)->read({&from, 1});
        const auto range = (*log)->offsets(PartitionNo{partition});
        REQUIRE(reader.has_value());
        REQUIRE(range.has_value());
        while ((*reader)->position(PartitionNo{partition}) < range->high) {
            auto batch = (*reader)->poll(Millis{1'000});
            REQUIRE(batch.has_value());
            for (const RecordView& record : (*batch)->records()) {
                documents += static_cast<std::uint64_t>(std::ranges::count(record.value, '\n')) + 1;
            }
        }
    }
    CHECK(documents == numberIn(result.output, "documents"));
}
