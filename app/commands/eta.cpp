// roundsman eta train|report, query eta: what was promised, what it took, and models that learn from the difference.
#include "app/command_line.h"
#include "app/commands/commands.h"
#include "app/commands/eta_options.h"
#include "core/measure/eta/model_parts.h"

#include <CLI/CLI.hpp>

#include <filesystem>
#include <fstream>
#include <memory>

namespace roundsman {

const std::vector<std::string> scoreColumns{"group",     "leg",       "legs",        "mae_s",       "bias_s",
                                            "under_p50", "under_p90", "late_over_5", "late_over_10"};

std::vector<RowField> scoreFields(std::string_view group, std::string_view leg, const LegScore& score) {
    return {RowField::of(group),
            RowField::of(leg),
            RowField::of(static_cast<std::int64_t>(score.legs())),
            RowField::of(score.meanAbsoluteError(), 1),
            RowField::of(score.bias(), 1),
            RowField::of(score.underP50(), 3),
            RowField::of(score.underP90(), 3),
            RowField::of(score.lateOver5(), 3),
            RowField::of(score.lateOver10(), 3)};
}

double secondsOf(const LegRow& leg) {
    return std::chrono::duration<double>(leg.endedAt - leg.startedAt).count();
}

int askHistory(const EtaOptions& options,
               const std::function<HistoryDone(TrailReader&, EventTime, EventTime)>& question) {
    const auto from = options.from.empty() ? EventTime{} : timeFromText(options.from);
    const auto to = options.to.empty() ? eventTimeFromMillis(253'402'300'799'999) : timeFromText(options.to);
    if (!from || !to) {
        fail("a time is RFC 3339 (2026-11-21T09:00:00Z) or milliseconds since the epoch, not " +
             (from ? options.to : options.from));
        return exitUsage;
    }
    auto reader = TrailReader::open(options.history);
    if (!reader) {
        return fail(reader.error().sentence);
    }
    const auto done = question(*reader, *from, *to);
    return done ? exitOk : fail(done.error().sentence);
}

int visitLegs(const EtaOptions& options, const std::function<void(const LegOutcome&)>& visit) {
    return askHistory(
        options, [&](TrailReader& reader, EventTime from, EventTime to) { return eachLeg(reader, from, to, visit); });
}

namespace {

/// One `model.activated` document a line, ready to be replayed or sent to /v1/events.
bool writeModel(const EtaModel& model, const std::string& file) {
    const std::string partial = file + ".partial";
    std::ofstream out(partial, std::ios::binary | std::ios::trunc);
    std::size_t part = 0;
    for (const std::string& data : modelDocuments(model)) {
        out << R"({"id":"eta-)" << model.version() << '-' << part++
            << R"(","type":"model.activated","source":"roundsman eta train","subject":"eta","data":)" << data << "}\n";
    }
    out.close();
    std::error_code failed;
    if (out) {
        std::filesystem::rename(partial, file, failed);
    }
    if (!out || failed) {
        std::filesystem::remove(partial, failed);
        return false;
    }
    return true;
}

void judge(const EtaOptions& options, std::span<const LegRow> legs) {
    RowPrinter out(options.format, scoreColumns);
    for (std::size_t kind = 0; kind < legCount; ++kind) {
        if (!options.leg.empty() && options.leg != toText(static_cast<Leg>(kind))) {
            continue;
        }
        std::vector<LegModel::Row> rows;
        for (const LegRow& leg : legs) {
            if (leg.query.leg == static_cast<Leg>(kind) && leg.endedAt > leg.startedAt) {
                rows.push_back({leg.query, secondsOf(leg)});
            }
        }
        if (rows.size() * (options.folds - 1) / options.folds > LegModel::rowsMin) {
            out.row(scoreFields("cross-validated", toText(static_cast<Leg>(kind)),
                                crossValidate(static_cast<Leg>(kind), rows, options.folds)));
        }
    }
}

} // namespace

int trainEta(const EtaOptions& options) {
    if (options.out.empty() && options.folds == 0) {
        fail("nothing to do: --out FILE writes a model, --folds N judges one");
        return exitUsage;
    }
    if (options.folds == 1) {
        fail("--folds needs 2 or more: each is judged by the others");
        return exitUsage;
    }
    std::vector<LegRow> legs;
    const int status = visitLegs(options, [&](const LegOutcome& outcome) { legs.push_back(outcome.row); });
    if (status != exitOk) {
        return status;
    }
    if (legs.size() < LegModel::rowsMin) {
        return fail("the history holds " + std::to_string(legs.size()) + " finished legs in that time; a model needs " +
                    std::to_string(LegModel::rowsMin) + " of a kind");
    }
    if (options.folds > 1) {
        judge(options, legs);
    }
    if (!options.out.empty() && !writeModel(EtaModel::train(legs, options.version), options.out)) {
        return fail("cannot write " + options.out + ": is the folder there, writable, and the disk not full?");
    }
    return exitOk;
}

namespace {

void addCommonOptions(CLI::App& command, EtaOptions& options) {
    command.add_option("--history", options.history, "The history's folder")->required();
    command.add_option("--from", options.from, "Legs that ended from this time on (RFC 3339 or milliseconds)");
    command.add_option("--to", options.to, "Until this time");
    addFormatOption(command, options.format);
}

template <typename Run>
CLI::App& add(CommandLine& line, const char* group, const char* groupWords, const char* name, const char* what,
              const char* example, const std::shared_ptr<EtaOptions>& options, Run run) {
    CLI::App& command =
        line.add(line.group(group, groupWords), name, what, example, [options, run] { return run(*options); });
    addCommonOptions(command, *options);
    return command;
}

} // namespace

void addEta(CommandLine& line) {
    const auto asked = std::make_shared<EtaOptions>();
    CLI::App& query =
        add(line, "query", "Asks a history", "eta", "What was promised of orders, what it took, and why it was late",
            "roundsman query eta --history data/history --id o-77 --show why", asked, queryEta);
    query.add_option("--id", asked->order, "One order");
    query
        .add_option("--show", asked->show,
                    "legs: prediction, outcome and error of each; why: which leg made an order late; promises: each "
                    "revision beside what came of it")
        ->check(CLI::IsMember({"legs", "why", "promises"}));

    const auto reported = std::make_shared<EtaOptions>();
    CLI::App& report = add(line, "eta", "Times of arrival: reports and models", "report",
                           "How good the promises were: error, bias, calibration, and what legs took",
                           "roundsman eta report --history data/history --by hour", reported, reportEta);
    report.add_option("--by", reported->by, "leg, market, hour, merchant, district (H3 cell), level or model")
        ->check(CLI::IsMember({"leg", "market", "hour", "merchant", "district", "level", "model"}));
    report.add_option("--truth", reported->truth, "Judges by what really happened: a simulator's truth file");
    report.add_flag("--roads", reported->roads, "Adds how far riders came beside the straight line, from their trails");

    const auto trained = std::make_shared<EtaOptions>();
    CLI::App& command =
        add(line, "eta", "Times of arrival: reports and models", "train",
            "Trains a model from the legs that ended; --folds judges it on legs it has not seen",
            "roundsman eta train --history data/history --folds 5 --out eta-3.jsonl --version 3", trained, trainEta);
    command.add_option("--out", trained->out, "Writes the model as documents that make it go live");
    command.add_option("--version", trained->version, "The model's version");
    command.add_option("--folds", trained->folds, "Cross-validates with so many folds");
    command.add_option("--leg", trained->leg, "Judges this kind of leg alone: to_customer, whole …");
}

} // namespace roundsman
