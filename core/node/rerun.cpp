#include "core/node/rerun.h"

#include "core/decode/record_splitter.h"
#include "core/lane/lane.h"

#include <algorithm>

namespace roundsman {
namespace {

constexpr Millis pollWait{1000};
constexpr int emptyPollsMax = 30; // a log that says nothing for so long is away

/// Shows the documents of one record, with what they came to, to the rows that it may concern.
class Tap {
public:
    explicit Tap(std::span<const std::unique_ptr<WatchedRow>> rows) : m_rows(rows) {}

    [[nodiscard]] bool wants(Offset offset) const {
        return std::ranges::any_of(m_rows, [&](const auto& row) { return wants(*row, offset); });
    }
    void show(const RecordView& record, const LaneOutput& out) {
        RecordSplitter splitter(record.value);
        SeenDocument seen;
        seen.document.offset = record.offset;
        seen.logTime = record.logTime;
        for (; splitter.next(seen.bytes); ++seen.document.index) {
            fill(seen, out);
            for (const auto& row : m_rows) {
                if (wants(*row, record.offset) && seen.document >= row->first() && seen.document <= row->last()) {
                    row->note(seen);
                }
            }
        }
    }

private:
    static bool wants(const WatchedRow& row, Offset offset) {
        return offset >= row.first().offset && offset <= row.last().offset;
    }
    template <typename Row>
    static const Row* of(const std::vector<Row>& rows, DocumentRef document, DocumentRef Row::* place) {
        const auto at = std::ranges::find(rows, document, place);
        return at == rows.end() ? nullptr : &*at;
    }
    void fill(SeenDocument& seen, const LaneOutput& out) {
        Refusal why;
        seen.decoded = m_decoder.decode(seen.bytes, m_fix, m_event, why);
        seen.fix = seen.decoded == DecodedAs::fix ? &m_fix : nullptr;
        seen.event = seen.decoded == DecodedAs::event ? &m_event : nullptr;
        seen.taken = of(out.fixes, seen.document, &FixRow::document);
        seen.order = of(out.orders, seen.document, &OrderRow::lastDocument);
        seen.quarantined = of(out.quarantine, seen.document, &QuarantineRow::document) != nullptr;
    }

    std::span<const std::unique_ptr<WatchedRow>> m_rows;
    DocumentDecoder m_decoder;
    Fix m_fix;
    Event m_event;
};

void letTimePass(Lane& lane, const RerunPlan& plan, std::span<const std::unique_ptr<WatchedRow>> rows) {
    if (lane.nextOffset() >= plan.to || plan.endTime <= lane.laneTime()) {
        return;
    }
    const RecordView tick{plan.partition, lane.nextOffset(), plan.endTime, {}, closingTick, {}};
    LaneOutput out;
    lane.apply(std::span(&tick, 1), out);
    for (const auto& row : rows) {
        row->see(out);
    }
}

std::expected<Lane, std::string> laneOf(const RerunPlan& plan) {
    return plan.snapshot.empty() ? Lane(plan.partition, plan.settings) : Lane::fromSnapshot(plan.snapshot);
}

} // namespace

std::expected<OffsetRange, std::string> LogRecords::kept(PartitionNo partition) {
    auto range = m_log.offsets(partition);
    return range ? std::expected<OffsetRange, std::string>(*range) : std::unexpected(range.error().sentence);
}

std::expected<void, std::string> LogRecords::begin(PartitionNo partition, Offset from) {
    const auto range = m_log.offsets(partition);
    if (!range) {
        return std::unexpected(range.error().sentence);
    }
    m_end = range->high;
    m_partition = partition;
    const ReadFrom place{partition, from};
    auto reader = m_log.read(std::span(&place, 1));
    if (!reader) {
        return std::unexpected(reader.error().sentence);
    }
    m_batch.reset();
    m_reader = std::move(*reader);
    return {};
}

std::expected<std::span<const RecordView>, std::string> LogRecords::next() {
    for (int polls = 0; m_reader->position(m_partition) < m_end; ++polls) {
        auto batch = m_reader->poll(pollWait);
        if (!batch) {
            return std::unexpected(batch.error().sentence);
        }
        m_batch = std::move(*batch);
        if (!m_batch->records().empty()) {
            return m_batch->records();
        }
        if (polls >= emptyPollsMax) {
            return std::unexpected("the log gives no more records, though it has some");
        }
    }
    return std::span<const RecordView>{};
}

std::expected<RerunReport, std::string> rerun(RecordSource& source, const RerunPlan& plan,
                                              std::span<const std::unique_ptr<WatchedRow>> rows) {
    const auto kept = source.kept(plan.partition);
    if (!kept) {
        return std::unexpected(kept.error());
    }
    if (kept->low > plan.from) {
        return std::unexpected("the log has partition " + std::to_string(plan.partition.value()) +
                               " only from offset " + std::to_string(kept->low.value()) + " on, and offset " +
                               std::to_string(plan.from.value()) + " is where the lane could be run again from");
    }
    auto lane = laneOf(plan);
    if (!lane) {
        return std::unexpected(lane.error());
    }
    if (auto begun = source.begin(plan.partition, plan.from); !begun) {
        return std::unexpected(begun.error());
    }
    RerunReport report{.from = plan.from, .fromSnapshot = !plan.snapshot.empty()};
    Tap tap(rows);
    LaneOutput out;
    const auto unsettled = [&] {
        return std::ranges::any_of(rows, [](const auto& row) { return !row->settled(); });
    };
    while (unsettled()) {
        const auto records = source.next();
        if (!records) {
            return std::unexpected(records.error());
        }
        if (records->empty()) {
            letTimePass(*lane, plan, rows);
            break;
        }
        for (const RecordView& record : *records) {
            if (record.partition != plan.partition || record.offset < plan.from) {
                continue;
            }
            if (record.offset >= plan.to) {
                return report;
            }
            out.clear();
            lane->apply(std::span(&record, 1), out);
            ++report.records;
            if (tap.wants(record.offset)) {
                tap.show(record, out);
            }
            for (const auto& row : rows) {
                row->see(out);
            }
        }
    }
    return report;
}

} // namespace roundsman
