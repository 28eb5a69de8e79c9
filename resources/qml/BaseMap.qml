import QtQuick
import QtLocation
import QtPositioning

// The streets under the riders. A new host needs a new Map, so the scene loads this file anew for each.
Map {
    id: map

    required property var scene
    required property string tileHost
    required property string tileCache

    plugin: Plugin {
        name: "osm"
        PluginParameter { name: "osm.mapping.providersrepository.disabled"; value: true }
        PluginParameter { name: "osm.mapping.custom.host"; value: map.tileHost }
        PluginParameter { name: "osm.mapping.custom.mapcopyright"; value: "" }
        PluginParameter { name: "osm.mapping.custom.datacopyright"; value: "" }
        PluginParameter { name: "osm.mapping.cache.directory"; value: map.tileCache }
        PluginParameter { name: "osm.mapping.cache.disk.size"; value: 0 }
        PluginParameter { name: "osm.mapping.prefetching_style"; value: "NoPrefetching" }
        PluginParameter { name: "osm.useragent"; value: "Roundsman" }
    }
    center: QtPositioning.coordinate(map.scene.camera.latitude, map.scene.camera.longitude)
    zoomLevel: map.scene.camera.zoom
    color: map.scene.ground
    copyrightsVisible: false // the scene shows them, always
    onSupportedMapTypesChanged: {
        for (const type of map.supportedMapTypes) {
            if (type.style === MapType.CustomMap) {
                map.activeMapType = type
            }
        }
    }
    onMapReadyChanged: map.scene.mapReady = map.mapReady
}
