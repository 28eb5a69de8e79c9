#include "app/desktop/bench_qt_sockets.h"

#include "app/command_line.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QSocketNotifier>
#include <QTcpServer>
#include <QTcpSocket>
#include <QWebSocket>
#include <QWebSocketServer>

#include <CLI/CLI.hpp>
#include <unistd.h>

#include <array>
#include <cstdio>

namespace roundsman {
namespace {

/// Says its port, then counts; any line on stdin is answered with the count, and the end of stdin is its own.
class CountingServer : public QObject {
public:
    CountingServer() : m_server(QStringLiteral("bench"), QWebSocketServer::NonSecureMode) {
        constexpr int waiting = 16'384;
        m_server.setMaxPendingConnections(waiting);
        m_listener.setMaxPendingConnections(waiting);
        m_listener.setListenBacklogSize(waiting); // its own listens for 50 at a time, and thousands come at once
        connect(&m_listener, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket* const socket = m_listener.nextPendingConnection()) {
                m_server.handleConnection(socket);
            }
        });
        connect(&m_server, &QWebSocketServer::newConnection, this, &CountingServer::accept);
        connect(&m_asked, &QSocketNotifier::activated, this, &CountingServer::answer);
    }
    bool open() {
        if (!m_listener.listen(QHostAddress::LocalHost, 0)) {
            return false;
        }
        std::printf("port %d\n", m_listener.serverPort());
        std::fflush(stdout);
        return true;
    }

private:
    void accept() {
        while (QWebSocket* const socket = m_server.nextPendingConnection()) {
            connect(socket, &QWebSocket::textMessageReceived, this, [this] { ++m_count; });
            connect(socket, &QWebSocket::disconnected, socket, &QObject::deleteLater);
        }
    }
    void answer() {
        std::array<char, 256> line{};
        if (::read(STDIN_FILENO, line.data(), line.size()) <= 0) {
            QCoreApplication::quit();
            return;
        }
        std::printf("count %lld\n", static_cast<long long>(m_count));
        std::fflush(stdout);
    }

    QTcpServer m_listener;
    QWebSocketServer m_server;
    QSocketNotifier m_asked{STDIN_FILENO, QSocketNotifier::Read};
    qint64 m_count = 0;
};

} // namespace

void addBenchQtSockets(CommandLine& line, int& argc, char** argv) {
    CLI::App& bench = line.group("bench", "Measures parts of the program.");
    CLI::App& sockets = line.add(bench, "qt-sockets", "The QWebSocketServer that bench gateway compares with.",
                                 "roundsman bench gateway --qt-program build/release/app/roundsman", [&argc, argv] {
                                     const QCoreApplication application(argc, argv);
                                     CountingServer server;
                                     return server.open() ? QCoreApplication::exec() : fail("no port is free");
                                 });
    sockets.group(""); // nobody calls it by hand
}

} // namespace roundsman
