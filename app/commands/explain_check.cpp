// roundsman explain check: stored values taken at random, each run again through the engine.
#include "app/commands/explain_check.h"

#include "app/command_line.h"
#include "app/commands/explain_again.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <cstdio>
#include <format>
#include <random>

namespace roundsman {
namespace {

struct CheckQuestion {
    std::string history;
    ExplainOptions options;
    std::size_t count = 100;
    std::uint64_t seed = 1;
};

/// So many rows of a stream, each as likely as the others, whatever their number.
template <typename Row>
class Sample {
public:
    Sample(std::size_t most, std::uint64_t seed) : m_most(most), m_random(seed) {}

    void offer(const Row& row) {
        ++m_offered;
        if (m_rows.size() < m_most) {
            m_rows.push_back(row);
        } else if (const std::uint64_t at = m_random() % m_offered; at < m_most) {
            m_rows[at] = row;
        }
    }
    [[nodiscard]] const std::vector<Row>& rows() const { return m_rows; }

private:
    std::size_t m_most;
    std::uint64_t m_offered = 0;
    std::mt19937_64 m_random;
    std::vector<Row> m_rows;
};

template <typename Row>
struct Stored {
    std::int32_t partition;
    Granularity length;
    Row row;
};

constexpr std::array<const char*, 4> kinds{"surge", "area buckets", "merchant buckets", "alerts"};

/// What is checked, by partition, each with its kind.
struct Checked {
    std::map<std::int32_t, WatchedRows> rows;
    std::map<const WatchedRow*, std::size_t> kindOf;

    void add(std::int32_t partition, std::size_t kind, std::unique_ptr<WatchedRow> row) {
        kindOf[row.get()] = kind;
        rows[partition].push_back(std::move(row));
    }
};

HistoryDone takeSurgeAndAlerts(const CheckQuestion& question, MeasureContext& context, Checked& checked) {
    Sample<Stored<SurgeRow>> surge(question.count, question.seed);
    auto done = context.reader.surge(context.from, context.to, [&](std::int32_t partition, const SurgeRow& row) {
        surge.offer({partition, Granularity::minute, row});
    });
    for (const auto& [partition, length, row] : surge.rows()) {
        checked.add(partition, 0, watch(row, namesOf(context, partition, row.market)));
    }
    Sample<Stored<AlertRow>> alerts(question.count, question.seed);
    done = done ? context.reader.alerts(context.from, context.to,
                                        [&](std::int32_t partition, const AlertRow& row) {
                                            alerts.offer({partition, Granularity::minute, row});
                                        })
                : done;
    for (const auto& [partition, length, row] : alerts.rows()) {
        checked.add(partition, 3, watch(row, context.alertNames(partition, row)));
    }
    return done;
}

HistoryDone takeBuckets(const CheckQuestion& question, MeasureContext& context, Checked& checked) {
    Sample<Stored<AreaRollupRow>> areas(question.count, question.seed);
    Sample<Stored<MerchantRollupRow>> stores(question.count, question.seed);
    HistoryDone done;
    for (const Granularity longest : {Granularity::minute, Granularity::hour, Granularity::day}) {
        const RollupRange range{context.from, context.to, longest, {}};
        for (const auto which : {MeasureReader::Areas::cells, MeasureReader::Areas::zones}) {
            done = done ? context.reader.areas({.which = which, .range = range},
                                               [&](std::int32_t partition, Granularity length,
                                                   const AreaRollupRow& row) { areas.offer({partition, length, row}); })
                        : done;
        }
        done = done ? context.reader.merchants(
                          "", range,
                          [&](std::int32_t partition, Granularity length, const MerchantRollupRow& row) {
                              stores.offer({partition, length, row});
                          })
                    : done;
    }
    for (const auto& [partition, length, row] : areas.rows()) {
        WatchedNames names = namesOf(context, partition, row.market);
        names.zone = context.zoneShape(row.zone);
        const Calendar clock = context.reader.clockOf(partition, row.market, RollupKind::areas);
        checked.add(partition, 1, watch(row, length, clock.bucketEnd(row.start, length), std::move(names)));
    }
    for (const auto& [partition, length, row] : stores.rows()) {
        WatchedNames names = namesOf(context, partition, row.market);
        const KnownMerchant* merchant = context.merchantOf(partition, row.merchant);
        names.merchant = merchant == nullptr ? std::string{} : merchant->id;
        const Calendar clock = context.reader.clockOf(partition, row.market, RollupKind::merchants, row.merchant);
        checked.add(partition, 2, watch(row, length, clock.bucketEnd(row.start, length), std::move(names)));
    }
    return done;
}

int tell(const CheckQuestion& question, const Checked& checked, std::uint64_t records) {
    std::array<std::uint64_t, kinds.size()> all{};
    std::array<std::uint64_t, kinds.size()> same{};
    std::array<std::uint64_t, kinds.size()> withDocuments{};
    for (const auto& [row, kind] : checked.kindOf) {
        ++all[kind];
        same[kind] += row->same() ? 1 : 0;
        withDocuments[kind] += row->documentCount() > 0 ? 1 : 0;
    }
    std::string text = question.options.json ? "{" : "";
    for (std::size_t k = 0; k < kinds.size(); ++k) {
        text += question.options.json
                    ? std::format("\"{}\":{{\"checked\":{},\"same\":{},\"with_documents\":{}}},", kinds[k], all[k],
                                  same[k], withDocuments[k])
                    : std::format("{:<18} {:>6} checked, {:>6} came out again, {:>6} with documents\n", kinds[k],
                                  all[k], same[k], withDocuments[k]);
    }
    text += question.options.json ? std::format("\"records_run\":{}}}\n", records)
                                  : std::format("{} records run\n", records);
    std::fwrite(text.data(), 1, text.size(), stdout);
    return all == same ? exitOk : exitFailed;
}

int check(const CheckQuestion& question) {
    MeasureQuestion asked;
    asked.history = question.history;
    auto context = MeasureContext::open(asked);
    if (!context) {
        return fail(context.error());
    }
    if (!question.options.place.given()) {
        fail("give the log with --log or --brokers: without it nothing can be run again");
        return exitUsage;
    }
    Checked checked;
    auto done = takeSurgeAndAlerts(question, *context, checked);
    done = done ? takeBuckets(question, *context, checked) : done;
    if (!done) {
        return fail(done.error().sentence);
    }
    std::uint64_t records = 0;
    for (const auto& [partition, rows] : checked.rows) {
        const auto report = runAgain(question.history, *context, partition, question.options.place, rows);
        if (!report) {
            return fail(report.error());
        }
        records += report->records;
    }
    return tell(question, checked, records);
}

} // namespace

void addExplainCheck(CommandLine& line, CLI::App& explain) {
    const auto question = std::make_shared<CheckQuestion>();
    CLI::App& command = line.add(
        explain, "check", "Takes stored values at random and runs each again: equal, or something is wrong.",
        "roundsman explain check --history DIR --log LOG --count 100", [question] { return check(*question); });
    command.add_option("--history", question->history, "The history's folder")->required();
    command.add_option("--count", question->count, "So many of each kind")->check(CLI::Range(1, 100'000));
    command.add_option("--seed", question->seed, "Another seed takes others");
    question->options.addTo(command);
}

} // namespace roundsman
