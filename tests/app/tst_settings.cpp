#include "app/settings.h"
#include "app/settings_keys.h"
#include "app/settings_shown.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

using namespace roundsman;

namespace {

/// The only error of a configuration, without the file's name.
std::string errorOf(std::string_view toml) {
    const auto settings = parseSettings(toml, "f.toml");
    if (settings) {
        return "accepted";
    }
    return settings.error().size() == 1 ? settings.error()[0] : std::to_string(settings.error().size()) + " errors";
}

} // namespace

TEST_CASE("a whole configuration is taken as it is written") {
    const auto settings = parseSettings(R"(
        [data]
        folder = "/var/lib/roundsman"
        [log]
        kind = "kafka"
        topic = "events"
        take = [2, 0]
        [log.kafka]
        brokers = "a:9092,b:9092"
        [log.kafka.options]
        "security.protocol" = "SSL"
        "socket.keepalive.enable" = true
        "linger.ms" = 5
        [markets]
        south = 0
        "old town" = 2
        [http]
        address = "::1"
        port = 0
        connections_max = 7
        limit_loopback = true
        [gateway]
        address_documents_per_second = 12.5
        address_bytes_per_second = 0
        [frames]
        per_second = 12.5
        [history]
        commit_every_ms = 250
        [diagnostics]
        log_level = "warning"
    )",
                                        "f.toml");
    REQUIRE(settings);
    CHECK(settings->dataFolder == "/var/lib/roundsman");
    CHECK(settings->log.kind == LogKind::kafka);
    CHECK(settings->log.topic == "events");
    CHECK(settings->log.take == std::vector{0, 2});
    CHECK(settings->log.brokers == "a:9092,b:9092");
    CHECK(settings->log.options.at("security.protocol") == "SSL");
    CHECK(settings->log.options.at("socket.keepalive.enable") == "true");
    CHECK(settings->log.options.at("linger.ms") == "5");
    CHECK(settings->markets.at("old town") == 2);
    CHECK(settings->http.address == "::1");
    CHECK(settings->http.port == 0);
    CHECK(settings->connectionsMax == 7);
    CHECK(settings->gateway.limitLoopback);
    CHECK(settings->gateway.addressDocumentsPerSecond == 12.5);
    CHECK(settings->gateway.addressBytesPerSecond == 0);
    CHECK(settings->node.framesPerSecond == 12.5);
    CHECK(settings->node.commitEvery == Millis(250));
    CHECK(settings->logLevel == LogLevel::warning);
}

TEST_CASE("an empty configuration is the defaults") {
    const auto settings = parseSettings("", "f.toml");
    REQUIRE(settings);
    CHECK(settings->log.kind == LogKind::local);
    CHECK(settings->http.address == "127.0.0.1");
    CHECK(settings->http.port == 8080);
}

TEST_CASE("what is wrong is one line that says where, what and what to do") {
    struct Case {
        const char* toml;
        const char* error;
    };
    const Case cases[] = {
        {"[http]\nprot = 1", "f.toml:2: there is no key http.prot; did you mean http.port?"},
        {"[log.kafka]\nbroker = \"x\"", "f.toml:2: there is no key log.kafka.broker; did you mean log.kafka.brokers?"},
        {"port = 1", "f.toml:1: there is no key port; did you mean http.port?"},
        {"colour = \"red\"", "f.toml:1: there is no key colour; docs/CONFIGURATION.md lists them all"},
        {"[[http]]", "f.toml:1: http is a table: write [http] and its keys below it"},
        {"http = 1", "f.toml:1: http is a table: write [http] and its keys below it"},
        {"[http]\nport = 65536", "f.toml:2: http.port is a whole number from 0 to 65535"},
        {"[http]\nport = \"80\"", "f.toml:2: http.port is a whole number from 0 to 65535"},
        {"[http]\nport = 80.5", "f.toml:2: http.port is a whole number from 0 to 65535"},
        {"[frames]\nper_second = nan", "f.toml:2: frames.per_second is a number from 1 to 30"},
        {"[frames]\nper_second = 0.5", "f.toml:2: frames.per_second is a number from 1 to 30"},
        {"[log]\nkind = \"kafak\"", "f.toml:2: log.kind is one of \"local\", \"kafka\""},
        {"[log]\nkind = \"kafka\"", "f.toml: log.kind is \"kafka\", so log.kafka.brokers is needed (such as "
                                    "\"localhost:9092\")"},
        {"[log]\ntopic = \"\"", "f.toml:2: log.topic is a text, such as \"fleet-events\""},
        {"[log]\ntake = [1, 1]", "f.toml:2: log.take is a list of different partition numbers, such as [0, 1]; without "
                                 "it the node takes all"},
        {"[log]\ntake = []", "f.toml:2: log.take is a list of different partition numbers, such as [0, 1]; without it "
                             "the node takes all"},
        {"[markets]\nsouth = 9", "f.toml: markets.south is partition 9, but log.local.partitions is 4"},
        {"[markets]\nsouth = \"x\"",
         "f.toml:1: markets gives \"south\" something that is no partition number from 0 on"},
        {"[log.kafka.options]\nsecurity.protocol = \"SSL\"",
         "f.toml:1: log.kafka.options has \"security\", which is neither text, whole number nor flag; names with a dot "
         "stand in quotes"},
        {"[diagnostics]\nlog_level = 3", "f.toml:2: diagnostics.log_level is one of \"debug\", \"info\", \"warning\", "
                                         "\"error\""},
    };
    for (const Case& wrong : cases) {
        CAPTURE(wrong.toml);
        CHECK(errorOf(wrong.toml) == wrong.error);
    }
    CHECK(errorOf("[http\nport = 1").starts_with("f.toml:1: this is not TOML: "));
    CHECK(errorOf("[http]\nport = 1\nport = 2").starts_with("f.toml:3: this is not TOML: "));
}

