#include "core/lane/lane.h"

#include "core/decode/record_splitter.h"
#include "core/decode/settings_json.h"
#include "core/lane/dead_letters.h"
#include "core/lane/stages.h"
#include "core/model/source_header.h"

#include <algorithm>
#include <charconv>

namespace roundsman {
namespace {

bool changesIntake(EventKind kind) {
    return kind == EventKind::merchantOpened || kind == EventKind::merchantPaused || kind == EventKind::merchantClosed;
}

std::string hintOf(const Refusal& why) {
    switch (why.reason) {
    case Reason::missingField:
        return std::string(why.hint) + " is missing";
    case Reason::invalidField:
        return "no value for this field: " + std::string(why.hint);
    case Reason::unknownType:
        return "unknown type: " + std::string(why.hint);
    default:
        return std::string(why.hint);
    }
}

} // namespace

// A record's way, in order. Decode runs ahead by a block of fixes; everything behind it takes one document at a time.

void Lane::Stages::apply(std::span<const RecordView> records, LaneOutput& out) {
    lap(m_costs.decode);
    const std::size_t answered = out.answers.size();
    const RecordView* last = nullptr;
    for (const RecordView& record : records) {
        if (record.offset >= m_next) { // else it was taken before: a reader that began too early
            decode(record, out);
            last = &record;
        }
    }
    passBlock(out);
    leaveRecord();
    if (last != nullptr) {
        out.lastRecord = markOf(*last);
    }
    m_frames.note(std::span(out.answers).subspan(answered));
}

void Lane::Stages::decode(const RecordView& record, LaneOutput& out) {
    RecordSplitter documents(record.value);
    Source source{&record, {}, 0};
    for (; documents.next(source.bytes); ++source.index) {
        WaitingFix& waiting = m_block[m_blockSize];
        Refusal why;
        const DecodedAs what = m_decoder.decode(source.bytes, waiting.fix, m_event, why);
        if (what == DecodedAs::fix && !m_decoder.keepsTexts()) {
            waiting.source = source;
            waiting.riderHash = RiderTable::hashOf(waiting.fix.rider);
            m_fleet.riders().prefetchSlot(waiting.riderHash);
            if (++m_blockSize == blockFixes) {
                passBlock(out);
            }
            continue;
        }
        Fix fix = waiting.fix;
        passBlock(out); // what came before goes first
        enterRecord(record, out);
        if (what == DecodedAs::event) {
            pass(m_event, source, false, out);
        } else if (what == DecodedAs::fix) {
            pass(fix, RiderTable::hashOf(fix.rider), source, false, out);
        } else if (!isRepeat(false, out)) {
            refuse(source, why.reason, hintOf(why), false, out);
        }
        lap(m_costs.state);
    }
}

void Lane::Stages::passBlock(LaneOutput& out) {
    for (std::size_t i = 0; i < m_blockSize; ++i) {
        m_fleet.riders().prefetchRider(m_block[i].riderHash);
    }
    lap(m_costs.decode);
    for (std::size_t i = 0; i < m_blockSize; ++i) {
        WaitingFix& waiting = m_block[i];
        enterRecord(*waiting.source.record, out);
        pass(waiting.fix, waiting.riderHash, waiting.source, false, out);
    }
    m_blockSize = 0;
}

/// admit -> state -> measure, for a fix.
void Lane::Stages::pass(Fix& fix, std::uint64_t riderHash, const Source& source, bool retried, LaneOutput& out) {
    if (isRepeat(retried, out)) {
        return;
    }
    RiderNo rider = m_fleet.riders().find(fix.rider, riderHash);
    const MarketNo home = rider == noRider ? noMarket : m_fleet.rider(rider).market;
    const DocumentRef document = refOf(source);
    const MarketNo market = marketOf(fix.market, home, document, out);
    const EventTime logTime = source.record->logTime;
    const Clocks clocks{fix.deviceTime.value_or(logTime), m_receiveTime, logTime};

    const Judgement judgement = judge(fix, clocks, market, rider);
    count(judgement.verdict, judgement.reason, out);
    if (!judgement.taken()) {
        if (judgement.verdict == Verdict::quarantined) {
            keep(source, judgement.reason, std::string(judgement.hint), retried, out);
        }
        see(rider, fix, clocks, document, judgement);
        lap(m_costs.admit);
        return;
    }
    const DocumentPlace at{document, market, clocks.device, logTime};
    if (rider == noRider) {
        rider = m_fleet.addRider(fix.rider, riderHash, at, out);
    }
    m_admit.remember(fix, rider, m_fleet.riders()[rider], m_fleet.laneTime(), judgement.verdict == Verdict::late);
    lap(m_costs.admit);

    const AcceptedFix taken = m_fleet.take(rider, fix, clocks, at, judgement, out);
    see(rider, fix, clocks, document, judgement);
    lap(m_costs.state);

    m_measure.apply(taken, m_fleet, out);
    lap(m_costs.measure);
}

/// admit -> state -> measure, for an event.
void Lane::Stages::pass(Event& event, const Source& source, bool retried, LaneOutput& out) {
    if (isRepeat(retried, out)) {
        return;
    }
    if (isPrivileged(event.kind) && (m_recordForeign || retried)) {
        // Nobody is told: the actor that it names is the sender's own word.
        refuse(source, Reason::notYoursToSend,
               retried ? "a retry brings no command back; who may give it gives it again"
                       : "commands, settings and the like are not taken from foreign topics",
               retried, out);
        return;
    }
    const DocumentRef document = refOf(source);
    const EventTime logTime = source.record->logTime;
    const Clocks clocks{event.time.value_or(logTime), m_receiveTime, logTime};
    const MarketNo market = marketOf(event.market, m_fleet.marketOfSubject(event), document, out);

    const Judgement judgement = judge(event, clocks, market);
    if (judgement.verdict == Verdict::quarantined) {
        answer(event, document, std::string(judgement.hint), out);
        refuse(source, judgement.reason, std::string(judgement.hint), retried, out);
        return;
    }
    if (judgement.verdict == Verdict::duplicate) {
        count(judgement.verdict, judgement.reason, out);
        return;
    }
    if (event.kind == EventKind::settingsChanged && !changeSettings(event, source, out)) {
        return;
    }
    if (isOutdated(event)) {
        answer(event, document, "conflicting_version", out);
        refuse(source, Reason::conflictingVersion, "the fence has another version by now", retried, out);
        return;
    }
    if (event.kind == EventKind::order && m_fleet.isOfAnotherMarket(event)) {
        refuse(source, Reason::invalidField, "market: the order is of another market", retried, out);
        return;
    }
    if (changesIntake(event.kind) && m_fleet.isMerchantOfAnotherMarket(event)) {
        refuse(source, Reason::invalidField, "market: the merchant is of another market", retried, out);
        return;
    }
    if (event.kind == EventKind::order && m_fleet.isOfAnotherMerchant(event)) {
        refuse(source, Reason::invalidField, "merchantId: the order is another merchant's", retried, out);
        return;
    }
    std::optional<Fence> fence;
    if (event.kind == EventKind::fenceChanged && !(fence = readFence(event, market, source, retried, out))) {
        return;
    }
    m_admit.remember(event, m_fleet.laneTime());
    if (event.kind == EventKind::retry) {
        passRetry(event, source, out);
        return;
    }
    count(Verdict::accepted, Reason::none, out);

    const DocumentPlace at{document, market, clocks.device, logTime};
    const AcceptedEvent taken = m_fleet.take(event, at, out, m_measure.objectionTo(event, at.market, logTime));
    noteVersion(event, at, out);
    if (event.kind != EventKind::command) {
        answer(event, document, {}, out);
    }

    m_measure.apply(taken, m_fleet, out);
    if (event.kind == EventKind::fenceChanged || event.kind == EventKind::fenceRemoved) {
        const bool removed = event.kind == EventKind::fenceRemoved;
        Fence gone;
        gone.id = event.subject;
        m_measure.apply(AcceptedFence{removed ? gone : *fence, removed, logTime, document}, m_fleet, out);
    }
}

/// The document within goes the same way, once; its verdict is the retry's, and the answer to whoever sent it.
void Lane::Stages::passRetry(const Event& retry, const Source& source, LaneOutput& out) {
    const Source within{source.record, retry.retried, source.index};
    Fix fix;
    Event event;
    Refusal why;
    const DecodedAs what = m_retryDecoder.decode(within.bytes, fix, event, why);
    const std::string_view named = what == DecodedAs::fix ? fix.market : event.market;
    if (what == DecodedAs::refused) {
        refuse(within, why.reason, hintOf(why), true, out);
    } else if (!named.empty() && !retry.market.empty() && named != retry.market) {
        // Who may retry was asked about that market alone.
        refuse(within, Reason::notYoursToSend, "a retry brings back what is of the market that it names", true, out);
    } else if (what == DecodedAs::fix) {
        pass(fix, RiderTable::hashOf(fix.rider), within, true, out);
    } else {
        pass(event, within, true, out);
    }
    const bool taken = m_lastVerdict == Verdict::accepted || m_lastVerdict == Verdict::late;
    answer(retry, refOf(source), std::string(taken ? "" : toText(m_lastReason)), out);
}

// Around the way: records, markets, settings, verdicts.

void Lane::Stages::enterRecord(const RecordView& record, LaneOutput& out) {
    if (m_open == &record) {
        return;
    }
    leaveRecord();
    m_open = &record;
    if (m_next.value() < 0) {
        noteBeginning(record, out);
    }
    if (out.records == 0) {
        out.partition = m_partition;
        out.firstOffset = m_next.value() < 0 ? record.offset : m_next;
    }
    out.gapOffsets += m_next.value() < 0 ? 0 : static_cast<std::uint64_t>(record.offset.value() - m_next.value());
    out.records += 1;
    m_next = Offset{record.offset.value() + 1};
    out.nextOffset = m_next;

    const EventTime before = m_fleet.laneTime();
    if (record.logTime > before) {
        m_fleet.setLaneTime(record.logTime);
        m_admit.advance(record.logTime);
        lap(m_costs.admit);
        m_measure.apply(TimeStep{before, record.logTime, {record.offset, 0}}, m_fleet, out);
        lap(m_costs.measure);
    }
    out.laneTime = m_fleet.laneTime();

    m_receiveTime = record.logTime;
    m_recordMarket = {};
    m_recordCoordinates.reset();
    std::string_view sources;
    bool privilegedTaken = false;
    for (const HeaderView& header : record.headers) {
        if (header.name == header::receiveTime) {
            std::int64_t millis = 0;
            const char* const end = header.value.data() + header.value.size();
            const auto [read, error] = std::from_chars(header.value.data(), end, millis);
            m_receiveTime = error == std::errc{} && read == end ? eventTimeFromMillis(millis) : record.logTime;
        } else if (header.name == header::market) {
            m_recordMarket = header.value;
        } else if (header.name == header::coordinates && header.value == "web-mercator") {
            m_recordCoordinates = Coordinates::webMercatorMetres;
        } else if (header.name == header::source) {
            sources = header.value;
        } else if (header.name == header::privileged) {
            privilegedTaken = header.value == header::privilegedTaken;
        }
    }
    m_recordForeign = !sources.empty() && !privilegedTaken;
    m_admit.sources().beginRecord(sources);
}

/// Settings that a lane begins with came from outside the log: who runs it again must know them.
void Lane::Stages::noteBeginning(const RecordView& first, LaneOutput& out) const {
    const LaneSettings& settings = m_fleet.settings();
    if (settings != LaneSettings{}) {
        out.settings.push_back({.kind = "initial",
                                .name = {},
                                .version = settings.version,
                                .since = first.logTime,
                                .json = settingsToJson(settings),
                                .document = {first.offset, 0}});
    }
}

void Lane::Stages::leaveRecord() {
    if (m_open != nullptr) {
        m_admit.sources().endRecord();
        m_open = nullptr;
    }
}

bool Lane::Stages::isRepeat(bool retried, LaneOutput& out) {
    if (retried || !m_admit.sources().nextIsRepeat()) {
        return false;
    }
    count(Verdict::duplicate, Reason::sameSourceOffset, out);
    return true;
}

Judgement Lane::Stages::judge(Fix& fix, const Clocks& clocks, MarketNo market, RiderNo rider) {
    Judgement judgement = judgeMarket(market);
    if (judgement.taken()) {
        judgement = m_admit.judgePlace(fix, writtenAs(market));
    }
    if (judgement.taken()) {
        judgement = m_admit.judgeClock(clocks);
    }
    if (judgement.taken()) {
        static const RiderState nobody;
        judgement = m_admit.judgeFix(fix, clocks, rider, rider == noRider ? nobody : m_fleet.rider(rider));
    }
    return judgement;
}

Judgement Lane::Stages::judge(Event& event, const Clocks& clocks, MarketNo market) const {
    Judgement judgement = m_admit.judgeEvent(event);
    const bool ofLane = event.kind == EventKind::tick || event.kind == EventKind::settingsChanged ||
                        event.kind == EventKind::retry || event.kind == EventKind::modelActivated;
    if (!judgement.taken() || ofLane) {
        return judgement;
    }
    judgement = judgeMarket(market);
    const bool isDemand = event.kind == EventKind::demandOpened || event.kind == EventKind::demandSearched ||
                          event.kind == EventKind::demandCheckedFare;
    if (judgement.taken() && isDemand && !event.position.given) {
        return {Verdict::quarantined, Reason::noPosition, "demand has a position", false};
    }
    for (MaybePoint* const place : {&event.position, &event.pickup, &event.dropoff}) {
        if (judgement.taken()) {
            judgement = m_admit.judgePlace(*place, writtenAs(market));
        }
        // An order is worth more than its place: (0, 0) there only says that nobody knew it.
        if (judgement.reason == Reason::nullIsland && !isDemand) {
            *place = {};
            judgement = {};
        }
    }
    return judgement.taken() ? m_admit.judgeClock(clocks) : judgement;
}

/// How the record's sender writes places, else its market.
Coordinates Lane::Stages::writtenAs(MarketNo market) const {
    return m_recordCoordinates.value_or(m_fleet.marketSettings(market).coordinates);
}

Judgement Lane::Stages::judgeMarket(MarketNo market) const {
    if (market == noMarket) {
        return {Verdict::quarantined, Reason::unknownMarket, "the document names no market that is known", false};
    }
    const std::int32_t partition = m_fleet.marketSettings(market).partition;
    if (partition >= 0 && partition != m_partition.value()) {
        return {Verdict::quarantined, Reason::wrongPartition, "the market belongs to another partition", false};
    }
    return {};
}

/// What the document says, else its record's header, else what is known of its subject, else the default.
MarketNo Lane::Stages::marketOf(std::string_view named, MarketNo known, const DocumentRef& document, LaneOutput& out) {
    std::string_view name = named.empty() ? m_recordMarket : named;
    if (name.empty()) {
        if (known != noMarket) {
            return known;
        }
        name = m_fleet.settings().defaultMarket;
    }
    const bool mayBe = !m_fleet.settings().onlyKnownMarkets || m_fleet.settings().markets.contains(std::string(name));
    return name.empty() || !mayBe ? noMarket : m_fleet.marketOf(name, document, out);
}

void Lane::Stages::count(Verdict verdict, Reason reason, LaneOutput& out) {
    m_verdicts.add(verdict, reason);
    out.verdicts.add(verdict, reason);
    m_lastVerdict = verdict;
    m_lastReason = reason;
}

void Lane::Stages::refuse(const Source& source, Reason reason, std::string hint, bool retried, LaneOutput& out) {
    count(Verdict::quarantined, reason, out);
    keep(source, reason, std::move(hint), retried, out);
}

void Lane::Stages::keep(const Source& source, Reason reason, std::string hint, bool retried, LaneOutput& out) {
    const DocumentRef document = refOf(source);
    m_measure.quarantined(document);
    out.quarantine.push_back({.document = document,
                              .logTime = source.record->logTime,
                              .reason = reason,
                              .hint = std::move(hint),
                              .bytes = std::string(source.bytes),
                              .retried = retried});
    const bool more = !out.outbox.empty() && out.outbox.back().document == document;
    out.outbox.push_back(deadLetterOf(out.quarantine.back(), m_partition, more ? out.outbox.back().n + 1 : 0));
}

void Lane::Stages::see(RiderNo rider, const Fix& fix, const Clocks& clocks, const DocumentRef& document,
                       Judgement judgement) {
    if (rider != noRider) {
        m_recent.add(
            rider, m_fleet.riders()[rider],
            {clocks.device, clocks.receive, clocks.log, fix.position, document, judgement.verdict, judgement.reason});
    }
}

void Lane::Stages::lap(std::uint64_t& stage) {
    if (m_clock != nullptr) [[unlikely]] {
        const std::uint64_t now = m_clock();
        stage += m_lapStart == 0 ? 0 : now - m_lapStart;
        m_lapStart = now;
    }
}

} // namespace roundsman
