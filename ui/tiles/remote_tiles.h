#pragma once

#include <QFuture>
#include <QHash>
#include <QHttpServerResponse>
#include <QNetworkAccessManager>
#include <QObject>
#include <QPromise>

#include <deque>
#include <memory>

class QNetworkReply;

namespace roundsman {

/// Fetches tiles of other servers under our own name: two at a time, the newest wish first, nothing that nobody asked
/// for; answers are kept on disk as their headers allow. Says in one sentence when tiles cannot be had. Tile thread.
class RemoteTiles : public QObject {
    Q_OBJECT

public:
    explicit RemoteTiles(const QString& cacheFolder);
    ~RemoteTiles() override;

    void add(const QString& source, const QString& urlTemplate, int ratio);
    [[nodiscard]] bool knows(const QString& source) const { return m_templates.contains(source); }
    QFuture<QHttpServerResponse> get(const QString& source, int zoom, int x, int y);

Q_SIGNALS:
    void troubleChanged(const QString& sentence);

private:
    struct Wish {
        QUrl url;
        std::shared_ptr<QPromise<QHttpServerResponse>> answer;
    };

    void startNext();
    void finish(QNetworkReply* reply, const Wish& wish);
    void say(const QString& sentence);

    QHash<QString, QString> m_templates;
    QNetworkAccessManager m_network;
    std::deque<Wish> m_waiting;
    int m_running = 0;
    int m_missingInARow = 0;
    QString m_trouble;
};

} // namespace roundsman
