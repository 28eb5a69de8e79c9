#include "app/desktop/end_signals.h"

#include <QApplication>
#include <QSocketNotifier>

#include <pthread.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <csignal>

namespace roundsman {

namespace {

sigset_t endings() {
    sigset_t set;
    sigemptyset(&set);
    for (const int number : {SIGTERM, SIGINT, SIGHUP}) {
        sigaddset(&set, number);
    }
    return set;
}

} // namespace

EndSignals::EndSignals() {
    const sigset_t set = endings();
    m_told = ::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
    if (m_told >= 0) {
        pthread_sigmask(SIG_BLOCK, &set, nullptr);
    }
}

EndSignals::~EndSignals() {
    if (m_told >= 0) {
        ::close(m_told);
    }
}

void EndSignals::close(QApplication& application) const {
    if (m_told < 0) {
        return;
    }
    auto* notifier = new QSocketNotifier(m_told, QSocketNotifier::Read, &application);
    QObject::connect(notifier, &QSocketNotifier::activated, &application, [notifier, told = m_told] {
        signalfd_siginfo which{};
        static_cast<void>(::read(told, &which, sizeof which));
        notifier->setEnabled(false);
        const sigset_t set = endings();
        pthread_sigmask(SIG_UNBLOCK, &set, nullptr); // the next one ends it at once
        QApplication::closeAllWindows();
        QApplication::quit();
    });
}

} // namespace roundsman
