#include "app/commands/explain_again.h"

#include "app/command_line.h"
#include "core/base/json_text.h"
#include "core/decode/settings_json.h"
#include "core/history/rerun_start.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>
#include <format>

namespace roundsman {
namespace {

constexpr std::size_t bytesShown = 120;

std::string shortened(const std::string& bytes) {
    return bytes.size() <= bytesShown ? bytes : bytes.substr(0, bytesShown) + "…";
}

std::string member(std::string_view name, std::string_view text) {
    std::string out;
    appendJsonString(out, name);
    out += ':';
    appendJsonString(out, text);
    return out;
}

/// What all rows were made from, each document once, in the log's order.
std::vector<const NotedDocument*> documentsOf(const WatchedRows& rows) {
    std::vector<const NotedDocument*> all;
    for (const auto& row : rows) {
        for (const NotedDocument& document : row->documents()) {
            all.push_back(&document);
        }
    }
    const auto place = [](const NotedDocument* document) {
        return document->document;
    };
    std::ranges::sort(all, {}, place);
    const auto repeats = std::ranges::unique(all, {}, place);
    all.erase(repeats.begin(), repeats.end());
    return all;
}

void printJson(const ExplainOptions& options, std::int32_t partition, const std::string& what, bool same,
               const std::vector<const NotedDocument*>& documents, const RerunReport& report) {
    std::string text = "{" + member("stored", what) +
                       std::format(",\"partition\":{},\"again\":\"{}\"", partition, same ? "same" : "different");
    text += std::format(",\"recordsRun\":{},\"fromOffset\":{},\"fromSnapshot\":{},\"documents\":[", report.records,
                        report.from.value(), report.fromSnapshot);
    for (std::size_t i = 0; i < std::min(documents.size(), options.documentsShown); ++i) {
        const NotedDocument& one = *documents[i];
        text += std::format("{}{{{},\"partition\":{},\"offset\":{},\"index\":{},", i == 0 ? "" : ",",
                            member("topic", options.place.topic), partition, one.document.offset.value(),
                            one.document.index);
        text += member("logTime", toRfc3339(one.logTime)) + "," + member("what", one.what) + "," +
                member("about", one.about) + "," + member("bytes", one.bytes) + "}";
    }
    writeText(text + std::format("],\"documentCount\":{}}}\n", documents.size()));
}

} // namespace

void writeText(const std::string& text) {
    std::fwrite(text.data(), 1, text.size(), stdout);
}

void ExplainOptions::addTo(CLI::App& command) {
    place.addTo(command);
    command.add_option("--documents", documentsShown, "So many documents are listed")->check(CLI::Range(0, 10'000));
    command.add_flag("--json", json, "Prints one JSON object (needs the log)");
}

WatchedNames namesOf(MeasureContext& context, std::int32_t partition, MarketNo market) {
    WatchedNames names;
    names.market = context.marketName(partition, market);
    names.cellResolution = context.settings.cellResolution;
    names.atDoorMetres = context.settings.rollups.atDoorMetres;
    return names;
}

std::expected<RerunReport, std::string> runAgain(const std::string& history, MeasureContext& context,
                                                 std::int32_t partition, const LogPlace& place,
                                                 const WatchedRows& rows) {
    DocumentRef first = rows.front()->first();
    for (const auto& row : rows) {
        first = std::min(first, row->first());
    }
    auto source = openRecords(place);
    if (!source) {
        return std::unexpected(source.error());
    }
    auto start = findRerunStart(history, PartitionNo{partition}, first.offset);
    if (!start) {
        return std::unexpected(start.error().sentence);
    }
    RerunPlan plan{.partition = PartitionNo{partition},
                   .from = start->from,
                   .to = start->committed,
                   .snapshot = std::move(start->snapshot),
                   .endTime = start->laneTime};
    if (const auto initial = context.reader.settings("initial"); initial && !initial->empty()) {
        plan.settings = settingsFromJson(initial->front().json).value_or(LaneSettings{});
    }
    auto report = rerun(**source, plan, rows);
    if (!report && !plan.snapshot.empty() && report.error().find("snapshot") != std::string::npos) {
        plan.snapshot.clear(); // another version of the program wrote it: the log has everything
        plan.from = start->beginning;
        report = rerun(**source, plan, rows);
    }
    return report;
}

int tellAgain(const ExplainOptions& options, std::int32_t partition, const std::string& what, const WatchedRows& rows,
              const RerunReport& report) {
    const bool same = std::ranges::all_of(rows, [](const auto& row) { return row->same(); });
    const auto documents = documentsOf(rows);
    if (options.json) {
        printJson(options, partition, what, same, documents, report);
        return same ? exitOk : exitFailed;
    }
    writeText(std::format("run again from offset {} ({}), {} records: {}\n", report.from.value(),
                          report.fromSnapshot ? "a snapshot" : "the beginning", report.records,
                          same ? "the stored value came out again" : "ANOTHER VALUE came out than the stored one"));
    writeText(std::format("{} documents of {} partition {}:\n", documents.size(), options.place.topic, partition));
    for (std::size_t i = 0; i < std::min(documents.size(), options.documentsShown); ++i) {
        const NotedDocument& one = *documents[i];
        writeText(std::format("  {}.{}  {}  {}  {}  {}\n", one.document.offset.value(), one.document.index,
                              toRfc3339(one.logTime), one.what, one.about, shortened(one.bytes)));
    }
    if (documents.size() > options.documentsShown) {
        writeText(std::format("  and {} more (--documents N)\n", documents.size() - options.documentsShown));
    }
    return same ? exitOk : exitFailed;
}

} // namespace roundsman
