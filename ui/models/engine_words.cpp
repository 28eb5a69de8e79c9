#include "ui/models/engine_words.h"

#include "core/model/eta.h"
#include "ui/models/spoken_forms.h"
#include "ui/support/words.h"

#include <array>

namespace roundsman {

namespace {

constexpr std::array<const char*, verdictCount> verdictNames{
    QT_TRANSLATE_NOOP("roundsman", "accepted"), QT_TRANSLATE_NOOP("roundsman", "duplicate"),
    QT_TRANSLATE_NOOP("roundsman", "late"), QT_TRANSLATE_NOOP("roundsman", "quarantined")};

constexpr std::array<const char*, reasonCount> reasonNames{
    "",
    QT_TRANSLATE_NOOP("roundsman", "same sequence"),
    QT_TRANSLATE_NOOP("roundsman", "same source offset"),
    QT_TRANSLATE_NOOP("roundsman", "same event id"),
    QT_TRANSLATE_NOOP("roundsman", "same device time"),
    QT_TRANSLATE_NOOP("roundsman", "older than last"),
    QT_TRANSLATE_NOOP("roundsman", "unreadable"),
    QT_TRANSLATE_NOOP("roundsman", "invalid UTF-8"),
    QT_TRANSLATE_NOOP("roundsman", "too large"),
    QT_TRANSLATE_NOOP("roundsman", "unknown type"),
    QT_TRANSLATE_NOOP("roundsman", "missing field"),
    QT_TRANSLATE_NOOP("roundsman", "invalid field"),
    QT_TRANSLATE_NOOP("roundsman", "no position"),
    QT_TRANSLATE_NOOP("roundsman", "out of range"),
    QT_TRANSLATE_NOOP("roundsman", "null island"),
    QT_TRANSLATE_NOOP("roundsman", "projected metres"),
    QT_TRANSLATE_NOOP("roundsman", "clock ahead"),
    QT_TRANSLATE_NOOP("roundsman", "wrong partition"),
    QT_TRANSLATE_NOOP("roundsman", "impossible jump"),
    QT_TRANSLATE_NOOP("roundsman", "low accuracy"),
    QT_TRANSLATE_NOOP("roundsman", "unknown market"),
    QT_TRANSLATE_NOOP("roundsman", "conflicting version"),
    QT_TRANSLATE_NOOP("roundsman", "not yours to send"),
};

/// As measure/alert_book.cpp and admit/ write them, in the order in which they are tried.
constexpr std::array sentences{
    QT_TRANSLATE_NOOP("roundsman", "nothing was heard of rider %1 for %2 min"),
    QT_TRANSLATE_NOOP("roundsman", "order %1 is %2 min past its promise"),
    QT_TRANSLATE_NOOP("roundsman", "order %1 is expected %2 min after its promise"),
    QT_TRANSLATE_NOOP("roundsman", "order %1 is not picked up %2 min before its promise"),
    QT_TRANSLATE_NOOP("roundsman", "rider %1 has an order and has not moved for %2 min"),
    QT_TRANSLATE_NOOP("roundsman", "rider %1 entered %2"),
    QT_TRANSLATE_NOOP("roundsman", "rider %1 stays in %2"),
    QT_TRANSLATE_NOOP("roundsman", "rider %1 passed through %2"),
    QT_TRANSLATE_NOOP("roundsman", "%1 orders of %2 are not ready %3 min after the merchant had said"),
    QT_TRANSLATE_NOOP("roundsman", "surge in %1 cells of %2, up to %3"),
    QT_TRANSLATE_NOOP("roundsman", "surge in %1 is over"),
    QT_TRANSLATE_NOOP("roundsman",
                      "%1 of the last %2 orders of %3 were there by the time that nine of ten should keep"),
    QT_TRANSLATE_NOOP("roundsman", "%1 documents of the last minute went into quarantine"),
    QT_TRANSLATE_NOOP("roundsman", "%1 of %2 fixes of %3 reached the log over %4 s after they were received"),
    QT_TRANSLATE_NOOP("roundsman", "too far from the last accepted fix for the time between"),
    QT_TRANSLATE_NOOP("roundsman", "the device's clock is ahead of the receiver's"),
    QT_TRANSLATE_NOOP("roundsman", "a position has latitude and longitude"),
    QT_TRANSLATE_NOOP("roundsman", "exactly (0, 0): a device without a position says so"),
    QT_TRANSLATE_NOOP("roundsman", "latitude is -90 to 90, longitude -180 to 180"),
    QT_TRANSLATE_NOOP("roundsman", "accuracy is over the limit that was set"),
    QT_TRANSLATE_NOOP("roundsman", "a document has at most 64 KiB"),
    QT_TRANSLATE_NOOP("roundsman", "the document names no market that is known"),
    QT_TRANSLATE_NOOP("roundsman", "the market belongs to another partition"),
    QT_TRANSLATE_NOOP("roundsman", "commands, settings and the like are not taken from foreign topics"),
    QT_TRANSLATE_NOOP("roundsman", "a retry brings no command back; who may give it gives it again"),
    QT_TRANSLATE_NOOP("roundsman", "a retry brings back what is of the market that it names"),
    QT_TRANSLATE_NOOP("roundsman", "merchantId: the order is another merchant's"),
    QT_TRANSLATE_NOOP("roundsman", "market: the order is of another market"),
    QT_TRANSLATE_NOOP("roundsman", "market: the merchant is of another market"),
    QT_TRANSLATE_NOOP("roundsman", "unknown type: %1"),
    QT_TRANSLATE_NOOP("roundsman", "no value for this field: %1"),
    QT_TRANSLATE_NOOP("roundsman", "%1 is missing"),
};

QString begun(QString sentence) {
    if (!sentence.isEmpty()) {
        sentence[0] = sentence[0].toUpper();
    }
    return sentence;
}

} // namespace

QString verdictName(Verdict verdict) {
    return say(verdictNames[static_cast<std::size_t>(verdict)]);
}

QString reasonName(Reason reason) {
    return reason == Reason::none ? QString() : say(reasonNames[static_cast<std::size_t>(reason)]);
}

QString judgedName(std::string_view text) {
    for (std::size_t n = 0; n < verdictCount; ++n) {
        if (toText(static_cast<Verdict>(n)) == text) {
            return verdictName(static_cast<Verdict>(n));
        }
    }
    for (std::size_t n = 1; n < reasonCount; ++n) {
        if (toText(static_cast<Reason>(n)) == text) {
            return reasonName(static_cast<Reason>(n));
        }
    }
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())).replace(u'_', u' ');
}

