#include "ui/models/raw_fixes.h"

#include "core/decode/document_decoder.h"
#include "core/decode/record_splitter.h"

#include <cctype>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace roundsman {

namespace {

/// What one book says of a document.
struct Found {
    std::string verdict;
    std::string reason;
    std::string hint;
    std::optional<EventTime> time; ///< with the place, when it was taken
    double latitude = 0;
    double longitude = 0;
};
using Books = std::map<std::pair<PartitionNo, DocumentRef>, Found>; // a rider may have been in several lanes

Books::key_type placeIn(const Table& table, std::size_t row) {
    return {PartitionNo{static_cast<std::int32_t>(wholeOf(table.at(row, "partition")))},
            {.offset = Offset{wholeOf(table.at(row, "offset"))},
             .index = static_cast<std::uint32_t>(wholeOf(table.at(row, "document")))}};
}

std::string words(Reason reason) {
    return reason == Reason::none ? std::string() : std::string(toText(reason));
}

void addQuarantine(const Table& quarantine, Books& books) {
    for (std::size_t row = 0; row < quarantine.rows.size(); ++row) {
        books[placeIn(quarantine, row)] = {.verdict = std::string(toText(Verdict::quarantined)),
                                           .reason = textOf(quarantine.at(row, "reason")),
                                           .hint = textOf(quarantine.at(row, "hint")),
                                           .time = {}};
    }
}

void addTrail(const Table& trail, Books& books) {
    for (std::size_t row = 0; row < trail.rows.size(); ++row) {
        const bool late = wholeOf(trail.at(row, "late")) != 0;
        const bool jumped = wholeOf(trail.at(row, "jumped")) != 0;
        books[placeIn(trail, row)] = {.verdict = std::string(toText(late ? Verdict::late : Verdict::accepted)),
                                      .reason = words(late     ? Reason::olderThanLast
                                                      : jumped ? Reason::impossibleJump
                                                               : Reason::none),
                                      .hint = {},
                                      .time = timeOf(trail.at(row, "time")),
                                      .latitude = numberOf(trail.at(row, "latitude")),
                                      .longitude = numberOf(trail.at(row, "longitude"))};
    }
}

void addRecent(PartitionNo partition, const std::vector<FixSeen>& recent, Books& books) {
    for (const FixSeen& fix : recent) {
        Found& found = books[{partition, fix.document}];
        found.verdict = toText(fix.verdict);
        found.reason = words(fix.reason);
        if (fix.verdict == Verdict::accepted || fix.verdict == Verdict::late) {
            found.time = fix.deviceTime;
            found.latitude = fix.position.latitude();
            found.longitude = fix.position.longitude();
        }
    }
}

/// As a word of its own: "r-1" is not "r-10", and an id may be written as a number.
bool names(std::string_view document, std::string_view rider) {
    const auto isWord = [&](std::size_t at) {
        return at < document.size() && (std::isalnum(static_cast<unsigned char>(document[at])) != 0 ||
                                        document[at] == '-' || document[at] == '_');
    };
    for (std::size_t at = document.find(rider); at != std::string_view::npos; at = document.find(rider, at + 1)) {
        if ((at == 0 || !isWord(at - 1)) && !isWord(at + rider.size())) {
            return true;
        }
    }
    return false;
}

/// Reads record after record and puts the rider's fixes into rows.
class RawReader {
public:
    RawReader(PartitionNo partition, std::string_view rider, const FixVerdicts& verdicts)
        : m_rider(rider), m_judgedBefore(verdicts.judgedBefore) {
        addQuarantine(verdicts.quarantine, m_books);
        addTrail(verdicts.trail, m_books);
        addRecent(partition, verdicts.recent, m_books);
        m_table.columns = {"partition", "offset", "document", "log_time", "raw_time", "raw_latitude", "raw_longitude",
                           "verdict",   "reason", "hint",     "time",     "latitude", "longitude"};
    }

    void read(const SeenRecord& record) {
        RecordSplitter documents(record.value);
        std::string_view document;
        for (std::uint32_t index = 0; documents.next(document); ++index) {
            readDocument(record, index, document);
        }
    }

    Table take() { return std::move(m_table); }

private:
    void readDocument(const SeenRecord& record, std::uint32_t index, std::string_view document) {
        Fix fix;
        Event event;
        Refusal why;
        const DecodedAs kind = m_decoder.decode(document, fix, event, why);
        const bool refused = kind == DecodedAs::refused; // whose it is can only be guessed then
        const bool his = kind == DecodedAs::fix ? fix.rider == m_rider : refused && names(document, m_rider);
        if (!his) {
            return;
        }
        const Found found = judged({record.partition, {record.offset, index}}, refused ? nullptr : &fix, why);
        const auto raw = [&](double value) {
            return refused ? Cell() : Cell(value);
        };
        m_table.rows.push_back(
            {Cell(std::int64_t{record.partition.value()}), Cell(record.offset.value()), Cell(std::int64_t{index}),
             Cell(record.logTime), !refused && fix.deviceTime ? Cell(*fix.deviceTime) : Cell(),
             raw(fix.inDegrees ? fix.position.latitude() : fix.y),
             raw(fix.inDegrees ? fix.position.longitude() : fix.x), Cell(found.verdict), Cell(found.reason),
             Cell(found.hint), found.time ? Cell(*found.time) : Cell(), found.time ? Cell(found.latitude) : Cell(),
             found.time ? Cell(found.longitude) : Cell()});
    }

    Found judged(const Books::key_type& place, const Fix* fix, const Refusal& why) {
        const bool seenBefore = fix && fix->sequence && !m_sequences.emplace(fix->session, *fix->sequence).second;
        if (const auto book = m_books.find(place); book != m_books.end()) {
            return book->second;
        }
        if (m_judgedBefore && place.second.offset >= *m_judgedBefore) {
            return {};
        }
        if (!fix) {
            return {.verdict = std::string(toText(Verdict::quarantined)),
                    .reason = words(why.reason),
                    .hint = std::string(why.hint),
                    .time = {}};
        }
        return {.verdict = std::string(toText(Verdict::duplicate)),
                .reason = seenBefore ? words(Reason::sameSequence) : std::string(),
                .hint = {},
                .time = {}};
    }

    std::string m_rider;
    std::optional<Offset> m_judgedBefore;
    Books m_books;
    DocumentDecoder m_decoder;
    std::set<std::pair<std::string, std::uint64_t>> m_sequences; ///< of his sessions, so far
    Table m_table;
};

} // namespace

Table rawBesideAdmitted(const std::vector<SeenRecord>& records, std::string_view rider, const FixVerdicts& verdicts) {
    RawReader reader(records.empty() ? PartitionNo{} : records.front().partition, rider, verdicts);
    for (const SeenRecord& record : records) {
        reader.read(record);
    }
    return reader.take();
}

} // namespace roundsman
