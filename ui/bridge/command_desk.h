#pragma once

#include "core/model/frame.h"
#include "ui/bridge/commands_on_their_way.h"
#include "ui/models/rider_ref.h"

#include <QJsonObject>
#include <QObject>
#include <QSet>
#include <QString>
#include <QTimer>

#include <vector>

namespace roundsman {

class FrameFeed;

/// A quarantined document that goes out again, as it came or as it was mended.
struct RetriedDocument {
    PartitionNo partition;
    DocumentRef place;
    QString bytes;

    [[nodiscard]] QString name() const; ///< "0/4711/3": what its retry is about
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
    void note(const QString& market, const QString& orderId, const QString& text);
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
    /// One answer for all of them, when the lane has said its verdict on the last.
    void retry(const std::vector<RetriedDocument>& documents);
    /// Any command: `type` without "command."; `market` says whose lane takes it.
    void send(const QString& market, const QString& type, const QString& subject, const QJsonObject& data,
              const QString& words);

    [[nodiscard]] bool isPending(const QString& subject) const { return m_underWay.isPending(subject); }
    [[nodiscard]] qsizetype pending() const { return m_underWay.count(); }

Q_SIGNALS:
    /// Something was sent or answered: once for all that came together.
    void changed();
    /// `sentence` is for people.
    void answered(const QString& subject, bool accepted, const QString& sentence);
    /// Nobody said yes or no so far: it is pending still, and may be answered yet.
    void unanswered(const QString& subject, const QString& sentence);
    /// What people must not miss: a refusal, no answer, an answer that came late.
    void mattered(const QString& sentence);

private:
    struct Retries {
        QSet<QString> open; ///< names of those without an answer
        int accepted = 0;
        int refused = 0;
        QString lastRefusal;
    };

    void noteRetry(bool accepted, const QString& sentence);
    void tellRetries();
    void submit(const QString& type, const QString& market, const QString& subject, const QJsonObject& data,
                const QString& words);
    void refuse(const QString& subject, const QString& sentence);
    void tellEnd(const CommandOnItsWay& way, bool accepted, const QString& why);
    void tellOverdue(const CommandOnItsWay& way);
    [[nodiscard]] QString marketOf(PartitionNo partition, MarketNo market) const;

    FrameFeed& m_feed;
    CommandsOnTheirWay m_underWay;
    Retries m_retries; ///< of which is not told yet what became of them
    QTimer m_changed;
    QString m_session;    ///< of this run: ids must be the world's own
    mutable QString m_me; ///< asked once: it does not change
    int m_next = 0;
};

/// What a refusal's word means, for people.
QString refusalSentence(const QString& reason);

} // namespace roundsman
