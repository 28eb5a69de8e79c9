#include "ui/models/trouble_words.h"

#include "ui/models/spoken_forms.h"
#include "ui/support/words.h"

#include <array>

namespace roundsman {

namespace {

/// As core/ writes them, in the order in which they are tried: what stands around others comes first, as a place may
/// hold a sentence of this list.
constexpr std::array troubles{
    // node/node_console.cpp, kept_history.cpp
    QT_TRANSLATE_NOOP("roundsman", "the node cannot be asked now: %1"),
    QT_TRANSLATE_NOOP("roundsman", "%1; it is set aside as %2, and a new history begins"),
    QT_TRANSLATE_NOOP("roundsman", "%1; it cannot be set aside: %2"),
    // log/kafka_topic.cpp, kafka_client.cpp
    QT_TRANSLATE_NOOP("roundsman", "%1; last: %2"),
    QT_TRANSLATE_NOOP("roundsman", "%1: the broker refuses us: %2 (check user, password and certificates)"),
    QT_TRANSLATE_NOOP("roundsman", "%1 (check that the broker runs and that the address is right)"),
    QT_TRANSLATE_NOOP("roundsman", "%1 (the record may or may not be there; check the broker)"),
    QT_TRANSLATE_NOOP("roundsman", "%1 (send smaller records, or raise max.message.bytes of the topic)"),
    QT_TRANSLATE_NOOP("roundsman", "%1 (create the topic, or check its name)"),
    QT_TRANSLATE_NOOP("roundsman", "%1 (check user, password and the topic's access rules)"),
    QT_TRANSLATE_NOOP("roundsman",
                      "topic %1 at %2: it was deleted and made anew, so its offsets mean something else; rebuild from "
                      "the new topic, or restore the old one"),
    QT_TRANSLATE_NOOP("roundsman", "topic %1 at %2: it was deleted"),
    QT_TRANSLATE_NOOP("roundsman", "topic %1 at %2: %3: %4"),
    QT_TRANSLATE_NOOP("roundsman", "it does not answer"),
    QT_TRANSLATE_NOOP("roundsman", "it does not say who it is"),
    QT_TRANSLATE_NOOP("roundsman", "it cannot be opened"),
    QT_TRANSLATE_NOOP("roundsman", "it cannot be read"),
    QT_TRANSLATE_NOOP("roundsman", "its offsets cannot be asked"),
    QT_TRANSLATE_NOOP("roundsman", "a record cannot be appended"),
    QT_TRANSLATE_NOOP("roundsman", "a record was not appended"),
    // base/sqlite/error.cpp: the advice says what the database's own words say
    QT_TRANSLATE_NOOP("roundsman", "%1: %2 (another program or thread holds it; try again, or close the other one)"),
    QT_TRANSLATE_NOOP("roundsman", "%1: %2 (the disk is full; free some space or move the folder)"),
    QT_TRANSLATE_NOOP("roundsman", "%1: %2 (it cannot be written; check the rights of the file and its folder)"),
    QT_TRANSLATE_NOOP("roundsman",
                      "%1: %2 (it cannot be opened; check that the folder exists and the rights are enough)"),
    QT_TRANSLATE_NOOP("roundsman", "%1: %2 (it is damaged or no database; restore a backup or set it aside)"),
    QT_TRANSLATE_NOOP("roundsman", "%1: %2 (the device failed; check the disk)"),
    // log/local_*.cpp
    QT_TRANSLATE_NOOP("roundsman",
                      "%1: another program (process %2) writes this log; end it, or give this one a folder of its own"),
    QT_TRANSLATE_NOOP("roundsman", "%1: the log's folder cannot be written (%2); check its rights"),
    QT_TRANSLATE_NOOP("roundsman", "%1: the log's folder cannot be made (%2); check the path and its rights"),
    QT_TRANSLATE_NOOP("roundsman",
                      "%1: the records %2 to %3 are damaged; restore the file from a backup, or read on after them"),
    QT_TRANSLATE_NOOP("roundsman", "%1: this log was written by a newer program; use that one, or another folder"),
    QT_TRANSLATE_NOOP("roundsman", "too many records wait for the disk; append again when some are answered"),
    QT_TRANSLATE_NOOP("roundsman", "the log is closed"),
    // history/
    QT_TRANSLATE_NOOP("roundsman",
                      "%1: %2; restore a backup, or start once with --on-history-refusal set-aside: the folder is "
                      "renamed and a new history is built from the log"),
    QT_TRANSLATE_NOOP("roundsman", "its state cannot be read"),
    QT_TRANSLATE_NOOP("roundsman", "open trails cannot be read"),
    QT_TRANSLATE_NOOP("roundsman",
                      "%1 is being written by another process: stop that one first, or name another folder"),
    QT_TRANSLATE_NOOP("roundsman", "%1 cannot be written: %2"),
    QT_TRANSLATE_NOOP("roundsman", "No space left on device"),
    QT_TRANSLATE_NOOP("roundsman", "Permission denied"),
    QT_TRANSLATE_NOOP("roundsman", "Read-only file system"),
    // node/
    QT_TRANSLATE_NOOP("roundsman", "this server stops"),
    QT_TRANSLATE_NOOP("roundsman", "the node is not started"),
    QT_TRANSLATE_NOOP("roundsman", "the node is starting, or cannot open its log"),
    QT_TRANSLATE_NOOP("roundsman", "lanes rebuild their state from the log"),
    QT_TRANSLATE_NOOP("roundsman", "partition %1 is not processed here now"),
    QT_TRANSLATE_NOOP("roundsman", "the lane has just stopped; ask again"),
    QT_TRANSLATE_NOOP("roundsman", "the lane is busy with other questions; ask again"),
    QT_TRANSLATE_NOOP("roundsman", "too many questions wait already; ask again"),
    QT_TRANSLATE_NOOP("roundsman", "the log is not open"),
    QT_TRANSLATE_NOOP("roundsman", "the log cannot be read"),
    QT_TRANSLATE_NOOP("roundsman", "the log does not take what is appended"),
    QT_TRANSLATE_NOOP("roundsman", "this node keeps no history: start it with a data folder (--data, or data.folder)"),
    QT_TRANSLATE_NOOP("roundsman", "record %1 of partition %2 is no longer in the log: its retention is over"),
    QT_TRANSLATE_NOOP("roundsman", "record %1 of partition %2 is not there yet"),
    QT_TRANSLATE_NOOP("roundsman", "this rider has none of your orders now"),
    QT_TRANSLATE_NOOP("roundsman",
                      "this console is one restaurant's: records hold what is other people's too; ask those who run "
                      "the node"),
    QT_TRANSLATE_NOOP("roundsman",
                      "this console is one restaurant's: the map of the past is for those who run the node"),
    QT_TRANSLATE_NOOP("roundsman",
                      "this console is one restaurant's: it answers questions about its own orders and figures"),
};

const SpokenForms& forms() {
    static const SpokenForms made{troubles};
    return made;
}

QString inPlace(const QString& text) {
    return forms().spoken(text, inPlace).value_or(isolated(text));
}

} // namespace

QString troubleText(const std::string& sentence) {
    const QString text = words(sentence);
    return forms().spoken(text, inPlace).value_or(text);
}

} // namespace roundsman