TEST_CASE("all errors of a file are told at once") {
    CHECK(errorOf("[http]\nport = -1\nprot = 1\n[frames]\nper_second = 99") == "3 errors");
}

TEST_CASE("a file that is not there is said so") {
    const auto settings = readSettings("/nonexistent/roundsman.toml");
    REQUIRE_FALSE(settings);
    CHECK(settings.error()[0] == "the configuration /nonexistent/roundsman.toml cannot be read; --config names an "
                                 "existing TOML file");
    CHECK_FALSE(readSettings("/"));
}

TEST_CASE("a relative data folder is meant from the configuration's own folder") {
    CHECK(parseSettings("[data]\nfolder = \"data\"", "/etc/roundsman/node.toml")->dataFolder == "/etc/roundsman/data");
}

TEST_CASE("a reload knows which keys need a new start") {
    const AppSettings before = *parseSettings("[http]\nport = 1\n[frames]\nper_second = 5", "f.toml");
    const AppSettings after = *parseSettings("[http]\nport = 2\n[frames]\nper_second = 6", "f.toml");
    CHECK(needRestart(before, after) == std::vector<std::string>{"http.port"});
    CHECK(needRestart(before, before).empty());
}

TEST_CASE("every key has a line for people and a name of its own") {
    std::vector<std::string> paths;
    for (const SettingsKey& key : settingsKeys()) {
        CHECK_FALSE(key.help.empty());
        paths.push_back(key.path);
    }
    std::ranges::sort(paths);
    CHECK(std::ranges::adjacent_find(paths) == paths.end());
}

TEST_CASE("the page on configuration has a row for every key, and its example is good") {
    std::ifstream in(ROUNDSMAN_SOURCE_DIR "/docs/CONFIGURATION.md");
    const std::string page((std::istreambuf_iterator<char>(in)), {});
    for (const SettingsKey& key : settingsKeys()) {
        CAPTURE(key.path);
        CHECK(page.contains("| `" + key.path + "`"));
    }
    const auto begin = page.find("    [log]");
    REQUIRE(begin != std::string::npos);
    CHECK(parseSettings(page.substr(begin), "CONFIGURATION.md"));
}

TEST_CASE("every key is shown with its value and where it comes from; credentials are not") {
    const auto file =
        std::filesystem::temp_directory_path() / ("roundsman-shown-" + std::to_string(::getpid()) + ".toml");
    std::ofstream(file) << "[log]\nkind = \"kafka\"\n[log.kafka]\nbrokers = \"a:9092\"\n[log.kafka.options]\n"
                           "\"sasl.password\" = \"hush\"\n[history]\nkeep_trail_days = 7\n";
    const auto settings = readSettings(file);
    REQUIRE(settings.has_value());
    const auto shown = shownSettings(*settings, file, {"http.port"});
    std::filesystem::remove(file);
    CHECK(shown.size() == settingsKeys().size());
    const auto of = [&](const std::string& key) {
        return *std::ranges::find(shown, key, &ShownSetting::key);
    };
    CHECK(of("log.kind").value == "kafka");
    CHECK(of("log.kind").from == file.string() + ", line 2");
    CHECK(of("history.keep_trail_days").value == "7");
    CHECK(of("http.port").from == "command line");
    CHECK(of("frames.per_second").value == "10");
    CHECK(of("frames.per_second").from == "default");
    CHECK(of("log.kafka.options").value == "1 options");
    CHECK(std::ranges::none_of(shown, [](const ShownSetting& each) { return each.value.contains("hush"); }));
}
