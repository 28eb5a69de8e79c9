#pragma once

#include "core/model/frame.h"
#include "ui/models/rider_ref.h"

#include <QElapsedTimer>
#include <QHash>
#include <QJsonObject>
#include <QObject>
#include <QString>
#include <QTimer>

#include <optional>

namespace roundsman {

class FrameFeed;

/// A command on its way: handed over, in the log, and then answered by the lane. The first in the log wins.
struct CommandOnItsWay {
    QString id;
    QString subject; ///< the order, merchant or alert it is about
    QString words;   ///< "Assign o-77 to r-12"
    std::optional<DocumentRef> document;
    PartitionNo partition;
    bool isRetry = false; ///< answered by its new verdict, not by the lane's word on commands
    QElapsedTimer since;
};

/// Where every command of the console goes out and its answer comes in. A command is pending until the log's own answer
/// to it is in a frame; then it is told as done, or as refused with the reason. GUI thread.
class CommandDesk : public QObject {
    Q_OBJECT

public:
    explicit CommandDesk(FrameFeed& feed, QObject* parent = nullptr);

    /// Assigns, or reassigns: the version seen is named, so that of two dispatchers the second is refused.
    void assign(OrderRef order, RiderRef rider);
    void unassign(OrderRef order);
    void acknowledge(PartitionNo partition, const AlertRow& alert);
    void setIntake(PartitionNo partition, MerchantNo merchant, Intake intake, const QString& reason = {});
    void changePromise(OrderRef order, EventTime promisedAt, const QString& reason = {});
    void cancelOrder(OrderRef order, const QString& reason);
    /// I take care of it. From another it is taken by naming him; the log refuses it when it is somebody else's by
    /// then.
    void claim(OrderRef order, const QString& takeFrom = {});
    void release(OrderRef order);
    void note(PartitionNo partition, const QString& market, const QString& orderId, const QString& text);
    /// Holds surge back at `target` ("cell/…", "zone/…", "market") until a moment; a cap of 0 is none.
    void limitSurge(PartitionNo partition, MarketNo market, const SurgeLimit& wanted);
    void liftSurge(PartitionNo partition, const SurgeLimit& limit);
    /// A fence as people drew it; its version is the one they saw, 0 for a new one. `data` is the document's.
    void changeFence(PartitionNo partition, const Fence& fence, const QJsonObject& data);
    void removeFence(PartitionNo partition, const Fence& fence);
    /// Who sits here, as the log will say it.
    [[nodiscard]] QString me() const;
    /// The kitchen's own words: it is done; it takes so much longer.
    void markReady(OrderRef order);
    void delayOrder(OrderRef order, int minutes);
    /// A quarantined document again, as it came or as it was mended.
    void retry(PartitionNo partition, const QString& market, DocumentRef document, const QString& bytes);
    /// Any command: `type` without "command."; `market` says whose lane takes it.
    void send(PartitionNo partition, const QString& market, const QString& type, const QString& subject,
              const QJsonObject& data, const QString& words);

    [[nodiscard]] bool isPending(const QString& subject) const;
    [[nodiscard]] qsizetype pending() const { return m_pending.size(); }

Q_SIGNALS:
    void sent(const QString& subject);
    /// `sentence` is for people; empty `reason`: done.
    void answered(const QString& subject, bool accepted, const QString& sentence);

private:
    void submit(PartitionNo partition, const QString& type, const QString& market, const QString& subject,
                const QJsonObject& data, const QString& words);
    void logged(const QString& id, const std::expected<DocumentRef, Trouble>& answer);
    void lookForAnswers();
    /// Without a lane no picture comes that could answer: whoever waits is told, all the same.
    void endLongWaits();
    void finish(const QString& id, bool accepted, const QString& why);
    [[nodiscard]] QString marketOf(PartitionNo partition, MarketNo market) const;

    FrameFeed& m_feed;
    QHash<QString, CommandOnItsWay> m_pending; ///< by command id
    QTimer m_patience;                         ///< runs while something is pending
    QString m_session;                         ///< of this run: ids must be the world's own
    mutable QString m_me;                      ///< asked once: it does not change
    int m_next = 0;
};

/// What a refusal's word means, for people.
QString refusalSentence(const QString& reason);

} // namespace roundsman
