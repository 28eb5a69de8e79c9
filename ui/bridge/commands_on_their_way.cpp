#include "ui/bridge/commands_on_their_way.h"

#include "ui/bridge/answer_on.h"
#include "ui/bridge/frame_feed.h"
#include "ui/models/rider_ref.h"
#include "ui/models/trouble_words.h"

#include <chrono>
#include <utility>

namespace roundsman {

namespace {

constexpr qint64 answerPatienceMillis = 20'000;
constexpr qint64 givenUpAfterMillis = 600'000; // a lane that fell may have answered where nobody saw it
constexpr std::chrono::seconds patienceLook{1};

} // namespace

CommandsOnTheirWay::CommandsOnTheirWay(FrameFeed& feed, QObject* parent) : QObject(parent), m_feed(feed) {
    connect(&m_feed, &FrameFeed::pictureChanged, this, &CommandsOnTheirWay::lookForAnswers);
    connect(&m_patience, &QTimer::timeout, this, &CommandsOnTheirWay::endLongWaits);
}

void CommandsOnTheirWay::send(const CommandOnItsWay& way) {
    ++m_subjects[way.subject];
    m_line.enqueue(way.id);
    m_pending.insert(way.id, way);
    m_patience.start(patienceLook);
    sendNext();
}

void CommandsOnTheirWay::sendNext() {
    while (m_underWay < atOnce && !m_line.isEmpty()) {
        const QString id = m_line.dequeue();
        CommandOnItsWay& way = m_pending[id];
        way.since.start();
        ++m_underWay;
        m_feed.api().submit(std::exchange(way.document, {}),
                            answerOn<DocumentRef>(this, [this, id](const auto& answer) { logged(id, answer); }));
    }
}

void CommandsOnTheirWay::logged(const QString& id, const std::expected<DocumentRef, Trouble>& answer) {
    if (!m_pending.contains(id)) {
        return; // the frame was quicker
    }
    if (!answer) {
        end(id, false, troubleText(answer.error().sentence));
        return;
    }
    lookForAnswers();
}

void CommandsOnTheirWay::lookForAnswers() {
    if (m_pending.isEmpty()) {
        return;
    }
    for (const FramePtr& lane : m_feed.picture().lanes) {
        for (const CommandAnswerRow& answer : listOf(lane->answers)) {
            const QString id = QString::fromStdString(answer.commandId);
            if (m_pending.contains(id)) {
                end(id, answer.accepted, QString::fromStdString(answer.reason));
            }
        }
    }
}

void CommandsOnTheirWay::endLongWaits() {
    QStringList late;
    QStringList givenUp;
    for (const CommandOnItsWay& way : std::as_const(m_pending)) {
        const qint64 waits = way.since.isValid() ? way.since.elapsed() : 0;
        if (waits > givenUpAfterMillis) {
            givenUp << way.id;
        } else if (waits > answerPatienceMillis && !way.isOverdue) {
            late << way.id;
        }
    }
    for (const QString& id : std::as_const(givenUp)) {
        take(id);
    }
    for (const QString& id : std::as_const(late)) {
        m_pending[id].isOverdue = true;
        --m_underWay;
        Q_EMIT overdue(m_pending[id]);
    }
    sendNext();
}

void CommandsOnTheirWay::end(const QString& id, bool accepted, const QString& why) {
    const CommandOnItsWay way = take(id);
    sendNext();
    Q_EMIT ended(way, accepted, why);
}

CommandOnItsWay CommandsOnTheirWay::take(const QString& id) {
    CommandOnItsWay way = m_pending.take(id);
    m_underWay -= way.isOverdue ? 0 : 1;
    if (const auto about = m_subjects.find(way.subject); --*about == 0) {
        m_subjects.erase(about);
    }
    if (m_pending.isEmpty()) {
        m_patience.stop();
    }
    return way;
}

} // namespace roundsman
