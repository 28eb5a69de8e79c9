#include "ui/window/alert_notices.h"

#include "ui/bridge/frame_feed.h"
#include "ui/models/alert_model.h"
#include "ui/models/engine_words.h"
#include "ui/theme/icons.h"
#include "ui/window/window_state.h"

#include <algorithm>
#include <utility>

namespace roundsman {

namespace {

constexpr std::chrono::milliseconds lookEvery{1000};
constexpr qint64 minuteMillis = 60'000;
constexpr int noticeStandsMillis = 10'000; ///< as systems take it: a wish
constexpr qsizetype wordsAtMost = 200;

} // namespace

AlertNotices::AlertNotices(FrameFeed& feed, WindowState& state, QObject* parent)
    : QObject(parent), m_feed(feed), m_state(state) {
    if (QSystemTrayIcon::isSystemTrayAvailable()) {
        m_tray = new QSystemTrayIcon(glyphIcon(Glyph::follow), this);
        m_tray->setToolTip(tr("Roundsman"));
        m_tray->show();
        connect(m_tray, &QSystemTrayIcon::messageClicked, this, &AlertNotices::open);
        connect(m_tray, &QSystemTrayIcon::activated, this, &AlertNotices::activate);
    }
    m_clock.start();
    connect(&m_timer, &QTimer::timeout, this, &AlertNotices::look);
    m_timer.start(lookEvery);
    // What the first picture brings is no news, but what comes in the second after it is.
    connect(&m_feed, &FrameFeed::pictureChanged, this, [this] {
        if (m_first) {
            look();
        }
    });
    look();
}

void AlertNotices::look() {
    std::vector<const AlertRow*> fresh;
    QSet<QString> open;
    for (const FramePtr& lane : m_feed.picture().lanes) {
        lookInto(*lane, fresh, open);
    }
    const bool nothingShownYet =
        std::ranges::all_of(m_feed.picture().lanes, [](const FramePtr& lane) { return lane->laneTime == EventTime{}; });
    m_known = std::move(open);
    if (!std::exchange(m_first, m_first && nothingShownYet)) {
        tell(fresh);
    }
}

void AlertNotices::lookInto(const Frame& lane, std::vector<const AlertRow*>& fresh, QSet<QString>& open) {
    const bool warnings = m_state.value(QStringLiteral("notices/least"), QStringLiteral("critical")).toString() !=
                          QStringLiteral("critical");
    const Severity least = warnings ? Severity::warning : Severity::critical;
    if (!lane.openAlerts) {
        return;
    }
    for (const AlertRow& alert : *lane.openAlerts) {
        if (alert.severity < least || alert.acknowledgedAt != EventTime{}) {
            continue;
        }
        const QString id = QString::fromStdString(alert.id);
        open.insert(id);
        if (!m_known.contains(id)) {
            fresh.push_back(&alert);
        }
    }
}

void AlertNotices::tell(const std::vector<const AlertRow*>& fresh) {
    if (!m_state.value(QStringLiteral("notices/shown"), true).toBool()) {
        m_held = 0;
        return;
    }
    const auto most =
        static_cast<std::size_t>(std::clamp(m_state.value(QStringLiteral("notices/perMinute"), 4).toInt(), 1, 60));
    while (!m_sent.empty() && m_clock.elapsed() - m_sent.front().at > minuteMillis) {
        m_sent.pop_front();
    }
    for (const AlertRow* alert : fresh) {
        if (m_sent.size() + 1 >= most) { // the last one of a minute is for the number
            ++m_held;
            continue;
        }
        send(severityName(alert->severity) + QStringLiteral(": ") + alertKindName(alert->kind),
             spokenText(alert->message).left(wordsAtMost), QString::fromStdString(alert->id));
    }
    if (m_held > 0 && m_sent.size() < most) {
        send(tr("Alerts"), tr("%n more need somebody", nullptr, static_cast<int>(std::exchange(m_held, 0))), {});
    }
}

void AlertNotices::send(const QString& title, const QString& text, const QString& alertId) {
    m_lastId = alertId;
    m_sent.push_back({m_clock.elapsed(), alertId});
    if (m_tray) {
        m_tray->showMessage(title, text, QSystemTrayIcon::Critical, noticeStandsMillis);
    }
    Q_EMIT told(title, text);
}

void AlertNotices::open() {
    const auto stands = [this](const Sent& sent) {
        return m_clock.elapsed() - sent.at <= noticeStandsMillis;
    };
    Q_EMIT opened(std::ranges::count_if(m_sent, stands) > 1 ? QString() : m_lastId);
}

/// A menu, or the wheel, wants nothing of the window.
void AlertNotices::activate(QSystemTrayIcon::ActivationReason reason) {
    if (reason == QSystemTrayIcon::Trigger) {
        Q_EMIT forwardAsked();
    }
}

} // namespace roundsman
