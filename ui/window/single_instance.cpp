#include "ui/window/single_instance.h"

#include <QLocalSocket>

namespace roundsman {

namespace {

constexpr int answerMillis = 500;

} // namespace

SingleInstance::SingleInstance(const QString& name, QObject* parent) : QObject(parent) {
    QLocalSocket other;
    other.connectToServer(name);
    if (other.waitForConnected(answerMillis)) {
        other.write("raise\n");
        other.waitForBytesWritten(answerMillis);
        m_raisedOther = true;
        return;
    }
    QLocalServer::removeServer(name); // left behind by one that was killed
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &SingleInstance::hear);
    m_server.listen(name);
}

void SingleInstance::hear() {
    while (QLocalSocket* caller = m_server.nextPendingConnection()) {
        connect(caller, &QLocalSocket::disconnected, caller, &QObject::deleteLater);
        Q_EMIT raiseAsked();
    }
}

} // namespace roundsman
