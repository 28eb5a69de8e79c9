#include "ui/window/map_choices.h"

#include "ui/dialogs/console_settings.h"
#include "ui/map/map_view.h"
#include "ui/theme/theme.h"
#include "ui/tiles/tile_service.h"
#include "ui/window/window_actions.h"
#include "ui/window/window_state.h"

#include <QInputDialog>
#include <QLineEdit>
#include <QStandardPaths>

namespace roundsman {

namespace {

QString tileMemory() {
    return QStandardPaths::writableLocation(QStandardPaths::CacheLocation) + QStringLiteral("/map");
}

} // namespace

MapChoices::MapChoices(MapView& map, TileService& tiles, Theme& theme, WindowState& state, WindowActions& actions,
                       QWidget& window)
    : QObject(&window),
      m_map(map),
      m_tiles(tiles),
      m_theme(theme),
      m_state(state),
      m_actions(actions),
      m_window(window) {
    connectLayers();
    connectBaseMaps();
    connect(m_actions.clusters, &QAction::toggled, this, [this](bool on) {
        m_map.setClusters(on);
        m_state.saveClusters(on);
    });
    m_actions.clusters->setChecked(m_state.clusters());
    m_map.setClusters(m_state.clusters());
    setBaseMap(m_state.baseMap(m_tiles.hasCity()));
}

void MapChoices::connectLayers() {
    const QString key = QStringLiteral("map/layers");
    const std::uint32_t usual = bitOf(MapLayer::surge) | bitOf(MapLayer::merchants) | bitOf(MapLayer::fences);
    const std::uint32_t layers = m_state.value(key, usual).toUInt() & allLayers;
    for (QAction* action : m_actions.layers->actions()) {
        action->setChecked((layers >> action->data().toUInt() & 1U) != 0);
    }
    m_map.setLayers(layers);
    connect(m_actions.layers, &QActionGroup::triggered, this, [this, key](const QAction* action) {
        const std::uint32_t bit = 1U << action->data().toUInt();
        m_map.setLayers(action->isChecked() ? m_map.layersShown() | bit : m_map.layersShown() & ~bit);
        m_state.setValue(key, m_map.layersShown());
    });
}

void MapChoices::connectBaseMaps() {
    m_actions.baseCity->setVisible(m_tiles.hasCity());
    connect(&m_tiles, &TileService::troubleChanged, &m_map.scene(), &MapScene::setTrouble);
    connect(m_actions.baseMaps, &QActionGroup::triggered, this, [this](QAction* action) {
        if (action == m_actions.baseUrl) {
            askForUrl();
            return;
        }
        BaseMap next = m_baseMap;
        next.kind = action == m_actions.baseCity  ? BaseMapKind::city
                    : action == m_actions.baseOsm ? BaseMapKind::osm
                                                  : BaseMapKind::none;
        setBaseMap(next);
    });
}

void MapChoices::setBaseMap(const BaseMap& map) {
    m_baseMap = map;
    m_state.saveBaseMap(map);
    QAction* const actions[] = {m_actions.baseCity, m_actions.baseOsm, m_actions.baseUrl, m_actions.baseNone};
    actions[static_cast<std::size_t>(map.kind)]->setChecked(true);
    reloadBaseMap();
}

bool MapChoices::hasCity() const {
    return m_tiles.hasCity();
}

void MapChoices::reloadBaseMap() {
    m_map.scene().setTrouble({});
    m_map.scene().setBaseMap(m_tiles.host(m_baseMap, m_theme.dark(), m_window.devicePixelRatioF()), tileMemory(),
                             m_tiles.attribution(m_baseMap));
}

void MapChoices::askForUrl() {
    const QString asked = tr("Address of the tiles, with {z}, {x} and {y}:");
    QString url = m_baseMap.urlTemplate;
    QString refused;
    do {
        bool accepted = false;
        url = QInputDialog::getText(&m_window, tr("Other tiles"), refused.isEmpty() ? asked : refused + u'\n' + asked,
                                    QLineEdit::Normal, url, &accepted)
                  .trimmed();
        if (!accepted) {
            setBaseMap(m_baseMap); // the menu marks again what is shown
            return;
        }
        refused = refusalOfTiles(url);
    } while (!refused.isEmpty());
    BaseMap next = m_baseMap;
    next.kind = BaseMapKind::url;
    next.urlTemplate = url;
    setBaseMap(next);
}

} // namespace roundsman
