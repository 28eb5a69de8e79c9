#include "ui/window/zone_switch.h"

#include "ui/bridge/answer_on.h"
#include "ui/bridge/frame_feed.h"
#include "ui/support/shown_time.h"
#include "ui/window/window_actions.h"
#include "ui/window/window_state.h"

#include <QAbstractItemView>
#include <QActionGroup>
#include <QMainWindow>
#include <QMenu>
#include <QStatusBar>
#include <QToolButton>

#include <algorithm>

namespace roundsman {

namespace {

constexpr int marketsEverySeconds = 30;
constexpr int zonesListedAtMost = 24;

QString settingsKey() {
    return QStringLiteral("window/timeZone");
}
QString localName() {
    return QStringLiteral("local");
}
QString utcName() {
    return QStringLiteral("utc");
}

QTimeZone zoneOf(const QString& name) {
    return name == localName() ? QTimeZone(QTimeZone::LocalTime)
           : name == utcName() ? QTimeZone(QTimeZone::UTC)
                               : QTimeZone(name.toUtf8());
}

EventTime wallClock() {
    return SystemClock().now();
}

} // namespace

ZoneSwitch::ZoneSwitch(QMainWindow& window, QMenu& menu, FrameFeed& feed, WindowActions& actions, WindowState& state)
    : QObject(&window),
      m_window(window),
      m_feed(feed),
      m_actions(actions),
      m_state(state),
      m_choices(new QActionGroup(this)),
      m_menu(new QMenu(tr("&Times"), &window)),
      m_clock(new QToolButton) {
    m_clock->setObjectName(QStringLiteral("clock"));
    m_clock->setAccessibleName(tr("Clock and time zone"));
    m_clock->setMenu(m_menu);
    m_clock->setPopupMode(QToolButton::InstantPopup);
    window.statusBar()->addPermanentWidget(m_clock);
    menu.addSeparator();
    menu.addMenu(m_menu);
    addChoice(localName(), tr("Times: this &computer's"));
    addChoice(utcName(), tr("Times: &UTC"));
    connect(m_choices, &QActionGroup::triggered, this,
            [this](const QAction* action) { choose(action->data().toString()); });
    choose(state.value(settingsKey(), localName()).toString());
    connect(&m_timer, &QTimer::timeout, this, &ZoneSwitch::tick);
    m_timer.start(std::chrono::seconds(1));
}

void ZoneSwitch::addChoice(const QString& zone, const QString& words) {
    QAction* action = m_actions.makeChoice(m_choices, words);
    action->setData(zone);
    action->setChecked(zone == m_chosen);
    m_menu->addAction(action);
    m_window.addAction(action);
}

void ZoneSwitch::choose(const QString& zone) {
    m_chosen = zoneOf(zone).isValid() ? zone : localName();
    m_state.setValue(settingsKey(), m_chosen);
    setShownZone(zoneOf(m_chosen));
    for (QAction* action : m_choices->actions()) {
        action->setChecked(action->data().toString() == m_chosen);
    }
    tick();
    for (QAbstractItemView* view : m_window.findChildren<QAbstractItemView*>()) {
        view->viewport()->update(); // models make their words when they are asked
    }
    Q_EMIT changed();
}

void ZoneSwitch::tick() {
    const QString name = m_chosen == localName() ? tr("local")
                         : m_chosen == utcName() ? QStringLiteral("UTC")
                                                 : m_chosen;
    m_clock->setText(secondsText(wallClock()) + u' ' + name);
    m_clock->setToolTip(tr("All times are told in this zone. Click to change it."));
    if (m_secondsToMarkets-- <= 0) {
        m_secondsToMarkets = marketsEverySeconds;
        refreshMarkets();
    }
}

void ZoneSwitch::refreshMarkets() {
    Query query;
    query.kind = QueryKind::settings;
    query.text = "time-zones";
    m_feed.api().query(query, answerOn<Table>(this, [this](const auto& answer) {
                           if (answer) {
                               takeMarkets(*answer);
                           }
                       }));
}

/// One choice a zone, named after the first market that keeps it.
void ZoneSwitch::takeMarkets(const Table& markets) {
    for (std::size_t row = 0; row < markets.rows.size(); ++row) {
        const QString zone = QString::fromStdString(textOf(markets.at(row, "time_zone")));
        const auto known = m_choices->actions();
        const bool isNew = std::ranges::none_of(known, [&](const QAction* action) { return action->data() == zone; });
        if (isNew && known.size() < zonesListedAtMost && zoneOf(zone).isValid()) {
            addChoice(
                zone,
                tr("Times: of market %1, %2").arg(QString::fromStdString(textOf(markets.at(row, "market"))), zone));
        }
    }
}

} // namespace roundsman
