#include "app/command_line.h"
#include "app/commands/bench_clock.h"
#include "app/commands/bench_feed.h"
#include "app/commands/commands.h"
#include "core/decode/document_decoder.h"
#include "core/decode/record_splitter.h"

#include <CLI/CLI.hpp>

#include <cinttypes>
#include <cstdio>
#include <memory>

namespace roundsman {
namespace {

/// Records cut and decoded to fixes, nothing behind it.
int benchDecode(std::uint64_t documents) {
    constexpr std::uint32_t perBatch = 10'000;
    BenchFeed feed(100'000, 50);
    DocumentDecoder decoder;
    Fix fix;
    Event event;
    Refusal why;
    std::uint64_t decoded = 0;
    std::uint64_t bytes = 0;
    std::int64_t nanos = 0;
    while (decoded < documents) {
        const auto records = feed.next(perBatch);
        const std::int64_t before = threadCpuNanos();
        for (const RecordView& record : records) {
            RecordSplitter splitter(record.value);
            std::string_view document;
            while (splitter.next(document)) {
                decoded += decoder.decode(document, fix, event, why) == DecodedAs::fix ? 1 : 0;
            }
        }
        nanos += threadCpuNanos() - before;
        bytes += feed.bytes();
    }
    const double seconds = static_cast<double>(nanos) / 1e9;
    std::printf("{\"documents\":%" PRIu64 ",\"documents_per_s\":%.0f,\"bytes_per_s\":%.0f,\"ns_per_document\":%.1f,"
                "\"bytes_per_document\":%.1f,\"load\":%.2f}\n",
                decoded, static_cast<double>(decoded) / seconds, static_cast<double>(bytes) / seconds,
                static_cast<double>(nanos) / static_cast<double>(decoded),
                static_cast<double>(bytes) / static_cast<double>(decoded), machineLoad());
    return exitOk;
}

} // namespace

void addBenchDecodeCommand(CommandLine& line) {
    const auto documents = std::make_shared<std::uint64_t>(5'000'000);
    CLI::App& command = line.add(line.group("bench", "Measures parts of the program on this machine."), "decode",
                                 "Documents a second from bytes to fixes, on one core.",
                                 "roundsman bench decode --json", [documents] { return benchDecode(*documents); });
    command.add_option("--documents", *documents, "Documents decoded")->check(CLI::PositiveNumber);
    command.add_flag("--json", "One JSON object (always so)");
}

} // namespace roundsman
