// Documents of the quarantine that go out again: what became of them is told together, when the last is answered.
#include "ui/bridge/command_desk.h"

#include <utility>

namespace roundsman {

QString RetriedDocument::name() const {
    return QStringLiteral("%1/%2/%3").arg(partition.value()).arg(place.offset.value()).arg(place.index);
}

void CommandDesk::retry(const std::vector<RetriedDocument>& documents) {
    std::vector<RetriedDocument> sent;
    for (const RetriedDocument& document : documents) {
        if (!isPending(document.name())) {
            m_retries.open.insert(document.name()); // all of them first: one may be answered at once
            sent.push_back(document);
        }
    }
    for (const RetriedDocument& document : sent) {
        submit(QStringLiteral("retry"), {}, document.name(),
               {{QStringLiteral("retryOf"),
                 QJsonObject{{QStringLiteral("partition"), document.partition.value()},
                             {QStringLiteral("offset"), static_cast<qint64>(document.place.offset.value())},
                             {QStringLiteral("index"), static_cast<qint64>(document.place.index)}}},
                {QStringLiteral("document"), document.bytes}},
               tr("Retry record %1").arg(document.name()));
    }
}

void CommandDesk::noteRetry(bool accepted, const QString& sentence) {
    ++(accepted ? m_retries.accepted : m_retries.refused);
    if (!accepted) {
        m_retries.lastRefusal = sentence;
    }
    tellRetries();
}

void CommandDesk::tellRetries() {
    const int all = m_retries.accepted + m_retries.refused;
    if (!m_retries.open.isEmpty() || all == 0) {
        return;
    }
    const Retries done = std::exchange(m_retries, {});
    if (done.refused == 0) {
        Q_EMIT answered({}, true, tr("%Ln retried documents were accepted", nullptr, all));
    } else {
        refuse({}, all == 1 ? done.lastRefusal
                            : tr("%1 of %Ln retried documents were refused. The last: %2", nullptr, all)
                                  .arg(done.refused)
                                  .arg(done.lastRefusal));
    }
}

} // namespace roundsman
