#include "app/data_folder.h"
#include "tests/support/temp_folder.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>

using namespace roundsman;

TEST_CASE("a data folder is made, and a second user of it is refused with the first one's process") {
    const tests::TempFolder temp;
    auto first = DataFolder::take(temp / "a/b");
    REQUIRE(first);
    const auto second = DataFolder::take(temp / "a/b");
    REQUIRE_FALSE(second);
    CHECK(second.error() == "the data folder " + (temp / "a/b").string() + " is in use by another roundsman (process " +
                                std::to_string(::getpid()) + "); stop it, or name another folder with --data");
}

TEST_CASE("a data folder whose user has gone is free again") {
    const tests::TempFolder temp;
    {
        const auto first = DataFolder::take(temp.path());
        REQUIRE(first);
    }
    CHECK(DataFolder::take(temp.path()));
}

TEST_CASE("a temporary folder goes away with everything in it, a named one stays") {
    const tests::TempFolder temp;
    std::filesystem::path gone;
    {
        auto temporary = DataFolder::takeTemporary();
        REQUIRE(temporary);
        gone = temporary->path();
        std::ofstream(gone / "file") << "x";
        const auto named = DataFolder::take(temp / "kept");
        REQUIRE(named);
    }
    CHECK_FALSE(std::filesystem::exists(gone));
    CHECK(std::filesystem::exists(temp / "kept"));
}

TEST_CASE("a temporary folder whose process was killed goes away with the next start; one in use stays") {
    const tests::TempFolder temp;
    const auto make = [&](const std::string& name, std::string_view owner) {
        std::filesystem::create_directories(temp / name / "history");
        std::ofstream(temp / name / "history/main.db") << "x";
        std::ofstream(temp / name / "roundsman.lock") << owner;
    };
    make("roundsman-demo-killed", "1\n");
    make("roundsman-demo-begun", ""); // not locked yet, or it would say by whom
    make("elsewhere", "1\n");
    const auto used = DataFolder::take(temp / "roundsman-demo-inuse");
    REQUIRE(used);
    const char* const before = std::getenv("TMPDIR"); // NOLINT(concurrency-mt-unsafe): this test has one thread
    const std::string kept = before == nullptr ? "" : before;
    ::setenv("TMPDIR", temp.path().c_str(), 1); // NOLINT(concurrency-mt-unsafe)
    CHECK(DataFolder::takeTemporary());
    kept.empty() ? ::unsetenv("TMPDIR") : ::setenv("TMPDIR", kept.c_str(), 1); // NOLINT(concurrency-mt-unsafe)
    CHECK_FALSE(std::filesystem::exists(temp / "roundsman-demo-killed"));
    for (const char* stays : {"roundsman-demo-begun", "roundsman-demo-inuse", "elsewhere"}) {
        CAPTURE(stays);
        CHECK(std::filesystem::exists(temp / stays));
    }
}

TEST_CASE("a folder that cannot be made is one clear line") {
    const tests::TempFolder temp;
    std::ofstream(temp / "file") << "x";
    const auto refused = DataFolder::take(temp / "file/below");
    REQUIRE_FALSE(refused);
    CHECK(refused.error().contains("cannot be made"));
}
