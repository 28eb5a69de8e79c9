import QtQuick
import Roundsman

// Ground, streets, riders, and the words at the edges, in this order.
Rectangle {
    id: root

    required property var scene
    property alias riders: riderLayer

    color: scene.ground

    Loader {
        id: streets
        anchors.fill: parent
        asynchronous: true // what draws streets takes a while to load: riders do not wait for it
        function reload() {
            source = ""
            if (root.scene.tileHost !== "") {
                setSource("BaseMap.qml", {
                    "scene": root.scene, "tileHost": root.scene.tileHost, "tileCache": root.scene.tileCache
                })
            }
        }
        Component.onCompleted: reload()
        Connections {
            target: root.scene
            function onBaseMapChanged() { streets.reload() }
        }
    }

    MapLayers {
        objectName: "layers"
        anchors.fill: parent
    }

    RiderLayer {
        id: riderLayer
        objectName: "riders"
        focus: true
        anchors.fill: parent
    }

    FenceOverlay {
        objectName: "fenceOverlay"
        anchors.fill: parent
    }

    MapMeasure {
        objectName: "measure"
        anchors.fill: parent
    }

    // Where keys choose
    Item {
        visible: root.scene.cross
        anchors.centerIn: parent
        Repeater {
            model: [{ "colour": root.scene.surface, "wide": 5 }, { "colour": root.scene.text, "wide": 2 }]
            Item {
                required property var modelData
                anchors.centerIn: parent
                Rectangle { anchors.centerIn: parent; width: 20; height: modelData.wide; color: modelData.colour }
                Rectangle { anchors.centerIn: parent; width: modelData.wide; height: 20; color: modelData.colour }
            }
        }
    }

    component Panel: Rectangle {
        color: Qt.rgba(root.scene.surface.r, root.scene.surface.g, root.scene.surface.b, 0.94)
        border.color: root.scene.line
        border.width: 1
        radius: 8
    }

    component Words: Text {
        color: root.scene.text
        font.pixelSize: 12
        renderType: Text.NativeRendering
    }

    // Empty state
    Panel {
        visible: root.scene.emptyTitle !== ""
        anchors.centerIn: parent
        width: emptyColumn.width + 56
        height: emptyColumn.height + 44
        Column {
            id: emptyColumn
            anchors.centerIn: parent
            width: Math.min(root.width - 120, 340)
            spacing: 8
            Words {
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                text: root.scene.emptyTitle
                font.pixelSize: 16
                font.weight: Font.DemiBold
            }
            Words {
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                wrapMode: Text.WordWrap
                lineHeight: 1.25
                text: root.scene.emptyText
                color: root.scene.muted
                font.pixelSize: 13
            }
        }
    }

    // Tiles cannot be had
    Panel {
        visible: root.scene.trouble !== ""
        anchors { top: parent.top; topMargin: root.scene.past !== "" ? 44 : 12; horizontalCenter: parent.horizontalCenter }
        width: troubleRow.width + 28
        height: 32
        Row {
            id: troubleRow
            anchors.centerIn: parent
            spacing: 8
            Rectangle {
                width: 8; height: 8; radius: 4
                anchors.verticalCenter: parent.verticalCenter
                color: root.scene.warning
            }
            Words { text: root.scene.trouble }
        }
    }

    // Following
    Panel {
        visible: root.scene.following !== ""
        anchors { top: parent.top; left: parent.left; margins: 12 }
        width: followRow.width + 24
        height: 32
        border.color: root.scene.accent
        Row {
            id: followRow
            anchors.centerIn: parent
            spacing: 10
            Words { text: qsTr("Following %1").arg(root.scene.following); font.weight: Font.Medium }
            Words {
                text: qsTr("Stop")
                color: root.scene.accent
                font.weight: Font.DemiBold
                TapHandler { onTapped: root.scene.askToStopFollowing() }
                HoverHandler { cursorShape: Qt.PointingHandCursor }
            }
        }
    }

    // The past: a frame around everything and its name above, so that nobody takes it for now
    Rectangle {
        visible: root.scene.past !== ""
        anchors.fill: parent
        color: "transparent"
        border.color: root.scene.warning
        border.width: 4
    }
    Rectangle {
        visible: root.scene.past !== ""
        anchors { top: parent.top; topMargin: -8; horizontalCenter: parent.horizontalCenter }
        width: pastRow.width + 36
        height: 42
        radius: 8
        color: root.scene.warning
        Accessible.role: Accessible.AlertMessage
        Accessible.name: qsTr("This is the past: %1").arg(root.scene.past)
        Row {
            id: pastRow
            anchors { centerIn: parent; verticalCenterOffset: 4 }
            spacing: 14
            Words { text: qsTr("PAST"); color: root.scene.surface; font.weight: Font.Bold; font.letterSpacing: 1.5 }
            Words { text: root.scene.past; color: root.scene.surface; font.weight: Font.DemiBold; font.pixelSize: 13 }
            Words {
                text: qsTr("Back to now (F9)")
                color: root.scene.surface
                font.underline: true
                font.weight: Font.DemiBold
                TapHandler { onTapped: root.scene.askForLive() }
                HoverHandler { cursorShape: Qt.PointingHandCursor }
            }
        }
    }

    // Surge legend
    Panel {
        visible: root.scene.surgeLegend
        anchors { left: parent.left; bottom: parent.bottom; leftMargin: 10; bottomMargin: 34 }
        width: legend.width + 20
        height: 44
        Accessible.role: Accessible.StaticText
        Accessible.name: qsTr("Surge from 1.1 to 2.0, dark to light")
        Column {
            id: legend
            anchors.centerIn: parent
            spacing: 3
            Row {
                Repeater {
                    model: root.scene.surgeColours
                    Rectangle { required property string modelData; width: 15; height: 10; color: modelData }
                }
            }
            Item {
                width: parent.width
                height: 14
                Words { text: "1.1"; font.pixelSize: 11; color: root.scene.muted }
                Words { anchors.horizontalCenter: parent.horizontalCenter; text: qsTr("Surge"); font.pixelSize: 11 }
                Words { anchors.right: parent.right; text: "2.0"; font.pixelSize: 11; color: root.scene.muted }
            }
        }
    }

    // Zoom
    component ZoomButton: Item {
        id: button
        property alias text: sign.text
        property string name
        signal pressed
        width: 34
        height: 34
        Accessible.role: Accessible.Button
        Accessible.name: name
        Rectangle {
            anchors { fill: parent; margins: 2 }
            radius: 6
            color: root.scene.line
            visible: over.hovered
        }
        Words { id: sign; anchors.centerIn: parent; font.pixelSize: 18 }
        HoverHandler { id: over }
        TapHandler { onTapped: button.pressed() }
    }
    Panel {
        anchors { right: parent.right; bottom: parent.bottom; rightMargin: 12; bottomMargin: 34 }
        width: 34
        height: zoomColumn.height
        Column {
            id: zoomColumn
            ZoomButton { text: "+"; name: qsTr("Zoom in"); onPressed: root.scene.camera.zoomBy(1) }
            Rectangle { width: 34; height: 1; color: root.scene.line }
            ZoomButton { text: "\u2212"; name: qsTr("Zoom out"); onPressed: root.scene.camera.zoomBy(-1) }
            Rectangle { width: 34; height: 1; color: root.scene.line }
            ZoomButton { text: "\u2194"; name: qsTr("Measure a distance"); onPressed: root.scene.askToMeasure() }
        }
    }

    // Scale and attribution
    Row {
        anchors { left: parent.left; bottom: parent.bottom; margins: 10 }
        spacing: 8
        readonly property real metres: {
            const most = root.scene.camera.metresPerPixel * 110
            const power = Math.pow(10, Math.floor(Math.log(most) / Math.LN10))
            return most >= 5 * power ? 5 * power : most >= 2 * power ? 2 * power : power
        }
        Item {
            width: parent.metres / root.scene.camera.metresPerPixel
            height: 14
            anchors.verticalCenter: parent.verticalCenter
            Rectangle { anchors.bottom: parent.bottom; width: parent.width; height: 2; color: root.scene.muted }
            Rectangle { anchors.bottom: parent.bottom; width: 2; height: 7; color: root.scene.muted }
            Rectangle { anchors { bottom: parent.bottom; right: parent.right } width: 2; height: 7; color: root.scene.muted }
        }
        Words {
            anchors.verticalCenter: parent.verticalCenter
            color: root.scene.muted
            font.pixelSize: 11
            text: parent.metres >= 1000 ? qsTr("%1 km").arg(parent.metres / 1000) : qsTr("%1 m").arg(parent.metres)
        }
    }
    Rectangle {
        visible: root.scene.attribution !== ""
        anchors { right: parent.right; bottom: parent.bottom }
        width: credit.width + 16
        height: 22
        color: Qt.rgba(root.scene.surface.r, root.scene.surface.g, root.scene.surface.b, 0.8)
        Words {
            id: credit
            anchors.centerIn: parent
            text: root.scene.attribution
            color: root.scene.muted
            font.pixelSize: 11
        }
    }

    // Hover card
    Panel {
        visible: root.scene.cardShown
        width: cardColumn.width + 24
        height: cardColumn.height + 18
        x: Math.min(root.scene.cardPlace.x + 16, root.width - width - 8)
        y: root.scene.cardPlace.y + 16 + height > root.height - 8 ? root.scene.cardPlace.y - height - 12
                                                                 : root.scene.cardPlace.y + 16
        Column {
            id: cardColumn
            anchors.centerIn: parent
            spacing: 4
            Words { text: root.scene.cardTitle; font.weight: Font.DemiBold; font.pixelSize: 13 }
            Words { text: root.scene.cardText; textFormat: Text.PlainText; color: root.scene.muted; lineHeight: 1.2 }
        }
    }
}