TableColumn judgedColumn(std::string name, const QString& title) {
    return {title, [name = std::move(name)](const Table& table, std::size_t row) {
                return judgedName(textOf(table.at(row, name)));
            }};
}

QString knownFromText(std::string_view level) {
    static constexpr std::array<const char*, 8> names{
        QT_TRANSLATE_NOOP("roundsman", "the learned model"),
        QT_TRANSLATE_NOOP("roundsman", "ways between these two places"),
        QT_TRANSLATE_NOOP("roundsman", "ways from this place"),
        QT_TRANSLATE_NOOP("roundsman", "this merchant"),
        QT_TRANSLATE_NOOP("roundsman", "this hour of the day"),
        QT_TRANSLATE_NOOP("roundsman", "the whole market"),
        QT_TRANSLATE_NOOP("roundsman", "usual times: little is known yet"),
        QT_TRANSLATE_NOOP("roundsman", "what had happened already")};
    for (std::size_t n = 0; n < names.size(); ++n) {
        if (toText(static_cast<EtaLevel>(n)) == level) {
            return say(names[n]);
        }
    }
    return QString::fromUtf8(level.data(), static_cast<qsizetype>(level.size()));
}

QString spokenText(const std::string& sentence) {
    static const SpokenForms forms{sentences};
    const QString text = words(sentence);
    return begun(forms.spoken(text, isolated).value_or(text));
}

} // namespace roundsman
