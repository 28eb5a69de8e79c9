#include "ui/workspaces/history_workspace.h"

#include "ui/bridge/frame_feed.h"
#include "ui/map/map_view.h"
#include "ui/past/export_dialog.h"
#include "ui/past/past_panel.h"
#include "ui/past/past_player.h"
#include "ui/past/past_reader.h"
#include "ui/past/past_rider.h"
#include "ui/past/time_link.h"
#include "ui/support/shown_time.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/window/window_actions.h"
#include "ui/window/window_state.h"
#include "ui/window/workspaces.h"
#include "ui/workspaces/navigator.h"
#include "ui/workspaces/workbench.h"

#include <QClipboard>
#include <QFileInfo>
#include <QGuiApplication>
#include <QStandardPaths>

namespace roundsman {

namespace {

QString here() {
    return QStringLiteral("history");
}
QString folderKey() {
    return QStringLiteral("export/folder");
}

} // namespace

HistoryDesk::HistoryDesk(const Workbench& bench, QObject* parent)
    : QObject(parent),
      m_bench(bench),
      m_reader(new PastReader(bench.feed, this)),
      m_player(new PastPlayer(bench.feed, *m_reader, this)),
      m_panel(new PastPanel(bench.feed, *m_player)) {
    auto* rider = new PastRider(bench.map, bench.navigator);
    m_bench.workspaces.addDock(here(), QStringLiteral("past"), tr("Time"), m_panel, Qt::BottomDockWidgetArea, 212);
    m_bench.workspaces.addDock(here(), QStringLiteral("past-rider"), tr("Rider at that time"), rider,
                               Qt::RightDockWidgetArea, 300);
    const auto dress = [this, rider] {
        m_panel->setTones(m_bench.theme.tones());
        rider->setTones(m_bench.theme.tones());
    };
    connect(&bench.theme, &Theme::changed, this, dress);
    dress();
    connectMap();
    addActions();
    connect(&bench.navigator, &Navigator::timeAsked, this, &HistoryDesk::openTime);
    connect(&bench.navigator, &Navigator::riderNowAsked, this, [this](RiderRef asked) {
        m_player->goLive();
        m_bench.workspaces.show(QStringLiteral("dispatch"));
        m_bench.navigator.openRider(asked);
    });
    connect(m_panel, &PastPanel::exportAsked, this, &HistoryDesk::askForExport);
    connect(m_panel, &PastPanel::linkAsked, this, &HistoryDesk::copyLink);
}

/// The map shows the past in this workspace alone: elsewhere, what is shown is now.
void HistoryDesk::connectMap() {
    MapView& map = m_bench.map;
    connect(m_player, &PastPlayer::pictureReady, this, [this](const Picture& picture) {
        if (isHere()) {
            m_bench.map.showPast(picture);
        }
    });
    connect(m_player, &PastPlayer::wentLive, this, [this] { m_bench.map.showPast(std::nullopt); });
    connect(m_player, &PastPlayer::changed, this, &HistoryDesk::sayWhen);
    connect(&map.scene(), &MapScene::liveAsked, m_player, &PastPlayer::goLive);
    connect(&m_bench.workspaces, &Workspaces::changed, this, &HistoryDesk::workspaceChanged);
}

bool HistoryDesk::isHere() const {
    return m_bench.workspaces.current() == here();
}

void HistoryDesk::workspaceChanged() {
    for (QAction* action : m_actions) {
        action->setEnabled(isHere());
    }
    if (!isHere()) {
        m_player->setPlaying(false);
        m_bench.map.showPast(std::nullopt);
    } else if (const auto position = m_player->position()) {
        m_player->goTo(*position); // where we left it
    }
    sayWhen();
}

void HistoryDesk::sayWhen() {
    const bool past = isHere() && !m_player->isLive() && m_player->shownTime() != EventTime{};
    m_bench.map.scene().setPast(past ? fullMomentText(m_player->shownTime()) : QString());
}

void HistoryDesk::addActions() {
    const auto add = [this](const QString& words, Qt::Key key, auto work) {
        QAction* action = m_bench.actions.make(words, QKeySequence(key));
        action->setEnabled(false);
        connect(action, &QAction::triggered, this, work);
        m_actions << action;
    };
    add(tr("Past: a minute &back"), Qt::Key_F6, [this] { m_player->moveBy(Millis{-60'000}); });
    add(tr("Past: &play and pause"), Qt::Key_F7, [this] { playOrPause(); });
    add(tr("Past: a minute &on"), Qt::Key_F8, [this] { m_player->moveBy(Millis{60'000}); });
    add(tr("Past: back to &now"), Qt::Key_F9, [this] { m_player->goLive(); });
    QAction* write = m_bench.actions.make(tr("Past: &export…"), QKeySequence(Qt::CTRL | Qt::Key_E));
    QAction* link = m_bench.actions.make(tr("Past: copy a &link to this moment"));
    connect(write, &QAction::triggered, this, &HistoryDesk::askForExport);
    connect(link, &QAction::triggered, this, &HistoryDesk::copyLink);
    m_actions << write << link;
    m_bench.actions.past = m_actions;
}

/// From now, it plays the last minutes.
void HistoryDesk::playOrPause() {
    if (m_player->isLive()) {
        m_player->moveBy(Millis{-10 * 60'000});
    }
    m_player->setPlaying(!m_player->isPlaying());
}

void HistoryDesk::openTime(EventTime time) {
    m_bench.workspaces.show(here());
    m_player->goTo(time);
    m_panel->lookAround(time);
    m_panel->ruler().setFocus();
}

void HistoryDesk::copyLink() {
    const MapCamera& camera = m_bench.map.camera();
    const TimeLink link{.time = m_player->position().value_or(m_player->liveEdge()),
                        .place = geoOf(camera.view().centre),
                        .zoom = camera.zoom()};
    QGuiApplication::clipboard()->setText(toText(link));
    m_bench.navigator.say(tr("Copied: %1").arg(toText(link)));
}

void HistoryDesk::askForExport() {
    if (!isHere()) {
        m_bench.workspaces.show(here());
    }
    if (m_panel->exporting() || m_dialog) {
        return;
    }
    const MapView& map = m_bench.map;
    ExportDialog::Offer offer{.moment = m_player->position().value_or(m_player->liveEdge()),
                              .span = m_panel->ruler().chosen()};
    if (const auto rider = map.selected()) {
        offer.rider = riderId(map.fleet(), *rider);
    }
    const QString usual = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    const QString folder = m_bench.state.value(folderKey(), usual).toString();
    m_dialog = new ExportDialog(offer, folder, m_panel->window());
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_dialog, &QDialog::accepted, this, [this] {
        const ExportWish wish = m_dialog->wish();
        m_bench.state.setValue(folderKey(), QFileInfo(wish.path).absolutePath());
        m_panel->startExport(wish);
    });
    m_dialog->open();
}

void buildHistory(const Workbench& bench) {
    new HistoryDesk(bench, &bench.workspaces);
}

} // namespace roundsman
