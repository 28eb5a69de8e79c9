#include "ui/tiles/remote_tiles.h"

#include <QCoreApplication>
#include <QNetworkDiskCache>
#include <QNetworkReply>

namespace roundsman {

namespace {

constexpr int atOnce = 2; // what public tile servers ask of their guests
constexpr std::size_t waitingMax = 128;
constexpr std::chrono::milliseconds patience{10'000};
constexpr qint64 cacheBytesMax = 256LL << 20;
constexpr int missingIsTrouble = 8;

void give(QPromise<QHttpServerResponse>& promise, QHttpServerResponse response) {
    promise.addResult(std::move(response));
    promise.finish();
}

} // namespace

RemoteTiles::RemoteTiles(const QString& cacheFolder) : m_network(this) {
    if (!cacheFolder.isEmpty()) {
        auto* cache = new QNetworkDiskCache(this);
        cache->setCacheDirectory(cacheFolder);
        cache->setMaximumCacheSize(cacheBytesMax);
        m_network.setCache(cache);
    }
    m_network.setTransferTimeout(patience);
}

RemoteTiles::~RemoteTiles() {
    for (const Wish& wish : m_waiting) {
        give(*wish.answer, QHttpServerResponse(QHttpServerResponse::StatusCode::ServiceUnavailable));
    }
}

void RemoteTiles::add(const QString& source, const QString& urlTemplate, int ratio) {
    QString address = urlTemplate;
    address.replace(QStringLiteral("{r}"), ratio > 1 ? QStringLiteral("@2x") : QString());
    address.replace(QStringLiteral("{s}"), QStringLiteral("a"));
    m_templates[source] = address;
    m_missingInARow = 0;
    say({});
}

QFuture<QHttpServerResponse> RemoteTiles::get(const QString& source, int zoom, int x, int y) {
    QString address = m_templates.value(source);
    address.replace(QStringLiteral("{z}"), QString::number(zoom));
    address.replace(QStringLiteral("{x}"), QString::number(x));
    address.replace(QStringLiteral("{y}"), QString::number(y));
    Wish wish{QUrl(address), std::make_shared<QPromise<QHttpServerResponse>>()};
    wish.answer->start();
    QFuture<QHttpServerResponse> future = wish.answer->future();
    m_waiting.push_front(std::move(wish));
    if (m_waiting.size() > waitingMax) { // long out of sight
        give(*m_waiting.back().answer, QHttpServerResponse(QHttpServerResponse::StatusCode::ServiceUnavailable));
        m_waiting.pop_back();
    }
    startNext();
    return future;
}

void RemoteTiles::startNext() {
    while (m_running < atOnce && !m_waiting.empty()) {
        const Wish wish = m_waiting.front();
        m_waiting.pop_front();
        QNetworkRequest request(wish.url);
        request.setHeader(QNetworkRequest::UserAgentHeader,
                          QStringLiteral("Roundsman/" ROUNDSMAN_VERSION " (delivery operations console)"));
        request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::PreferCache);
        QNetworkReply* reply = m_network.get(request);
        ++m_running;
        connect(reply, &QNetworkReply::finished, this, [this, reply, wish] { finish(reply, wish); });
    }
}

void RemoteTiles::finish(QNetworkReply* reply, const Wish& wish) {
    --m_running;
    reply->deleteLater();
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (reply->error() == QNetworkReply::NoError) {
        m_missingInARow = 0;
        say({});
        give(*wish.answer, QHttpServerResponse(QByteArrayLiteral("image/png"), reply->readAll()));
    } else {
        const bool missing = status == 404 || status == 204;
        m_missingInARow = missing ? m_missingInARow + 1 : m_missingInARow;
        if (!missing || m_missingInARow >= missingIsTrouble) {
            const QString why = status > 0 ? tr("answers %1").arg(status) : tr("does not answer");
            say(tr("Base map unavailable: %1 %2").arg(wish.url.host(), why));
        }
        give(*wish.answer, QHttpServerResponse(missing ? QHttpServerResponse::StatusCode::NotFound
                                                       : QHttpServerResponse::StatusCode::BadGateway));
    }
    startNext();
}

void RemoteTiles::say(const QString& sentence) {
    if (m_trouble != sentence) {
        m_trouble = sentence;
        Q_EMIT troubleChanged(sentence);
    }
}

} // namespace roundsman
