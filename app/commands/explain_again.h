#pragma once

#include "app/commands/log_place.h"
#include "app/commands/query_measures.h"
#include "core/node/rerun.h"

#include <cstdint>
#include <expected>
#include <memory>
#include <string>
#include <vector>

namespace roundsman {

/// What every `explain` takes beside its question.
struct ExplainOptions {
    LogPlace place;
    std::size_t documentsShown = 50;
    bool json = false;

    void addTo(CLI::App& command);
};

using WatchedRows = std::vector<std::unique_ptr<WatchedRow>>;

void writeText(const std::string& text);

/// Names of what a row has as numbers.
WatchedNames namesOf(MeasureContext& context, std::int32_t partition, MarketNo market);

/// Runs the part of the log that rows of one partition were made from, from the nearest snapshot before it.
std::expected<RerunReport, std::string> runAgain(const std::string& history, MeasureContext& context,
                                                 std::int32_t partition, const LogPlace& place,
                                                 const WatchedRows& rows);

/// Says what running again gave and lists the documents; gives the command's exit status. `what`: the stored row in one
/// line, for people.
int tellAgain(const ExplainOptions& options, std::int32_t partition, const std::string& what, const WatchedRows& rows,
              const RerunReport& report);

} // namespace roundsman
