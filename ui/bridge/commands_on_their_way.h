#pragma once

#include "core/model/frame.h"

#include <QElapsedTimer>
#include <QHash>
#include <QObject>
#include <QQueue>
#include <QString>
#include <QTimer>

#include <expected>
#include <string>

namespace roundsman {

class FrameFeed;
struct Trouble;

/// A command on its way: in line, handed over, in the log, and then answered by the lane. The first in the log wins.
struct CommandOnItsWay {
    QString id;
    QString subject;      ///< the order, merchant or alert it is about
    QString words;        ///< "Assign o-77 to r-12"
    std::string document; ///< as the log will have it
    bool isOverdue = false;
    QElapsedTimer since{}; ///< handed over
};

/// What lies between a hand and the log's answer. Some commands go at a time and the rest waits in line: two thousand
/// alerts taken at once would not fit into the node's queue, and a frame keeps the last answers alone. One that nobody
/// answers in twenty seconds is told as that and goes on waiting: its answer may come yet. GUI thread.
class CommandsOnTheirWay : public QObject {
    Q_OBJECT

public:
    static constexpr int atOnce = 32;

    explicit CommandsOnTheirWay(FrameFeed& feed, QObject* parent = nullptr);

    void send(const CommandOnItsWay& way);
    [[nodiscard]] bool isPending(const QString& subject) const { return m_subjects.contains(subject); }
    [[nodiscard]] qsizetype count() const { return m_pending.size(); }

Q_SIGNALS:
    /// With the log's own reason, a word of ours or the node's sentence.
    void ended(const CommandOnItsWay& way, bool accepted, const QString& why);
    void overdue(const CommandOnItsWay& way);

private:
    void sendNext();
    void logged(const QString& id, const std::expected<DocumentRef, Trouble>& answer);
    void lookForAnswers();
    /// Without a lane no picture comes that could answer: whoever waits is told, all the same.
    void endLongWaits();
    void end(const QString& id, bool accepted, const QString& why);
    CommandOnItsWay take(const QString& id);

    FrameFeed& m_feed;
    QHash<QString, CommandOnItsWay> m_pending; ///< by command id
    QHash<QString, int> m_subjects;            ///< how many are about it
    QQueue<QString> m_line;                    ///< not handed over yet
    int m_underWay = 0;                        ///< handed over and not overdue
    QTimer m_patience;                         ///< runs while something is pending
};

} // namespace roundsman
