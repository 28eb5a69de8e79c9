#pragma once

#include "core/admit/admit.h"
#include "core/decode/document_decoder.h"
#include "core/lane/frame_maker.h"
#include "core/lane/lane.h"
#include "core/lane/recent_fixes.h"
#include "core/measure/measure.h"
#include "core/state/fleet.h"

#include <array>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

namespace roundsman {

/// What stands behind Lane: the four stages and the way of a document through them.
class Lane::Stages {
public:
    Stages(PartitionNo partition, LaneSettings settings);

    void apply(std::span<const RecordView> records, LaneOutput& out);

    std::string save() const;
    std::expected<void, std::string> load(std::string_view bytes);
    /// The state alone, without version and checksum.
    [[nodiscard]] std::string payload() const;

    PartitionNo m_partition;
    Offset m_next{-1}; ///< negative: nothing read yet
    VerdictCounts m_verdicts;
    DocumentDecoder m_decoder;
    Admit m_admit;
    Fleet m_fleet;
    Measure m_measure;
    RecentFixes m_recent;
    FrameMaker m_frames;
    StageClock m_clock = nullptr;
    StageCosts m_costs;

private:
    /// A document on its way: which it is, and where it stands.
    struct Source {
        const RecordView* record = nullptr;
        std::string_view bytes;
        std::uint32_t index = 0;
    };
    /// A decoded fix waits for its block, so that the riders of a whole block are fetched from memory at once.
    struct WaitingFix {
        Fix fix;
        Source source;
        std::uint64_t riderHash = 0;
    };
    static constexpr std::size_t blockFixes = 32;

    bool loadPayload(std::string_view state);
    void decode(const RecordView& record, LaneOutput& out);
    void passBlock(LaneOutput& out);
    void pass(Fix& fix, std::uint64_t riderHash, const Source& source, bool retried, LaneOutput& out);
    void pass(Event& event, const Source& source, bool retried, LaneOutput& out);
    void passRetry(const Event& retry, const Source& source, LaneOutput& out);

    void enterRecord(const RecordView& record, LaneOutput& out);
    void noteBeginning(const RecordView& first, LaneOutput& out) const;
    void leaveRecord();
    bool isRepeat(bool retried, LaneOutput& out);
    [[nodiscard]] Judgement judge(Fix& fix, const Clocks& clocks, MarketNo market, RiderNo rider);
    [[nodiscard]] Judgement judge(Event& event, const Clocks& clocks, MarketNo market) const;
    [[nodiscard]] Judgement judgeMarket(MarketNo market) const;
    [[nodiscard]] Coordinates writtenAs(MarketNo market) const;
    MarketNo marketOf(std::string_view named, MarketNo known, const DocumentRef& document, LaneOutput& out);
    bool changeSettings(const Event& event, const Source& source, LaneOutput& out);
    void noteVersion(const Event& event, const DocumentPlace& at, LaneOutput& out) const;
    void answer(const Event& event, const DocumentRef& document, std::string refusal, LaneOutput& out) const;
    [[nodiscard]] bool isOutdated(const Event& event) const;

    void count(Verdict verdict, Reason reason, LaneOutput& out);
    void refuse(const Source& source, Reason reason, std::string hint, bool retried, LaneOutput& out);
    void keep(const Source& source, Reason reason, std::string hint, bool retried, LaneOutput& out);
    std::optional<Fence> readFence(const Event& event, MarketNo market, const Source& source, bool retried,
                                   LaneOutput& out);
    void see(RiderNo rider, const Fix& fix, const Clocks& clocks, const DocumentRef& document, Judgement judgement);
    [[nodiscard]] DocumentRef refOf(const Source& source) const { return {source.record->offset, source.index}; }
    void lap(std::uint64_t& stage);

    DocumentDecoder m_retryDecoder;
    std::array<WaitingFix, blockFixes> m_block;
    std::size_t m_blockSize = 0;
    Event m_event;

    const RecordView* m_open = nullptr; ///< the record whose documents are being passed
    EventTime m_receiveTime;
    std::string_view m_recordMarket;
    std::optional<Coordinates> m_recordCoordinates;
    bool m_recordForeign = false;              ///< of a topic whose writers nobody asked who they are
    Verdict m_lastVerdict = Verdict::accepted; ///< of the last document that was counted
    Reason m_lastReason = Reason::none;
    std::uint64_t m_lapStart = 0;
};

} // namespace roundsman
