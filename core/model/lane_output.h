#pragma once

#include "core/base/time.h"
#include "core/model/alert.h"
#include "core/model/command_answer.h"
#include "core/model/eta.h"
#include "core/model/fence.h"
#include "core/model/fix.h"
#include "core/model/ids.h"
#include "core/model/merchant.h"
#include "core/model/order.h"
#include "core/model/record.h"
#include "core/model/rollup.h"
#include "core/model/surge.h"
#include "core/model/verdict.h"

#include <cstdint>
#include <string>
#include <vector>

namespace roundsman {

struct QuarantineRow {
    DocumentRef document;
    EventTime logTime;
    Reason reason = Reason::none;
    std::string hint;     ///< one sentence for people: which field, what to do
    std::string bytes;    ///< the document as it came
    bool retried = false; ///< a retry document that failed again
};

/// Settings, fences and models travel through the log; each version that took effect is kept.
struct SettingsRow {
    std::string
        kind; ///< "settings", "fence", "model"; "initial": all settings that the lane began with, not of the log
    std::string name; ///< scope: a market, a fence's id, a model's name
    std::uint32_t version = 0;
    EventTime since;
    std::string json;
    DocumentRef document;
};

/// A market's number and its name, the first time the lane meets it.
struct MarketRow {
    MarketNo market;
    std::string name;
    DocumentRef document;
};

/// Rows that leave through topics and webhooks after the commit (law 4). Their id is (partition, offset, n).
struct OutboxRow {
    DocumentRef document;
    std::uint32_t n = 0;
    std::string topic;
    std::string key;
    std::string value;
};

/// Everything a lane derived from a run of whole records, in log order: what history commits together with the next
/// offset (law 3). The lane fills it, history takes it whole; nobody edits it in between. Vectors keep their capacity
/// when cleared, so a steady state allocates nothing.
struct LaneOutput {
    PartitionNo partition;
    Offset firstOffset;
    Offset nextOffset; ///< where reading goes on after this output is committed
    std::uint64_t records = 0;
    std::uint64_t gapOffsets = 0; ///< offsets without a record: markers, compaction (law 8)
    EventTime laneTime;
    RecordMark lastRecord;  ///< of this run: what recovery compares the log with
    VerdictCounts verdicts; ///< of this run alone

    std::vector<FixRow> fixes;
    std::vector<MarketRow> markets;
    std::vector<RiderRow> riders; ///< new or changed, the last state of each
    std::vector<OrderRow> orders;
    std::vector<OrderEventRow> orderEvents;
    std::vector<MerchantRow> merchants;
    std::vector<PersonRow> people;
    std::vector<QuarantineRow> quarantine;
    std::vector<SettingsRow> settings;
    std::vector<CommandAnswerRow> answers;
    std::vector<OutboxRow> outbox;
    std::vector<SurgeRow> surge;
    std::vector<AreaRollupRow> areaRollups;         ///< replace the rows of the same key (see rollup.h)
    std::vector<MerchantRollupRow> merchantRollups; ///< likewise
    std::vector<CompletenessRow> completeness;      ///< the last word for each market and kind
    std::vector<FenceEventRow> fenceEvents;
    std::vector<LadderRow> ladder;
    std::vector<EtaRow> etas;     ///< promises as they were revised
    std::vector<LegRow> legs;     ///< stretches that came to their end
    std::vector<AlertRow> alerts; ///< new or changed, the last state of each

    void clear();
};

} // namespace roundsman
