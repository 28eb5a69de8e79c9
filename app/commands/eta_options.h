#pragma once

#include "app/commands/row_printer.h"
#include "core/history/leg_reader.h"
#include "core/measure/eta/leg_score.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace roundsman {

/// What the commands about times of arrival share.
struct EtaOptions {
    std::string history;
    std::string from;
    std::string to;
    RowFormat format = RowFormat::table;

    std::string order;         ///< query: one order
    std::string show = "legs"; ///< query: legs, why, promises
    std::string by = "leg";    ///< report
    std::string truth;         ///< report: outcomes from a simulator's truth file
    bool roads = false;        ///< report: how far riders came, from their trails

    std::string out; ///< train
    std::string leg; ///< train: judge this kind alone
    unsigned folds = 0;
    std::uint32_t version = 1;
};

int queryEta(const EtaOptions& options);
int reportEta(const EtaOptions& options);
int trainEta(const EtaOptions& options);

double secondsOf(const LegRow& leg);
/// Opens the history and asks it about the time that the options name; failures become the exit status.
int askHistory(const EtaOptions& options,
               const std::function<HistoryDone(TrailReader&, EventTime, EventTime)>& question);
int visitLegs(const EtaOptions& options, const std::function<void(const LegOutcome&)>& visit);

extern const std::vector<std::string> scoreColumns;
std::vector<RowField> scoreFields(std::string_view group, std::string_view leg, const LegScore& score);

} // namespace roundsman
